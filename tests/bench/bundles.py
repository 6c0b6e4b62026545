"""The bundle of a case with four hundred pages: replies sent back and given anew, with PDFs and pictures, as a bad year would leave them."""

import struct
import zlib
from io import BytesIO
from tempfile import TemporaryFile

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.bundle import making
from casework.people.models import User
from tests import stages
from tests.bench.measuring import Bounds, Figure, counted, timed
from tests.builders import People, settle_people

PER_ROUND = 14  # pages that a reply with its file and its return add, a little less than they do
MOST = 28  # files a case may have, but two
WITHIN = 20_000  # milliseconds for 400 pages


def measure(pages: int, runs: int = 3) -> list[Figure]:
    """Taking the file out, archive and all; the first, uncounted run warms the fonts. At most some 400 pages: a case has thirty files."""
    if not User.objects.filter(username="sh-handler").exists():
        settle_people()
    people = People()
    number = long_case(people, min(pages // PER_ROUND, MOST))
    taken: list[making.Bundle] = []

    def take_out() -> None:
        with TemporaryFile() as out:
            taken.append(making.take_out(number, people["sh-handler"], out, why="人民法院调取"))

    _, asked = counted(take_out)
    if taken[0].pages < pages:
        raise RuntimeError(f"{taken[0].pages} pages are no measure for {pages}")
    times = tuple(timed(take_out) for _ in range(runs))
    bounds = Bounds(ms=WITHIN * pages / 400)
    return [Figure("bundle", f"案卷 {taken[0].pages} 页", f"bundle of {taken[0].pages} pages", times, (), len(asked), taken[0].pages, bounds=bounds)]


def long_case(people: People, rounds: int) -> str:
    """A complaint whose reply was returned time and again, each new reply with a file: a scan of several pages or a photograph."""
    number = stages.forwarded(people)
    for turn in range(rounds):
        files = {"attachments": [scan(f"核查材料{turn:02}.pdf", 12)] if turn % 6 else [photograph(f"现场照片{turn:02}.png")]}
        stages.commands.take_step(number, "operator_reply", by=people["east-sh"], given=stages.REPLY, files=files)
        stages.act(people, "sh-handler", number, "return_reply", reasons="计费依据仍未说明。" * 40, requirements="提供详单\n说明规则")
    return number


def scan(name: str, pages: int) -> SimpleUploadedFile:
    """A PDF of so many pages of figures."""
    source = "#set page(paper: \"a4\")\n" + "#pagebreak()\n".join(f"= {name[:-4]} {page}\n#lorem(400)\n" for page in range(1, pages + 1))
    return SimpleUploadedFile(name, typst.compile(source.encode(), format="pdf"), "application/pdf")


def photograph(name: str, wide: int = 1200, high: int = 900) -> SimpleUploadedFile:
    """A PNG of that size, every row another shade."""
    rows = BytesIO()
    for row in range(high):
        rows.write(b"\0" + bytes([row % 256, row * 7 % 256, row * 13 % 256]) * wide)
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows.getvalue())) + _chunk(b"IEND", b"")
    return SimpleUploadedFile(name, data, "image/png")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
