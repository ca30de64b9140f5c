"""Which stored files there are, and by what one that was touched is known; none is opened."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import polars as pl

from flows.errors import StorageError
from flows.sources.registry import INBOX
from flows.text.identity import ID_LENGTH

_STORED_NAME = re.compile(rf"^[0-9a-f]{{{ID_LENGTH}}}\.txt$")

STAMP_SCHEMA = pl.Schema(
    {"path": pl.String(), "size": pl.Int64(), "inode": pl.UInt64(), "mtime": pl.Int64(), "ctime": pl.Int64()}
)
"""By what a touched file is known: its path relative to seeds/, bytes, inode, and times in nanoseconds."""


def scan(seeds: Path) -> pl.DataFrame:
    """List the stored files without opening them.

    Args:
        seeds: the seeds/ folder.

    Returns:
        `STAMP_SCHEMA`, a row a file, sorted by path; empty where the folder is missing.

    Raises:
        StorageError: a folder cannot be listed.
    """
    rows: list[tuple[str, int, int, int, int]] = []
    try:
        for outlet in _folders(seeds):
            if outlet.name == INBOX:
                continue
            for day in _folders(outlet.path):
                with os.scandir(day.path) as entries:
                    for entry in entries:
                        if _STORED_NAME.match(entry.name):
                            state = entry.stat()
                            path = f"{outlet.name}/{day.name}/{entry.name}"
                            rows.append(
                                (path, state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
                            )
    except OSError as error:
        raise StorageError(
            f"{error.filename} cannot be read: {error.strerror}.", "Give the user who runs khitab that right."
        ) from error
    return pl.DataFrame(rows, schema=STAMP_SCHEMA, orient="row").sort("path")


def stamps_of(seeds: Path, paths: Iterable[Path]) -> pl.DataFrame:
    """Stamp some stored files; those that are not there have no row.

    Args:
        seeds: the seeds/ folder.
        paths: files below it.

    Returns:
        `STAMP_SCHEMA`.
    """
    rows: list[tuple[str, int, int, int, int]] = []
    for path in paths:
        with suppress(OSError):
            state = path.stat()
            relative = path.relative_to(seeds).as_posix()
            rows.append((relative, state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns))
    return pl.DataFrame(rows, schema=STAMP_SCHEMA, orient="row")


def _folders(parent: str | Path) -> list[os.DirEntry[str]]:
    if not os.path.isdir(parent):  # noqa: PTH112 - strings: there are thousands of folders
        return []
    with os.scandir(parent) as entries:
        return [entry for entry in entries if not entry.name.startswith(".") and entry.is_dir()]
