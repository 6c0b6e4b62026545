"""The seal of a signed paper stays to be seen in the volume, where its signature cannot be; the contents say where that is."""

import io
import shutil
import subprocess

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.builders import People
from tests.cases import bundles

RED = 40  # by how much red exceeds green and blue in the seal's ink


def red(pdf: bytes, page: int) -> tuple[int, tuple[int, int, int, int] | None]:
    """How many points of a page are red below its first third, where the office's heading is red too, and the box around them."""
    made = subprocess.run(["pdftoppm", "-r", "50", "-f", str(page), "-l", str(page), "-png", "-"], input=pdf, capture_output=True, check=True).stdout
    image = Image.open(io.BytesIO(made)).convert("RGB")
    r, g, b = image.split()
    marked = Image.new("L", image.size)
    marked.putdata([255 * (x > y + RED and x > z + RED) for x, y, z in zip(r.tobytes(), g.tobytes(), b.tobytes(), strict=True)])
    marked.paste(0, (0, 0, image.width, image.height // 3))
    return marked.histogram()[255], marked.getbbox()


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler's pdftoppm")
def test_the_seal_is_seen_where_the_paper_bears_it(committed: People) -> None:
    number = bundles.answered(committed)
    _, archive = bundles.bundle(number, committed["sh-handler"])
    papers = sorted(name for name in archive.namelist() if name.startswith("文书/"))
    volume = bundles.volume(archive)
    alone = archive.read(next(name for name in papers if "受理通知书" in name))
    last = len(PdfReader(io.BytesIO(alone)).pages)
    many, where = red(alone, last)
    assert many > 200
    seen = [red(archive.read("案卷.pdf"), page) for page in range(3, len(volume.pages) + 1)]
    there = [count for count, box in seen if box and where and all(abs(a - b) <= 1 for a, b in zip(box, where, strict=True))]
    assert there and max(there) > many * 0.9, (many, where, seen)
    said = "".join(page.extract_text() for page in volume.pages[:2]).replace("\n", "")
    assert "签章原件在压缩包“文书”内" in said
