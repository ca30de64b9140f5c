"""Near-copies among stored articles, by signatures kept on disk: each night only new ones are hashed."""

import hashlib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import polars as pl

from flows.measures import stories as measure
from flows.storing.parts import read_parts, sweep_parts, write_part

_BATCH_ARTICLES = 2_000
_MOST_PARTS = 40


def stories(cache: Path, articles: pl.DataFrame) -> pl.DataFrame:
    """Group stored articles into stories.

    Args:
        cache: the folder for what can be made again.
        articles: the table ARTICLES, the ones that count.

    Returns:
        The table STORIES, in the order of `articles`.
    """
    folder = cache / "signatures" / _version()
    columns = list(measure.SIGNATURES_SCHEMA)
    parts = [rows for _, rows in read_parts(folder, columns)]
    known = pl.concat([pl.DataFrame(schema=measure.SIGNATURES_SCHEMA), *parts]).unique("article_id")
    new = articles.select("article_id", "text").join(known, on="article_id", how="anti")
    signed = [known]
    for batch in new.iter_slices(_BATCH_ARTICLES):
        signed.append(measure.sign(batch))
        with suppress(OSError):
            write_part(folder, signed[-1])
    everything = pl.concat(signed)
    if len(parts) > _MOST_PARTS:
        _make_one_of_many(folder, everything)
    return measure.group(articles, everything)


def _make_one_of_many(folder: Path, everything: pl.DataFrame) -> None:
    sweep_parts(folder)
    with suppress(OSError):
        old = set(folder.glob("*.parquet"))
        for path in old - {write_part(folder, everything)}:
            path.unlink(missing_ok=True)


def _version() -> str:
    """Name what a signature depends on: the rooms that compute it and the libraries that hash."""
    digest = hashlib.sha256(f"{pl.__version__} {version('datasketch')}".encode())
    here = Path(__file__).parents[1]
    for name in ("measures/stories.py", "text/shingles.py", "text/normalise.py"):
        digest.update((here / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
