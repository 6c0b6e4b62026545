"""How settings read the environment, and the keys that are made under var/ where none are given."""

import base64
import ipaddress
import json
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from casework.config.accounts import not_yours

# Statements are prepared on the server after their fifth use: planning them anew cost a third of a step.
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}


def flag(name: str) -> bool:
    """True where the variable is 1, true, yes or on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str) -> list[str]:
    """A comma-separated variable as a list."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def folder(name: str) -> Path | None:
    """A variable that names a folder, None where it is empty."""
    text = os.environ.get(name, "").strip()
    return Path(text) if text else None


def number(name: str, default: int) -> int:
    """A variable that is a whole number from 0. Ends the program with a sentence for anything else."""
    text = os.environ.get(name, "").strip()
    if text and not text.isdecimal():
        raise SystemExit(f"{name} 须为不小于 0 的整数(现为 {text!r})。{name} must be a whole number from 0.")
    return int(text) if text else default


def networks(name: str, default: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """A comma-separated variable as networks (10.0.0.0/8, 192.0.2.1, ::1). Ends the program with a sentence for what is none."""
    try:
        return [ipaddress.ip_network(one) for one in listed(name, default)]
    except ValueError as error:
        raise SystemExit(f"{name} 须为以逗号分隔的地址或网段:{error}。{name} must be addresses or networks, separated by commas.") from None


def new_secret() -> str:
    """A fresh secret of 384 bits that needs no quoting in a URL or a settings file."""
    return secrets.token_urlsafe(48)


def kept(path: Path, make: str) -> str:
    """The content of a private file, written with `make` (mode 0600) where it is missing; safe when two processes start at once.

    Ends the program with a sentence on what to do where the file belongs to another user.
    """
    try:
        return path.read_text().strip()
    except PermissionError:
        raise SystemExit(not_yours(path)) from None
    except FileNotFoundError:
        if not os.access(next(parent for parent in path.parents if parent.exists()), os.W_OK):
            raise SystemExit(not_yours(path)) from None
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return path.read_text().strip()


def secret(name: str, path: Path) -> str:
    """A secret from the environment, else kept in `path`."""
    return os.environ.get(name) or kept(path, new_secret())


def encryption_keys(name: str, path: Path) -> dict[str, bytes]:
    """Key id -> 32 bytes, the first is current. Form: `id:base64[,id:base64…]`. Raises ValueError for a key of another length."""
    made = "k1:" + base64.b64encode(secrets.token_bytes(32)).decode()
    keys = {}
    for part in (os.environ.get(name) or kept(path, made)).split(","):
        key_id, _, value = part.strip().partition(":")
        keys[key_id] = base64.b64decode(value, validate=True)
        if len(keys[key_id]) != 32:
            raise ValueError(f"{name}: key {key_id!r} is not 32 bytes of base64")
    return keys


def embedded_services(var: Path) -> dict[str, str]:
    """What `manage.py up` wrote about the services it runs: database_url, redis_url; empty when it runs none."""
    try:
        return json.loads((var / "run" / "services.json").read_text())
    except FileNotFoundError:
        return {}
    except PermissionError:
        raise SystemExit(not_yours(var)) from None


def redis_url(var: Path) -> str:
    """REDIS_URL, else that of the embedded Valkey."""
    return os.environ.get("REDIS_URL") or embedded_services(var).get("redis_url", "redis://127.0.0.1:6379/0")


def database_url(var: Path) -> str:
    """DATABASE_URL, else that of the embedded PostgreSQL."""
    return os.environ.get("DATABASE_URL") or embedded_services(var).get("database_url", "postgresql://casework@127.0.0.1:5432/casework")


def owner_url(var: Path) -> str:
    """DATABASE_OWNER_URL, else where the application connects: for what only the owner of the tables may do."""
    return os.environ.get("DATABASE_OWNER_URL") or database_url(var)


def database(var: Path) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or for DATABASE_OWNER_URL where CASEWORK_AS_OWNER=1.

    The application connects in the role casework_app, which owns no table: the ledger's triggers and the policy on sealed cases bind it.
    """
    as_owner = flag("CASEWORK_AS_OWNER")
    url = database_url(var)
    if as_owner:
        url = os.environ.get("DATABASE_OWNER_URL") or url
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"DATABASE_URL must begin with postgresql:// (it begins with {parts.scheme!r}). SQLite is not supported: it ignores row locks.")
    options = dict(parse_qsl(parts.query))
    if not as_owner:
        options["options"] = (options.get("options", "") + " -c role=casework_app").strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "OPTIONS": options | PREPARED,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
