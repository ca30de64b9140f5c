"""Dates as Arabic pages write them, read to ISO 8601 at the precision that is stated.

The libraries that read dates know the Egyptian and Gulf month names only, and guess where nothing is stated;
the names are few, so they stand in dates.yaml, and what is not wholly understood is no date. Months in Latin
letters are dateparser's.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from flows.sources.hijri import take_hijri

_DIACRITICS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_UNIFIED = str.maketrans("أإآٱىةی٬", "اااايهي,")
_SEGMENT_BREAK = re.compile(r"\s+[|•·–—-]+\s+|[|•·]")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}[.]\d{2}\b(?=\s*[صم]\b)|\+\d{1,2}\b")
_GLUED_MARK = re.compile(r"(?<=\d)(?=(?:م|ه)\b)")
_WORD = re.compile(r"\w+")
_BOTH_CALENDARS = "الموافق"
_DATELINE_WORDS = 4
_EARLIEST_YEAR = 1900
_BOUND_CHARACTERS = 120
_BOUND_LATIN = 60
_LATIN_DATE = re.compile(r"(?=.*\b\d{4}\b)(?=.*[a-zéû]{3})(?!.*[\u0620-\u064a])")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that states a date and nothing else of weight.

    Attributes:
        published: ISO 8601 at the stated precision.
        is_update: whether the line calls it the date of a later change.
        is_converted: whether it was stated in the Hijri calendar alone.
    """

    published: str
    is_update: bool
    is_converted: bool = False


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    months: dict[str, int]
    beside: frozenset[str]
    update: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]


def unify(text: str) -> str:
    """Reduce a line to what a label or a month name is compared by.

    Args:
        text: a short text.

    Returns:
        NFKC, lower case, ASCII digits, no diacritics or direction marks, alef, yeh and teh marbuta unified.
    """
    bare = _DIACRITICS.sub("", unicodedata.normalize("NFKC", text)).translate(_UNIFIED)
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in bare).casefold().strip()


def read_date(text: str) -> str | None:
    """Read a text that is a date and no more: a header's field, a column's value.

    Args:
        text: `2025-12-25`, `2016-12`, `2016`, `25/12/2025` (day first), `ديسمبر 25, 2025`,
            `13 كانون الأول/ ديسمبر 2025`, an ISO 8601 date and time (the day as it stands there).

    Returns:
        ISO 8601 at the stated precision, or None.
    """
    stated = read_stated(text)
    return stated.published if stated else None


def read_stated(text: str) -> DateLine | None:
    """Read a text that is a date and no more, and tell how it was stated.

    Args:
        text: what `read_date` takes; a Hijri date alone is converted; English and French month names are read
            by dateparser.

    Returns:
        The date, or None.
    """
    plain = unify(text)
    if re.fullmatch(r"\d{4}", plain):
        return DateLine(plain, is_update=False) if int(plain) >= _EARLIEST_YEAR else None
    return read_date_line(text) or _read_latin(plain)


def _read_latin(plain: str) -> DateLine | None:
    if not _LATIN_DATE.search(plain) or len(plain) > _BOUND_LATIN:
        return None
    import dateparser  # noqa: PLC0415 - its tables take a second to load

    settings = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "RETURN_AS_TIMEZONE_AWARE": False}
    try:
        found = dateparser.parse(plain, languages=["en", "fr"], settings=settings)
    except (ValueError, OverflowError, RecursionError, AttributeError, TypeError):
        return None
    is_date = found is not None and found.year >= _EARLIEST_YEAR and str(found.year) in plain
    return DateLine(found.date().isoformat(), is_update=False) if found and is_date else None


def read_date_line(line: str) -> DateLine | None:
    """Read a line of a page that states a date, alone or beside a weekday, a clock, a place or a section.

    Args:
        line: one line.

    Returns:
        What it states; None where the date is part of a sentence or headline, or where there is none.
    """
    if len(line) > _BOUND_CHARACTERS:
        return None
    whole = _GLUED_MARK.sub(" ", unify(line))
    is_update = any(word in _vocabulary().update for word in _WORD.findall(whole))
    segments = [take_hijri(segment) for segment in (whole, *_SEGMENT_BREAK.split(whole))]
    for rest, _ in segments:
        published = _read_segment(rest)
        if published:
            return DateLine(published, is_update)
    for rest, converted in segments:
        if converted and not _strangers(rest):
            return DateLine(converted, is_update, is_converted=True)
    return None


def _strangers(rest: str) -> int:
    """Count the words beside a date that belong to no date."""
    known = _vocabulary().beside | _vocabulary().update
    return sum(1 for word in _WORD.findall(_CLOCK.sub(" ", rest)) if word not in known)


def _read_segment(segment: str) -> str | None:
    for found, published in _candidates(segment):
        strangers = _strangers(segment.replace(found, " ", 1))
        # An agency's dateline names its city and itself beside the two calendars.
        if strangers == 0 or (_BOTH_CALENDARS in segment and strangers <= _DATELINE_WORDS):
            return published
    return None


def _candidates(segment: str) -> Iterator[tuple[str, str]]:
    for pattern in _vocabulary().patterns:
        match = pattern.search(segment)
        if match:
            published = _compose(match.groupdict())
            if published:
                yield match[0], published


def _compose(parts: dict[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    written = parts["month"] or ""
    month = int(written) if written.isdigit() else _vocabulary().months[" ".join(written.split())]
    if year < _EARLIEST_YEAR:
        return None
    if parts.get("day") is None:
        return f"{year:04}-{month:02}" if 1 <= month <= 12 else None  # noqa: PLR2004 - months of a year
    try:
        return date(year, month, int(parts["day"] or 0)).isoformat()
    except ValueError:
        return None


@cache
def _vocabulary() -> _Vocabulary:
    raw = yaml.safe_load(files("flows.sources").joinpath("dates.yaml").read_text(encoding="utf-8"))
    months = {unify(name): number for number, names in raw["months"].items() for name in names}
    longest_first = sorted(months, key=len, reverse=True)
    name = "(?:" + "|".join(re.escape(month).replace(r"\ ", r"\s+") for month in longest_first) + ")"
    month = rf"(?P<month>{name})(?:\s*[/(\-]\s*{name}\s*\)?)?"
    day, year = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
    patterns = (
        rf"\b{year}-(?P<month>\d{{1,2}})-{day}(?:[t\s]\d{{1,2}}:\d{{2}}\S*)?",
        rf"\b{year}[/.](?P<month>\d{{1,2}})[/.]{day}\b",
        rf"\b{day}[/.\-](?P<month>\d{{1,2}})[/.\-]{year}\b",
        rf"\b{day}\s*[-/]?\s*(?:من\s+)?{month}\s*[-/,،]?\s*(?:عام\s+)?{year}\b",
        rf"\b{month}\s+{day}\s*[,،]?\s*{year}\b",
        rf"\b{month}\s*[,،/]?\s*(?:من\s+عام\s+|عام\s+)?{year}\b",
        rf"\b{year}\s*[-/,،]?\s*{month}\s*[-/,،]?\s*{day}\b",
        rf"^{year}-(?P<month>\d{{1,2}})$",
    )
    return _Vocabulary(
        months=months,
        beside=frozenset(unify(word) for word in raw["beside"]),
        update=frozenset(unify(word) for word in raw["update"]),
        patterns=tuple(re.compile(pattern) for pattern in patterns),
    )
