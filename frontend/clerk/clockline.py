"""The clocks of a file as a drawing: a lane for each clock over the strip of days (DESIGN.md, "The clock, drawn"). Numbers only; the template draws."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from textwrap import wrap
from typing import Any

from casework import catalogue, clock
from casework.cases import schedules, timeline
from casework.cases.clocks import SUSPENDED
from casework.cases.timeline import Line, Piece
from frontend import words
from frontend.clerk import clocktable, daystrip
from frontend.clerk.daystrip import LEFT, ONE, WIDTH, Mark, Scale, bar, px
from frontend.language import english, of, word

TOP, LANE, LINE, BAR = 60, 46, 16, 16
BELOW, OTHERS = 14, 16  # px: further room for labels under a bar, and for other readings
NARROW, NARROW_LANE, ABOVE, PENNANT = 640, 76, 34, 14  # px: the drawing for a tablet, its lanes, what stands above a bar, the flag at its end
LABEL = {True: 270, False: 220}  # px: room for the last label, in English and in Chinese
NAME = {True: 25, False: 13}  # characters of a lane's name in one line
WIDEST = 22
MOST_DAYS = 400


@dataclass
class Lane:
    """A clock: its names, bars from left to right, what stands below them, and its pennant."""

    y: int
    names: list[str]
    sub: str
    dot: str
    bars: list[Mark] = field(default_factory=list)
    below: list[Mark] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    target: str = ""
    roll: tuple[str, str] | None = None
    over: tuple[str, str] | None = None
    flag: str = ""
    kind: str = ""
    label: str = ""
    label_at: str = ""
    narrow: bool = False

    @property
    def middle(self) -> int:
        """The height of the bar's middle."""
        return self.y + BAR // 2

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The name line by line, each with its height; a long one is broken, never cut. Above the bar where the drawing is narrow."""
        if self.narrow:
            return [(self.y - 26, word("", " ").join(self.names))]
        return [(self.y + 7 + LINE * place, line) for place, line in enumerate(self.names)]

    @property
    def sub_y(self) -> int:
        """The height of the line below the name."""
        if self.narrow:
            return self.y - 9
        return self.y + 7 + LINE * (len(self.names) - 1) + 18

    @property
    def others_at(self) -> int:
        """The height of the first line that names other readings."""
        return self.y + (48 if self.below else 34)

    @property
    def readings(self) -> list[tuple[int, str]]:
        """The other readings in lines, each with its height: one line, in a narrow drawing one for each."""
        head = word("另一种理解：", "Other reading: ")
        if self.narrow:
            return [(self.others_at + OTHERS * place, head + said) for place, said in enumerate(self.others)]
        return [(self.others_at, head + word("；", "; ").join(self.others))] if self.others else []

    @property
    def bottom(self) -> int:
        """Where the next lane begins."""
        under = (BELOW if self.below else 0) + OTHERS * len(self.readings)
        return self.y + (NARROW_LANE + under if self.narrow else LANE + max(LINE * (len(self.names) - 1), under))


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws."""

    lanes: list[Lane]
    shades: list[Mark]
    names: list[Mark]
    days: list[Mark]
    months: list[Mark]
    made_up: list[str]
    today: str
    today_edge: str
    height: int
    told: str
    kinds: frozenset[str]  # of bars, for the key
    width: int = WIDTH
    narrow: bool = False


def drawn(kind: str, deadlines: list[Any], lines: dict[int, Line], *, narrow: bool = False) -> Drawing | None:
    """The drawing of these clocks (at most four, in their order); None for none. `narrow`: for a tablet, the names and last days above the bars."""
    if not deadlines:
        return None
    scale, schedule = _scale(deadlines, narrow=narrow), schedules.current().schedule
    lanes: list[Lane] = []
    for one in deadlines:
        top = lanes[-1].bottom if lanes else TOP + (ABOVE if narrow else 0)
        lanes.append(_lane(kind, one, lines[one.pk], top, scale, narrow=narrow))
    shades, names = daystrip.shades(scale, schedule)
    today, made_up = clock.today(), [px(scale.middle(day)) for day in scale.all() if schedule.is_worked_in_lieu(day)]
    bars = {one.kind for lane in lanes for one in lane.bars}
    kinds = bars | {name for lane in lanes for name in ("target", "roll", "over") if getattr(lane, name)}
    return Drawing(
        lanes, shades, names, daystrip.days(scale, schedule), daystrip.months(scale), made_up,
        px(scale.middle(today)), px(scale.right(today)), lanes[-1].bottom + 8, word("；", "; ").join(_told(one) for one in lanes),
        frozenset(kinds), NARROW if narrow else WIDTH, narrow,
    )  # fmt: skip


def _told(lane: Lane) -> str:
    """A lane in words, for who does not see it."""
    return word("，", ", ").join([f"{word('', ' ').join(lane.names)} {lane.label}", *(one.text for one in lane.below), *lane.others])


def _scale(deadlines: list[Any], *, narrow: bool) -> Scale:
    ends = [clock.today(), *(one.last_day for one in deadlines if one.last_day), *(one.met_on for one in deadlines if one.met_on)]
    end = max(ends) + 2 * ONE
    start = max(min(one.trigger_on for one in deadlines) - 2 * ONE, end - MOST_DAYS * ONE)
    days = (end - start).days + 1
    if narrow:
        return Scale(start, days, min(WIDEST, (NARROW - PENNANT - 6) / days), 6)
    return Scale(start, days, min(WIDEST, (WIDTH - LEFT - LABEL[english()]) / days))


def _lane(kind: str, one: Any, line: Line, y: int, scale: Scale, *, narrow: bool) -> Lane:
    limit, today = catalogue.rule_of(one, kind), clock.today()
    sub = f"{of_length(limit)} · {word('内部时限', 'our own limit') if one.house else one.rule}"
    lane = Lane(y, _broken(of(limit)), sub, px(scale.middle(one.trigger_on)), narrow=narrow)
    shown = words.deadline_flag(one, kind)
    for piece in line.pieces:
        _draw(lane, piece, one.met_on or today, scale)
    lane.below += _below(line, limit, scale)
    lane.others = [f"{reading}{word('则为 ', ': ')}{words.day(day)}" for reading, day in clocktable.others(line)]
    if line.last_day is None:
        lane.label, lane.kind = shown.text, "c-flag"
        return lane
    if line.target and line.target != line.last_day:
        lane.target = px(scale.right(line.target))
    edge = scale.right(line.last_day)
    lane.flag, lane.label = px(edge), f"{words.day(line.last_day)} · {shown.text}"
    lane.label_at = px(max(edge + 15, float(lane.over[1]) + 6 if lane.over else 0))  # beside the comb, not on it
    lane.kind = {"over": "c-late", "due": "c-due", "prov": "c-prov"}.get(shown.kind, "c-flag")
    return lane


def _draw(lane: Lane, piece: Piece, until: date, scale: Scale) -> None:
    """A piece as bars: what has passed and what is ahead apart, a roll and a delay as lines."""
    left, right = scale.left(piece.first), scale.right(piece.last)
    if piece.kind == timeline.ROLL:
        lane.roll = (px(left), px(right))
    elif piece.kind == timeline.OVER:
        lane.over = (px(left), px(right))
    elif piece.kind == timeline.STOP:
        lane.bars.append(bar("c-stop", left, right))
    else:
        passed, name = scale.right(min(until, piece.last)) if until >= piece.first else left, "c-run" if piece.kind == timeline.RUN else "c-more"
        if passed > left:
            lane.bars.append(bar(name, left, passed))
        if right > passed:
            lane.bars.append(bar(f"{name}-ahead", passed, right))


def _below(line: Line, limit: Any, scale: Scale) -> Iterator[Mark]:
    """How long it stood still, and by how much it was extended, under the bar."""
    for piece in line.pieces:
        if piece.kind == timeline.STOP:
            said = word(f"中止 {piece.days} 天", f"stopped {piece.days} days")
            yield Mark("c-in c-in-stop", px((scale.left(piece.first) + scale.right(piece.last)) / 2), text=said)
    added = [piece for piece in line.pieces if piece.kind == timeline.MORE]
    if added:
        yield Mark("c-in", px((scale.left(added[0].first) + scale.right(added[-1].last)) / 2), text=clocktable.extended(line, limit))


def _broken(name: str) -> list[str]:
    """A name in lines: English at its spaces, Chinese anywhere, before a bracket if it can be."""
    most = NAME[english()]
    if not english() and len(name) > most and "（" in name:
        head, _, rest = name.partition("（")
        return [*wrap(head, most), *wrap(f"（{rest}", most)]
    return wrap(name, most) or [name]


def of_length(limit: Any) -> str:
    """The length of a limit in words: 30 日."""
    zh, en = limit.length.words
    return word(zh, en)


def suspended(one: Any) -> bool:
    """True while the clock stands still."""
    return bool(one.status == SUSPENDED)
