"""Loading cases from a file: each row goes through the same door as a person's filing, on its historical day, silently."""

import csv
import dataclasses
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from casework import commands
from casework.cases.case import Case
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refused
from casework.commands import Origin
from casework.people.actor import Actor
from casework.people.models import Organisation

OPERATOR_NEEDS, OPERATOR_MAY = {"code", "name", "short", "province"}, {"electronic_since"}


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
class Refusal:
    """A row that was not loaded: its line in the file, its id, why (a short code) and the whole sentence."""

    line: int
    external_id: str
    why: str
    sentence: str


@dataclass
class Report:
    """What a load did. `reasons` counts refusals by their short code."""

    loaded: int = 0
    known: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def reasons(self) -> Counter[str]:
        """Refused rows by reason."""
        return Counter(one.why for one in self.refusals)


def read_mapping(path: Path) -> FileMapping:
    """A mapping from TOML. Raises BadMapping naming the key."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadMapping(f"{path}: 打不开。(Cannot be opened: {error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMapping(f"{path}: 不能读作 UTF-8 的 TOML。(Not readable as TOML in UTF-8: {error})") from error
    known = {one.name for one in dataclasses.fields(FileMapping)}
    missing, unknown = sorted({"source", "external_id", "day", "fields"} - set(content)), sorted(set(content) - known)
    if missing or unknown:
        raise BadMapping(f"{path}: 缺少 {missing}，不认识 {unknown}。(Missing keys, unknown keys; see docs/loading.md.)")
    content["raw"], content["operators"] = tuple(content.get("raw", ())), tuple(content.get("operators", ()))
    return FileMapping(**content)


def settle_operators(mapping: FileMapping) -> int:
    """Create the operators the mapping lists and the database lacks. Gives how many. Raises BadMapping where one is incomplete."""
    made = 0
    for one in mapping.operators:
        if not OPERATOR_NEEDS <= set(one) <= OPERATOR_NEEDS | OPERATOR_MAY:
            raise BadMapping(f"operators: 每一项须有 code、name、short、province，可有 electronic_since。(Each needs these and no others: {dict(one)})")
        made += Organisation.objects.get_or_create(code=one["code"], defaults={"kind": Organisation.OPERATOR, **one})[1]
    return made


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The file's rows with their line numbers; UTF-8 (with or without mark) or GB18030. Raises BadMapping for a file in neither."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadMapping(f"{path}: 既不是 UTF-8 也不是 GB18030。(Neither UTF-8 nor GB18030.)")
    reader = csv.DictReader(text.splitlines(keepends=True))
    for row in reader:
        yield reader.line_num, {name: (value or "").strip() for name, value in row.items() if name is not None}


def check_columns(path: Path, mapping: FileMapping) -> None:
    """Raise BadMapping where the file lacks a column the mapping names."""
    first = next(rows(path), None)
    if first is None:
        raise BadMapping(f"{path}: 没有数据行。(No rows.)")
    wanted = {mapping.external_id, mapping.day, *mapping.fields.values(), *mapping.raw, *mapping.values}
    missing = sorted(wanted - set(first[1]))
    if missing:
        raise BadMapping(f"{path}: 缺少列 {'、'.join(missing)}。(Columns missing.)")


def load(kind: str, path: Path, mapping: FileMapping, *, by: Actor, shift_years: int = 0, dry_run: bool = False, limit: int | None = None) -> Iterator[Report]:
    """File every row once, yielding the growing report after each. A row known by source and id is passed over; a refused one is reported."""
    check_columns(path, mapping)
    report = Report()
    known = set(Case.objects.filter(source=mapping.source).values_list("external_id", flat=True))
    for number, (line, row) in enumerate(rows(path)):
        if limit is not None and number >= limit:
            return
        external_id = row[mapping.external_id]
        if not external_id:
            report.refusals.append(Refusal(line, "", "no id", f"缺少 {mapping.external_id}。"))
        elif external_id in known:
            report.known += 1
        else:
            refusal = _file_row(kind, line, row, mapping, by=by, shift_years=shift_years, dry_run=dry_run)
            known.add(external_id)
            if refusal:
                report.refusals.append(refusal)
            else:
                report.loaded += 1
        yield report


def _file_row(kind: str, line: int, row: dict[str, str], mapping: FileMapping, *, by: Actor, shift_years: int, dry_run: bool) -> Refusal | None:
    external_id = row[mapping.external_id]
    if not row[mapping.day]:
        return Refusal(line, external_id, "no day", f"{mapping.day} 为空，无法确定收到日期（原值：{'、'.join(row[name] for name in mapping.raw)}）。")
    try:
        on = shifted(date.fromisoformat(row[mapping.day]), shift_years)
    except ValueError:
        return Refusal(line, external_id, "bad day", f"{mapping.day}：{row[mapping.day]!r} 不是 YYYY-MM-DD 形式的日期。")
    origin = Origin(mapping.source, external_id, {name: row[name] for name in mapping.raw})
    try:
        if dry_run:
            commands.try_filing(kind, by=by, given=filing(row, mapping), step=mapping.step, answers=mapping.grounds, on=on, origin=origin)
        else:
            commands.file_case(kind, by=by, given=filing(row, mapping), step=mapping.step, answers=mapping.grounds, on=on, origin=origin)
    except Invalid as error:
        return Refusal(line, external_id, "invalid: " + ", ".join(sorted(error.fields)), str(error))
    except Refused as error:
        return Refusal(line, external_id, "refused: " + ", ".join(reason.ground for reason in error.reasons), str(error))
    except (Forbidden, NotFound) as error:
        return Refusal(line, external_id, type(error).__name__, str(error))
    return None


def filing(row: dict[str, str], mapping: FileMapping) -> dict[str, Any]:
    """The filing of one row: constants, columns, translated values; a text longer than its `clip` is cut there."""
    given = dict(mapping.constants)
    for name, column in mapping.fields.items():
        value: Any = row[column]
        if column in mapping.values:
            value = mapping.values[column].get(value, value)
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
