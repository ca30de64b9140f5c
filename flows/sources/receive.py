"""Reading one source: what it offers becomes articles, what cannot be read becomes skips with a reason."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from flows.errors import KhitabError, SourceUnavailableError
from flows.sources.feeds import receive_feed
from flows.sources.folders import receive_folder
from flows.sources.registry import Source
from flows.sources.tabular import receive_table
from flows.sources.warc import receive_warc
from flows.tables import Article, Skip

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BOUND_TITLE = 500
_BOUND_URL = 4_000
_PART_ROWS = 2_000
_PART_PAGES = 200
"""Pages take a hundred times as long as rows: a run that is killed should not lose more than some seconds."""
_PART_CHARACTERS = 20_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """The receipt of one source in one run.

    Attributes:
        source: the source that was read.
        articles: what it gave, in its own order.
        skips: what it offered and could not give.
        received: how many items it offered.
    """

    source: Source
    articles: tuple[Article, ...]
    skips: tuple[Skip, ...]
    received: int


def receive(source: Source, seeds: Path, *, timeout_seconds: float, fetched_at: str) -> Received:
    """Read one source. An item that is wrong is a skip and never stops the others.

    Args:
        source: one entry of the registry.
        seeds: the seeds/ folder.
        timeout_seconds: how long one request may take in all.
        fetched_at: when this run receives, ISO 8601 in UTC; an article cannot be of a later day (a day's
            grace is for places east of Greenwich).

    Returns:
        The receipt.

    Raises:
        SourceUnavailableError: the network failed in a way that may pass; worth another try.
        SourcesError: metadata.csv is wrong.
    """
    latest = datetime.fromisoformat(fetched_at).date() + timedelta(days=1)
    if source.kind == "feed":
        items = tuple(receive_feed(source, timeout_seconds=timeout_seconds, fetched_at=fetched_at))
    else:
        items = tuple(receive_folder(source, seeds, latest))
    articles = tuple(_tidy(item, latest) for item in items if isinstance(item, Article))
    skips = tuple(item for item in items if isinstance(item, Skip))
    # A skip of the whole source, or of a line of metadata.csv, is no item that was offered.
    failed_items = sum(1 for skip in skips if skip.item and skip.reason != "missing")
    return Received(source, articles, skips, len(articles) + failed_items)


def receive_in_parts(source: Source, seeds: Path, *, fetched_at: str) -> Iterator[Received]:
    """Read a source that lies on the disk, a part at a time, so that no more than a part is in memory.

    Args:
        source: one entry of the registry that lies on no network.
        seeds: the seeds/ folder.
        fetched_at: when this run receives, ISO 8601 in UTC.

    Yields:
        Receipts of the parts, in order; at least one. A large table or archive makes many.

    Raises:
        SourcesError: metadata.csv is wrong.
    """
    latest = datetime.fromisoformat(fetched_at).date() + timedelta(days=1)
    if source.kind == "table":
        items = receive_table(source, seeds, latest)
    elif source.kind == "warc":
        items = receive_warc(source, seeds, latest)
    else:
        yield receive(source, seeds, timeout_seconds=1, fetched_at=fetched_at)
        return
    bound = _PART_PAGES if source.kind == "warc" else _PART_ROWS
    articles: list[Article] = []
    skips: list[Skip] = []
    characters = 0
    for item in _to_the_end(source, items):
        if isinstance(item, Skip):
            skips.append(item)
        else:
            articles.append(_tidy(item, latest))
            characters += len(item.text)
        if len(articles) + len(skips) >= bound or characters >= _PART_CHARACTERS:
            yield _part(source, articles, skips)
            articles, skips, characters = [], [], 0
    yield _part(source, articles, skips)


def _to_the_end(source: Source, items: Iterator[Article | Skip]) -> Iterator[Article | Skip]:
    """Give the items; a reader's fault is a skip of its source, and the other sources go on."""
    try:
        yield from items
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a broken file
        yield Skip(source.name, "", "failed", f"It could not be read on ({type(error).__name__}).")


def _part(source: Source, articles: list[Article], skips: list[Skip]) -> Received:
    # A skip that names a whole file or the whole source is no item that was offered.
    offered = sum(1 for skip in skips if skip.item and skip.reason not in {"missing", "columns"})
    return Received(source, tuple(articles), tuple(skips), len(articles) + offered)


def failed(source: Source, error: KhitabError) -> Received:
    """Give the receipt of a source that stayed unavailable.

    Args:
        source: the source.
        error: the last error.

    Returns:
        A receipt without items, with one skip for the source as a whole.
    """
    reason = error.reason if isinstance(error, SourceUnavailableError) else "failed"
    return Received(source, (), (Skip(source.name, "", reason, error.message),), 0)


def _tidy(article: Article, latest: date) -> Article:
    """Make an article storable: clean text, one-line fields, no date of the future."""
    published = article.published
    url = _one_line(article.url, _BOUND_URL + 1)
    return replace(
        article,
        text=_clean(article.text).strip(),
        title=_one_line(article.title),
        outlet=_one_line(article.outlet) or "unknown",
        url=url if url is not None and len(url) <= _BOUND_URL else None,  # a part of an address leads nowhere
        published=published if published is not None and published <= latest.isoformat() else None,
    )


def _clean(text: str) -> str:
    """Drop control characters; a lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return (
        _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        .encode("utf-8", "replace")
        .decode("utf-8")
    )


def _one_line(text: str | None, bound_characters: int = _BOUND_TITLE) -> str | None:
    return " ".join(_clean(text or "").split())[:bound_characters] or None
