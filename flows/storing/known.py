"""Which addresses are stored: so that a page that was read once is not asked for every night."""

import threading
from functools import lru_cache
from pathlib import Path

import polars as pl

from flows.sources.address import address_key
from flows.storing.index import stored_rows
from flows.storing.stamps import scan

_READING = threading.Lock()


def known_addresses(seeds: Path, as_of: str) -> dict[str, str]:
    """Give the addresses of all stored articles, from the index where a file was not touched.

    Args:
        seeds: the seeds/ folder.
        as_of: the moment of the run; the answer is kept for all sources of one run.

    Returns:
        For each article's `address_key`, when it was received (ISO 8601), the latest where there are several.
        A file that cannot be used is left out.

    Raises:
        StorageError: a folder cannot be listed.
    """
    with _READING:  # sources ask side by side, and the first answer does for all
        return _addresses(seeds, as_of)


@lru_cache(maxsize=1)
def _addresses(seeds: Path, as_of: str) -> dict[str, str]:  # noqa: ARG001 - it tells runs apart
    rows, _ = stored_rows(seeds, with_text=False)
    # The address that was asked for counts too: it may lead to another.
    asked = pl.col("source").str.replace(r"^[^:]*:", "")
    addresses = (
        pl.concat([rows.select("fetched_at", address="url"), rows.select("fetched_at", address=asked)])
        .filter(pl.col("address").str.contains("://", literal=True))
        .group_by("address")
        .agg(pl.col("fetched_at").max())
    )
    found: dict[str, str] = {}
    for address, received in addresses.iter_rows():
        key = address_key(address)
        found[key] = max(found.get(key, ""), received)
    return found


def stored_ids(seeds: Path) -> frozenset[str]:
    """Give the ids of all stored articles, which are the names of their files.

    Args:
        seeds: the seeds/ folder.

    Raises:
        StorageError: a folder cannot be listed.
    """
    return frozenset(scan(seeds)["path"].str.extract(r"([0-9a-f]+)\.txt$"))
