"""Checking a paper: anybody who holds a file learns whether we signed it and whether it is unchanged, and nothing that is not in the file."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import queries
from frontend.base import Page
from frontend.language import word

LARGEST = 20 * 1024 * 1024


class Verify(Page):
    """A file in, yes or no out. The file is not kept and not parsed: only its digest is asked for."""

    always = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show("frontend/verify.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        file = request.FILES.get("paper")
        if file is None:
            return self.show("frontend/verify.html", {"error": word("请选一个文件。", "Choose a file.")}, status=400)
        if not file.size:
            name = file.name
            said = word(f"“{name}”是空的，没有内容。请用当初收到或下载的原文件。", f"“{name}” is empty. Use the file as you received or downloaded it.")
            return self.show("frontend/verify.html", {"error": said}, status=400)
        if file.size > LARGEST:
            return self.show("frontend/verify.html", {"error": word("文件超过 20 MB，不是我们的文书。", "Larger than 20 MB: none of our papers.")}, status=400)
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        return self.show("frontend/verify.html", {"asked": True, "known": queries.known_paper(digest.digest()), "digest": digest.hexdigest()})


urlpatterns = [path("verify/", Verify.as_view(), name="verify")]
