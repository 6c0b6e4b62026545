"""Security headers on every kind of answer, and the only place whose policy is looser."""

import re

import pytest
from django.test import Client

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
ANSWERS = [
    ("/ask/", 200), ("/", 302), ("/nowhere/", 404), ("/desk/", 302), ("/healthz", None), ("/metrics", 200), ("/api/schema/", 200), ("/api/cases/", 401),
    ("/api/nowhere/", 404), ("/static/frontend/app.css", 200), ("/static/nothing.css", 404),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status"), ANSWERS, ids=[path for path, _ in ANSWERS])
def test_every_answer_has_the_headers(db, path, status):
    """Pages, redirects, errors, the API, static files."""
    answer = Client().get(path)
    if status:
        assert answer.status_code in (status, 405), answer.status_code
    assert answer["Content-Security-Policy"] == STRICT
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert (answer["Cross-Origin-Opener-Policy"], answer["Cross-Origin-Resource-Policy"]) == ("same-origin", "same-origin")
    assert "Strict-Transport-Security" not in answer
    assert re.fullmatch("[0-9a-f]{16}", answer["X-Request-ID"])
    answer.close()


def test_a_broken_view_and_a_refused_host_have_them_too(db, monkeypatch):
    """500 and 400 come from Django itself."""
    from frontend.citizen import ask

    def broken(*_: object) -> None:
        raise RuntimeError("王小明")

    monkeypatch.setattr(ask.Ask, "get", broken)
    client = Client(raise_request_exception=False)
    for answer, status in ((client.get("/ask/"), 500), (client.get("/ask/", headers={"host": "evil.example"}), 400)):
        assert (answer.status_code, answer["Content-Security-Policy"]) == (status, STRICT)
        assert "王小明" not in answer.content.decode()


def test_with_https_browsers_are_told_to_keep_to_it(db, settings):
    """A year, subdomains too."""
    settings.HTTPS = True
    assert Client().get("/ask/")["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_only_the_apis_page_may_set_styles_and_nothing_evaluates(db):
    """Its inline <style> needs it; scripts stay this host's files."""
    policy = Client().get("/api/")["Content-Security-Policy"]
    assert policy == STRICT.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    assert Client().get("/api/?script=")["Content-Type"].startswith("application/javascript")
