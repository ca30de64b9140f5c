"""JSON Feed, versions 1 and 1.1; of one that breaks off, the items before the break."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flows.sources.feed_items import (
    BadFeedItem,
    Feed,
    FeedItem,
    full_day,
    longest_text,
    read_feed_date,
)
from flows.sources.fragments import fragment_text
from flows.sources.problem import ItemError

_VERSION = "jsonfeed.org/version/"
_ITEMS = '"items"'
_BOUND_DEPTH_ERROR = (ValueError, RecursionError)


def read_json_feed(text: str) -> Feed:
    """Read a JSON Feed.

    Args:
        text: the feed.

    Returns:
        Its title and items.

    Raises:
        ItemError: `not-a-feed`.
    """
    document, whole = _load(text)
    version = document.get("version")
    entries = document.get("items")
    if not isinstance(entries, list) or not (isinstance(version, str) and _VERSION in version):
        raise ItemError("not-a-feed", "The address gives JSON that is no JSON Feed.")
    items = tuple(_to_item(entry, number) for number, entry in enumerate(entries, start=1))
    return Feed(_line(document.get("title")), items, whole)


def _load(text: str) -> tuple[Mapping[str, Any], bool]:
    decoder = json.JSONDecoder(strict=False)
    try:
        loaded = decoder.decode(text)
    except _BOUND_DEPTH_ERROR:
        return _load_beginning(text, decoder), False
    return (loaded, True) if isinstance(loaded, dict) else ({}, True)


def _load_beginning(text: str, decoder: json.JSONDecoder) -> Mapping[str, Any]:
    """Read the fields before the items one by one, then every item that is whole."""
    start = text.find(_ITEMS)
    opening = text.find("[", start)
    if start < 0 or opening < 0:
        return {}
    try:
        head = decoder.decode(text[:start].rstrip().rstrip(",") + "}")
    except _BOUND_DEPTH_ERROR:
        head = {"version": text[:start]}
    fields = head if isinstance(head, dict) else {}
    return {**fields, "items": list(_whole_items(text, opening + 1, decoder))}


def _whole_items(text: str, position: int, decoder: json.JSONDecoder) -> Iterator[Any]:
    while position < len(text):
        while position < len(text) and text[position] in " \t\r\n,":
            position += 1
        try:
            item, position = decoder.raw_decode(text, position)
        except _BOUND_DEPTH_ERROR:
            return
        yield item


def _to_item(entry: object, number: int) -> FeedItem | BadFeedItem:
    if not isinstance(entry, dict):
        return BadFeedItem(f"item {number}", "it is no object")
    link = _line(entry.get("url")) or _line(entry.get("external_url"))
    published, confidence = read_feed_date(entry.get("date_published"))
    changed, confidence_of_change = read_feed_date(entry.get("date_modified"))
    if published is None:
        published, confidence = changed, confidence_of_change
    content = [_markup(entry.get("content_html")), _plain(entry.get("content_text"))]
    return FeedItem(
        link=link,
        name=link or _line(entry.get("id")) or f"item {number}",
        title=_title(entry.get("title")),
        text=longest_text([*content, _plain(entry.get("summary"))]),
        published=published,
        date_confidence=confidence,
        changed=full_day(changed),
        author=_author(entry),
        is_whole=any(content),
    )


def _author(entry: Mapping[str, Any]) -> str | None:
    authors = entry.get("authors") or [entry.get("author")]
    named = [author for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    names = [name for author in named if (name := _line(author.get("name")))]
    return "، ".join(names) or None


def _line(value: object) -> str | None:
    """Give a value's text as one line; identifiers may be numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None


def _title(value: object) -> str | None:
    return " ".join(fragment_text(_plain(value)).split()) or None


def _markup(value: object) -> str:
    return value if isinstance(value, str) else ""


def _plain(value: object) -> str:
    """Make a plain text markup: its angle brackets and line ends mean themselves."""
    escaped = _markup(value).replace("&", "&amp;").replace("<", "&lt;")
    return escaped.replace("\n", "<br>")
