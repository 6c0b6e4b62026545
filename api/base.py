"""What all views share."""

import logging
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import filling
from api.authentication import Changed, Known, Scope
from api.parsers import JSONParser, MultiPartParser
from casework import queries
from casework.cases.refusals import NotFound

log = logging.getLogger("casework.api")


class OneRenderer(DefaultContentNegotiation):
    """Everything is JSON, files aside: what Accept says does not matter (a PDF is asked for by ?format=pdf)."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The first renderer."""
        return renderers[0], renderers[0].media_type


class View(APIView):
    """What all of them share. `scope` is the word a token needs for a write."""

    content_negotiation_class = OneRenderer
    parser_classes = [JSONParser, MultiPartParser]
    permission_classes = [Scope, Changed]
    scope = "step"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """An address with a character no name has is no address."""
        super().initial(request, *args, **kwargs)
        if not all(str(one).isprintable() for one in kwargs.values()):
            raise NotFound(request.path)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Personal data stay out of every cache."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class Listing(View):
    """A keyset list: subclasses say which door and which row."""

    permission_classes = [Known, Scope, Changed]

    def page(self, request: Request, found: queries.Page, row: Any) -> Response:
        """The page with the address of the next one."""
        following = None
        if found.next:
            asked = request.query_params.copy()
            asked["cursor"] = found.next
            following = f"{request.path}?{asked.urlencode()}"
        return Response(filling.page(found, [row(one) for one in found.rows], following))
