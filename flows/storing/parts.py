"""Tables kept in Parquet parts that are never changed: each is whole, or known by its name not to be."""

import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import polars as pl

from flows.disk import sweep, write_beside

_UNFINISHED = ".part-"
_UNFINISHED_SECONDS = 3_600.0


def write_part(folder: Path, rows: pl.DataFrame) -> Path:
    """Keep rows as a part, which is named by a checksum of its bytes.

    Args:
        folder: where the parts lie; made where it is missing.
        rows: the table.

    Returns:
        The part's path.

    Raises:
        OSError: the disk refuses; nothing is left of the attempt.
    """
    buffer = io.BytesIO()
    rows.write_parquet(buffer)
    content = buffer.getvalue()
    path = folder / f"{zlib.crc32(content):08x}.parquet"
    folder.mkdir(parents=True, exist_ok=True)
    write_beside(content, path, _UNFINISHED)
    return path


def read_parts(folder: Path, columns: Sequence[str]) -> Iterator[tuple[int, pl.DataFrame]]:
    """Read the parts that are whole, the oldest first.

    Args:
        folder: where the parts lie; it may be missing.
        columns: the columns wanted.

    Yields:
        When each was written, in nanoseconds of the disk's own clock, and its rows.
    """
    found: list[tuple[int, Path]] = []
    with suppress(OSError):
        found = sorted((path.stat().st_mtime_ns, path) for path in folder.glob("*.parquet"))
    for written_at, path in found:
        try:
            content = path.read_bytes()
        except OSError:
            continue
        if path.stem == f"{zlib.crc32(content):08x}":
            yield written_at, pl.read_parquet(content, columns=list(columns))


def sweep_parts(folder: Path) -> None:
    """Remove what writers that were killed have left, as far as the disk lets."""
    sweep(folder, _UNFINISHED, _UNFINISHED_SECONDS)
