"""/healthz: whether the database answers and the sweep runs. Valkey is a doorbell: without it the system is degraded, not ill."""

from datetime import timedelta

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from casework import clock, jobs

TOO_LONG = timedelta(minutes=5)
_started = clock.now()


def healthz(request: HttpRequest) -> JsonResponse:
    """200 ok or degraded (Valkey away), 503 red: no database, or five minutes without a sweep."""
    database, swept, valkey = True, None, _valkey()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        swept = jobs.last_sweep()
    except Error:
        database = False
    sweeping = database and clock.now() - (swept or _started) <= TOO_LONG
    status = "red" if not (database and sweeping) else "ok" if valkey else "degraded"
    said = {"status": status, "database": database, "valkey": valkey, "sweeping": sweeping, "last_sweep": swept.isoformat() if swept else None}
    return JsonResponse(said, status=503 if status == "red" else 200, headers={"Cache-Control": "no-store"})


def _valkey() -> bool:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
