"""Addresses: the API under /api/, the pages everywhere else."""

from django.urls import include, path

from casework.config.health import healthz
from casework.config.metrics import metrics

urlpatterns = [
    path("healthz", healthz),
    path("metrics", metrics),
    path("api/", include("api.urls")),
    path("", include("frontend.urls")),
]
handler400 = "casework.config.errors.bad_request"
handler403 = "casework.config.errors.permission_denied"
handler404 = "casework.config.errors.not_found"
handler500 = "casework.config.errors.server_error"
