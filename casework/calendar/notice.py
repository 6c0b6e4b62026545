"""Reading the State Council's notice of days off (国务院办公厅关于…年部分节假日安排的通知), and the notices that change one.

Every sentence is either understood word by word or named; what was understood must agree with the calendar and with itself.
"""

import re

from casework.calendar.fitting import Fit
from casework.calendar.reading import BESIDE, INSTEAD, LONGER, VICTORY, YEAR, NotUnderstood, Reading, Sentence, refuse
from casework.calendar.wording import (
    FESTIVAL,
    HEAD,
    LENGTHENED,
    NUMBER,
    NUMBERING,
    PIECES,
    PRINCIPLES,
    SIGNED,
    URGED,
    Gathered,
    Item,
    Text,
    clauses,
    when,
)

LONGEST = 20_000  # characters of a text


def read_notice(text: str) -> Reading:
    """The notice as the text has it. Raises NotUnderstood naming every sentence that the grammar does not fully consume, or that contradicts the calendar
    or another sentence."""
    if len(text) > LONGEST:
        refuse("", f"文字超过 {LONGEST} 字，不会是通知。", f"The text has more than {LONGEST} characters: it is no notice.")
    given = _Sentences(Text(text)).given
    if not given.sentences and not given.troubles:
        refuse("", "没有文字。", "There is no text.")
    reading = Fit(given).reading()
    if reading is None or given.troubles:
        raise NotUnderstood(tuple(dict.fromkeys(given.troubles)))
    return reading


class _Sentences:
    """The sentences of a text one after the other: one that is known by its words, one of days, or one that is not understood."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.given = Gathered()
        self.open: Item | None = None
        self._sentences()

    def _sentences(self) -> None:
        at, plain = 0, self.text.plain
        while at < len(plain):
            at = self._piece(at) or self._days(at) or self._unknown(at)

    def _piece(self, at: int) -> int | None:
        for kind, pattern, said in PIECES:
            found = pattern.match(self.text.plain, at)
            if found and (kind != SIGNED or found.end() in self.text.breaks or self.text.plain.startswith("(此件公开发布)", found.end())):
                self.given.sentences.append(Sentence(found[0], *said))
                self._keep(kind, found)
                return found.end()
        return None

    def _keep(self, kind: int, found: re.Match[str]) -> None:
        given = found.groupdict()
        if kind == NUMBER:
            self.given.numbers.add((found[1], int(found[2]), int(found[3])))
        elif kind == SIGNED and found[1]:
            self.given.dated.add((int(found[1]), int(found[2]), int(found[3])))
        elif kind == URGED:
            self.given.urged.append((when(found[2])._replace(note="除夕") if found[1] else when(found[2]), found[0]))
        elif kind == PRINCIPLES:
            self.given.years[2025] = found[0]
        elif given.get("victory"):
            self._is(BESIDE, 2015, VICTORY[0], found[0])
        for does in (YEAR, INSTEAD, LONGER):
            if given.get(does):
                self._is(does, int(given[does]), given.get("of") or "", found[0])
        if given.get("list"):
            self.given.listed = (*(self.given.listed or ()), *re.findall(FESTIVAL, given["list"]))
        if kind == LENGTHENED:
            self.given.lengthened.append((when(given["last"]), when(given["back"]), found[0]))
        if kind != URGED and not (self.given.does.keys() & {BESIDE, INSTEAD}):
            self.open = None

    def _is(self, does: str, year: int, subject: str, sentence: str) -> None:
        self.given.does.setdefault(does, sentence)
        self.given.years.setdefault(year, sentence)
        if subject and subject not in self.given.subject:
            self.given.subject.add(subject)
            self.open = Item((subject,))
            self.given.items.append(self.open)

    def _days(self, at: int) -> int | None:
        """A sentence of days off and days worked: to its full stop, over line breaks; else to the end of a line."""
        plain = self.text.plain
        stop = re.compile("[。;]").search(plain, at)
        ends = [stop.end()] if stop else []
        ends += [end for end in reversed(self.text.line_ends_after(at)) if not stop or end < stop.start()]
        for end in ends:
            if self._sentence_of_days(plain[at:end]):
                return end
        return None

    def _sentence_of_days(self, sentence: str) -> bool:
        head = HEAD.match(sentence)
        rest = sentence[head.end() :] if head else sentence
        if head is None and self.given.does.keys() & {INSTEAD, BESIDE} and (numbering := re.match(NUMBERING, rest)):
            rest = rest[numbering.end() :]
        if not rest.strip("。;") or (head is None and self.open is None):
            return False
        found = clauses(rest, sentence)
        if found is None:
            return False
        if head:
            names = tuple(re.findall(FESTIVAL, head[3]))
            if self.open is None or self.open.clauses or self.open.names != names:  # else its title has named it already
                self.open = Item(names)
                self.given.items.append(self.open)
            if head[2]:
                self.given.years.setdefault(int(head[2]), sentence)
        assert self.open
        self.open.clauses += found
        self.given.sentences.append(Sentence(sentence, "放假安排", "days off and days worked"))
        return True

    def _unknown(self, at: int) -> int:
        plain = self.text.plain
        stop = re.compile("[。;!?]").search(plain, at)
        end = min(stop.end() if stop else len(plain), self.text.line_ends_after(at)[0])
        if HEAD.match(plain, at):
            self.open = Item(())  # what follows is said of that festival, not of the one before
        self.given.trouble(plain[at:end], "没有读懂这一句。", "This sentence was not understood.")
        return end
