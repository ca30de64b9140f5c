"""Reading one source: what it offers becomes articles, what cannot be read becomes skips with a reason."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from flows.errors import KhitabError, SourceUnavailableError
from flows.sources.address import canonical
from flows.sources.feeds import receive_feed
from flows.sources.folders import receive_folder
from flows.sources.page_list import receive_pages
from flows.sources.placing import placed
from flows.sources.politeness import Manners
from flows.sources.reading import Given, Passed, Reading, day_of, latest_day
from flows.sources.registry import Source
from flows.sources.sitemaps import receive_sitemap
from flows.sources.tabular import receive_table
from flows.sources.visitor import Visitor
from flows.sources.warc import receive_warc
from flows.tables import Article, Skip
from flows.vocabulary import NOTICES

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BOUND_TITLE = 500
_BOUND_URL = 4_000
_PART_ROWS = 2_000
_PART_PAGES = 200
"""Pages take a hundred times as long as rows: a run that is killed should not lose more than some seconds."""
_PART_CHARACTERS = 20_000_000
MOST_CHARACTERS = 500_000
"""The longest text that is taken for an article: fourteen times the longest of 65,000 of the press."""


@dataclass(frozen=True, slots=True)
class Received:
    """The receipt of one source in one run.

    Attributes:
        source: the source that was read.
        articles: what it gave, in its own order.
        skips: what it offered and could not give.
        received: how many items it offered.
        passed: how many items were not asked for, by reason: `known`, `old` or `pattern`. Only the known
            ones count among the received.
        met_on: the day of the run, ISO 8601 in UTC; None: not known.
    """

    source: Source
    articles: tuple[Article, ...]
    skips: tuple[Skip, ...]
    received: int
    passed: Mapping[str, int] = field(default_factory=dict)
    met_on: str | None = None

    @property
    def skipped(self) -> int:
        """How many of the skips are no notices of an article that was received."""
        return sum(skip.reason not in NOTICES for skip in self.skips)

    @property
    def known(self) -> int:
        """How many items were not asked for because they are stored."""
        return self.passed.get("known", 0)


def receive(
    source: Source,
    seeds: Path,
    *,
    timeout_seconds: float,
    fetched_at: str,
    known: Mapping[str, str] | None = None,
    visits: Path | None = None,
) -> Received:
    """Read one source. An item that is wrong is a skip and never stops the others.

    Args:
        source: one entry of the registry.
        seeds: the seeds/ folder.
        timeout_seconds: how long one request may take in all.
        fetched_at: when this run receives, ISO 8601 in UTC; an article cannot be of a later day than it then
            is anywhere.
        known: for the `address_key` of each stored article, when it was received; such pages are not asked
            for again unless they changed since.
        visits: where earlier visits to sites are remembered; None: nowhere.

    Returns:
        The receipt.

    Raises:
        SourceUnavailableError: the network failed in a way that may pass, at every try.
        SourcesError: metadata.csv is wrong.
    """
    with Visitor(_manners(source, timeout_seconds), fetched_at, visits) as visitor:
        reading = Reading(visitor.get, fetched_at, known or {})
        items = tuple(_until_it_breaks(source, _read(source, seeds, reading)))
    return _receipt(source, items, fetched_at)


def _receipt(source: Source, items: Sequence[Given], fetched_at: str) -> Received:
    latest, met_on = latest_day(fetched_at), day_of(fetched_at)
    articles: list[Article] = []
    skips = [item for item in items if isinstance(item, Skip)]
    for item in items:
        if isinstance(item, Article) and len(item.text) > MOST_CHARACTERS:
            skips.append(_too_long(item))
        elif isinstance(item, Article):
            article, notice = _tidy(item, latest.isoformat(), fetched_at)
            articles.append(article)
            skips += [notice] if notice else []
    passed = Counter(item.reason for item in items if isinstance(item, Passed))
    told = tuple(placed(_writable(skip), source, met_on, latest) for skip in skips)
    offered = len(articles) + sum(skip.items for skip in told) + passed["known"]
    return Received(source, tuple(articles), told, offered, dict(passed), met_on)


def _until_it_breaks(source: Source, items: Iterator[Given]) -> Iterator[Given]:
    """Give what a reader yields; a fault of the reader itself is a skip and ends this source alone."""
    try:
        yield from items
    except KhitabError:
        raise
    except Exception as error:  # noqa: BLE001 - a parser's fault on one source must not cost the others
        yield Skip(source.name, "", "failed", f"The source could not be parsed ({type(error).__name__}).")


def _read(source: Source, seeds: Path, reading: Reading) -> Iterator[Given]:
    if source.kind == "feed":
        return receive_feed(source, reading)
    if source.kind == "sitemap":
        return receive_sitemap(source, reading)
    if source.kind == "page":
        return receive_pages(source, reading, seeds.absolute().parent)
    return _from_disk(source, seeds, reading.latest)


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
    latest = latest_day(fetched_at)
    bound = _PART_PAGES if source.kind == "warc" else _PART_ROWS
    items: list[Given] = []
    characters = 0
    for item in _until_it_breaks(source, _from_disk(source, seeds, latest)):
        items.append(item)
        characters += len(item.text) if isinstance(item, Article) else 0
        if len(items) >= bound or characters >= _PART_CHARACTERS:
            yield _receipt(source, items, fetched_at)
            items, characters = [], 0
    yield _receipt(source, items, fetched_at)


def _from_disk(source: Source, seeds: Path, latest: date) -> Iterator[Given]:
    if source.kind == "table":
        return receive_table(source, seeds, latest)
    if source.kind == "warc":
        return receive_warc(source, seeds, latest)
    return receive_folder(source, seeds, latest)


def _manners(source: Source, timeout_seconds: float) -> Manners:
    manners = Manners(
        timeout_seconds,
        contact=source.contact,
        allow_private=source.allow_private,
        pause_seconds=source.pause_seconds,
    )
    return replace(manners, retry_delays_seconds=()) if source.is_trial else manners


def failed(source: Source, error: KhitabError, fetched_at: str) -> Received:
    """Give the receipt of a source that stayed unavailable.

    Args:
        source: the source.
        error: the last error.
        fetched_at: when this run receives, ISO 8601 in UTC.

    Returns:
        A receipt without items, with one skip for the source as a whole.
    """
    reason = error.reason if isinstance(error, SourceUnavailableError) else "failed"
    skip = placed(
        Skip(source.name, "", reason, error.message), source, day_of(fetched_at), latest_day(fetched_at)
    )
    return Received(source, (), (skip,), 0, met_on=day_of(fetched_at))


def _too_long(article: Article) -> Skip:
    name, _, item = article.source.partition(":")
    detail = (
        f"Its text has {len(article.text):,} characters; of more than {MOST_CHARACTERS:,} it is no article."
    )
    return Skip(name, item, "too-large", detail, article.outlet, article.published)


def _tidy(article: Article, latest: str, fetched_at: str) -> tuple[Article, Skip | None]:
    """Make an article storable: clean text, one-line fields, no date of the future; and tell of the last."""
    published = article.published
    url = _one_line(article.url, _BOUND_URL + 1)
    is_future = published is not None and published > latest
    tidy = replace(
        article,
        text=_clean(article.text).strip(),
        source=_without_halves(article.source),
        # A clock that was wrong, or a table that says so: nothing was received after this run began.
        fetched_at=min(article.fetched_at, fetched_at, key=_second),
        title=_one_line(article.title),
        outlet=_one_line(article.outlet) or "unknown",
        # A part of an address leads nowhere; what is no web address may still be a file's own note of one.
        url=canonical(url) or url if url is not None and len(url) <= _BOUND_URL else None,
        published=None if is_future else published,
        date_confidence="none" if is_future or published is None else article.date_confidence or "stated",
        author=_one_line(article.author),
    )
    if not is_future:
        return tidy, None
    name, _, item = article.source.partition(":")
    detail = f"It bears the date {published}, which is to come, so it is kept without a date."
    return tidy, Skip(name, item, "future-date", detail, tidy.outlet)


def _second(moment: str) -> str:
    """Cut a moment in UTC to what compares as it should, however its zone is written."""
    return moment[: len("2026-01-31T02:00:00")]


def _clean(text: str) -> str:
    """Drop control characters, and what UTF-8 cannot hold."""
    if text.isprintable():  # most fields of one line are, and are told a good deal sooner than cleaned
        return text
    return _without_halves(_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def _without_halves(text: str) -> str:
    """Put a question mark for each lone surrogate: half of a sign that a program cut in two."""
    return text if text.isprintable() else text.encode("utf-8", "replace").decode("utf-8")


def _writable(skip: Skip) -> Skip:
    """Make what a source says of a skipped item such that the receipts can be written."""
    return replace(
        skip,
        item=_without_halves(skip.item),
        detail=_without_halves(skip.detail),
        outlet=None if skip.outlet is None else _without_halves(skip.outlet),
    )


def _one_line(text: str | None, bound_characters: int = _BOUND_TITLE) -> str | None:
    return " ".join(_clean(text or "").split())[:bound_characters] or None
