"""What a source would bring, in plain lines, from a receipt that nobody stores."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from operator import itemgetter
from statistics import median

from flows.sources.address import shown
from flows.sources.language import find_language
from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.tables import Article, Skip
from flows.text.identity import ID_LENGTH, digest
from flows.vocabulary import NOTICES

_HEADLINES = 3
_HEADLINE_CHARACTERS = 90
_SUMMARY_WORDS = 80
"""A feed whose articles have fewer words by their median gives summaries: the press writes 250."""
_PASSED = {
    "known": "stored already, not asked for again",
    "old": "older than max_age_days",
    "pattern": "left out by include and exclude",
}


class Tally:
    """What a source would bring, counted part by part: of its articles only a few headlines are kept.

    Args:
        source: the source.
        stored: the ids of the stored articles.
    """

    def __init__(self, source: Source, stored: AbstractSet[str]) -> None:
        self._source = source
        self._stored = stored
        self._articles = 0
        self._ids: set[str] = set()
        self._days: tuple[str, str] | None = None
        self._sure: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._newest: list[tuple[str, str]] = []
        self._words: list[int] = []
        self._passed: Counter[str] = Counter()
        self._skips: Counter[str] = Counter()
        self._first: dict[str, Skip] = {}

    def take(self, part: Received) -> None:
        """Count a part of the source, or all of it.

        Args:
            part: its receipt, which nobody stores.
        """
        articles = part.articles
        self._articles += len(articles)
        self._ids.update(digest(article.text)[:ID_LENGTH] for article in articles)
        days = [*(self._days or ()), *(article.published for article in articles if article.published)]
        self._days = (min(days), max(days)) if days else None
        self._sure.update(article.date_confidence or "none" for article in articles)
        self._languages.update(find_language(article.text) or "too short to tell" for article in articles)
        shown = [*self._newest, *((article.published or "", _headline(article)) for article in articles)]
        self._newest = sorted(shown, key=itemgetter(0), reverse=True)[:_HEADLINES]
        if self._source.kind == "feed":
            self._words += [len(article.text.split()) for article in articles]
        self._passed.update(part.passed)
        self._skips.update(skip.reason for skip in part.skips)
        for skip in part.skips:
            self._first.setdefault(skip.reason, skip)

    def lines(self) -> list[str]:
        """Say what the source gave.

        Returns:
            Lines: the source, its counts, dates, languages and newest headlines, then what was skipped, by
            reason, each with its first example.
        """
        told = [self._counts(), *self._dates(), *_counted("Languages: ", self._languages)]
        told += [f"“{headline}”" for _, headline in self._newest]
        told += [f"{count} {_PASSED[reason]}" for reason, count in sorted(self._passed.items())]
        told += [*map(self._skipped, self._skips.most_common()), *self._advice()]
        place = _place(self._source)
        return [f"{self._source.name} ({self._source.kind}, {place})", *(f"  {line}" for line in told)]

    def _counts(self) -> str:
        new = len(self._ids - self._stored)
        repeated = self._articles - len(self._ids)
        counts = f"{self._articles} articles: {new} new, {len(self._ids) - new} stored already"
        return counts + (f", {repeated} twice" if repeated else "") + "."

    def _dates(self) -> Iterator[str]:
        span = " to ".join(self._days) if self._days else "none"
        how = ", ".join(f"{count} {confidence}" for confidence, count in self._sure.most_common())
        if self._articles:
            yield f"Dates: {span} ({how})."

    def _skipped(self, counted: tuple[str, int]) -> str:
        reason, count = counted
        first = self._first[reason]
        where = f"{first.item}: " if first.item else ""
        return f"{'noted' if reason in NOTICES else 'skipped'} ({reason}) {count}: {where}{first.detail}"

    def _advice(self) -> Iterator[str]:
        if not self._words or self._source.full_text:
            return
        words = median(self._words)
        if words < _SUMMARY_WORDS:
            yield f"It gives summaries of {words:.0f} words; with full_text = true whole articles are read."


def _place(source: Source) -> str:
    return shown(source.location) if "://" in source.location else source.location


def _counted(beginning: str, counts: Counter[str]) -> Iterator[str]:
    if counts:
        yield beginning + ", ".join(f"{count} {name}" for name, count in counts.most_common()) + "."


def _headline(article: Article) -> str:
    line = " ".join((article.title or article.text[: 4 * _HEADLINE_CHARACTERS]).split())
    return line if len(line) <= _HEADLINE_CHARACTERS else f"{line[:_HEADLINE_CHARACTERS]}…"
