"""Addresses of the pages."""

from frontend import cases, entrance
from frontend.citizen import ask

urlpatterns = [*entrance.urlpatterns, *cases.urlpatterns, *ask.urlpatterns]
