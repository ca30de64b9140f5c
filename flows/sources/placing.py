"""To which outlet and day a skipped item belongs: where the report counts it."""

from dataclasses import replace
from datetime import date

from flows.sources.registry import Source
from flows.tables import Skip
from flows.vocabulary import NOTICES

_NO_ITEMS = frozenset({"missing", "columns", *NOTICES})
"""A skip of a table's columns, of a line of metadata.csv, or of a part of an article, is no offered item."""


def placed(skip: Skip, source: Source, met_on: str, latest: date) -> Skip:
    """Give a skip with all that is known of its place.

    Args:
        skip: as a reader gives it; without items where it is of a table, a sitemap or an archive as a whole.
        source: what was read: whose outlet stands where the item names none.
        met_on: the day of the run, ISO 8601: the place of an item that states no whole date, and of a source
            as a whole.
        latest: the last day that an item can bear; a later one is none.

    Returns:
        The skip with its day (a line of metadata.csv whose file is missing is of none), with its outlet where
        the item or the entry names one, and with how many items it stands for.
    """
    own = whole_day(skip.day)
    day = own if own is not None and own <= latest.isoformat() and skip.item else met_on
    is_about_a_list = skip.item and skip.reason == "missing"
    return replace(
        skip,
        outlet=" ".join((skip.outlet or source.outlet or "").split()) or None,
        day=None if is_about_a_list else day,
        items=skip.items if is_of_item(skip.item, skip.reason) else 0,
    )


def is_of_item(item: str, reason: str) -> bool:
    """Tell whether a skip stands for an item that was offered and is not stored."""
    return bool(item) and reason not in _NO_ITEMS


def whole_day(stated: str | None) -> str | None:
    """Give a date only if it is a day, and one that there is.

    Args:
        stated: ISO 8601 at any precision, or None.
    """
    if stated is None or len(stated) != len("2025-12-25"):
        return None
    try:
        return date.fromisoformat(stated).isoformat()
    except ValueError:
        return None
