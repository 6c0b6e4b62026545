"""The file at this door."""

from typing import Any

from django.http import HttpResponse

from casework import queries
from frontend.base import Page


def show(page: Page, file: queries.CaseFile, **more: Any) -> HttpResponse:
    """The file."""
    return page.show("frontend/file.html", {"file": file, "case": file.case, **more})
