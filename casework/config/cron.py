"""rq's cron with what it lacks: it dies with Redis and does not come back, so it is begun again here."""

import contextlib
import logging
import os
import signal
import time

import django_rq
from redis import RedisError
from redis.client import Pipeline
from rq.cron import CronScheduler
from rq.exceptions import SchedulerNotFound

from casework import jobs
from casework.config.alive import name_of
from casework.config.tidying import tidy

# function, seconds between two runs
TIMES = (
    (jobs.sign, 15), (jobs.deliver, 15), (jobs.sweep, 60), (jobs.checkpoint, 300), (jobs.recount, 86_400), (jobs.read_letters, 86_400),
    (tidy, 86_400),
)
RETRY = 2.0  # seconds

log = logging.getLogger("casework.schedule")


class Scheduler(CronScheduler):
    """rq's, which can stop while Redis is away."""

    def register_death(self, pipeline: Pipeline | None = None) -> None:
        """Without Redis there is nothing to sign off from; what is left there expires."""
        with contextlib.suppress(RedisError, SchedulerNotFound):
            super().register_death(pipeline)


def schedule() -> None:
    """Enqueue until SIGTERM or SIGINT."""
    away = False
    while True:
        try:
            cron = scheduler()
            cron.connection.ping()
            away = False
            cron.start()
            return
        except (RedisError, SchedulerNotFound) as error:
            if not away:
                log.warning("Redis 不在,等它回来。Redis is away (%s), waiting for it.", type(error).__name__)
            away = True
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _end)
        time.sleep(RETRY)


def scheduler() -> Scheduler:
    """A scheduler with our jobs. One that was not begun before the next is due is dropped: the worker was away."""
    cron = Scheduler(connection=django_rq.get_connection("default"), name=name_of(os.getpid()))
    for function, seconds in TIMES:
        cron.register(function, "default", interval=seconds, ttl=seconds, result_ttl=0, failure_ttl=86_400)
    return cron


def _end(number: int, frame: object) -> None:
    raise SystemExit(0)
