"""Sitemaps: plain, of news, indexes of others, compressed or as a list of lines; newest pages first."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urljoin

from lxml import etree

from flows.errors import SourceUnavailableError
from flows.sources.address import address_key, split_web_address
from flows.sources.body import GZIP, unpacked
from flows.sources.content_types import BOUNDS_BYTES
from flows.sources.feed_items import FeedItem, full_day, read_feed_date
from flows.sources.feeds import parse_feed
from flows.sources.fetch import Fetched
from flows.sources.markup import clean_xml
from flows.sources.problem import ItemError
from flows.sources.reading import Given, Link, Passed, Reading, read_links, to_item
from flows.sources.registry import Source
from flows.tables import Skip

_BOUND_SITEMAPS = 40
_BOUND_DEPTH = 3
_BOUND_LINKS = 500_000
_BOUND_PROLOG = 20_000
_BOUND_DATE = 60
_FEEDS = frozenset({"rss", "feed", "rdf"})
_ROOT = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex|rss|feed|rdf)\b", re.IGNORECASE)
_RAW_AMPERSAND = re.compile(r"&(?!(?:#\d+|#[xX][0-9a-fA-F]+|amp|lt|gt|quot|apos);)")
_DAY_IN_ADDRESS = re.compile(r"/(20\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap names.

    Attributes:
        links: pages, in its own order.
        children: other sitemaps, with the day on which each last changed where it is stated.
        whole: whether it was read to its end.
    """

    links: tuple[Link, ...]
    children: tuple[Link, ...]
    whole: bool = True


@dataclass(slots=True)
class _Walk:
    source: Source
    reading: Reading
    oldest: str
    asked: set[str] = field(default_factory=set)
    links: dict[str, Link] = field(default_factory=dict)


def receive_sitemap(source: Source, reading: Reading) -> Iterator[Given]:
    """Read the pages that a sitemap names and that are young enough, newest first.

    Args:
        source: a source of kind `sitemap`.
        reading: the reading.

    Yields:
        An article, a skip or a passing-over for each page; a skip for each sitemap that cannot be had or
        read. Pages without any date are read only where no page has one.

    Raises:
        SourceUnavailableError: the sitemap itself failed in a way that may pass.
    """
    oldest = (reading.latest - timedelta(days=source.max_age_days)).isoformat()
    walk = _Walk(source, reading, oldest)
    try:
        yield from _follow(walk, source.location, 0)
    except ItemError as error:
        yield Skip(source.name, "", error.reason, error.detail)
    links = list(walk.links.values())
    dated = [link for link in links if _day(link)]
    if dated:
        young = [link for link in dated if (_day(link) or "") >= oldest]
        yield from [Passed("old")] * (len(links) - len(young))
        links = sorted(young, key=lambda link: _day(link) or "", reverse=True)
    yield from read_links(source, reading, links)


def _day(link: Link) -> str | None:
    if link.published or link.changed:
        return link.published or link.changed
    match = _DAY_IN_ADDRESS.search(link.address)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else None


def _follow(walk: _Walk, address: str, depth: int) -> Iterator[Skip]:
    walk.asked.add(address)
    sitemap = read_sitemap(walk.reading.sitemap(address), address)
    for link in sitemap.links[: _BOUND_LINKS - len(walk.links)]:
        walk.links.setdefault(address_key(link.address), link)
    if not sitemap.whole:
        detail = "The sitemap breaks off; what it names before the break was read."
        yield Skip(walk.source.name, to_item(address), "truncated", detail, items=0)
    young = [
        child
        for child in sitemap.children
        if (child.changed or walk.oldest) >= walk.oldest and child.address not in walk.asked
    ]
    for child in sorted(young, key=lambda child: child.changed or "", reverse=True):
        if depth == _BOUND_DEPTH or len(walk.asked) >= _BOUND_SITEMAPS:
            detail = f"Only {_BOUND_SITEMAPS} sitemaps, {_BOUND_DEPTH} deep, are asked for in one run."
            yield Skip(walk.source.name, to_item(address), "limit", detail, items=0)
            return
        try:
            yield from _follow(walk, child.address, depth + 1)
        except ItemError as error:
            item = to_item(child.address)
            yield Skip(walk.source.name, item, error.reason, error.detail, items=0)
        except SourceUnavailableError as error:
            item = to_item(child.address)
            yield Skip(walk.source.name, item, error.reason, error.message, items=0)


def read_sitemap(fetched: Fetched, address: str) -> Sitemap:
    """Read a sitemap's bytes.

    Args:
        fetched: the response: XML, a list of lines, or either of them compressed by gzip.
        address: where it was got, for what it names by relative addresses.

    Returns:
        What it names; a broken one, what can be read of it.

    Raises:
        ItemError: `not-a-sitemap`, `too-large`, `empty` or `undecodable`.
    """
    content, is_cut = _expand(fetched.content)
    if content.startswith(GZIP):
        # A compressed file that its server compresses once more.
        content, is_inner_cut = _expand(content)
        is_cut = is_cut or is_inner_cut
    text, is_marked_up = clean_xml(content, fetched.charset, "not-a-sitemap")
    if not is_marked_up:
        links = tuple(_from_lines(text.split("\n"), address))
        if not links:
            raise ItemError("not-a-sitemap", "The address gives no sitemap but something else.")
        return Sitemap(links, (), whole=not (fetched.truncated or is_cut))
    root = _parse(text)
    name = "" if root is None else _name(root)
    if name in _FEEDS:
        return _of_feed(fetched, content, address)
    if root is None or name not in {"urlset", "sitemapindex"}:
        raise ItemError("not-a-sitemap", "The address gives no sitemap but something else.")
    tag = "url" if name == "urlset" else "sitemap"
    links = tuple(_to_links((node for node in root if _name(node) == tag), address))
    whole = re.search(rf"</(?:\w+:)?{name}\b", text[-200:]) is not None or text.rstrip().endswith("/>")
    is_whole = whole and not fetched.truncated and not is_cut
    if not is_whole and links:
        links = links if re.search(rf"</(?:\w+:)?{tag}>$", text.rstrip()) else links[:-1]
    return Sitemap(links, (), is_whole) if tag == "url" else Sitemap((), links, is_whole)


def _of_feed(fetched: Fetched, content: bytes, address: str) -> Sitemap:
    """Read a feed in place of a sitemap, as the protocol allows."""
    feed = parse_feed(replace(fetched, content=content), address)
    items = [item for item in feed.items if isinstance(item, FeedItem) and item.link]
    links = [Link(item.link or "", item.title, full_day(item.published), item.changed) for item in items]
    return Sitemap(tuple(link for link in links if _address(link.address, address)), (), feed.whole)


def _expand(content: bytes) -> tuple[bytes, bool]:
    return (
        unpacked(content, BOUNDS_BYTES["sitemap"], "The sitemap")
        if content.startswith(GZIP)
        else (content, False)
    )


def _parse(text: str) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    opening = _ROOT.search(text, 0, _BOUND_PROLOG)
    # Some servers print a warning of their own before it.
    text = _RAW_AMPERSAND.sub("&amp;", text[opening.start() :] if opening else text)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2].rpartition(":")[2].lower() if isinstance(node.tag, str) else ""


def _to_links(nodes: Iterable[etree._Element], base: str) -> Iterator[Link]:
    for node in nodes:
        stated: dict[str, str] = {}
        for element in node.iter():
            text = " ".join((element.text or "").split())
            # An image's or video's title is not the page's.
            parent = element.getparent()
            if text and parent is not None and _name(parent) in {"url", "sitemap", "news"}:
                stated.setdefault(_name(element), text)
        address = _address(stated.get("loc", "").replace("&amp;", "&"), base)
        if address:
            yield Link(
                address,
                " ".join(html.unescape(stated.get("title", "")).split()) or None,
                _full_day(stated.get("publication_date")),
                _full_day(stated.get("lastmod")),
            )


def _full_day(written: str | None) -> str | None:
    return full_day(read_feed_date((written or "")[:_BOUND_DATE])[0])


def _from_lines(lines: Iterable[str], base: str) -> Iterator[Link]:
    for line in lines:
        written = line.strip()
        if written.startswith(("http://", "https://")) and " " not in written:
            address = _address(written, base)
            if address:
                yield Link(address)


def _address(written: str, base: str) -> str | None:
    try:
        address = urljoin(base, written)
        split_web_address(address)
    except ValueError:
        return None
    return address if written else None
