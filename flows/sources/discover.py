"""Finding the feed or sitemap of a site, from the address that a person would type."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Literal
from urllib.parse import urljoin, urlsplit

import trafilatura
from trafilatura.sitemaps import extract_robots_sitemaps

from flows.errors import SourcesError, SourceUnavailableError
from flows.sources.address import shown, split_web_address
from flows.sources.decode import decode
from flows.sources.feed_items import FeedItem
from flows.sources.feeds import parse_feed
from flows.sources.fetch import Fetched
from flows.sources.problem import ItemError
from flows.sources.reading import Reading
from flows.sources.sitemaps import read_sitemap

_FEED_TYPES = ("rss", "atom", "rdf", "feed+json")
_OF_COMMENTS = ("comment", "تعليق")
_FEED_PATHS = ("/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/feed.json")
_SITEMAP_PATHS = ("/news-sitemap.xml", "/sitemap.xml", "/sitemap_index.xml")
_BOUND_TRIES = 16
_SUMMARY_WORDS = 80
_PRIVATE_HINT = "Say --allow-private if it is meant to lie there; else check the address."
_HINT = "Look in the page's source for a link to its RSS feed, and write the entry into seeds/sources.toml."


@dataclass(frozen=True, slots=True)
class Found:
    """A feed or sitemap.

    Attributes:
        kind: `feed` or `sitemap`.
        url: its address.
        title: what it calls itself, or None.
        items: how many items or addresses it holds now.
        is_summary: whether a feed's texts are so short that they must be summaries.
    """

    kind: Literal["feed", "sitemap"]
    url: str
    title: str | None
    items: int
    is_summary: bool = False


def discover(address: str, reading: Reading) -> Found:
    """Find what can be read every night at an address: itself, the feed that its page names, or a sitemap.

    Feeds come before sitemaps, for they state headlines and dates; news sitemaps before others.

    Args:
        address: the address of a site, a section, a feed or a sitemap.
        reading: what asks for addresses.

    Returns:
        The first that can be read.

    Raises:
        SourcesError: the address is none or cannot be reached, or nothing was found.
    """
    try:
        split_web_address(address)
        fetched: Fetched | None = reading.page(address)
    except ValueError as error:
        # Not the address itself: it may hold a password.
        raise SourcesError(
            f"That cannot be a source: {error}.", "Give an address as a browser shows it."
        ) from error
    except SourceUnavailableError as error:
        raise SourcesError(error.message, "Check the address and the network, then try again.") from error
    except ItemError as error:
        if error.reason == "refused":
            raise SourcesError(error.detail, _PRIVATE_HINT) from error
        # A front page that refuses may still have a feed.
        fetched, fault = None, error.detail
    if fetched is not None:
        found = _as_feed(fetched, address) or _as_sitemap(fetched, address)
        if found is not None:
            return found
        fault = f"Neither a feed nor a sitemap was found from {shown(address)}."
    tried = {address}
    for kind, candidate in _candidates(fetched, address, reading):
        if candidate in tried or len(tried) > _BOUND_TRIES:
            continue
        tried.add(candidate)
        found = _try(kind, candidate, reading)
        if found is not None:
            return found
    raise SourcesError(fault, _HINT)


def _candidates(fetched: Fetched | None, address: str, reading: Reading) -> Iterator[tuple[str, str]]:
    if fetched is not None:
        yield from (("feed", link) for link in _alternates(fetched, address))
    yield from (("feed", urljoin(address, path)) for path in _FEED_PATHS)
    yield from (("sitemap", link) for link in _robots_sitemaps(address, reading))
    yield from (("sitemap", urljoin(address, path)) for path in _SITEMAP_PATHS)


def _try(kind: str, address: str, reading: Reading) -> Found | None:
    ask: Callable[[str], Fetched] = reading.feed if kind == "feed" else reading.sitemap
    try:
        split_web_address(address)
        fetched = ask(address)
    except (ValueError, ItemError, SourceUnavailableError):
        return None
    return _as_feed(fetched, address) if kind == "feed" else _as_sitemap(fetched, address)


def _alternates(fetched: Fetched, address: str) -> list[str]:
    """Give the feeds that a page names in its head, those of comments left out."""
    try:
        tree = trafilatura.load_html(decode(fetched.content, fetched.charset))
    except ItemError:
        return []
    found: list[str] = []
    for link in () if tree is None else tree.iter("link"):
        rel, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower()
        target, title = link.get("href") or "", (link.get("title") or "").lower()
        is_feed = "alternate" in rel and any(word in kind for word in _FEED_TYPES)
        if is_feed and target and not any(word in f"{target} {title}" for word in _OF_COMMENTS):
            try:
                found.append(urljoin(address, target))
            except ValueError:
                continue
    return list(dict.fromkeys(found))


def _robots_sitemaps(address: str, reading: Reading) -> list[str]:
    parts = urlsplit(address)
    front = f"{parts.scheme}://{parts.netloc}"
    try:
        fetched = reading.page(f"{front}/robots.txt")
        text = decode(fetched.content, fetched.charset)
    except (ItemError, SourceUnavailableError):
        return []
    sitemaps = [str(link) for link in extract_robots_sitemaps(text, front)]
    return sorted(sitemaps, key=lambda link: "news" not in link.lower())


def _as_feed(fetched: Fetched, address: str) -> Found | None:
    try:
        feed = parse_feed(fetched, address)
    except ItemError:
        return None
    lengths = [len(item.text.split()) for item in feed.items if isinstance(item, FeedItem)]
    is_summary = bool(lengths) and median(lengths) < _SUMMARY_WORDS
    return Found("feed", address, feed.title, len(feed.items), is_summary) if feed.items else None


def _as_sitemap(fetched: Fetched, address: str) -> Found | None:
    try:
        sitemap = read_sitemap(fetched, address)
    except ItemError:
        return None
    items = len(sitemap.links) + len(sitemap.children)
    return Found("sitemap", address, None, items) if items else None
