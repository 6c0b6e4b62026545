"""The drawn clock in both languages: names are whole, and no month touches today."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from casework.families import FAMILIES
from frontend.clerk import clockline, daystrip
from tests import stages
from tests.builders import People
from tests.frontend.test_clerk_file import signed_in, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_name_is_broken_and_never_cut(language: str) -> None:
    with translation.override(language):
        for family in FAMILIES.values():
            for limit in family.limits().values():
                name = limit.en if language == "en" else limit.zh
                lines = clockline._broken(name)
                assert (" " if language == "en" else "").join(lines) == name
                assert len(lines) <= 3 and max(map(len, lines)) <= (25 if language == "en" else 13)


def test_lanes_make_room_for_long_names(people: People, client: Client) -> None:
    number = stages.filed()
    page = text(signed_in(client, "sh-intake").get(f"/cases/{number}/", headers={"Accept-Language": "en"}))
    drawn = page.split('<svg class="clock-svg c-wide"')[1].split("</svg>")[0]
    names = [(int(y), line) for y, line in re.findall(r'<text class="c-name" x="0" y="(\d+)">([^<]+)</text>', drawn)]
    assert [line for _, line in names][:2] == ["decision to accept or", "refuse, and notice"]
    subs = [int(y) for y in re.findall(r'<text class="c-sub" x="0" y="(\d+)">', drawn)]
    heights = sorted([y for y, _ in names] + subs)
    assert all(after - before >= 16 for before, after in pairwise(heights)) and "…" not in drawn


@pytest.mark.parametrize("today", ["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_month_touches_today(monkeypatch: Any, today: str, language: str) -> None:
    monkeypatch.setattr(daystrip.clock, "today", lambda: date.fromisoformat(today))
    scale = daystrip.Scale(date(2026, 10, 20), 40, 13.0)
    with translation.override(language):
        mark, name = daystrip.TODAY[language == "en"]
        left, right = (scale.middle(date.fromisoformat(today)) + half for half in (-mark / 2, mark / 2))
        for month in daystrip.months(scale):
            at = float(month.text_x)
            assert at >= right or at + name <= left, (month.text, at, left, right)
            assert at >= float(month.x)  # never before its first day


@pytest.mark.parametrize(("start", "today"), [("2026-11-26", "2026-11-28"), ("2026-11-29", "2026-12-10"), ("2026-10-29", "2026-11-27")])
@pytest.mark.parametrize("column", [3.0, 10.0, 22.0])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_month_touches_the_next(monkeypatch: Any, start: str, today: str, column: float, language: str) -> None:
    monkeypatch.setattr(daystrip.clock, "today", lambda: date.fromisoformat(today))
    with translation.override(language):
        named = [float(month.text_x) for month in daystrip.months(daystrip.Scale(date.fromisoformat(start), 60, column)) if month.text]
        width = 26 if language == "en" else 32
        assert named and all(after - before >= width for before, after in pairwise(named)), named
