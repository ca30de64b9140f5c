"""Dates as Arabic pages write them, read to ISO 8601 at the precision that is stated.

The libraries that read dates know the Egyptian and Gulf month names only, and guess where nothing is stated;
the names are few, so they stand in dates.yaml, and what is not wholly understood is no date. Months in Latin
letters are dateparser's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.sources.date_patterns import FoundDate, find_dates, vocabulary, weekday_in
from flows.sources.hijri import take_hijri
from flows.sources.spelling import unify

_SEGMENT_BREAK = re.compile(r"\s+[|•·–—-]+\s+|[|•·]")
_CLOCK = re.compile(
    r"\b\d{1,2}(?:\s?:\s?|h)\d{2}(?::\d{2})?(?:\.\d+)?(?!\d)|\b\d{1,2}[.]\d{2}\b(?=\s*[صم]\b)|\+\d{1,2}(?::?\d{2})?\b"
)
_GLUED_MARK = re.compile(r"(?<=\d)(?=(?:م|ه|ص|am|pm)\b)")
_SHORT_YEAR = re.compile(r"(?<!\S)(\d{1,2}([/.-])\d{1,2}\2)(\d{2})(?![\d/.:-])")
_WORD = re.compile(r"\w+")
_BOTH_CALENDARS = "الموافق"
_DATELINE_WORDS = 4
_EARLIEST_YEAR = 1900
_BOUND_CHARACTERS = 120
_BOUND_WORDS = 18
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
        What it states, the publication before a later change; None where the date is part of a sentence or
        headline, or where there is none.
    """
    if len(line) > _BOUND_CHARACTERS:
        return None
    whole, converted = _without_hijri(_plain(line))
    for start, segment in _segments(whole):
        found = find_dates(segment)
        # An agency's dateline names its city and itself beside the two calendars.
        allowed = _DATELINE_WORDS if _BOTH_CALENDARS in segment else 0
        if found and _strangers(segment, found) <= allowed:
            return _earliest_stated(whole, [_moved(date, start) for date in found])
    if converted and any(
        _strangers(segment, ()) == 0 and segment != whole for _, segment in _segments(whole)
    ):
        return DateLine(converted, _is_update(whole), is_converted=True)
    if converted and _strangers(whole, ()) == 0:
        return DateLine(converted, _is_update(whole), is_converted=True)
    return None


def read_note(line: str) -> DateLine | None:
    """Read the date of a line between headline and body, where it may stand beside names and numbers.

    Args:
        line: one line of a page's head, or a piece of it.

    Returns:
        What it states; None where no weekday, clock or word such as `نشر` shows that the date is the
        article's: a caption or headline may name any day.
    """
    stated = read_date_line(line)
    if stated is not None or len(line) > _BOUND_CHARACTERS or line.rstrip().endswith("."):
        return stated
    whole, _ = _without_hijri(_plain(line))
    words = _WORD.findall(whole)
    is_note = (
        bool(_CLOCK.search(whole))
        or weekday_in(whole) is not None
        or any(word in vocabulary().publication or word in vocabulary().update for word in words)
    )
    found = find_dates(whole) if is_note and len(words) <= _BOUND_WORDS else []
    return _earliest_stated(whole, found) if found else None


def _plain(line: str) -> str:
    plain = _GLUED_MARK.sub(" ", unify(line))
    if _CLOCK.search(plain) or weekday_in(plain) is not None:
        # Two digits of a year are one only where more of the line says that it is a date.
        plain = _SHORT_YEAR.sub(r"\g<1>20\3", plain)
    return plain


def _without_hijri(plain: str) -> tuple[str, str | None]:
    """Take all Hijri dates out; the first of them, converted."""
    rest, first = take_hijri(plain)
    converted = first
    while converted is not None:
        rest, converted = take_hijri(rest)
    return rest, first


def _segments(whole: str) -> Iterator[tuple[int, str]]:
    """Give a line, then its parts, each with its place."""
    yield 0, whole
    breaks = list(_SEGMENT_BREAK.finditer(whole))
    borders = [0, *(place for match in breaks for place in match.span()), len(whole)]
    for start, end in pairwise(borders):
        yield start, whole[start:end]


def _moved(found: FoundDate, by: int) -> FoundDate:
    return FoundDate(found.start + by, found.end + by, found.published)


def _earliest_stated(whole: str, found: Sequence[FoundDate]) -> DateLine:
    """Choose among a line's dates by the words before each: that of a change comes last."""
    starts = [0, *(date.end for date in found[:-1])]
    lines = [
        DateLine(date.published, _is_update(whole[start : date.start]))
        for start, date in zip(starts, found, strict=True)
    ]
    return min(lines, key=lambda line: line.is_update)


def _is_update(text: str) -> bool:
    return any(word in vocabulary().update for word in _WORD.findall(text))


def _strangers(segment: str, found: Sequence[FoundDate]) -> int:
    """Count the words beside dates that belong to no date."""
    known = vocabulary().beside | vocabulary().update
    for date in found:
        segment = f"{segment[: date.start]}{' ' * (date.end - date.start)}{segment[date.end :]}"
    return sum(1 for word in _WORD.findall(_CLOCK.sub(" ", segment)) if word not in known)
