"""Files that are small here and huge where somebody opens them (decompression bombs). Nothing is unpacked to find out."""

import struct
import zipfile
from collections.abc import Iterator
from typing import IO

MOST_PIXELS = 250_000_000  # the largest photos of phones have 200 million
MOST_UNPACKED = 400 * 1024 * 1024  # bytes of all parts of a DOCX or XLSX together
MOST_PARTS = 5_000
MOST_RATIO, SMALL = 300, 4 * 1024 * 1024  # a part larger than SMALL may be packed that many times at most
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}  # the segments of a JPEG that name its size


def swells(file: IO[bytes], media_type: str) -> bool:
    """True where the file, of this type by its content, says of itself that it becomes too large when opened, or says nothing that can be read."""
    file.seek(0)
    try:
        if media_type.startswith("application/vnd.openxmlformats"):
            return _parts_swell(file)
        return any(width * height > MOST_PIXELS for width, height in _sizes(file, media_type))
    finally:
        file.seek(0)


def _parts_swell(file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OverflowError):
        return True
    far = any(one.file_size > SMALL and one.file_size > MOST_RATIO * max(one.compress_size, 1) for one in parts)
    return far or len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED


def _sizes(file: IO[bytes], media_type: str) -> Iterator[tuple[int, int]]:
    """Width and height as the picture itself names them; several where it holds several."""
    if media_type == "image/png":
        head = file.read(24)
        if len(head) == 24:
            yield struct.unpack(">II", head[16:24])
    elif media_type == "image/heic":
        head = file.read(65_536)
        at = head.find(b"ispe")
        while 0 <= at <= len(head) - 16:
            yield struct.unpack(">II", head[at + 8 : at + 16])
            at = head.find(b"ispe", at + 4)
    elif media_type == "image/jpeg":
        file.seek(2)
        while len(head := file.read(4)) == 4 and head[0] == 0xFF:
            length = struct.unpack(">H", head[2:4])[0]
            if head[1] in FRAMES:
                frame = file.read(5)
                if len(frame) == 5:
                    yield struct.unpack(">HH", frame[1:5])
                return
            file.seek(max(length - 2, 0), 1)
