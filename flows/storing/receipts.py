"""The receipts of the sources as last read, one atomic file in seeds/: the report's coverage rests on it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from flows.disk import write_atomically
from flows.errors import StorageError
from flows.sources.address import shown
from flows.sources.receive import Received
from flows.storing.skips import all_of, listed, to_skips_table
from flows.tables import RECEIPTS, Skip

_RECEIPTS_FILE = ".receipts.json"


def add_to_entry(entry: dict[str, Any] | None, receipt: Received, left_out: Sequence[Skip]) -> dict[str, Any]:
    """Make a source's receipt what the file keeps: counts and skips, alike for new and for known articles.

    Args:
        entry: what earlier parts of the source came to; None for the first. It may be changed.
        receipt: what was received.
        left_out: a skip for each article of it that repeats one of this run or cannot be stored.

    Returns:
        The fields of `RECEIPTS`; `outlets`, at most two that it gave; and `skips`, as `skips.listed` gives
        them.
    """
    source = receipt.source
    if entry is None:
        location = shown(source.location) if "://" in source.location else source.location
        entry = {"source": source.name, "kind": source.kind, "location": location}
        entry |= {"received": 0, "kept": 0, "outlets": [], "skips": []}
    entry["received"] += receipt.received
    entry["kept"] += len(receipt.articles) + receipt.known - len(left_out)
    given = {article.outlet for article in receipt.articles}
    entry["outlets"] = sorted({*entry["outlets"], *given})[:2]
    new = [asdict(skip) for skip in (*receipt.skips, *left_out)]
    entry["skips"] = listed((*entry["skips"], *new), receipt.met_on) if new else entry["skips"]
    return entry


def read_entries(seeds: Path, *, broken_is_empty: bool) -> dict[str, dict[str, Any]]:
    """Read the file of receipts.

    Args:
        seeds: the seeds/ folder.
        broken_is_empty: whether a file that cannot be understood counts as missing, to be written anew.

    Returns:
        The entry of each source, by its name; empty without the file.

    Raises:
        StorageError: the file cannot be read or understood.
    """
    path = seeds / _RECEIPTS_FILE
    try:
        entries: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        to_tables(entries)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, KeyError, pl.exceptions.PolarsError) as error:
        if broken_is_empty:
            return {}
        raise StorageError(
            f"{path} cannot be read: {error}.", "Run khitab ingest: it writes the file anew."
        ) from error
    return entries


def write_entries(seeds: Path, entries: dict[str, dict[str, Any]]) -> None:
    """Write the file of receipts.

    Args:
        seeds: the seeds/ folder.
        entries: the entry of each source, in the order of the registry.

    Raises:
        StorageError: the disk refuses.
    """
    write_atomically(seeds / _RECEIPTS_FILE, json.dumps(entries, ensure_ascii=False, indent=1) + "\n")


def to_tables(entries: dict[str, dict[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the entries as `RECEIPTS` and `SKIPS`.

    Args:
        entries: the entry of each source.

    Returns:
        The two tables, in the order of the entries; of each source the skips of its last reading come first.
    """
    receipts = [{name: entry[name] for name in RECEIPTS.columns} for entry in entries.values()]
    skips = [
        Skip(**skip | {"outlet": skip["outlet"] or _only(entry.get("outlets", ()))})
        for entry in entries.values()
        for skip in (*all_of(entry, "skips"), *all_of(entry, "earlier"))
    ]
    return pl.DataFrame(receipts, schema=RECEIPTS.schema), to_skips_table(skips)


def _only(outlets: Sequence[str]) -> str | None:
    """Give the outlet of a source that never gave another's articles."""
    return outlets[0] if len(outlets) == 1 else None
