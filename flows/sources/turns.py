"""Turns at hosts: one request at a time at each, and a pause between two, whichever thread or run asks.

Within a process a lock orders the threads. Runs that work in one project are ordered by a lock file for each
host, which ends with its process, and by a note of when the last request ended. The note is told by the
machine's own monotonic clock, which all its processes share; one of before the last start of the machine, or
of another machine, costs a pause at most. A folder that cannot be written to leaves the order within the
process.
"""

import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PATIENCE_SECONDS = 900.0
"""Longer than any request takes: whoever holds a turn for longer is stopped and not at work."""
_POLL_SECONDS = 0.02


def file_name(host: str) -> str:
    """Give a host as the beginning of a file's name: readable, and another one for each host.

    Args:
        host: as `politeness.host_of` gives it.
    """
    digest = hashlib.sha256(host.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{re.sub(r'[^a-z0-9.-]', '-', host)[:100]}-{digest[:8]}"


class Turns:
    """The turns at each host, for all threads of a process."""

    def __init__(self) -> None:
        self._own = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._ended: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, pause_seconds: float, folder: Path | None = None) -> Iterator[None]:
        """Wait until nobody else asks this host and the pause since the last request is over.

        Args:
            host: as `politeness.host_of` gives it.
            pause_seconds: the least time between the end of the last request and the start of this one.
            folder: what the runs of one project share; None: only this process is waited for.
        """
        with self._own:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            _wait(self._ended.get(host), pause_seconds)
            with _turn_among_runs(host, pause_seconds, folder):
                try:
                    yield
                finally:
                    self._ended[host] = time.monotonic()


@contextmanager
def _turn_among_runs(host: str, pause_seconds: float, folder: Path | None) -> Iterator[None]:
    lock = _locked(host, folder)
    if lock is None or folder is None:
        yield
        return
    note = folder / "turns" / f"{file_name(host)}.ended"
    try:
        while (left := _left(_read(note), pause_seconds)) > 0:
            # Not while the lock is held: the other run is to have its turn between two of this one.
            lock.release()
            time.sleep(left)
            with suppress(OSError, Timeout):
                lock.acquire(timeout=_PATIENCE_SECONDS, poll_interval=_POLL_SECONDS)
        yield
    finally:
        with suppress(OSError):
            note.write_text(f"{time.monotonic():.3f}", encoding="ascii")
        lock.release()


def _locked(host: str, folder: Path | None) -> FileLock | None:
    """Take the lock file of a host; None where there can be none, or it is held beyond all patience."""
    if folder is None:
        return None
    lock = FileLock(folder / "turns" / f"{file_name(host)}.lock")
    try:
        (folder / "turns").mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=_PATIENCE_SECONDS, poll_interval=_POLL_SECONDS)
    except (OSError, NotImplementedError, Timeout):
        return None
    return lock


def _read(note: Path) -> float | None:
    try:
        return float(note.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _left(ended: float | None, pause_seconds: float) -> float:
    """Give how much of a pause is left; what ended later than now, ended by another clock."""
    since = 0.0 if ended is None else time.monotonic() - ended
    return max(0.0, pause_seconds - since) if ended is not None and since >= 0 else 0.0


def _wait(ended: float | None, pause_seconds: float) -> None:
    left = _left(ended, pause_seconds)
    if left > 0:
        time.sleep(left)


TURNS = Turns()
"""The one set of turns of this process: sources are read side by side, and several may lie on one host."""
