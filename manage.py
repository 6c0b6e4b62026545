#!/usr/bin/env python3
"""Django's command line. `python manage.py help` lists the commands; those of this project explain themselves with --help."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError

OWNERS_COMMANDS = {"migrate", "makemigrations", "prepare", "backup", "restore"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.config.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNERS_COMMANDS:
        os.environ["CASEWORK_AS_OWNER"] = "1"
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None):  # the server answered: a deadlock or a time-out is another matter
            raise
        sys.exit(f"数据库没有响应：请先运行 make run，或设置 DATABASE_URL。The database does not answer: start make run, or set DATABASE_URL.\n{error}")
