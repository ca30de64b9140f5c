"""Skips as the file of receipts keeps them: those of the last reading, and for some time those before it.

A skip's day stays the first on which it was met, so that a broken file that lies in the inbox for weeks is
one skip of one day. What an earlier run could not read and a later one could is no longer a skip.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from flows.sources.placing import is_of_item, whole_day
from flows.tables import SKIPS, Skip

MOST_SKIPS = 2_000
"""Skips of one source that are listed one by one: an archive can hold more pages of no use than articles."""
REMEMBERED_DAYS = 92
"""How long a skip is told of after the source stopped to offer the item, and days of counted ones kept apart:
longer than any report looks back."""

_FIELDS = frozenset(one.name for one in fields(Skip))
_UNKNOWN = "unknown"

Entry = dict[str, Any]


def listed(skips: Iterable[Entry], met_on: str | None) -> list[Entry]:
    """Give skips each once; of more than `MOST_SKIPS`, the others are counted by reason, outlet and day.

    Args:
        skips: the fields of `Skip`; some may be counts that an earlier call gave.
        met_on: the day of the run, ISO 8601; counts of days long before it are not kept apart.
    """
    since = (date.fromisoformat(met_on) - timedelta(days=REMEMBERED_DAYS)).isoformat() if met_on else ""
    once: dict[tuple[Any, ...], Entry] = {}
    singles = 0
    for skip in skips:
        key = _key(skip)
        if key in once:
            _add(once[key], skip)
        elif _is_count(skip) or singles < MOST_SKIPS:
            once[key] = dict(skip)
            singles += not _is_count(skip)
        else:
            day = skip["day"] if (skip["day"] or "") >= since else None
            none = {"item": f"(more: {skip['reason']})", "day": day, "items": 0, "detail": _counted(0)}
            _add(once.setdefault(_key(skip | none), skip | none), skip)
    return list(once.values())


def _key(skip: Entry) -> tuple[Any, ...]:
    """Give what names a skip once; those of a source as a whole, and counts, are of their day."""
    own = (skip["source"], skip["item"], skip["reason"])
    return (*own, skip["outlet"], skip["day"]) if not skip["item"] or _is_count(skip) else own


def _is_count(skip: Entry) -> bool:
    return str(skip["item"]) == f"(more: {skip['reason']})"


def _add(kept: Entry, skip: Entry) -> None:
    """Let a row stand for the items of another too."""
    kept["items"] += skip["items"]
    if _is_count(kept):
        kept["detail"] = _counted(_count_of(kept) + (_count_of(skip) if _is_count(skip) else 1))


def _counted(number: int) -> str:
    return f"{number} more items were skipped for this reason; they are not listed one by one."


def _count_of(skip: Entry) -> int:
    first = str(skip["detail"]).split()[:1]
    return int(first[0]) if first and first[0].isdecimal() else 1


def remembered(entry: Entry, before: Entry | None, given: Iterable[str], met_on: str | None) -> Entry:
    """Give a source's entry with what is still to be told of its earlier readings.

    Args:
        entry: the entry of this reading; `skips` are the fields of `Skip`.
        before: the entry that was kept before, or None.
        given: those items among `missed_items(before)` that this reading gave as articles.
        met_on: the day of the run, ISO 8601; None: not known, and nothing is forgotten.

    Returns:
        The entry, each of its skips of the first day on which it was met; `earlier`, the skips of former
        readings that are still worth telling; `outlets`, at most two of those it ever gave.
    """
    before = before or {}
    former = {_key(skip): skip for skip in (*all_of(before, "earlier"), *all_of(before, "skips"))}
    skips = []
    for skip in entry["skips"]:
        first = former.pop(_key(skip), None)
        days = [one["day"] for one in (skip, first) if one is not None and one["day"]]
        skips.append(skip | {"day": min(days, default=None)})
    since = (date.fromisoformat(met_on) - timedelta(days=REMEMBERED_DAYS)).isoformat() if met_on else ""
    given = set(given)
    earlier = [
        skip | {"in_last_reading": False}
        for skip in former.values()
        if skip["item"] not in given and skip["day"] and skip["day"] >= since
    ]
    outlets = sorted({*entry["outlets"], *before.get("outlets", ())})[:2]
    return entry | {"outlets": outlets, "skips": skips, "earlier": listed(earlier, met_on)}


def missed_items(entry: Entry) -> set[str]:
    """Give the items that a source could not give so far."""
    return {skip["item"] for name in ("skips", "earlier") for skip in all_of(entry, name) if skip["item"]}


def all_of(entry: Entry, name: str) -> list[Entry]:
    """Give the skips of an entry with all their fields; one of before these were noted has no day.

    Args:
        entry: the entry of a source.
        name: `skips` or `earlier`.
    """
    return [_whole(skip) for skip in entry.get(name, ())]


def _whole(skip: Entry) -> Entry:
    known = asdict(Skip(**{name: value for name, value in skip.items() if name in _FIELDS}))
    if "items" not in skip:
        is_item = is_of_item(known["item"], known["reason"])
        known["items"] = (_count_of(known) if _is_count(known) else 1) if is_item else 0
    return known


def to_skips_table(skips: Sequence[Skip]) -> pl.DataFrame:
    """Give skips as `SKIPS`; the outlet of one that names none is `unknown`."""
    schema = pl.Schema({**SKIPS.schema, "day": pl.String()})
    frame = pl.DataFrame([asdict(skip) for skip in skips], schema=schema)
    return SKIPS.conform(
        frame.with_columns(pl.col("outlet").fill_null(_UNKNOWN), pl.col("day").str.to_date("%Y-%m-%d"))
    )


def to_skips(table: pl.DataFrame) -> tuple[Skip, ...]:
    """Give rows of `SKIPS` as skips."""
    as_stated = table.with_columns(pl.col("day").dt.strftime("%Y-%m-%d"))
    return tuple(Skip(**row) for row in as_stated.iter_rows(named=True))


def placed_by_path(skips: Iterable[Skip], rows: pl.DataFrame) -> list[Skip]:
    """Give skips of stored files the outlet and day by which the files are stored.

    Args:
        skips: their items end in `<outlet>/<date>/<id>.txt`.
        rows: `outlet` and `path` of the stored files that can be used, by which a folder's outlet is known.
    """
    skips = list(skips)
    if not skips:
        return []
    folder = pl.col("path").str.split("/").list.first()
    of_folder = dict(rows.select(folder, "outlet").unique(maintain_order=True).iter_rows())
    placed = []
    for skip in skips:
        outlet, day = [*[""] * 3, *skip.item.split("/")][-3:-1]
        placed.append(replace(skip, outlet=of_folder.get(outlet, outlet) or None, day=whole_day(day)))
    return placed
