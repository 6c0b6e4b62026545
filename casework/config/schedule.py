"""Every request begins in doubt of the schedule its process keeps: another one may have confirmed a notice since."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from casework.cases import schedules


def schedule(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: the first that asks for the schedule reads which version is the newest, a statement by the primary key. Who never asks pays nothing."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        with schedules.anew():
            return get_response(request)

    return answer
