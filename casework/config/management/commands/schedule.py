"""`manage.py schedule`: puts sweep, deliver and checkpoint on the queue at their times."""

from typing import Any

from django.core.management.base import BaseCommand

from casework.config.cron import schedule


class Command(BaseCommand):
    """Runs rq's cron until SIGTERM or Ctrl-C; begins again by itself when Redis comes back."""

    help = "按时把清查、投递、封存放入队列(rq cron)。Enqueue sweep, deliver and checkpoint at their times."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns when asked to stop."""
        schedule()
