"""Feeds: RSS, Atom and JSON Feed, from bytes that fetch.py got; a broken feed gives what can be read."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from flows.sources.body import GZIP, unpacked
from flows.sources.content_types import BOUNDS_BYTES
from flows.sources.feed_items import (
    BadFeedItem,
    Feed,
    FeedItem,
    full_day,
    longest_text,
    read_feed_date,
)
from flows.sources.fetch import Fetched
from flows.sources.fragments import fragment_text
from flows.sources.full_text import receive_full_text
from flows.sources.json_feed import read_json_feed
from flows.sources.language import refuse_other_languages
from flows.sources.markup import clean_xml, close_cdata, items_apart, single_cdata
from flows.sources.problem import ItemError
from flows.sources.prolog import plain_prolog
from flows.sources.reading import Given, Passed, Reading, is_wanted, to_item
from flows.sources.registry import Source
from flows.tables import Article, Skip

_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_FEED_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_TAIL_CHARACTERS = 2_000
_FULL_TEXT = re.compile(r"(?:^|_)(?:full[-_]?text|fulltext|body)$")
"""What an item calls its whole text, besides the fields that feeds of all kinds have."""
_EARLIEST_YEAR = 1971
_BOUND_APART = 1_000


def receive_feed(source: Source, reading: Reading) -> Iterator[Given]:
    """Fetch a feed and read its items; with `full_text`, the pages of those that are mere summaries too.

    Args:
        source: a source of kind `feed`.
        reading: the reading.

    Yields:
        An article, a skip or a passing-over for each item; a skip for the feed where it is no feed, is
        truncated, or cannot be got.

    Raises:
        SourceUnavailableError: the network failed in a way that may pass.
    """
    try:
        fetched = reading.feed(source.location)
        yield from read_feed(fetched, source, reading.fetched_at, reading if source.full_text else None)
    except ItemError as error:
        yield Skip(source.name, "", error.reason, error.detail)


def read_feed(
    fetched: Fetched, source: Source, fetched_at: str, reading: Reading | None = None
) -> Iterator[Given]:
    """Read the items of a feed's bytes.

    Args:
        fetched: the response.
        source: the feed's entry in the registry.
        fetched_at: when it was received, ISO 8601 in UTC.
        reading: what asks for the pages of items that are mere summaries; None: no page is asked for.

    Yields:
        An article, a skip or a passing-over for each item; last a skip `truncated` where the feed's end is
        missing, or `limit` where it has more items than the source allows.

    Raises:
        ItemError: `not-a-feed`, `empty` or `undecodable`.
    """
    feed = parse_feed(fetched, source.location)
    outlet = source.outlet or feed.title or urlsplit(source.location).hostname or "unknown"
    pages = receive_full_text(source, reading) if reading else None
    number = 0
    for item in feed.items:
        if not is_wanted(source, item.name):
            yield Passed("pattern")
            continue
        number += 1
        if number > source.max_items:
            yield Skip(source.name, "", "limit", f"Only the first {source.max_items} items were taken.")
            return
        given = _read_item(item, source, outlet, fetched_at)
        yield pages(item, given) if pages and isinstance(item, FeedItem) else given
    if not feed.whole:
        yield Skip(source.name, "", "truncated", "The feed breaks off; the items before the break were read.")


def parse_feed(fetched: Fetched, address: str) -> Feed:
    """Parse a feed's bytes into its items.

    Args:
        fetched: the response.
        address: where it was got, for relative links.

    Returns:
        The feed.

    Raises:
        ItemError: `not-a-feed`, `empty` or `undecodable`.
    """
    content, is_cut = fetched.content, False
    if content.startswith(GZIP):
        content, is_cut = unpacked(content, BOUNDS_BYTES["feed"], "The feed")
    text, is_marked_up = clean_xml(content, fetched.charset, "not-a-feed")
    if not is_marked_up and text.startswith("{"):
        feed = read_json_feed(text)
    else:
        text, whole = _to_last_item(text)
        feed = _parse_xml(close_cdata(single_cdata(text)), whole=whole)
    items = tuple(_with_whole_link(item, address) for item in feed.items)
    return replace(feed, items=items, whole=feed.whole and not (fetched.truncated or is_cut))


def _read_item(item: FeedItem | BadFeedItem, source: Source, outlet: str, fetched_at: str) -> Article | Skip:
    name = to_item(item.name)
    if isinstance(item, BadFeedItem):
        return Skip(source.name, name, "failed", f"The item could not be parsed ({item.fault}).", outlet)
    if not any(letter.isalpha() for letter in item.text):
        return Skip(source.name, name, "empty", "The item holds no text.", outlet, item.published)
    try:
        refuse_other_languages(item.text, source.languages)
    except ItemError as error:
        return Skip(source.name, name, error.reason, error.detail, outlet, item.published)
    return Article(
        text=item.text,
        source=f"{source.name}:{name}",
        fetched_at=fetched_at,
        title=item.title,
        outlet=outlet,
        url=item.link,
        published=item.published,
        date_confidence=item.date_confidence,
        author=item.author,
    )


def _with_whole_link(item: FeedItem | BadFeedItem, address: str) -> FeedItem | BadFeedItem:
    if isinstance(item, BadFeedItem) or not item.link or "://" in item.link:
        return item
    if item.link.lower().startswith("www."):
        return replace(item, link=f"http://{item.link}")
    try:
        return replace(item, link=urljoin(address, item.link))
    except ValueError:
        return item


def _to_last_item(text: str) -> tuple[str, bool]:
    """Give the feed up to the end of its last whole item, and whether it was whole."""
    if _FEED_END.search(text[-_TAIL_CHARACTERS:]):
        return text, True
    # Half an item would be stored as an article of its own, beside the whole one tomorrow.
    ends = list(_ITEM_END.finditer(text))
    return (text[: ends[-1].end()], False) if ends else (text, False)


def _parse_xml(text: str, *, whole: bool) -> Feed:
    try:
        parsed = _parse(plain_prolog(text))
    except Exception as error:
        raise ItemError("not-a-feed", f"The feed cannot be parsed ({type(error).__name__}).") from error
    if not parsed.get("version") and not parsed.get("entries"):
        raise ItemError("not-a-feed", "The address gives no feed but something else.")
    entries = _better(parsed.entries, text) if parsed.get("bozo") else parsed.entries
    items = [_to_item_or_bad(entry, number) for number, entry in enumerate(entries, start=1)]
    return Feed(fragment_text(parsed.feed.get("title", "")) or None, tuple(items), whole)


def _better(entries: Sequence[Any], text: str) -> Sequence[Any]:
    """Read the items one by one where the whole is not well-formed and some were swallowed or lost."""
    pieces = items_apart(text)[:_BOUND_APART]
    if len(pieces) <= sum(map(_has_text, entries)):
        return entries
    try:
        apart = [entry for piece in pieces for entry in _parse(plain_prolog(piece)).entries[:1]]
    except Exception:  # noqa: BLE001 - the parser's fault; what it read of the whole stays
        return entries
    return apart if sum(map(_has_text, apart)) > sum(map(_has_text, entries)) else entries


def _has_text(entry: Any) -> bool:  # noqa: ANN401 - feedparser is untyped
    return bool(entry.get("summary") or entry.get("content"))


def _parse(text: str) -> Any:  # noqa: ANN401 - feedparser is untyped
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        # A stream, for feedparser takes a text that looks like an address or a path as one.
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "text/xml; charset=utf-8"},
        )


def _to_item_or_bad(entry: Any, number: int) -> FeedItem | BadFeedItem:  # noqa: ANN401 - untyped
    name = str(entry.get("link") or entry.get("id") or f"item {number}")
    try:
        return _to_item(entry, name)
    except Exception as error:  # noqa: BLE001 - a parser's fault on one item must not cost the others
        return BadFeedItem(name, type(error).__name__)


def _to_item(entry: Any, name: str) -> FeedItem:  # noqa: ANN401 - feedparser is untyped
    contents = [content.get("value") or "" for content in entry.get("content", ())]
    contents += [str(entry[name]) for name in entry if _FULL_TEXT.search(name) and entry[name]]
    published, confidence = _published(entry)
    return FeedItem(
        link=entry.get("feedburner_origlink") or entry.get("link"),
        name=name,
        title=fragment_text(entry.get("title", "")) or None,
        text=longest_text([*contents, entry.get("summary") or ""]),
        published=published,
        date_confidence=confidence,
        changed=full_day(read_feed_date(_own(entry, "updated"))[0]),
        author=fragment_text(str(entry.get("author") or "")) or None,
        is_whole=any(contents),
    )


def _published(entry: Any) -> tuple[str | None, str]:  # noqa: ANN401 - feedparser is untyped
    for name in ("published", "created", "updated"):
        published, confidence = read_feed_date(_own(entry, name))
        if published:
            return published, confidence
        day = _parsed_day(_own(entry, f"{name}_parsed"))
        if day:
            return day, "stated"
    return None, "none"


def _parsed_day(parsed: Any) -> str | None:  # noqa: ANN401 - feedparser is untyped
    try:
        day = date(*parsed[:3]) if parsed else None
    except (ValueError, TypeError, OverflowError):
        return None
    return day.isoformat() if day and day.year >= _EARLIEST_YEAR else None


def _own(entry: Any, name: str) -> Any:  # noqa: ANN401 - feedparser is untyped
    """Give a field that the item states; by itself feedparser gives a publication's date for a change's."""
    return dict.get(entry, name)
