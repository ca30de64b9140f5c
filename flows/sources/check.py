"""What a source would bring, in plain lines, from a receipt that nobody stores."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from statistics import median

from flows.sources.address import shown
from flows.sources.language import find_language
from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.tables import Article
from flows.text.identity import ID_LENGTH, digest

_HEADLINES = 3
_HEADLINE_CHARACTERS = 90
_SUMMARY_WORDS = 80
"""A feed whose articles have fewer words by their median gives summaries: the press writes 250."""
_PASSED = {
    "known": "stored already, not asked for again",
    "old": "older than max_age_days",
    "pattern": "left out by include and exclude",
}


def describe(received: Received, stored: AbstractSet[str]) -> list[str]:
    """Say what a source gave.

    Args:
        received: its receipt.
        stored: the ids of the stored articles.

    Returns:
        Lines: the source, its counts, dates, languages and newest headlines, then what was skipped, by
        reason, each with its first example.
    """
    articles = received.articles
    lines = [f"{received.source.name} ({received.source.kind}, {_place(received.source)})"]
    lines += [f"  {line}" for line in (_counts(received, stored), *_dates(articles), *_languages(articles))]
    newest = sorted(articles, key=lambda article: article.published or "", reverse=True)
    lines += [f"  “{_headline(article)}”" for article in newest[:_HEADLINES]]
    lines += [f"  {count} {_PASSED[reason]}" for reason, count in sorted(received.passed.items())]
    lines += [f"  {line}" for line in _skips(received)]
    lines += [f"  {line}" for line in _advice(received)]
    return lines


def _place(source: Source) -> str:
    return shown(source.location) if "://" in source.location else source.location


def _counts(received: Received, stored: AbstractSet[str]) -> str:
    ids = {digest(article.text)[:ID_LENGTH] for article in received.articles}
    new = len(ids - stored)
    repeated = len(received.articles) - len(ids)
    parts = [f"{len(received.articles)} articles: {new} new, {len(ids) - new} stored already"]
    return parts[0] + (f", {repeated} twice" if repeated else "") + "."


def _dates(articles: Sequence[Article]) -> Iterator[str]:
    dates = sorted(article.published for article in articles if article.published)
    if not articles:
        return
    sure = Counter(article.date_confidence or "none" for article in articles)
    how = ", ".join(f"{count} {confidence}" for confidence, count in sure.most_common())
    yield f"Dates: {f'{dates[0]} to {dates[-1]}' if dates else 'none'} ({how})."


def _languages(articles: Sequence[Article]) -> Iterator[str]:
    found = Counter(find_language(article.text) or "too short to tell" for article in articles)
    if found:
        yield "Languages: " + ", ".join(f"{count} {name}" for name, count in found.most_common()) + "."


def _headline(article: Article) -> str:
    line = " ".join((article.title or article.text).split())
    return line if len(line) <= _HEADLINE_CHARACTERS else f"{line[:_HEADLINE_CHARACTERS]}…"


def _skips(received: Received) -> Iterator[str]:
    counted = Counter(skip.reason for skip in received.skips)
    for reason, count in counted.most_common():
        first = next(skip for skip in received.skips if skip.reason == reason)
        where = f"{first.item}: " if first.item else ""
        yield f"skipped ({reason}) {count}: {where}{first.detail}"


def _advice(received: Received) -> Iterator[str]:
    source = received.source
    if source.kind != "feed" or source.full_text or not received.articles:
        return
    words = median(len(article.text.split()) for article in received.articles)
    if words < _SUMMARY_WORDS:
        yield f"It gives summaries of {words:.0f} words; with full_text = true whole articles are read."
