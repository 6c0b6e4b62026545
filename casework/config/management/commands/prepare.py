"""`manage.py prepare`: the database made ready for the application."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from casework import workdays
from casework.config import database_roles
from casework.config.environment import database_url


class Command(BaseCommand):
    """Connects as the owner (manage.py sees to that), migrates, and grants the application what it may do. Idempotent."""

    help = "检查区域设置,建立角色与扩展,迁移,授权。Check the locale, make role and extensions, migrate, grant; safe to run again."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with a sentence for a database that would find no Chinese."""
        with connection.cursor() as cursor:
            database_roles.refuse_bad_locale(cursor)
            database_roles.make_role(cursor)
            database_roles.extend(cursor)
        call_command("migrate", interactive=False, verbosity=options["verbosity"], skip_checks=True)
        with connection.cursor() as cursor:
            database_roles.grant(cursor)
            login = urlsplit(database_url(settings.VAR))
            user = unquote(login.username or "")
            if user and user != connection.settings_dict["USER"]:
                database_roles.admit(cursor, user, unquote(login.password or ""))
        for one in workdays.propose_built_in():
            self.stdout.write(
                f"holidays 软件包升级后 {one.year} 年的放假安排不同，待在 /admin/workdays/{one.pk}/ 确认；确认前不改动任何期限。\n"
                f"The upgraded holidays package has {one.year} otherwise: it waits at /admin/workdays/{one.pk}/, and no deadline moves before it is confirmed."
            )
