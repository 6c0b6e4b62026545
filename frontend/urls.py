"""Addresses of the pages."""

from frontend import cases, entrance
from frontend.citizen import ask
from frontend.clerk import desk, messages, search

urlpatterns = [*entrance.urlpatterns, *cases.urlpatterns, *ask.urlpatterns, *desk.urlpatterns, *messages.urlpatterns, *search.urlpatterns]
