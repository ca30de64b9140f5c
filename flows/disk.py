"""Writing to disk so that a reader finds a whole file or none, whatever happens in between."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from flows.errors import StorageError

_LOCK_FILE = ".lock"
_LOCK_SECONDS = 60.0
_TEMPORARY = ".tmp"
_HINTS = {
    errno.ENOSPC: "Free some space on the disk and run again.",
    errno.EDQUOT: "Free some of your quota and run again.",
    errno.EROFS: "Mount it writable, or name another folder.",
    errno.EACCES: "Give the user who runs khitab the right to write there.",
    errno.EPERM: "Give the user who runs khitab the right to write there.",
}


@contextmanager
def locked(folder: Path, timeout_seconds: float = _LOCK_SECONDS) -> Iterator[None]:
    """Hold a folder for one writer; the lock ends with the process, however that ends.

    Args:
        folder: the folder; it is made where it is missing.
        timeout_seconds: how long to wait for another writer.

    Raises:
        StorageError: another writer does not let go, or the lock cannot be written.
    """
    lock = FileLock(folder / _LOCK_FILE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=timeout_seconds)
    except Timeout as error:
        raise StorageError(
            f"Another run has been writing to {folder} for {timeout_seconds:g} seconds.",
            "Wait until it has ended, then run again.",
        ) from error
    except OSError as error:
        raise _refused(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def write_atomically(path: Path, text: str) -> None:
    """Write a file beside its place, flush it to the disk, then put it in its place in one step.

    Args:
        path: the file; its folder is made where it is missing.
        text: its content, written as UTF-8.

    Raises:
        StorageError: the disk refuses; nothing is left behind and an older file stays as it was.
    """
    temporary = path.with_name(f".{path.name.removeprefix('.')}{_TEMPORARY}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _refused(path, error) from error


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files that a killed writer left, down to two folders below; hold the lock.

    Args:
        folder: the folder that is written to.

    Raises:
        StorageError: the disk refuses.
    """
    try:
        for pattern in (f".*{_TEMPORARY}", f"*/*/.*{_TEMPORARY}"):
            for path in folder.glob(pattern):
                path.unlink()
    except OSError as error:
        raise _refused(folder, error) from error


def _refused(path: Path, error: OSError) -> StorageError:
    hint = _HINTS.get(error.errno or 0, "Check the disk and run again.")
    return StorageError(f"{path} cannot be written: {error.strerror or error}.", hint)
