"""Text in columns where a Chinese character is two wide."""

import re
import unicodedata

WIDTH = 100
_WIDE = frozenset("WFA")  # ambiguous ones (…, →, “) counted wide: a line is then never too long on any terminal
# A word, or one character with the closing marks that may not begin a line.
_PIECES = re.compile(r"(?:[!-~]+|\S)[，。；：、）」』》〉”’！？]*|\s+")


def width(text: str) -> int:
    """Columns the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 0 if unicodedata.combining(char) else 1 for char in text)


def padded(text: str, columns: int) -> str:
    """The text followed by blanks up to that many columns."""
    return text + " " * max(0, columns - width(text))


def wrapped(text: str, *, first: str = "", rest: str = "", columns: int = WIDTH) -> list[str]:
    """Lines of at most `columns`, the first begun with `first`, the others with `rest`."""
    lines, line = [], first
    fresh = True
    for piece in _PIECES.findall(text):
        for part in _cut(piece, columns - width(rest)):
            if not fresh and width(line) + width(part.rstrip()) > columns:
                lines.append(line.rstrip())
                line, fresh = rest, True
            if fresh and part.isspace():
                continue
            line, fresh = line + part, False
    lines.append(line.rstrip())
    return lines


def _cut(piece: str, room: int) -> list[str]:
    """A piece too long for any line, in parts that fit."""
    parts, part = [], ""
    for char in piece:
        if part and width(part) + width(char) > room:
            parts.append(part)
            part = ""
        part += char
    return [*parts, part]
