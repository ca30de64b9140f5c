"""RSS and Atom: the items of a feed, from bytes that fetch.py got; a broken feed gives what can be read."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser

from flows.sources.dates import read_date
from flows.sources.decode import decode
from flows.sources.fetch import Fetched
from flows.sources.pages import fragment_text
from flows.sources.problem import ItemError
from flows.sources.prolog import plain_prolog
from flows.sources.registry import Source
from flows.sources.visitor import Get
from flows.tables import Article, Skip

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]+)""")
_BOUND_ITEM = 500
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_FEED_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_TAIL_CHARACTERS = 2_000


def receive_feed(source: Source, get: Get, fetched_at: str) -> Iterator[Article | Skip]:
    """Fetch a feed and read its items.

    Args:
        source: a source of kind `feed`.
        get: gets an address, such as `Visitor.get`.
        fetched_at: when this run receives, ISO 8601 in UTC.

    Yields:
        An article or a skip for each item; a skip for the feed where it is no feed, is truncated, or cannot
        be got.

    Raises:
        SourceUnavailableError: the network failed in a way that may pass.
    """
    try:
        yield from read_feed(get(source.location), source, fetched_at)
    except ItemError as error:
        yield Skip(source.name, "", error.reason, error.detail)


def read_feed(fetched: Fetched, source: Source, fetched_at: str) -> Iterator[Article | Skip]:
    """Read the items of a feed's bytes.

    Args:
        fetched: the response.
        source: the feed's entry in the registry.
        fetched_at: when it was received, ISO 8601 in UTC.

    Yields:
        An article or a skip for each item; last a skip `truncated` where the feed's end is missing, or
        `limit` where it has more items than the source allows.

    Raises:
        ItemError: `not-a-feed`, `empty` or `undecodable`.
    """
    text, whole = _to_xml(fetched)
    try:
        parsed = _parse(text)
    except Exception as error:
        raise ItemError("not-a-feed", f"The feed cannot be parsed ({type(error).__name__}).") from error
    if not parsed.get("version") and not parsed.get("entries"):
        raise ItemError("not-a-feed", "The address gives no RSS or Atom feed but something else.")
    outlet = (
        source.outlet or fragment_text(parsed.feed.get("title", "")) or urlsplit(source.location).hostname
    )
    for number, entry in enumerate(parsed.entries, start=1):
        if number > source.max_items:
            yield Skip(source.name, "", "limit", f"Only the first {source.max_items} items were taken.")
            return
        link = entry.get("link") or entry.get("id") or f"item {number}"
        item = " ".join(str(link).split())[:_BOUND_ITEM]
        try:
            article = _to_article(entry, f"{source.name}:{item}", outlet or "unknown", fetched_at)
        except Exception as error:  # noqa: BLE001 - a parser's fault on one item must not cost the others
            yield Skip(source.name, item, "failed", f"The item could not be parsed ({type(error).__name__}).")
            continue
        has_text = any(letter.isalpha() for letter in article.text)
        yield article if has_text else Skip(source.name, item, "empty", "The item holds no text.")
    if not whole:
        yield Skip(source.name, "", "truncated", "The feed breaks off; the items before the break were read.")


def _to_xml(fetched: Fetched) -> tuple[str, bool]:
    """Give the feed as clean text that ends with its last whole item, and whether it was whole."""
    declared = _DECLARED.match(fetched.content)
    try:
        text = decode(fetched.content, declared[1].decode("ascii") if declared else fetched.charset)
    except ItemError as error:
        if error.reason == "binary":
            raise ItemError("not-a-feed", "The address gives binary data, not a feed.") from error
        raise
    text = _FORBIDDEN.sub("", _PROLOG.sub("", text.lstrip("\ufeff"))).strip()
    text = plain_prolog(text)
    whole = not fetched.truncated and _FEED_END.search(text[-_TAIL_CHARACTERS:]) is not None
    if whole:
        return text, True
    # Half an item would be stored as an article of its own, beside the whole one tomorrow.
    ends = list(_ITEM_END.finditer(text))
    return (text[: ends[-1].end()], False) if ends else (text, False)


def _parse(text: str) -> Any:  # noqa: ANN401 - feedparser is untyped
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        # A stream, for feedparser takes a text that looks like an address or a path as one.
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "text/xml; charset=utf-8"},
        )


def _to_article(entry: Any, source: str, outlet: str, fetched_at: str) -> Article:  # noqa: ANN401 - untyped
    return Article(
        text=_body(entry),
        source=source,
        fetched_at=fetched_at,
        title=fragment_text(entry.get("title", "")) or None,
        outlet=outlet,
        url=entry.get("link"),
        published=_published(entry),
    )


def _body(entry: Any) -> str:  # noqa: ANN401 - feedparser is untyped
    contents = [content.get("value") or "" for content in entry.get("content", ())]
    bodies = [fragment_text(html) for html in (*contents, entry.get("summary") or "") if html]
    return max(bodies, key=len, default="")


def _published(entry: Any) -> str | None:  # noqa: ANN401 - feedparser is untyped
    """Read the day as the feed states it: in the outlet's own time zone, not in UTC."""
    for name in ("published", "created", "updated"):
        stated = entry.get(name)
        if not stated:
            continue
        try:
            return parsedate_to_datetime(stated).date().isoformat()
        except ValueError:
            pass
        try:
            return datetime.fromisoformat(stated.strip()).date().isoformat()
        except ValueError:
            parsed = entry.get(f"{name}_parsed")
        day = read_date(stated) or (date(*parsed[:3]).isoformat() if parsed else None)
        if day:
            return day
    return None
