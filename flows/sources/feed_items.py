"""One item of a feed, whatever the feed's format, and its way to an article."""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.sources.dates import read_stated
from flows.sources.fragments import fragment_text
from flows.sources.machine_dates import machine_day

_ISO_DAY_LENGTH = len("2025-12-25")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What a feed states of one item.

    Attributes:
        link: the address of its page, or None.
        name: what the item is called in a row of skips: its address, its id or its number.
        title: its headline, without markup, or None.
        text: the longest of its texts, without markup.
        published: ISO 8601 at the stated precision, or None.
        date_confidence: `stated`, `converted` or `none`.
        changed: the day of its last change, ISO 8601, or None.
        author: who wrote it, or None.
        is_whole: whether the feed calls the text the item's content, and not its summary.
    """

    link: str | None
    name: str
    title: str | None
    text: str
    published: str | None = None
    date_confidence: str = "none"
    changed: str | None = None
    author: str | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class BadFeedItem:
    """An item that could not be parsed.

    Attributes:
        name: as in `FeedItem`.
        fault: the name of the error.
    """

    name: str
    fault: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What was read of a feed.

    Attributes:
        title: what it calls itself, or None.
        items: its items in order.
        whole: whether it was read to its end.
    """

    title: str | None
    items: tuple[FeedItem | BadFeedItem, ...]
    whole: bool


def longest_text(markups: Iterable[str]) -> str:
    """Give the longest of an item's texts, without markup; empty where it has none."""
    return max((fragment_text(markup) for markup in markups if markup), key=len, default="")


def read_feed_date(stated: object) -> tuple[str | None, str]:
    """Read the day as the feed states it: in the outlet's own time zone, not in UTC.

    Args:
        stated: what `machine_day` reads, or a date as Arabic sites write it.

    Returns:
        ISO 8601, or None, also for a program's zero; and how sure it is.
    """
    if isinstance(stated, int | float) and not isinstance(stated, bool):
        stated = str(stated)
    if not isinstance(stated, str) or not stated.strip():
        return None, "none"
    written = stated.strip()
    day = machine_day(written)
    if day is not None:
        return day, "stated"
    line = read_stated(written)
    if line is None or line.published.startswith("1970-01-01"):
        return None, "none"
    return line.published, "converted" if line.is_converted else "stated"


def full_day(published: str | None) -> str | None:
    """Give a date only if it is stated to the day."""
    return published if published and len(published) == _ISO_DAY_LENGTH else None
