"""Coded sentences on disk: Parquet parts under the version that coded them; only what is new is coded.

A part holds the `coded` rows of some articles and is written once, whole or not at all; it is never changed.
Its name comes from the articles in it and a checksum of its bytes, so two runs that code the same articles
write the same file, and a part that is torn (a disk's fault) is known by its name: it counts as absent and
its articles are coded again.
"""

import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.disk import sweep, write_beside
from flows.errors import StorageError
from flows.tables import BLAME, CODED, HARM, HITS, SENTENCES, Table, stated

_STATED = ("article_id", "published", "title")

_SOURCES = ("text", "codebook", "coding")
_KINDS = (".py", ".yaml")  # word lists stand beside the program
_UNFINISHED = ".part-"
_UNFINISHED_SECONDS = 3_600.0


@dataclass(frozen=True)
class Coded:
    """The coded sentences of some articles.

    Attributes:
        sentences: rows of `tables.SENTENCES`, sorted by its key.
        hits: rows of `tables.HITS`, sorted by its key.
        blame: rows of `tables.BLAME`, sorted by its key.
        harm: rows of `tables.HARM`, sorted by its key.
    """

    sentences: pl.DataFrame
    hits: pl.DataFrame
    blame: pl.DataFrame
    harm: pl.DataFrame


def coder_version(codebook_version: str) -> str:
    """Name what codes: the codebook and the program's own text and coding rooms with their word lists.

    Args:
        codebook_version: the version of the codebook in use.

    Returns:
        16 hex digits; another version of either never finds the parts of this one.
    """
    digest = hashlib.sha256(codebook_version.encode())
    root = Path(__file__).parents[1]
    for room in _SOURCES:
        for path in sorted(path for path in (root / room).rglob("*") if path.suffix in _KINDS):
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def as_stated(articles: pl.DataFrame) -> pl.DataFrame:
    """Give what articles state besides their texts that they are coded by.

    Args:
        articles: `article_id`, `title` and the date of `tables.ARTICLES`.

    Returns:
        `article_id`, `published` as `tables.stated` gives it, and `title`.
    """
    return articles.select("article_id", stated(articles), "title")


def missing(
    store: Path, version: str, article_ids: Sequence[str], said: pl.DataFrame | None = None
) -> list[str]:
    """Give the articles that are not coded yet.

    Args:
        store: the folder of coded sentences.
        version: as `coder_version` gives it.
        article_ids: the articles wanted.
        said: what `as_stated` gives of them; an article that was coded by another date or headline is
            missing. Absent, any will do.

    Returns:
        Those without a readable part, in the order given, each once.
    """
    parts = _readable(store / version, list(_STATED))
    present = {article_id for part in parts for article_id in _as_said(part, said)["article_id"]}
    return [article_id for article_id in dict.fromkeys(article_ids) if article_id not in present]


def put(store: Path, version: str, coded: pl.DataFrame) -> Path:
    """Keep coded articles: all of them, or none where that fails.

    Args:
        store: the folder of coded sentences; made where it is missing.
        version: as `coder_version` gives it.
        coded: rows of `tables.CODED`.

    Returns:
        The part's path.

    Raises:
        StorageError: the disk refuses; nothing is left of the attempt.
    """
    part = CODED.conform(coded).sort("article_id")
    buffer = io.BytesIO()
    part.write_parquet(buffer)
    content = buffer.getvalue()
    name = hashlib.sha256("\n".join(part["article_id"]).encode()).hexdigest()[:16]
    folder = store / version
    path = folder / f"{name}-{zlib.crc32(content):08x}.parquet"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder, _UNFINISHED, _UNFINISHED_SECONDS)
        write_beside(content, path, _UNFINISHED)
    except OSError as refusal:
        reason = refusal.strerror or str(refusal)
        message = f"The coded sentences cannot be written to {folder}: {reason}."
        raise StorageError(message, "Free some space or mend the permissions, and run again.") from refusal
    return path


def load(store: Path, version: str, article_ids: Sequence[str], said: pl.DataFrame | None = None) -> Coded:
    """Read the coded sentences of some articles.

    Args:
        store: the folder of coded sentences.
        version: as `coder_version` gives it.
        article_ids: the articles wanted; those that are not coded give no rows.
        said: as for `missing`; an article that was coded by another date or headline gives no rows.

    Returns:
        Their sentences, hits, blame and harm; an article that several parts hold is read from one of them.
    """
    wanted = set(article_ids)
    parts: list[pl.DataFrame] = []
    for rows in _readable(store / version):
        here = _as_said(rows, said).filter(pl.col("article_id").is_in(wanted))
        wanted -= set(here["article_id"])
        parts.append(here)
    coded = pl.concat(parts) if parts else CODED.empty()
    return Coded(
        _rows_of(coded, "sentences", SENTENCES),
        _rows_of(coded, "hits", HITS),
        _rows_of(coded, "blame", BLAME),
        _rows_of(coded, "harm", HARM),
    )


def _as_said(rows: pl.DataFrame, said: pl.DataFrame | None) -> pl.DataFrame:
    """Keep the rows that were coded by the date and headline which their article states now."""
    if said is None:
        return rows
    return rows.join(said, on=list(_STATED), how="semi", nulls_equal=True, maintain_order="left")


def _rows_of(coded: pl.DataFrame, column: str, table: Table) -> pl.DataFrame:
    rows = coded.select("article_id", column).filter(pl.col(column).list.len() > 0)
    return table.conform(rows.explode(column).unnest(column)).sort(*table.key)


def _readable(folder: Path, columns: list[str] | None = None) -> Iterator[pl.DataFrame]:
    """Give the rows of each part that is whole."""
    for path in sorted(folder.glob("*.parquet")):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        if path.stem.endswith(f"-{zlib.crc32(content):08x}"):
            yield pl.read_parquet(content, columns=columns)
