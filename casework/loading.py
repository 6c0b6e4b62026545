"""Loading cases from a file: each row goes through the same door as a person's filing, on its historical day, silently."""

import dataclasses
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from casework import catalogue, clock, commands
from casework.cases.case import Case
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refusal, Refused
from casework.commands import Origin
from casework.people.actor import Actor
from casework.people.models import Organisation
from casework.tables import reading
from casework.tables.days import Declared
from casework.tables.faults import BadTable, Fault
from casework.tables.meaning import Meaning
from casework.tables.reading import Row, Table

OPERATOR_NEEDS, OPERATOR_MAY = {"code", "name", "short", "province"}, {"electronic_since"}
LONGEST_ID = 80


class BadMapping(ValueError):
    """The mapping or the file cannot be used; the message says what to mend."""


@dataclass(frozen=True)
class FileMapping:
    """How a file's columns become a filing. See docs/loading.md."""

    source: str
    external_id: str
    day: str
    fields: Mapping[str, str]
    constants: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    clip: Mapping[str, int] = field(default_factory=dict)
    raw: tuple[str, ...] = ()
    grounds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    step: str = "file"
    operators: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class RowRefusal:
    """A row that was not loaded: its number in the table, its id, why (a short code), the whole sentence, also in English, and the column."""

    line: int
    external_id: str
    why: str
    sentence: str
    english: str = ""
    column: str = ""


@dataclass
class Report:
    """What a load did. `reasons` counts refusals by their short code."""

    loaded: int = 0
    known: int = 0
    refusals: list[RowRefusal] = field(default_factory=list)

    @property
    def reasons(self) -> Counter[str]:
        """Refused rows by reason."""
        return Counter(one.why for one in self.refusals)


@dataclass(frozen=True)
class Loading:
    """What is the same for every row: the kind of case, the mapping, how cells are read, who loads; `office`: the only one it may be."""

    kind: str
    mapping: FileMapping
    meaning: Meaning
    by: Actor
    shift_years: int = 0
    dry_run: bool = False
    office: str = ""


def read_mapping(path: Path) -> FileMapping:
    """A mapping from a TOML file. Raises BadMapping naming the key."""
    try:
        return mapping_of(path.read_bytes(), str(path))
    except OSError as error:
        raise BadMapping(f"{path}: 打不开。(Cannot be opened: {error.strerror})") from error


def mapping_of(data: bytes, name: str) -> FileMapping:
    """A mapping from the content of a TOML file. Raises BadMapping naming the key."""
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMapping(f"{name}: 不能读作 UTF-8 的 TOML。(Not readable as TOML in UTF-8: {error})") from error
    return made_of(content, name)


def made_of(content: Mapping[str, Any], name: str = "mapping") -> FileMapping:
    """A mapping from its keys. Raises BadMapping for those that are missing, unknown or of another shape."""
    known = {one.name for one in dataclasses.fields(FileMapping)}
    missing, unknown = sorted({"source", "external_id", "day", "fields"} - set(content)), sorted(set(content) - known)
    if missing or unknown:
        raise BadMapping(f"{name}: 缺少 {missing}，不认识 {unknown}。(Missing keys, unknown keys; see docs/loading.md.)")
    texts, tables = ("source", "external_id", "day"), ("fields", "constants", "values", "clip", "grounds")
    for key in content:
        if (key in texts and not isinstance(content[key], str)) or (key in tables and not isinstance(content[key], Mapping)):
            raise BadMapping(f"{name}: {key} 的写法不对。(Wrong shape; see docs/loading.md.)")
    return FileMapping(**{**content, "raw": tuple(content.get("raw", ())), "operators": tuple(content.get("operators", ()))})


def settle_operators(mapping: FileMapping) -> int:
    """Create the operators the mapping lists and the database lacks. Gives how many. Raises BadMapping where one is incomplete."""
    made = 0
    for one in mapping.operators:
        if not OPERATOR_NEEDS <= set(one) <= OPERATOR_NEEDS | OPERATOR_MAY:
            raise BadMapping(f"operators: 每一项须有 code、name、short、province，可有 electronic_since。(Each needs these and no others: {dict(one)})")
        made += Organisation.objects.get_or_create(code=one["code"], defaults={"kind": Organisation.OPERATOR, **one})[1]
    return made


def check_columns(table: Table, mapping: FileMapping) -> None:
    """Raise BadMapping where the file lacks a column the mapping names."""
    wanted = {mapping.external_id, mapping.day, *mapping.fields.values(), *mapping.raw, *mapping.values}
    missing = sorted(wanted - set(table.columns))
    if missing:
        raise BadMapping(f"{table.path.name}: 缺少列 {'、'.join(missing)}。(Columns missing.)")


def load(
    kind: str, path: Path, mapping: FileMapping, *, by: Actor, shift_years: int = 0, dry_run: bool = False, limit: int | None = None,
    declared: Declared | None = None,
) -> Iterator[Report]:  # fmt: skip
    """File every row once, yielding the growing report after each. A row known by source and id is passed over; a refused one is reported."""
    try:
        table = reading.survey(path)
    except BadTable as error:
        raise BadMapping(f"{path}: {error}") from error
    check_columns(table, mapping)
    meaning = Meaning(declared or Declared(), table.facts, catalogue.in_english)
    every = Loading(kind, mapping, meaning, by, shift_years, dry_run)
    report = Report()
    known = known_ids(mapping)
    for number, row in enumerate(table.rows()):
        if limit is not None and number >= limit:
            return
        external_id = row.text(mapping.external_id)
        if external_id and external_id in known:
            report.known += 1
        else:
            refusal = file_row(row, every)
            known.add(external_id)
            if refusal:
                report.refusals.append(refusal)
            else:
                report.loaded += 1
        yield report


def known_ids(mapping: FileMapping, office: str = "") -> set[str]:
    """The ids that cases of this source have already; with an office's code only those first received there."""
    rows = Case.objects.filter(source=mapping.source)
    return set((rows.filter(first_office__code=office) if office else rows).values_list("external_id", flat=True))


def file_row(row: Row, every: Loading) -> RowRefusal | None:
    """File one row, or try to; what it is refused with, None where it went through. The caller knows that it is not there already."""
    mapping, external_id = every.mapping, row.text(every.mapping.external_id)[:LONGEST_ID]
    if unfit := _unfit(row, mapping):
        return unfit
    try:
        on = shifted(every.meaning.day(mapping.day, row.cells[mapping.day]), every.shift_years)
        if on > clock.today():
            raise Fault("bad day: future", f"{on.isoformat()} 还没有到。", f"{on.isoformat()} has not come yet.").at(mapping.day)
        given = filing(row, every)
    except Fault as fault:
        return RowRefusal(row.number, external_id, fault.rule, fault.zh, fault.en, fault.column)
    if every.office and given.get("office") != every.office:
        return RowRefusal(row.number, external_id, "other office", "只能导入本机构的案件。", "Only cases of your own office.", mapping.fields.get("office", ""))
    origin = Origin(mapping.source, external_id, {name: row.text(name) for name in mapping.raw})
    act = commands.try_filing if every.dry_run else commands.file_case
    try:
        with transaction.atomic():
            act(every.kind, by=every.by, given=given, step=mapping.step, answers=mapping.grounds, on=on, origin=origin)
    except IntegrityError as error:
        if "case_once_per_source" not in str(error):
            raise
        zh, en = f"来源名“{mapping.source}”下已有这一编号的案件。", f"Source '{mapping.source}' has a case of this id already."
        return RowRefusal(row.number, external_id, "taken", zh, en, mapping.external_id)
    except Refusal as refusal:
        return refusal_of(refusal, row.number, external_id, mapping.fields)
    return None


def _unfit(row: Row, mapping: FileMapping) -> RowRefusal | None:
    external_id = row.text(mapping.external_id)
    if row.too_long:
        zh, en = "这一行比表头多出几格，多半是引号不成对。", "This row has more cells than the heading: most likely an unpaired quotation mark."
        return RowRefusal(row.number, external_id[:LONGEST_ID], "long row", zh, en)
    if not external_id or len(external_id) > LONGEST_ID:
        zh, en = f"“{mapping.external_id}”为空或者超过 {LONGEST_ID} 字。", f"'{mapping.external_id}' is empty or longer than {LONGEST_ID} characters."
        return RowRefusal(row.number, external_id[:LONGEST_ID], "no id", zh, en, mapping.external_id)
    if row.cells[mapping.external_id].kind in ("formula", "error"):
        zh, en = f"“{mapping.external_id}”是公式。公式和它留下的结果都不读，请改成值。", f"'{mapping.external_id}' is a formula: put the value there."
        return RowRefusal(row.number, "", "formula", zh, en, mapping.external_id)
    if not row.text(mapping.day):
        stood = "、".join(row.text(name) for name in mapping.raw if row.text(name))
        zh = f"“{mapping.day}”为空，无法确定收到日期" + (f"（原值：{stood}）。" if stood else "。")
        en = f"'{mapping.day}' is empty: the day of receipt is not known" + (f" ({stood})." if stood else ".")
        return RowRefusal(row.number, external_id, "no day", zh, en, mapping.day)
    return None


def refusal_of(refusal: Refusal, line: int, external_id: str, columns: Mapping[str, str]) -> RowRefusal:
    """What a command said no with, as the refusal of a row; `columns` says which column a field came from."""
    if isinstance(refusal, Invalid):
        said = [both(text) for texts in refusal.fields.values() for text in texts]
        names = sorted(refusal.fields)
        column = next((columns[name] for name in names if name in columns), "")
        return RowRefusal(line, external_id, "invalid: " + ", ".join(names), "".join(zh for zh, _ in said), " ".join(en for _, en in said), column)
    if isinstance(refusal, Refused):
        why = "refused: " + ", ".join(reason.ground for reason in refusal.reasons)
        return RowRefusal(line, external_id, why, "".join(one.zh for one in refusal.reasons), " ".join(one.en for one in refusal.reasons))
    if isinstance(refusal, Forbidden):
        return RowRefusal(line, external_id, "forbidden", refusal.zh, refusal.en)
    assert isinstance(refusal, NotFound)
    return RowRefusal(line, external_id, "not found", "没有找到这一编号，或者这件案件不归您办。", "No such number, or the case is not yours.")


def both(text: str) -> tuple[str, str]:
    """The two languages of a sentence "中文。(English.)"; the sentence itself twice where it is in one."""
    zh, mark, en = text.partition("。(")
    return (f"{zh}。", en.removesuffix(")")) if mark and en.endswith(")") else (text, text)


def filing(row: Row, every: Loading) -> dict[str, Any]:
    """The filing of one row: constants, then columns read as their fields want them; a text longer than its `clip` is cut there. Raises Fault."""
    mapping = every.mapping
    form = catalogue.form_of(every.kind, mapping.step)
    given = dict(mapping.constants)
    for name, column in mapping.fields.items():
        cell = row.cells.get(column)
        if cell is None:
            continue
        declared = mapping.values.get(column, {})
        if cell.text in declared and cell.kind not in ("formula", "error"):
            value: Any = declared[cell.text]
        elif form is not None and name in form.base_fields:
            value = every.meaning.value(form.base_fields[name], column, cell)
        else:
            value = cell.text
        if name in mapping.clip and isinstance(value, str):
            value = value[: mapping.clip[name]]
        if value != "":
            given[name] = value
    return given


def shifted(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28 where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
