"""Whether a worker or scheduler of this machine is there, asked of Redis: for `up` and for the health checks of containers.

`python -m casework.config.alive worker|scheduler` ends with status 0 where one is.
"""

import os
import socket
import sys

import redis

KEYS = {"worker": "rq:worker:", "scheduler": "rq:cron_scheduler:"}


def name_of(pid: int | str) -> str:
    """The name under which the process registers in Redis."""
    return f"{socket.gethostname()}-{pid}"


def registered(redis_url: str, kind: str, pid: int | str = "*") -> bool:
    """True where a `kind` (worker, scheduler) of this machine is registered: that process, or any."""
    try:
        with redis.Redis.from_url(redis_url, socket_connect_timeout=2, socket_timeout=2) as client:
            return any(client.scan_iter(match=KEYS[kind] + name_of(pid), count=1000))
    except redis.RedisError:
        return False


if __name__ == "__main__":
    sys.exit(0 if registered(os.environ["REDIS_URL"], sys.argv[1]) else 1)
