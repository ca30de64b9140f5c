"""Dates as programs write them: ISO 8601, RFC 822, seconds since 1970, and the notations of careless ones."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_COMPACT_DAY = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})(?:T\d{4,6}.*|\d{6})?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_SECONDS_DIGITS = 10
_AMERICAN = re.compile(
    r"([1-9]\d?)/([1-9]\d?)/(20\d{2}|19\d{2}),? \d{1,2}:\d{2}(?::\d{2})? [AP]M\b", re.IGNORECASE
)
_NO_DATE = date(1970, 1, 2)
"""Up to here it is what a program writes that knows no date."""


def machine_day(value: object) -> str | None:
    """Read a date that a program wrote.

    Args:
        value: ISO 8601, RFC 822, seconds or milliseconds since 1970, `20250812`, or the American
            `8/2/2025 2:32:10 PM`, which is of 2 August.

    Returns:
        The day as it stands there, in its own time zone, ISO 8601; None where it is written otherwise, or is
        a program's zero.
    """
    written = " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
    try:
        day = _read(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return day.isoformat() if day and day > _NO_DATE else None


def _read(written: str) -> date | None:
    iso = _ISO_DAY.match(written)
    if iso:
        return date.fromisoformat(iso[1])
    epoch = _EPOCH.fullmatch(written)
    if epoch:
        whole = written.partition(".")[0]
        seconds = int(whole) if len(whole) == _SECONDS_DIGITS else int(whole) // 1000
        return datetime.fromtimestamp(seconds, tz=UTC).date()
    compact = _COMPACT_DAY.fullmatch(written)
    if compact:
        return date(*map(int, compact.groups()))
    american = _AMERICAN.match(written)
    if american:
        return date(int(american[3]), int(american[1]), int(american[2]))
    day = parsedate_to_datetime(written).date()
    # The library makes the year 2000 of a year -0001.
    return day if re.search(rf"(?<![\d:-])(?:{day.year}|{day.year % 100:02})(?![\d:])", written) else None
