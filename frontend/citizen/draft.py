"""What somebody has typed and not yet filed: encrypted in the session's row, its files in a folder; both go after filing or when the time is over."""

import base64
import errno
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from casework.cases import attachments
from casework.cases.case import Case
from casework.cases.encryption import Unreadable, decrypt, encrypt
from casework.cases.refusals import Invalid
from casework.people.attempts import TooMany, one_draft

KEY, RECEIPT, PURPOSE = "draft", "receipt", "session.draft"
DAYS = 30
LONGEST = 50_000  # characters kept of one field, far above what any form takes


@dataclass
class Kept:
    """A file of a draft: the name it lies under, the name it had, its size and type."""

    id: str
    name: str
    size: int
    media_type: str


@dataclass
class Draft:
    """Answers by field as they were typed, and files; `token` makes filing it twice one filing."""

    token: str
    given: dict[str, Any] = field(default_factory=dict)
    files: list[Kept] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return Path(settings.VAR) / "drafts" / self.token

    def take(self, names: Iterable[str], typed: dict[str, Any]) -> None:
        """Replace the answers to these fields by what was typed, right or wrong."""
        for name in names:
            self.given.pop(name, None)
            if name in typed:
                value = typed[name]
                self.given[name] = value[:LONGEST] if isinstance(value, str) else value

    def add(self, field_name: str, files: list[UploadedFile], of: Case) -> None:
        """Keep files that may be filed. Raises Invalid with a sentence about the first that may not; those before it are kept."""
        for file in files:
            with self.opened() as already:
                attachments.check({field_name: [*already, file]}, of)
            kept = Kept(token_hex(8), attachments.plain_name(file), file.size or 0, attachments.media_type(file))
            try:
                self._write(kept, file)
            except OSError as error:
                with suppress(OSError):
                    (self.folder / kept.id).unlink()
                said = f"“{kept.name}”现在存不下来，其他内容都在。请稍后再传。(“{kept.name}” cannot be stored just now. Nothing else is lost; try again later.)"
                raise Invalid({field_name: [said]}) from error
            self.files.append(kept)

    def _write(self, kept: Kept, file: UploadedFile) -> None:
        _room_for(kept.size)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(self.folder / kept.id, "wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())

    def remove(self, kept_id: str) -> None:
        """Forget one file."""
        if any(one.id == kept_id for one in self.files):
            (self.folder / kept_id).unlink(missing_ok=True)
        self.files = [one for one in self.files if one.id != kept_id]

    @contextmanager
    def opened(self) -> Iterator[list[UploadedFile]]:
        """Its files as if they had just been uploaded."""
        with ExitStack() as stack:
            found = []
            for one in self.files:
                with suppress(FileNotFoundError):
                    handle = stack.enter_context(open(self.folder / one.id, "rb"))
                    found.append(UploadedFile(file=handle, name=one.name, content_type=one.media_type, size=one.size))
            yield found

    def drop_lost(self) -> list[str]:
        """Names of files that do not lie in the folder any more; they are forgotten, so that nothing is filed that is not there."""
        lost = [one for one in self.files if not (self.folder / one.id).is_file()]
        self.files = [one for one in self.files if one not in lost]
        return [one.name for one in lost]

    def discard(self) -> None:
        """Delete its files."""
        shutil.rmtree(self.folder, ignore_errors=True)


def sealed(value: Any) -> str:
    """Plain data as text for the session's row, which somebody with the database but without the keys cannot read."""
    return base64.b64encode(encrypt(json.dumps(value, ensure_ascii=False), PURPOSE)).decode("ascii")


def opened(text: str) -> Any:
    """What `sealed` was given; None for what cannot be read any more."""
    try:
        return json.loads(decrypt(base64.b64decode(text), PURPOSE))
    except (Unreadable, ValueError):
        return None


def filed(session: Any, token: str) -> bool:
    """True where the draft of this token is what the session's receipt is for."""
    held = opened(session.get(RECEIPT, "")) if token and RECEIPT in session else None
    return held is not None and held.get("token") == token


def read(session: Any, flow: str) -> Draft:
    """The draft of this session for one kind of filing, a new one where there is none."""
    held = opened(session.get(f"{KEY}.{flow}", "")) if f"{KEY}.{flow}" in session else None
    if held is None:
        return Draft(token_hex(16))
    return Draft(held["token"], held["given"], [Kept(**one) for one in held["files"]])


def keep(session: Any, flow: str, draft: Draft, *, address: str = "") -> None:
    """Keep the draft with the session for thirty days from now; whoever is signed in as a guest stays so no longer than before.

    Raises TooMany, with its files deleted, where this address has begun too many drafts today.
    """
    if f"{KEY}.{flow}" not in session:
        try:
            one_draft(address)
        except TooMany:
            draft.discard()
            raise
    with suppress(OSError):
        os.utime(draft.folder)
    hold(session, flow, draft)
    session.set_expiry(DAYS * 24 * 3600)


def hold(session: Any, flow: str, draft: Draft) -> None:
    """Keep the draft as long as the session lasts: for somebody who is signed in."""
    session[f"{KEY}.{flow}"] = sealed(asdict(draft))


def forget(session: Any, flow: str) -> None:
    """Delete the draft and its files."""
    read(session, flow).discard()
    session.pop(f"{KEY}.{flow}", None)


def forget_old() -> int:
    """Delete the files of drafts that nobody has touched for thirty days: their sessions have expired. Gives how many drafts. A scheduled job."""
    root, oldest, gone = Path(settings.VAR) / "drafts", time.time() - DAYS * 24 * 3600, 0
    with suppress(FileNotFoundError):
        for folder in root.iterdir():
            with suppress(OSError):
                if folder.stat().st_mtime < oldest:
                    shutil.rmtree(folder)
                    gone += 1
    return gone


def _room_for(size: int) -> None:
    """Raises OSError where the file would take what is kept free for filed cases and the database."""
    root = Path(settings.VAR)
    if shutil.disk_usage(root).free - size < settings.DISK_RESERVE_MB * 1_000_000:
        raise OSError(errno.ENOSPC, "the reserve of CASEWORK_DISK_RESERVE_MB is kept free")
