"""What a reader on the network is given, and what every page that it asks for goes through."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from flows.errors import SourceUnavailableError
from flows.sources.address import address_key
from flows.sources.fetch import Fetched
from flows.sources.language import refuse_other_languages
from flows.sources.pages import read_page
from flows.sources.problem import ItemError, known_of_item
from flows.sources.registry import Source
from flows.sources.visitor import Get
from flows.tables import Article, Skip

_BOUND_ITEM = 500
_PATIENCE = 3
"""Addresses in a row that cannot be reached before the rest is left for the next run."""
_EASTERNMOST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Passed:
    """An item that a source names and that was not asked for.

    Attributes:
        reason: `known` (it is stored already), `old` (older than the entry allows) or `pattern` (left out by
            include or exclude).
    """

    reason: str


Given = Article | Skip | Passed
"""What a reader yields."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one source.

    Attributes:
        get: asks for an address; raises ItemError or SourceUnavailableError.
        fetched_at: when this run receives, ISO 8601 in UTC.
        known: for each stored article's `address_key`, when it was received.
    """

    get: Get
    fetched_at: str
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def latest(self) -> date:
        """The last day that an article can bear: today, where the day begins first."""
        return latest_day(self.fetched_at)

    def feed(self, address: str) -> Fetched:
        """Ask for a feed."""
        return self.get(address)

    def sitemap(self, address: str) -> Fetched:
        """Ask for a sitemap."""
        return self.get(address, "sitemap")

    def page(self, address: str) -> Fetched:
        """Ask for a page."""
        return self.get(address, "page")

    def knows(self, address: str, changed: str | None = None) -> bool:
        """Tell whether an address is stored, and was received no earlier than it last changed."""
        received = self.known.get(address_key(address))
        return received is not None and (changed is None or received[:10] >= changed[:10])


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a source names.

    Attributes:
        address: where it is.
        title: its headline as the source states it, or None.
        published: its day as the source states it, ISO 8601, or None.
        changed: the day on which it last changed, ISO 8601, or None.
    """

    address: str
    title: str | None = None
    published: str | None = None
    changed: str | None = None


def latest_day(fetched_at: str) -> date:
    """Give the last day that anything received at a moment can have been published on.

    Args:
        fetched_at: the moment, ISO 8601 in UTC.

    Returns:
        The day that it then is in the easternmost time zone.
    """
    return (datetime.fromisoformat(fetched_at) + _EASTERNMOST).date()


def day_of(fetched_at: str) -> str:
    """Give the day of a moment, ISO 8601 in UTC: a run's, or the one on which an article was received."""
    return datetime.fromisoformat(fetched_at).astimezone(UTC).date().isoformat()


def is_wanted(source: Source, address: str) -> bool:
    """Tell whether an entry's patterns let an address or path through.

    Args:
        source: the entry.
        address: an address, or a path relative to the entry's folder.

    Returns:
        Whether `include` is empty or found in it, and `exclude` is not.
    """
    included = not source.include or any(re.search(pattern, address) for pattern in source.include)
    return included and not is_excluded(source, address)


def is_excluded(source: Source, address: str) -> bool:
    """Tell whether `exclude` rules an address or path out."""
    return any(re.search(pattern, address) for pattern in source.exclude)


def to_item(address: object) -> str:
    """Give an address as the item of a row: one line of bounded length."""
    return " ".join(str(address).split())[:_BOUND_ITEM]


def read_links(source: Source, reading: Reading, links: Iterable[Link]) -> Iterator[Given]:
    """Ask for pages, one after the other.

    Args:
        source: the entry that names them; its patterns and limits hold.
        reading: the reading.
        links: the pages, the ones wanted most first.

    Yields:
        An article, a skip or a passing-over for each; a skip `limit` where there were more than the entry
        allows, `down` where several in a row could not be reached.
    """
    wanted: list[Link] = []
    for link in links:
        if not is_wanted(source, link.address):
            yield Passed("pattern")
        elif reading.knows(link.address, link.changed):
            yield Passed("known")
        else:
            wanted.append(link)
    unreached = 0
    bound = source.max_pages or source.max_items
    for link in wanted[:bound]:
        try:
            yield read_link(source, reading, link)
            unreached = 0
        except ItemError as error:
            error.published = error.published or link.published
            yield error.to_skip(source.name, to_item(link.address))
            unreached = 0
        except SourceUnavailableError as error:
            item = to_item(link.address)
            yield Skip(source.name, item, error.reason, error.message, day=link.published)
            unreached += 1
        if unreached == _PATIENCE:
            detail = f"{_PATIENCE} pages in a row could not be reached; the rest waits for the next run."
            yield Skip(source.name, "", "down", detail)
            return
    if len(wanted) > bound:
        detail = f"Only {bound} of {len(wanted)} pages were asked for in this run."
        yield Skip(source.name, "", "limit", detail)


def read_link(source: Source, reading: Reading, link: Link) -> Article:
    """Ask for one page and read its article.

    Args:
        source: the entry.
        reading: the reading.
        link: the page.

    Returns:
        The article; what the source states of it wins over what its page says, but for the text.

    Raises:
        ItemError: it cannot be had or read, or is in a language that the entry does not keep.
        SourceUnavailableError: the network failed in a way that may pass.
    """
    fetched = reading.page(link.address)
    final = getattr(fetched, "url", None) or link.address
    try:
        page = read_page(fetched.content, reading.latest, fetched.charset, address=final)
    except ItemError:
        raise
    except Exception as error:
        raise ItemError("failed", f"The page could not be parsed ({type(error).__name__}).") from error
    if fetched.truncated:
        # The rest would come as another article tomorrow.
        raise ItemError("truncated", "The page breaks off; it is asked for again in the next run.")
    with known_of_item(source.outlet or page.outlet, page.published):
        refuse_other_languages(page.text, source.languages)
    published, confidence = page.published, page.date_confidence
    if link.published and confidence != "stated":
        published, confidence = link.published, "stated"
    return Article(
        text=page.text,
        source=f"{source.name}:{to_item(link.address)}",
        fetched_at=reading.fetched_at,
        title=link.title or page.title,
        outlet=source.outlet or page.outlet or "unknown",
        url=page.url or final,
        published=published,
        date_confidence=confidence,
        author=page.author,
    )
