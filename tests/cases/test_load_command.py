"""`manage.py load` as an office uses it: operators it lists, a dry run, refusals, mistakes in the mapping."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from casework import clock
from casework.cases import schedules
from casework.cases.case import Case
from casework.cases.schedules import ScheduleVersion
from casework.people.models import Organisation
from tests.builders import People

MAPPING = """
source = "office-list"
external_id = "no"
day = "received"
[fields]
title = "what"
facts = "what"
claim = "what"
[constants]
office = "CA-00"
respondent = "OP-LISTED"
channel = "letter"
category = "service"
applicant_name = "来信人"
[[operators]]
code = "OP-LISTED"
name = "名录通信有限公司"
short = "名录通信"
province = "00"
"""


def _load(folder: Path, rows: str, mapping: str = MAPPING, **options: object) -> str:
    (folder / "list.csv").write_text("no,received,what\n" + rows, encoding="gb18030")
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    said = StringIO()
    call_command("load", "complaints", str(folder / "list.csv"), mapping=folder / "map.toml", stdout=said, **options)
    return said.getvalue()


def test_a_dry_run_leaves_neither_case_nor_operator(people: People, tmp_path: Path) -> None:
    assert "(would load) 1" in _load(tmp_path, "1,2026-03-02,宽带断网一周\n", dry_run=True)
    assert not Case.objects.exists() and not Organisation.objects.filter(code="OP-LISTED").exists()


def test_a_file_is_loaded_once_with_its_operator(people: People, tmp_path: Path) -> None:
    rows = "1,2026-03-02,宽带断网一周\n2,,没有日期\n3,02/03/2026,日期看不懂\n"
    said = _load(tmp_path, rows)
    assert "(loaded) 1" in said and "no day" in said and "bad day" in said
    case = Case.objects.get()
    assert (case.external_id, case.filed_on.isoformat(), case.respondent.name, case.imported) == ("1", "2026-03-02", "名录通信有限公司", True)
    assert "(known before) 1" in _load(tmp_path, rows)
    assert Case.objects.count() == 1


def test_a_file_of_which_nothing_can_be_used_fails(people: People, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="所有行都被拒绝"):
        _load(tmp_path, "1,,没有日期\n")


@pytest.mark.parametrize(
    ("mapping", "says"),
    [("source = 1\nwhat = 2\n", r"缺少 \['day', 'external_id', 'fields'\]，不认识 \['what'\]"), ("source =", "不能读作 UTF-8 的 TOML"),
     (MAPPING + 'nickname = "x"\n', "可有 electronic_since")],
)
def test_a_wrong_mapping_is_named(people: People, tmp_path: Path, mapping: str, says: str) -> None:
    with pytest.raises(CommandError, match=says):
        _load(tmp_path, "1,2026-03-02,甲\n", mapping)


def test_a_mapping_in_another_encoding_and_one_that_is_not_there(people: People, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("no\n1\n", encoding="utf-8")
    (tmp_path / "gb.toml").write_bytes('source = "申诉"\n'.encode("gb18030"))
    for name, says in (("gb.toml", "不能读作 UTF-8"), ("none.toml", "打不开")):
        with pytest.raises(CommandError, match=says):
            call_command("load", "complaints", str(tmp_path / "list.csv"), mapping=tmp_path / name)


def test_a_file_without_its_columns_leaves_no_operator_behind(people: People, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="缺少列 external"):
        _load(tmp_path, "1,2026-03-02,甲\n", MAPPING.replace('external_id = "no"', 'external_id = "external"'))
    assert not Organisation.objects.filter(code="OP-LISTED").exists()


@pytest.mark.parametrize("port", ["abc", "0", "80", "65536", "-1", "99999999999"])
def test_a_port_that_cannot_be(port: str) -> None:
    with pytest.raises(CommandError, match="端口须为 1024 至 65535"):
        call_command("up", f"--port={port}")


def _due() -> str:
    said = StringIO()
    call_command("due", rule="TC-04", start="2024-02-08T10:00", schedule="db", stdout=said)
    return said.getvalue()


def test_due_answers_from_the_schedule_in_the_database(people: People) -> None:
    """A later version that takes 2024-02-19 off moves the day by one: the answer comes from the row, not from the package."""
    assert "2024-02-21" in _due()
    first = ScheduleVersion.objects.get()
    days = first.days | {"off": sorted([*first.days["off"], "2024-02-19"])}
    later = ScheduleVersion.objects.create(source="made up", days=days, digest="made up", made_at=clock.now())
    schedules.refresh(later.pk)
    try:
        assert "2024-02-22" in _due()
    finally:
        schedules.refresh(first.pk)
