"""The addresses of the product, with views whose door gives what was put into `kept` beforehand: rows of a list in memory, no query for them."""

from typing import Any

from django.urls import include, path

from api import urls, views

kept: dict[str, Any] = {}


class Worklist(views.Worklist):
    """The same page each time."""

    door = staticmethod(lambda *_, **__: kept["worklist"])


class Case(views.Case):
    """The same file each time."""

    door = staticmethod(lambda *_, **__: kept["case"])


class Cases(views.Cases):
    """Files nothing."""

    door = staticmethod(lambda *_, **__: kept["filing"])


class Steps(views.Steps):
    """Takes no step."""

    door = staticmethod(lambda *_, **__: kept["step"])


TWINS = [
    path("cases/", Cases.as_view()),
    path("cases/<str:number>/", Case.as_view()),
    path("cases/<str:number>/steps/<str:step>/", Steps.as_view()),
    path("worklist/", Worklist.as_view()),
]
urlpatterns = [path("api/", include([*TWINS, *urls.urlpatterns]))]
