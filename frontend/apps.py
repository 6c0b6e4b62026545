"""The pages as a Django application: templates and static files."""

from django.apps import AppConfig


class Frontend(AppConfig):
    """Pages over the two doors."""

    name = "frontend"
