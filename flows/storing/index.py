"""What the stored files say, kept in Parquet, so that a file is read again only when it was touched.

The index is a cache in `.khitab/index/`: it holds nothing that the files do not, and may be deleted at any
time. A row stands for a file as long as the file's size, inode and both times are those at which its text was
held against the digest in its name; a file that was touched in any way is read and checked anew. What is
counted is thus always a text whose digest was checked.
"""

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import polars as pl

from flows.storing.parts import read_parts, sweep_parts, write_part
from flows.storing.stamps import STAMP_SCHEMA, scan
from flows.storing.stored import STORED_SCHEMA, read_stored
from flows.tables import Skip

_SCHEMA = pl.Schema({**STORED_SCHEMA, **STAMP_SCHEMA})
_STAMP = list(STAMP_SCHEMA)
_BATCH_FILES = 2_000
_MOST_PARTS = 40
_SECOND = 1_000_000_000
_TICK_SECONDS = 0.02
_COARSE_TICK_SECONDS = 2
"""A file written this shortly before its row could be written again within one tick of the disk's clock, and
look the same: such a row does not count. Some disks tell whole seconds only."""
_ALTERED = "The text is not the one that was stored; delete the file, and the next run stores it anew."


def stored_rows(seeds: Path, *, with_text: bool) -> tuple[pl.DataFrame, list[Skip]]:
    """Give what is stored: from the index where a file was not touched, else from the file.

    Args:
        seeds: the seeds/ folder.
        with_text: whether the texts are wanted; without them little memory is needed.

    Returns:
        `STORED_SCHEMA` (without `text` if it is not wanted), sorted by path, and a skip of the source
        `stored` for each file that cannot be used: `unreadable`, or `altered`.

    Raises:
        StorageError: a folder cannot be listed.
    """
    columns = [name for name in _SCHEMA if with_text or name != "text"]
    wanted = [name for name in STORED_SCHEMA if name in columns]
    stamps = scan(seeds)
    known = _known(folder_of(seeds), stamps, columns)
    frames = [known.select(wanted)]
    skips: list[Skip] = []
    touched = stamps.join(known, on="path", how="anti")
    for batch in touched.iter_slices(_BATCH_FILES):
        rows, refused = read_files(seeds, batch["path"].to_list())
        skips += refused
        add(seeds, rows, batch)
        frames.append(to_table(rows).select(wanted))
    return pl.concat(frames).sort("path"), skips


def read_files(seeds: Path, paths: Sequence[str]) -> tuple[list[dict[str, object]], list[Skip]]:
    """Read stored files themselves, and hold each text against the digest in its name.

    Args:
        seeds: the seeds/ folder.
        paths: the files, relative to seeds/.

    Returns:
        Rows of `STORED_SCHEMA`, and a skip for each file that cannot be used.
    """
    rows: list[dict[str, object]] = []
    skips: list[Skip] = []
    for path in paths:
        item = f"{seeds.absolute().name}/{path}"
        try:
            row = read_stored((seeds / path).read_bytes(), Path(path).stem, path)
        except (OSError, ValueError) as error:
            detail = f"The stored file cannot be read: {error}."
            skips.append(Skip("stored", item, "unreadable", detail))
            continue
        if row is None:
            skips.append(Skip("stored", item, "altered", _ALTERED))
        else:
            rows.append(row)
    return rows, skips


def to_table(rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Give rows as the table `STORED_SCHEMA`."""
    return pl.DataFrame(list(rows), schema=STORED_SCHEMA)


def add(seeds: Path, rows: Sequence[Mapping[str, object]], stamps: pl.DataFrame) -> None:
    """Keep rows in the index, as far as the disk lets: without it the files are read again.

    Args:
        seeds: the seeds/ folder.
        rows: rows of `STORED_SCHEMA`, their texts checked.
        stamps: `STAMP_SCHEMA` of their files, taken before the files were read.
    """
    if not rows:
        return
    part = to_table(rows).join(stamps, on="path", how="inner").select(list(_SCHEMA))
    time.sleep(2 * _TICK_SECONDS)  # or the rows of the files just written would not count
    with suppress(OSError):
        write_part(folder_of(seeds), part)


def tidy(seeds: Path) -> None:
    """Make one part of many, drop rows of files that are gone, sweep what killed writers left; hold the lock.

    Args:
        seeds: the seeds/ folder.
    """
    folder = folder_of(seeds)
    sweep_parts(folder)
    paths = sorted(folder.glob("*.parquet"))
    if len(paths) <= _MOST_PARTS:
        return
    rows = _known(folder, scan(seeds), list(_SCHEMA))
    with suppress(OSError):
        kept = {write_part(folder, batch) for batch in rows.iter_slices(10 * _BATCH_FILES)}
        for path in set(paths) - kept:
            path.unlink(missing_ok=True)


def take_turn(seeds: Path, token: str) -> bool:
    """Say that this run writes to seeds/ now; hold the lock.

    Args:
        seeds: the seeds/ folder.
        token: what names this run and no other.

    Returns:
        Whether it was this run that wrote last, so that what it knows of seeds/ still holds; false where
        that cannot be told.
    """
    path = folder_of(seeds) / "turn"
    with suppress(OSError):
        if path.is_file() and path.read_text(encoding="utf-8") == token:
            return True
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(token, encoding="utf-8")
    return False


def folder_of(seeds: Path) -> Path:
    """Give the index's folder: another one for each way of reading a stored file."""
    return seeds.absolute().parent / ".khitab" / "index" / _version()


@cache
def _version() -> str:
    digest = hashlib.sha256(str(_SCHEMA).encode())
    here = Path(__file__).parents[1]
    for name in ("storing/stored.py", "sources/header.py", "sources/address.py", "text/identity.py"):
        digest.update((here / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def _known(folder: Path, stamps: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Give the rows that still stand for their files, each file once."""
    parts = [pl.DataFrame(schema=_SCHEMA).select(columns), *_settled(folder, columns)]
    rows = pl.concat(parts).unique("path", keep="last", maintain_order=True)
    return rows.join(stamps, on=_STAMP, how="semi")


def _settled(folder: Path, columns: list[str]) -> Iterator[pl.DataFrame]:
    """Give the rows of each part that were not written within the tick of their files, oldest part first."""
    for written_at, rows in read_parts(folder, columns):
        is_coarse = pl.col("ctime") % _SECOND == 0
        tick = pl.when(is_coarse).then(_COARSE_TICK_SECONDS).otherwise(_TICK_SECONDS) * _SECOND
        yield rows.filter(pl.col("ctime") + tick < written_at)
