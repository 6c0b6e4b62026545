"""Addresses of the pages."""

from frontend import cases, entrance

urlpatterns = [*entrance.urlpatterns, *cases.urlpatterns]
