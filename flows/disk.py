"""Writing to disk so that a reader finds a whole file or none, whatever happens in between."""

import errno
import os
import tempfile
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
    errno.EACCES: "Give the user who runs khitab the right to read and write there.",
    errno.EPERM: "Give the user who runs khitab the right to read and write there.",
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
        raise refused(folder, error) from error
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
        raise refused(path, error) from error


def write_beside(content: bytes, path: Path, prefix: str) -> None:
    """Write a file for which no lock is held: of two writers at once each makes its own, the later one stays.

    Args:
        content: the bytes.
        path: the file; its folder is there.
        prefix: how the unfinished file's name begins.

    Raises:
        OSError: the disk refuses; nothing is left behind and an older file stays as it was.
    """
    descriptor, unfinished = tempfile.mkstemp(prefix=prefix, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(unfinished).unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the folder's new name to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


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
        raise refused(folder, error) from error


def refused(path: Path, error: OSError) -> StorageError:
    """Give the user error for a file or folder that could not be written."""
    return StorageError(f"{path} cannot be written: {error.strerror or error}.", _hint(error))


def in_plain_words(error: OSError) -> StorageError:
    """Give the user error for a refusal of the system that nobody nearer to it had words for."""
    reason = error.strerror or str(error) or type(error).__name__
    what = "The system refuses" if error.filename is None else f"{os.fsdecode(error.filename)} cannot be used"
    return StorageError(f"{what}: {reason}.", _hint(error))


def _hint(error: OSError) -> str:
    return _HINTS.get(error.errno or 0, "Check the disk and run again.")
