"""The API's description: the schema, and its interactive page from packaged files (no other host)."""

from functools import cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import OneRenderer, View


@cache
def schema_in(language: str) -> dict[str, Any]:
    """The schema, made once a process and language."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


class Schema(View):
    """OpenAPI 3.1."""

    authentication_classes: Any = ()
    permission_classes: Any = ()

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """The schema as JSON."""
        return Response(schema_in(get_language() or "zh-hans"), headers={"Cache-Control": "public, max-age=300"})


class Browser(SpectacularSwaggerSplitView):
    """The interactive page; its script has an address of its own (`?script=`), so that the policy needs no inline script."""

    url_name = "schema"
    authentication_classes: Any = ()
    permission_classes: Any = ()
    content_negotiation_class = OneRenderer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Errors are JSON here too."""
        if getattr(response, "exception", False):
            request.accepted_renderer, request.accepted_media_type = JSONRenderer(), "application/json"
        return super().finalize_response(request, response, *args, **kwargs)
