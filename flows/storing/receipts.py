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
from flows.tables import RECEIPTS, SKIPS, Skip

_RECEIPTS_FILE = ".receipts.json"
MOST_SKIPS = 2_000
"""Skips of one source that are listed one by one: an archive can hold more pages of no use than articles."""


def add_to_entry(
    entry: dict[str, Any] | None, receipt: Received, duplicates: Sequence[Skip]
) -> dict[str, Any]:
    """Make a source's receipt what the file keeps: counts and skips, alike for new and for known articles.

    Args:
        entry: what earlier parts of the source came to; None for the first. It may be changed.
        receipt: what was received.
        duplicates: a skip for each article of it that repeats one of this run.

    Returns:
        The fields of `RECEIPTS`, and `skips`: the fields of `SKIPS`, each item once. Of more than
        `MOST_SKIPS`, the others are counted by reason.
    """
    source = receipt.source
    if entry is None:
        location = shown(source.location) if "://" in source.location else source.location
        entry = {"source": source.name, "kind": source.kind, "location": location}
        entry |= {"received": 0, "kept": 0, "skips": []}
    entry["received"] += receipt.received
    entry["kept"] += len(receipt.articles) + receipt.known - len(duplicates)
    once = {(skip["source"], skip["item"]): skip for skip in entry["skips"]}
    for skip in (*receipt.skips, *duplicates):
        if len(once) < MOST_SKIPS:
            once.setdefault((skip.source, skip.item), asdict(skip))
        elif (skip.source, skip.item) not in once:
            _count_more(once, skip)
    entry["skips"] = list(once.values())
    return entry


def _count_more(once: dict[tuple[str, str], dict[str, Any]], skip: Skip) -> None:
    item = f"(more: {skip.reason})"
    counted = once.setdefault((skip.source, item), asdict(skip) | {"item": item, "detail": "0 more items"})
    count = int(counted["detail"].split()[0]) + 1
    counted["detail"] = f"{count} more items were skipped for this reason; they are not listed one by one."


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
        The two tables, in the order of the entries.
    """
    receipts = [{name: entry[name] for name in RECEIPTS.columns} for entry in entries.values()]
    skips = [Skip(**skip) for entry in entries.values() for skip in entry["skips"]]
    return pl.DataFrame(receipts, schema=RECEIPTS.schema), to_skips_table(skips)


def to_skips_table(skips: Sequence[Skip]) -> pl.DataFrame:
    """Give skips as `SKIPS`.

    Args:
        skips: the skips.

    Returns:
        The table, in the same order.
    """
    return pl.DataFrame([asdict(skip) for skip in skips], schema=SKIPS.schema)
