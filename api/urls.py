"""Addresses under /api/."""

from django.urls import path, re_path

from api import entrance, pages, views

urlpatterns = [
    path("", pages.Browser.as_view(), name="browser"),
    path("schema/", pages.Schema.as_view(), name="schema"),
    path("cases/", views.Cases.as_view(), name="cases"),
    path("cases/<str:number>/", views.Case.as_view(), name="case"),
    path("cases/<str:number>/steps/<str:step>/", views.Steps.as_view(), name="step"),
    path("cases/<str:number>/proposals/<int:proposal>/approve/", views.Proposals.as_view(), name="approve"),
    path("cases/<str:number>/proposals/<int:proposal>/return/", views.Returns.as_view(), name="return"),
    path("worklist/", views.Worklist.as_view(), name="worklist"),
    path("deadlines/", views.Deadlines.as_view(), name="deadlines"),
    path("documents/<int:document>/", views.Document.as_view(), name="document"),
    path("attachments/<int:attachment>/", views.Attachment.as_view(), name="attachment"),
    path("inbox/", views.Inbox.as_view(), name="inbox"),
    path("not-yet-served/", views.NotYetServed.as_view(), name="not_yet_served"),
    path("access/", entrance.Access.as_view(), name="access"),
    path("session/", entrance.Session.as_view(), name="session"),
    path("me/", entrance.Me.as_view(), name="me"),
    re_path(r"^.*$", entrance.Unknown.as_view(), name="unknown"),
]
