"""Where in a line dates stand, and which days they are: months of all Arab countries, numbers day first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from flows.sources.spelling import unify

_EARLIEST_YEAR = 1900
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date in a line.

    Attributes:
        start: where it begins.
        end: where it ends.
        published: ISO 8601 at the stated precision.
    """

    start: int
    end: int
    published: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What `dates.yaml` holds, unified.

    Attributes:
        months: the number of each month name.
        weekdays: the number of each name of a weekday, Monday 0.
        beside: words that may stand beside a date on a line that holds nothing else.
        update: words that mark a date as that of a later change.
        publication: words that mark one as that of the publication.
        patterns: how dates are written, the most telling first.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    beside: frozenset[str]
    update: frozenset[str]
    publication: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]


def find_dates(plain: str) -> list[FoundDate]:
    """Find the dates of a line.

    Args:
        plain: the line, as `unify` gives it, without its Hijri dates.

    Returns:
        The dates in their order; none of them overlap.
    """
    found: list[FoundDate] = []
    for pattern in vocabulary().patterns:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            published = _compose(match.groupdict(), weekday_in(plain))
            if published:
                found.append(FoundDate(start, end, published))
    return sorted(found, key=lambda one: one.start)


def weekday_in(plain: str) -> int | None:
    """Give the weekday that a line names, Monday 0; None where it names none or several."""
    names = vocabulary().weekdays
    days = {names[word] for word in re.findall(r"[^\W\d_]+", plain) if word in names}
    return days.pop() if len(days) == 1 else None


def _compose(parts: dict[str, str | None], weekday: int | None) -> str | None:
    written = parts["month"] or ""
    is_number = written.isdigit()
    month = int(written) if is_number else vocabulary().months[" ".join(written.split())]
    year = int(parts["year"] or 0)
    if year < _EARLIEST_YEAR:
        return None
    if parts.get("day") is None:
        return f"{year:04}-{month:02}" if month in _MONTHS else None
    day = int(parts["day"] or 0)
    published = _iso(year, month, day)
    if "first" in parts:
        # Day first, as Arabs write; month first where the other order is no day, or another weekday.
        swapped = _iso(year, day, month)
        is_wrong = published is None or (weekday is not None and _weekday(published) != weekday)
        if swapped and is_wrong and weekday in {None, _weekday(swapped)}:
            return swapped
    return published


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _weekday(published: str) -> int:
    return date.fromisoformat(published).weekday()


def _words(raw: dict[str, list[str]], name: str) -> frozenset[str]:
    return frozenset(unify(word) for word in raw[name])


@cache
def vocabulary() -> Vocabulary:
    """Read dates.yaml."""
    raw = yaml.safe_load(files("flows.sources").joinpath("dates.yaml").read_text(encoding="utf-8"))
    months = {unify(name): number for number, names in raw["months"].items() for name in names}
    weekdays = {unify(name): number for number, names in raw["weekdays"].items() for name in names}
    return Vocabulary(
        months=months,
        weekdays=weekdays,
        beside=_words(raw, "beside") | _words(raw, "publication") | frozenset(weekdays),
        update=_words(raw, "update"),
        publication=_words(raw, "publication"),
        patterns=tuple(_patterns(_alternatives(months), _alternatives(weekdays))),
    )


def _alternatives(names: Sequence[str] | dict[str, int]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first) + ")"


def _patterns(name: str, weekday: str) -> Iterator[re.Pattern[str]]:
    month = rf"(?P<month>{name})(?:\s*[/(\-]\s*{name}\s*\)?)?"
    day, year = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
    number = r"(?P<month>\d{1,2})"
    for pattern in (
        rf"\b{year}-{number}-{day}(?:[t\s]\d{{1,2}}:\d{{2}}\S*)?",
        rf"\b{year}\s*[/.]\s*{number}\s*[/.]\s*{day}\b",
        rf"\b{day}(?P<first>\s*[/.\-]\s*){number}(?P=first){year}\b",
        rf"\b{day}\s*[-/،,.]?\s*(?:من\s+)?(?:شهر\s+)?{month}\s*[-/,،]?\s*(?:عام\s+|سنه\s+)?{year}\b",
        rf"\b{month}\s+{day}\s*[,،]?\s*{year}\b",
        rf"\b{year}\s*[-/,،]?\s*{month}\s*[-/,،]?\s*{day}\b",
        rf"\b{year}\s*[-/,،]?\s*(?:{weekday}\s*)?[-/,،]?\s*{day}\s*{month}(?!\w)",
        rf"\b{month}\s*[,،/]?\s*(?:من\s+عام\s+|عام\s+)?{year}\b",
        rf"^{year}-{number}$",
    ):
        yield re.compile(pattern)
