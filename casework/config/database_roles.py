"""Roles and rights in the database: the application owns no table, and may not change what is append-only."""

from typing import Any

from django.core.management.base import CommandError
from django.db import connection
from psycopg import sql

from casework.cases.ledger import APPEND_ONLY
from casework.cases.ledger_sql import GRANTS
from casework.cases.signatures import Signature
from casework.people import models as people
from casework.petitions import visits

APP_ROLE = "casework_app"
EXTENSIONS = ("btree_gist", "pg_trgm")


def refuse_bad_locale(cursor: Any) -> None:
    """Raises CommandError where the database's character type is C: trigrams of Chinese would be empty."""
    cursor.execute("SELECT datname, datctype FROM pg_database WHERE datname = current_database()")
    name, ctype = cursor.fetchone()
    if ctype in {"C", "POSIX"}:
        raise CommandError(
            f"数据库 {name} 的 LC_CTYPE 是 {ctype},中文检索会得不到任何结果。请以 UTF-8 区域重建:"
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'\n"
            f"LC_CTYPE of database {name} is {ctype}; make it with LOCALE 'C.UTF-8', else Chinese search finds nothing."
        )


def extend(cursor: Any) -> None:
    """Create the extensions the tables need, and check that trigrams of Chinese are not empty."""
    for extension in EXTENSIONS:
        cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    cursor.execute("SELECT cardinality(show_trgm('电信用户申诉'))")
    if not cursor.fetchone()[0]:
        raise CommandError("此数据库对中文不产生 trigram,请以 LOCALE 'C.UTF-8' 重建。Trigrams of Chinese are empty here; use LOCALE 'C.UTF-8'.")


def make_role(cursor: Any) -> None:
    """Make the application's role (it cannot log in) and let the present user step into it."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE])
    if cursor.fetchone() is None:
        cursor.execute(f"CREATE ROLE {APP_ROLE} NOLOGIN")
    cursor.execute("SELECT pg_has_role(current_user, %s, 'SET') OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)", [APP_ROLE])
    if not cursor.fetchone()[0]:
        cursor.execute(f"GRANT {APP_ROLE} TO CURRENT_USER")


def admit(cursor: Any, user: str, password: str) -> None:
    """Let another login step into the application's role; it is made where it is missing, and keeps the password it then got."""
    name = connection.ops.quote_name(user)
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [user])
    if cursor.fetchone() is None:
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(user), sql.Literal(password)))
    cursor.execute(f"GRANT {APP_ROLE} TO {name}")


def grant(cursor: Any) -> None:
    """What the application may do with every table of the schema; run after each migration. Idempotent."""
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
    for table in (*APPEND_ONLY, *people.APPEND_ONLY, *visits.APPEND_ONLY, Signature._meta.db_table):
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {connection.ops.quote_name(table)} FROM {APP_ROLE}")
    cursor.execute(GRANTS)
