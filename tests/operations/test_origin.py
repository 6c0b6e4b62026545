"""Whose address counts: what a proxy says is believed only of our own proxies."""

import ipaddress

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from casework.config import origin

PROXIES = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8")]


def seen(peer: str, **said: str) -> HttpRequest:
    """The request as the views see it."""
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", **said}
    held = []
    origin.origin(lambda one: (held.append(one), HttpResponse())[1])(request)
    return held[0]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # spoofed: no proxy of ours
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # the left one the client made up
        ("10.0.0.2", "198.51.100.1, 10.0.0.7", "198.51.100.1"),  # two proxies of ours
        ("10.0.0.2", "10.9.9.9, 10.0.0.7", "10.9.9.9"),  # somebody inside
        ("10.0.0.2", "198.51.100.1:55123", "198.51.100.1"),
        ("10.0.0.2", "[2001:db8::1]:443", "2001:db8::1"),
        ("fd00::1", "2001:db8::1", "2001:db8::1"),
        ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "nonsense", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1, nonsense", "10.0.0.2"),
        ("10.0.0.2", "", "10.0.0.2"),
    ],
)  # fmt: skip
def test_the_clients_address(settings, peer, forwarded, client):
    """Read from the right, up to the first that is no proxy of ours."""
    settings.TRUSTED_PROXIES = PROXIES
    found = seen(peer, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}))
    assert found.META["REMOTE_ADDR"] == client
    assert "HTTP_X_FORWARDED_FOR" not in found.META


def test_without_trusted_proxies_nobody_is_believed(settings):
    """The default: not even this machine."""
    settings.TRUSTED_PROXIES = []
    found = seen("127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1", HTTP_X_FORWARDED_PROTO="https")
    assert (found.META["REMOTE_ADDR"], found.META["wsgi.url_scheme"]) == ("127.0.0.1", "http")


@pytest.mark.parametrize(("peer", "scheme"), [("10.0.0.2", "https"), ("203.0.113.9", "http")])
def test_the_scheme_is_believed_of_our_proxies_only(settings, peer, scheme):
    """Forms over HTTPS are refused where Django takes the request for plain HTTP."""
    settings.TRUSTED_PROXIES = PROXIES
    assert seen(peer, HTTP_X_FORWARDED_PROTO="https").META["wsgi.url_scheme"] == scheme


def test_a_form_over_https_behind_our_proxy_is_taken(db, settings):
    """CSRF compares the scheme of Origin with that of the request."""
    settings.TRUSTED_PROXIES = PROXIES
    client = Client(enforce_csrf_checks=True, REMOTE_ADDR="10.0.0.2")
    headers = {"x-forwarded-for": "198.51.100.1", "x-forwarded-proto": "https", "origin": "https://testserver", "host": "testserver"}
    client.get("/sign-in/", headers=headers)
    body = {"username": "nobody", "password": "x", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert "用户名或者密码不正确" in client.post("/sign-in/", body, headers=headers).content.decode()


def test_tries_are_counted_by_the_clients_address_not_the_proxys(db, settings):
    """Twenty wrong tries from one client close the door to it, not to the next; a made-up address opens no other."""
    settings.TRUSTED_PROXIES = PROXIES

    def status(n: int, client: str, peer: str = "10.0.0.2") -> int:
        return Client(REMOTE_ADDR=peer).post("/sign-in/", {"username": f"nobody{n}", "password": "x"}, headers={"x-forwarded-for": client}).status_code

    assert [status(n, "198.51.100.1") for n in range(20)] == [403] * 20
    assert status(20, "198.51.100.1") == 429
    assert status(21, f"8.8.8.8, {'198.51.100.1'}") == 429
    assert status(22, "198.51.100.2") == 403
    assert [status(n, f"192.0.2.{n}", peer="203.0.113.9") for n in range(21)] == [403] * 20 + [429]
