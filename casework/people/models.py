"""People and organisations: offices of the regulator, operators with provincial branches, users and what they hold, tokens."""

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime
from functools import cache

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from casework import clock
from casework.people.actor import CLIENT, USER, Actor
from casework.people.roles import STANDING, Role


class Days(Func):
    """`daterange(since, until, '[]')`, for a database that refuses overlapping rows."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Organisation(models.Model):
    """An office of the regulator, or an operator or one of its branches. One table, so that a case has one respondent column."""

    OFFICE, OPERATOR = "office", "operator"

    kind = models.CharField(max_length=10, choices=[(OFFICE, "通信管理机构"), (OPERATOR, "电信业务经营者")])
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=20)
    province = models.CharField(max_length=2)  # GB/T 2260, 00 for the whole country
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="branches")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    electronic_since = models.DateField(null=True, blank=True)  # agreed to electronic service in the system from this day
    entrusted_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["office", "operator"]), name="organisation_kind"),
            models.UniqueConstraint(fields=["province"], condition=Q(kind="office"), name="one_office_per_province"),
        ]

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["User"]):
    """Users are looked up by their user name."""

    def make(self, username: str, password: str | None, name: str, **columns: object) -> "User":
        """Create a user with a hashed password (None: cannot sign in by password)."""
        user = self.model(username=username, name=name, **columns)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Someone with an account. There is no superuser: what one may do follows from memberships alone."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    password_given = models.BooleanField(default=False)  # by an administrator: its owner changes it before anything else

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A standing role of a user in an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in STANDING])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.role}@{self.organisation_id}"


class Absence(models.Model):
    """Somebody is away from `since` to `until`, both included (None: until told otherwise); what they are told the deputy is told too."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("deputy")), name="absence_has_another_deputy"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="absence_ends_after_it_begins"),
            ExclusionConstraint(
                name="away_once_at_a_time",
                expressions=[("user", RangeOperators.EQUAL), (Days("since", "until", RangeBoundary(True, True)), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.since}–{self.until or ''} → {self.deputy_id}"


class AccountAct(models.Model):
    """A line of the log of accounts: who did what to whose account, when and for which organisation (none where the user sits in none).

    Append-only: the database refuses changes.
    """

    ADDED, CHANGED, CLOSED, OPENED, PASSWORD = "added", "changed", "closed", "opened", "password"

    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # NULL: at the command line
    by_name = models.CharField(max_length=60)
    what = models.CharField(max_length=10)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="account_acts")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="account_acts")]
        constraints = [models.CheckConstraint(condition=Q(what__in=["added", "changed", "closed", "opened", "password"]), name="account_act_kind")]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.what} {self.user_id}"


class Publication(models.Model):
    """What an office makes public about petitions (信访工作条例 18①), in Chinese and English by the name of each matter; the newest of an office counts.

    Append-only: the database refuses changes, so that what was published when, and by whom, can be shown.
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="publications")
    zh = models.JSONField(default=dict)
    en = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # NULL: loaded with the samples
    by_name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["office", "-id"], name="publication_newest")]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.at:%Y-%m-%d}"


APPEND_ONLY = (AccountAct._meta.db_table, Publication._meta.db_table)


class Token(models.Model):
    """A bearer token of an operator's or office's system: hashed, scoped, revocable. `scope` holds words such as read, file, step."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    hashed = models.BinaryField(max_length=32, unique=True)
    role = models.CharField(max_length=20)
    scope = models.CharField(max_length=60, default="read")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class CalendarAddress(models.Model):
    """The secret address of somebody's calendar feed, one a person: a new one replaces the old, and only its SHA-256 is kept.

    `whose`: the cases that person handles (mine), or all of the office (office) as long as the person may see them.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    hashed = models.BinaryField(max_length=32, unique=True)
    whose = models.CharField(max_length=10)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(whose__in=["mine", "office"]), name="calendar_address_whose")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.whose}"


def issue_token(organisation: Organisation, name: str, role: str, scope: str, *, at: datetime, until: datetime | None = None) -> str:
    """Make a token and return it; it cannot be read again, only its SHA-256 is kept. Without `until` it does not expire."""
    token = secrets.token_urlsafe(32)
    Token.objects.create(
        organisation=organisation, name=name, role=role, scope=scope, made_at=at, expires_at=until, hashed=hashlib.sha256(token.encode()).digest()
    )
    return token


def actor_for_token(token: str, *, at: datetime) -> Actor | None:
    """The organisation's system behind a token, or None where it is unknown, expired or revoked."""
    row = Token.objects.filter(hashed=hashlib.sha256(token.encode()).digest(), revoked_at=None).select_related("organisation").first()
    if row is None or (row.expires_at and row.expires_at <= at):
        return None
    return Actor(
        kind=CLIENT, id=row.pk, name=f"{row.organisation.short}（{row.name}）",
        standing=frozenset({(row.organisation_id, row.role)}), scope=frozenset(row.scope.split()),
    )  # fmt: skip


def actor_for_user(user: User) -> Actor:
    """The actor behind a signed-in user; an operator's people at its head office stand for its branches too."""
    held = list(user.memberships.values_list("organisation_id", "role", "organisation__kind"))
    heads = {organisation: role for organisation, role, kind in held if kind == Organisation.OPERATOR}
    branches = Organisation.objects.filter(parent_id__in=heads).values_list("pk", "parent_id") if heads else ()
    standing = {(organisation, role) for organisation, role, _ in held} | {(pk, heads[parent]) for pk, parent in branches}
    actor = Actor(kind=USER, id=user.pk, name=user.name, standing=frozenset(standing), password_given=user.password_given)
    today = clock.today()
    here = Q(user__absences__since__lte=today) & (Q(user__absences__until=None) | Q(user__absences__until__gte=today))
    away = Membership.objects.filter(here, user__absences__deputy=user, role__in=DEPUTISED)
    return with_deputies(actor, tuple(away.values_list("organisation_id", "role", "user__name")))


# What a deputy decides in place of who is away; everything else stays with its holder, or is assigned anew.
DEPUTISED = frozenset({Role.HEAD, Role.LEADER, Role.LEGAL_HEAD})


def with_deputies(actor: Actor, away: tuple[tuple[int, str, str], ...]) -> Actor:
    """The actor with the approver's roles of those for whom they stand in today; a role held anyway is their own."""
    instead = tuple(one for one in away if (one[0], one[1]) not in actor.standing)
    return replace(actor, standing=actor.standing | {(pk, role) for pk, role, _ in instead}, instead=instead) if instead else actor


@cache
def ministry_id() -> int:
    """The id of the ministry's office; it comes with the first migration and never changes."""
    return Organisation.objects.values_list("pk", flat=True).get(kind=Organisation.OFFICE, province="00")
