"""`manage.py up`: everything on one machine under one supervisor (what `make run` calls)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.config.accounts import Unusable
from casework.config.together import Options, Together


class Command(BaseCommand):
    """Starts PostgreSQL and Valkey unless DATABASE_URL and REDIS_URL are set, then prepares, loads samples, serves."""

    help = "启动数据库、网站、后台作业与定时任务,Ctrl-C 停止。Start everything under one supervisor; Ctrl-C stops it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to serve, and what to leave out."""
        parser.add_argument("--host", default="127.0.0.1", help="网站监听的地址 address to serve at")
        parser.add_argument("--port", default="8000", help="网站端口 port to serve at, 1024 to 65535 (8000)")
        parser.add_argument("--workers", type=int, default=2, help="网站进程数 processes of the web server (2)")
        parser.add_argument("--no-samples", action="store_true", help="不装入示例 do not load samples into an empty database")
        parser.add_argument("--only-services", action="store_true", help="只启动数据库 only PostgreSQL and Valkey")

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns after Ctrl-C. Raises CommandError with a sentence where something cannot start."""
        port = str(options["port"])
        if not port.isdecimal() or not 1024 <= int(port) <= 65535:
            raise CommandError(f"端口须为 1024 至 65535 的数（现为 {port}），例如 make run PORT=8001。The port is a number from 1024 to 65535.")
        wanted = Options(options["host"], int(port), options["workers"], not options["no_samples"], options["only_services"])
        try:
            Together(settings.VAR, settings.BASE_DIR, wanted).run()
        except Unusable as error:
            raise CommandError(str(error)) from None
