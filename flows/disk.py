"""Writing to disk so that a reader finds a whole file or none, whatever happens in between."""

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from flows.errors import StorageError

_LOCK_FILE = ".lock"
_LOCK_SECONDS = 60.0
_TEMPORARY = ".tmp"
_INCOMING = ".incoming"
_SYNCING_THREADS = 16
"""Files that are flushed at once: the disk then writes many in one go, ten times as fast as one by one."""
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


def write_all(folder: Path, files: Sequence[tuple[Path, bytes]]) -> list[Path]:
    """Write many files below one folder, each whole or not at all; hold the folder's lock.

    All are written to a folder of their own, `.incoming`, and flushed to the disk; then each is put in its
    place in one step, and the folders are flushed. So a process that is killed leaves no torn file, and
    neither does a machine that loses its power; when this returns, all of them are on the disk.

    Args:
        folder: what all of them lie in.
        files: each file's place and content; the folders between are made where they are missing.

    Returns:
        The files that are in their place, in the order given.

    Raises:
        StorageError: the disk refuses one of them; the others are in their places, and nothing is left
            behind.
    """
    incoming = folder / _INCOMING
    waiting = [incoming / f"{number}{_TEMPORARY}" for number in range(len(files))]
    try:
        incoming.mkdir(parents=True, exist_ok=True)
        for parent in {path.parent for path, _ in files}:
            parent.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(_SYNCING_THREADS) as threads:
            contents = (content for _, content in files)
            refusals = list(threads.map(_write_through, waiting, contents))
            written: list[Path] = []
            for (path, content), temporary, refusal in zip(files, waiting, refusals, strict=True):
                if refusal is None:
                    _put_in_place(temporary, path, content)
                    written.append(path)
            list(threads.map(_sync_folder, {path.parent for path in written}))
    except OSError as error:
        raise refused(Path(error.filename or folder), error) from error
    finally:
        _clear(incoming)
    for (path, _), refusal in zip(files, refusals, strict=True):
        if refusal is not None:
            raise refused(path, refusal) from refusal
    return written


def _write_through(path: Path, content: bytes) -> OSError | None:
    """Write a file down to the disk, and give the refusal instead of raising it: others are under way."""
    try:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error
    return None


def _put_in_place(temporary: Path, path: Path, content: bytes) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        if error.errno != errno.EXDEV:  # a folder of an outlet may lie on another disk
            raise
        write_beside(content, path, f".{path.name}{_TEMPORARY}-")


def _clear(incoming: Path) -> None:
    with suppress(OSError):
        for path in incoming.iterdir():
            path.unlink()
        incoming.rmdir()


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


def sweep(folder: Path, prefix: str, older_than_seconds: float) -> None:
    """Remove the unfinished files of `write_beside` whose writer was killed, as far as the disk lets.

    Args:
        folder: the folder that is written to; it may be missing.
        prefix: how an unfinished file's name begins.
        older_than_seconds: how long no writer needs; a younger file may still be another's work. Its age is
            told by the disk's own clock, from a file made for that.
    """
    with suppress(OSError):
        unfinished = list(folder.glob(f"{prefix}*"))
        if not unfinished:
            return
        with tempfile.NamedTemporaryFile(prefix=prefix, dir=folder) as now:
            bound = os.fstat(now.fileno()).st_mtime - older_than_seconds
        for path in unfinished:
            if path.stat().st_mtime < bound:
                path.unlink()


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
        for pattern in (f".*{_TEMPORARY}", f"*/*/.*{_TEMPORARY}*", f"{_INCOMING}/*"):
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
