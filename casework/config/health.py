"""/healthz: whether the system does its work, with the reasons where it does not. No personal data: ages, yes and no.

Valkey is a doorbell: without it the system is degraded, not ill. The worker is known by what it leaves in PostgreSQL (it delivers
every 15 seconds), so it is seen alive also while Valkey is away and from another machine.
"""

from datetime import timedelta

from django.db import Error
from django.http import HttpRequest, JsonResponse

from casework import clock, jobs
from casework.cases import signing
from casework.config import vitals

TOO_LONG = timedelta(minutes=5)  # without a sweep
WORKER_AWAY = timedelta(minutes=2)  # without a delivery round
OUTBOX_LATE = timedelta(minutes=10)
OUTBOX_STUCK = timedelta(minutes=60)
UNSIGNED = timedelta(minutes=10)
_started = clock.now()

# what is wrong -> (red, zh, en)
SAID = {
    "database_away": (True, "数据库没有响应", "the database does not answer"),
    "no_sweep": (True, "五分钟以上没有清查期限", "no sweep of deadlines for five minutes"),
    "outbox_stuck": (True, "有消息到时一小时仍未发出", "a message has been due for an hour"),
    "outbox_late": (False, "有消息到时十分钟仍未发出", "a message has been due for ten minutes"),
    "undeliverable": (False, "一日内有消息或者期限提醒多次发送失败，不再重试", "a message or digest of the last day failed every try and is given up"),
    "unsigned": (False, "有文书十分钟仍未加盖电子印章", "a paper has waited ten minutes for its signature"),
    "signing_key": (False, "有电子印章的证书读不出，见 signing", "a signing certificate cannot be read, see signing"),
    "worker_away": (False, "两分钟没有后台作业", "no worker for two minutes"),
    "valkey_away": (False, "Valkey 没有响应(由后台作业直接查看数据库)", "Valkey does not answer (the worker looks at the database by itself)"),
}


def healthz(request: HttpRequest) -> JsonResponse:
    """200 ok or degraded, 503 red; `reasons` says why, `last_sweep` when, `outbox_age` how many seconds the oldest due message
    waits, `dead` how many messages and digests of the last day were given up, `signing` which certificates cannot be read."""
    try:
        life = vitals.life()
    except Error:
        life = None
    rings = vitals.valkey()
    keys = signing.troubles()
    found = _troubles(life) if life else ["database_away"]
    found += [] if rings else ["valkey_away"]
    found += ["signing_key"] if keys else []
    status = "red" if any(SAID[code][0] for code in found) else "degraded" if found else "ok"
    swept = life.beats.get(jobs.SWEEP) if life else None
    said = {
        "status": status, "reasons": [{"code": code, "zh": SAID[code][1], "en": SAID[code][2]} for code in found], "database": life is not None,
        "valkey": rings, "worker": life is not None and "worker_away" not in found, "sweeping": life is not None and "no_sweep" not in found,
        "last_sweep": swept.isoformat() if swept else None, "outbox_age": round(life.outbox_age) if life else None,
        "dead": dict(zip(("messages", "digests"), life.dead, strict=True)) if life else None,
        "signing": [{"office": one.office, "zh": one.zh, "en": one.en} for one in keys],
    }  # fmt: skip
    return JsonResponse(said, status=503 if status == "red" else 200, headers={"Cache-Control": "no-store"}, json_dumps_params={"ensure_ascii": False})


def _troubles(life: vitals.Life) -> list[str]:
    waiting = timedelta(seconds=life.outbox_age)
    found = []
    if life.at - life.beats.get(jobs.SWEEP, _started) > TOO_LONG:
        found.append("no_sweep")
    if waiting > OUTBOX_LATE:
        found.append("outbox_stuck" if waiting > OUTBOX_STUCK else "outbox_late")
    if timedelta(seconds=life.unsigned_age) > UNSIGNED:
        found.append("unsigned")
    if any(life.dead):
        found.append("undeliverable")
    if life.at - life.beats.get(jobs.DELIVER, _started) > WORKER_AWAY:
        found.append("worker_away")
    return found
