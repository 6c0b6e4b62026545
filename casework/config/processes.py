"""Child processes that do not outlive their parent, and what an earlier run left behind."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from casework.config.accounts import Account

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent(signal_number: int) -> None:
    """The kernel sends this process the signal when its parent dies, also by kill -9 (Linux only)."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def start(
    command: list[str],
    *,
    environment: dict[str, str],
    output: IO[bytes] | int | None,
    stop_signal: int = signal.SIGTERM,
    account: Account | None = None,
    folder: Path | None = None,
    given: bytes | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own (Ctrl-C reaches only the supervisor), under `account` where one is given.

    `given` is written to its standard input, for settings that must not be seen in the list of processes.
    """
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        umask=0o077 if account else -1,
        # After the change of user: the kernel forgets the wish when the credentials change. Callers have one thread.
        preexec_fn=lambda: end_with_parent(stop_signal),
    )
    if given is not None and process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(given)
            process.stdin.close()
    return process


def stop(process: subprocess.Popen[bytes], stop_signal: int, patience: float) -> None:
    """Ask a child to stop, wait up to `patience` seconds, then kill what is left of its group."""
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(stop_signal)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    kill_group(process)
    process.wait()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the child and its own children (a killed web server leaves its workers)."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def working_in(folder: Path) -> list[int]:
    """Processes whose working folder is this one: how a server of an earlier run is known."""
    return [pid for pid in _pids() if _link(pid, "cwd") == str(folder)]


def marked(name: str, value: str) -> list[int]:
    """Processes that were started with name=value in their environment, this one excepted."""
    mark = f"{name}={value}".encode()
    return [pid for pid in _pids() if pid != os.getpid() and mark in _read(pid, "environ").split(b"\0")]


def is_program(pid: int, name: str) -> bool:
    """True where the process is alive (a zombie that nobody reaps is not) and its program has this name."""
    return _alive(pid) and _read(pid, "comm").strip() == name.encode()


def listed(pid: int) -> bool:
    """True where the kernel still knows the number, be it of a zombie."""
    return Path("/proc", str(pid)).exists()


def command_line(pid: int) -> list[str]:
    """The words the process was started with; empty where it is gone."""
    return _read(pid, "cmdline").decode(errors="replace").split("\0")


def end_all(pids: Iterable[int], first: int = signal.SIGTERM, patience: float = 8) -> None:
    """Send `first` to processes that are not our children, wait, and kill those that stay."""
    left = set(pids)
    for stop_signal, seconds in ((first, patience), (signal.SIGKILL, 5.0)):
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, stop_signal)
        until = time.monotonic() + seconds
        while left and time.monotonic() < until:
            left = {pid for pid in left if _alive(pid)}
            time.sleep(0.02)


def free_port(wanted: int | None = None) -> int:
    """A port of the loopback address that nobody listens on: the wanted one where it is free."""
    for port in (wanted, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise OSError("no free port on 127.0.0.1")


def _pids() -> list[int]:
    try:
        return [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]
    except FileNotFoundError:
        return []


def _read(pid: int, name: str) -> bytes:
    try:
        return Path("/proc", str(pid), name).read_bytes()
    except OSError:
        return b""


def _link(pid: int, name: str) -> str:
    try:
        return os.readlink(f"/proc/{pid}/{name}")
    except OSError:
        return ""


def _alive(pid: int) -> bool:
    state = _read(pid, "stat").rpartition(b")")[2].split()
    return bool(state) and state[0] not in {b"Z", b"X"}
