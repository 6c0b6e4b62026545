"""Who is away is entered at the command line, stands in the log, and ends with the day somebody is back."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.people import absences
from casework.people.models import Absence, AccountAct, User
from tests.builders import People
from tests.statute.course import set_clock


def said(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("account", *words, stdout=out)
    return out.getvalue()


def names(day: str) -> dict[str, str]:
    """Who is away on that day -> the deputy."""
    people = dict(User.objects.values_list("pk", "username"))
    return {people[user]: people[deputy] for user, deputy in absences.deputies(date.fromisoformat(day)).items()}


def test_away_from_the_first_to_the_last_day(people: People) -> None:
    assert "由沪承办乙代理" in said("away", "sh-handler", "--from", "2026-12-01", "--until", "2026-12-04", "--deputy", "sh-handler2")
    assert [bool(names(day)) for day in ("2026-11-30", "2026-12-01", "2026-12-04", "2026-12-05")] == [False, True, True, False]
    act = AccountAct.objects.latest("pk")
    assert (act.what, act.user.username, act.facts) == ("changed", "sh-handler", {"away": ["2026-12-01", "2026-12-04"], "deputy": "sh-handler2"})


def test_back_ends_it_the_day_before(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    said("away", "sh-handler", "--from", "2026-12-01", "--deputy", "sh-handler2")
    assert names("2027-06-01") == {"sh-handler": "sh-handler2"}
    set_clock(monkeypatch, "2026-12-03T09:00")
    said("back", "sh-handler")
    assert (names("2026-12-02"), names("2026-12-03")) == ({"sh-handler": "sh-handler2"}, {})
    with pytest.raises(CommandError, match="没有登记不在岗"):
        said("back", "sh-handler")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--from", "2026-12-03", "--until", "2026-12-01", "--deputy", "sh-handler2"), "末日早于首日"),
        (("--from", "2026-12-03", "--deputy", "sh-handler"), "代理人须为另一人"),
        (("--from", "2026-12-03", "--deputy", "nobody"), "没有用户"),
        (("--from", "2026-12-02", "--until", "2026-12-09", "--deputy", "sh-head"), "已登记不在岗"),
    ],
)
def test_what_cannot_be_is_said_and_not_kept(people: People, words: tuple[str, ...], why: str) -> None:
    said("away", "sh-handler", "--from", "2026-12-01", "--until", "2026-12-02", "--deputy", "sh-handler2")
    with pytest.raises(CommandError, match=why):
        said("away", "sh-handler", *words)
    assert Absence.objects.count() == 1


def test_deputies_of_deputies_until_somebody_is_there(people: People) -> None:
    assert absences.stands_in(1, {1: 2, 2: 3}) == [2, 3]
    assert absences.stands_in(1, {1: 2, 2: 1}) == [2]
    assert absences.stands_in(4, {1: 2}) == []


def test_an_address_for_digests(people: People) -> None:
    said("mail", "sh-handler", "chen@example.cn")
    assert people.user("sh-handler").email == "chen@example.cn"
    with pytest.raises(CommandError, match="写法不对"):
        said("mail", "sh-handler", "chen@")
    said("mail", "sh-handler")
    assert people.user("sh-handler").email == ""
