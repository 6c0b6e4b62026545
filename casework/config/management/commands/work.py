"""`manage.py work`: the rq worker, which also looks at PostgreSQL by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from casework.config.worker import work


class Command(BaseCommand):
    """Runs jobs of the queue `default` until SIGTERM or Ctrl-C; goes on without Redis."""

    help = "运行后台作业(rq);Redis 不在时也会自行清查与投递。Run jobs; sweeps and delivers by itself while Redis is away."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns when asked to stop."""
        work()
