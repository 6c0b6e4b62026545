"""The rq worker. Redis only rings the bell: between jobs, and while Redis is away, it looks at PostgreSQL by itself."""

import logging
import os
import time
from typing import Any

import django_rq
from django.db import Error as DatabaseError
from django.db import close_old_connections
from redis import RedisError
from redis.client import Pipeline
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job

from casework import clock, jobs
from casework.config import tidying
from casework.config.alive import KEYS, name_of
from casework.config.logs import error_of

LOOK = 5  # seconds between two looks at PostgreSQL while idle
DELIVER_EVERY = 15.0  # seconds
SWEEP_OVERDUE = 120.0  # seconds since the last sweep, whoever made it
RETRY = 2.0  # seconds

log = logging.getLogger("casework.work")


class Rounds:
    """What the worker does unasked: sign and deliver every 15 seconds, sweep and checkpoint when nobody swept for two minutes."""

    def __init__(self) -> None:
        self.looked_at = self.delivered_at = -DELIVER_EVERY  # monotonic

    def make(self) -> None:
        """One round; a database that is away is tried again at the next."""
        if time.monotonic() - self.looked_at < LOOK - 1:
            return
        self.looked_at = time.monotonic()
        try:
            close_old_connections()
            if time.monotonic() - self.delivered_at >= DELIVER_EVERY:
                jobs.sign()
                jobs.deliver()
                self.delivered_at = time.monotonic()
            jobs.imports()
            last = jobs.last_sweep()
            if last is None or (clock.now() - last).total_seconds() > SWEEP_OVERDUE:
                log.info("两分钟没有清查,由本进程清查。No sweep for two minutes: sweeping here.")
                jobs.sweep()
                jobs.checkpoint()
            if tidying.is_due():
                tidying.tidy()
        except DatabaseError as error:
            log.warning("PostgreSQL 不在,稍后再试。PostgreSQL is away (%s).", type(error).__name__)


class Worker(SimpleWorker):
    """Runs jobs in its own process (4 ms instead of 18 forking); what a kill interrupts is taken up again when its lease ends."""

    max_connection_wait_time = float(LOOK)
    stop_asked = False
    on_rounds = False

    def __init__(self, *arguments: Any, rounds: Rounds, **options: Any):
        super().__init__(*arguments, **options)
        self.rounds = rounds

    @property
    def dequeue_timeout(self) -> int:
        """Seconds to wait for the bell before looking at PostgreSQL."""
        return LOOK

    def subscribe(self) -> None:
        """No channel for rq's remote commands: its thread would only repeat that Redis is away."""

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        """rq calls this in every turn of its loop, also while it cannot reach Redis: so the rounds come before Redis is asked."""
        if pipeline is None:
            self.on_rounds = True
            try:
                self.rounds.make()
            finally:
                self.on_rounds = False
            if self.stop_asked:
                raise StopRequested
        super().heartbeat(timeout, pipeline)

    def perform_job(self, job: Job, queue: Queue, execution: Any) -> bool:
        """A connection the database has closed is dropped before the job needs it."""
        close_old_connections()
        begun = time.perf_counter()
        well = super().perform_job(job, queue, execution)
        fields = {"job": job.func_name, "ms": round((time.perf_counter() - begun) * 1000, 1), "ok": well}
        log.info("%s %s ms", fields["job"], fields["ms"], extra={"fields": fields})
        return well

    def handle_exception(self, job: Job, *exc_info: Any) -> None:
        """rq would log the exception's own words and the job's arguments, which may name somebody."""
        log.error("%s", job.func_name, exc_info=exc_info, extra={"fields": {"job": job.func_name, "error": error_of(exc_info[1])}})

    def request_stop(self, signum: int, frame: Any) -> None:
        """A round is finished before stopping, like a job."""
        self.stop_asked = True
        if not self.on_rounds:
            super().request_stop(signum, frame)


def work() -> None:
    """Work until SIGTERM or SIGINT."""
    rounds = Rounds()
    away = stopped = False
    while not stopped:
        worker = None
        try:
            worker = _worker(rounds)
            away = False
            worker.work(logging_level="WARNING")
        except RedisError as error:
            if not away:
                log.warning("Redis 不在,继续直接查看 PostgreSQL。Redis is away (%s), going on without it.", type(error).__name__)
            away = True
        stopped = worker is not None and worker.stop_asked
        if not stopped:
            rounds.make()
            time.sleep(RETRY)


def _worker(rounds: Rounds) -> Worker:
    connection = django_rq.get_connection("default")
    name = name_of(os.getpid())
    worker = Worker([Queue("default", connection=connection)], name=name, connection=connection, rounds=rounds)
    # Our own registration from before Redis went away. Only now: the constructor lengthens the socket's time limit for new connections.
    connection.delete(KEYS["worker"] + name)
    return worker
