"""Addresses. `/` leads to the interactive description of the API until there are pages."""

from django.urls import include, path
from django.views.generic import RedirectView

from casework.config.health import healthz

urlpatterns = [
    path("", RedirectView.as_view(url="/api/", permanent=False)),
    path("healthz", healthz),
    path("api/", include("api.urls")),
]
handler400 = "api.errors.bad_request"
handler403 = "api.errors.permission_denied"
handler404 = "api.errors.not_found"
handler500 = "api.errors.server_error"
