"""/metrics for Prometheus. What matters is read from the database, so every web process answers alike; counts of requests are each process's own
and carry its number (`process`), so that sums over it are right however many processes there are."""

import hmac
import os
import time
from collections.abc import Iterable
from threading import Lock

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import Error
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from casework.config import logs, origin, vitals
from casework.families import FAMILIES

KEPT = 10.0  # seconds a reading of the database is answered again
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
OWN = CollectorRegistry()
requests = Counter("casework_requests", "Requests of this process", ["process", "method", "route", "status"], registry=OWN)
seconds = Histogram("casework_request_seconds", "Time of answers of this process", ["process"], buckets=BUCKETS, registry=OWN)


def count(request: HttpRequest, status: int, took: float) -> None:
    """Told by the middleware of each request."""
    method = request.method if request.method in ("GET", "HEAD", "POST", "DELETE") else "other"
    requests.labels(str(os.getpid()), method, logs.route_of(request), str(status)).inc()
    seconds.labels(str(os.getpid())).observe(took)


logs.listeners.append(count)


class FromDatabase(Collector):
    """Gauges read from the database, at most every ten seconds."""

    def __init__(self) -> None:
        self.lock, self.read_at = Lock(), -KEPT
        self.found: tuple[vitals.Life, vitals.Numbers] | None = None

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges; only casework_up while the database is away."""
        with self.lock:
            if time.monotonic() - self.read_at >= KEPT:
                try:
                    self.found = (vitals.life(), vitals.numbers())
                except Error:
                    self.found = None
                self.read_at = time.monotonic()
            found = self.found
        yield GaugeMetricFamily("casework_up", "1 where the database answers", value=float(found is not None))
        if found is not None:
            yield from _gauges(*found)

    def forget(self) -> None:
        """Read anew at the next collection."""
        self.read_at = -KEPT


def _gauges(life: vitals.Life, numbers: vitals.Numbers) -> Iterable[GaugeMetricFamily]:
    cases = GaugeMetricFamily("casework_open_cases", "Cases that have not ended", labels=["family"])
    for kind in sorted({*FAMILIES, *numbers.open_cases}):
        cases.add_metric([kind], numbers.open_cases.get(kind, 0))
    yield cases
    duties = GaugeMetricFamily("casework_overdue_duties", "Statutory deadlines passed and still owed, by who owes", labels=["family", "bound"])
    late = GaugeMetricFamily("casework_overdue_cases", "Open cases with such a deadline", labels=["family", "bound"])
    for (kind, bound), (rows, of_cases) in sorted(numbers.overdue.items()):
        duties.add_metric([kind, bound], rows)
        late.add_metric([kind, bound], of_cases)
    yield duties
    yield late
    yield GaugeMetricFamily("casework_outbox_waiting", "Messages not sent yet, counted to 10001", value=numbers.waiting[0])
    yield GaugeMetricFamily("casework_digests_waiting", "Digests of deadlines not sent yet, counted to 10001", value=numbers.waiting[1])
    dead = GaugeMetricFamily("casework_undeliverable", "Given up in the last day, after the last try", labels=["what"])
    for what, number in zip(("message", "digest"), life.dead, strict=True):
        dead.add_metric([what], number)
    yield dead
    yield GaugeMetricFamily("casework_outbox_age_seconds", "How long the oldest message or digest that could leave has been due", value=life.outbox_age)
    yield GaugeMetricFamily("casework_unsigned_age_seconds", "How long the oldest paper without its signature has waited", value=life.unsigned_age)
    jobs = GaugeMetricFamily("casework_job_age_seconds", "Time since each recurring job last ran", labels=["job"])
    for job in sorted(life.beats):
        jobs.add_metric([job], life.age(job) or 0.0)
    yield jobs


from_database = FromDatabase()
DATABASE = CollectorRegistry()
DATABASE.register(from_database)


def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics, for CASEWORK_METRICS_FROM or with CASEWORK_METRICS_TOKEN. Raises PermissionDenied for everybody else."""
    if not (_has_token(request) or _is_near(request)):
        raise PermissionDenied
    return HttpResponse(generate_latest(DATABASE) + generate_latest(OWN), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _has_token(request: HttpRequest) -> bool:
    word, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    held = settings.METRICS_TOKEN
    return bool(held) and word.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), held.encode())


def _is_near(request: HttpRequest) -> bool:
    """A request that an unknown proxy handed on comes from anywhere, though the proxy stands on this machine."""
    return not request.META.get(origin.HIDDEN) and origin.is_among(request.META.get("REMOTE_ADDR", ""), settings.METRICS_FROM)
