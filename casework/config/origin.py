"""Where a request comes from: what a proxy says is believed only of a proxy that CASEWORK_TRUSTED_PROXIES names."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

HEARSAY = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST")
HIDDEN = "casework.through_unknown_proxy"  # in request.META: somebody forwarded this request whom we do not know


def origin(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware, the first of all: REMOTE_ADDR becomes the client's address, the scheme what the client spoke; hearsay is taken out."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if is_among(meta.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES):
            meta["REMOTE_ADDR"] = client_of([*forwarded, meta["REMOTE_ADDR"]])
            if meta.get("HTTP_X_FORWARDED_PROTO") in ("http", "https"):
                meta["wsgi.url_scheme"] = meta["HTTP_X_FORWARDED_PROTO"]
        else:
            meta[HIDDEN] = any(name in meta for name in HEARSAY)
        for name in HEARSAY:
            meta.pop(name, None)
        return get_response(request)

    return answer


def client_of(hops: list[str]) -> str:
    """The last hop that is no proxy of ours, read from the right: what stands left of it the client may have made up."""
    nearest = hops[-1]
    for hop in reversed(hops):
        address = plain(hop)
        if address is None:
            break
        if not is_among(hop, settings.TRUSTED_PROXIES):
            return str(address)
        nearest = str(address)
    return nearest


def is_among(address: str, networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    """True where the address lies in one of the networks."""
    found = plain(address)
    return found is not None and any(found in network for network in networks)


def plain(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address as some proxies write it: with a port, in brackets, IPv4 within IPv6. None for what is none."""
    text = address.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
