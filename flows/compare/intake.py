"""What came in, and what did not: the part of the comparison that coverage is told from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one source offered, and how much of it is stored."""

    source: str
    kind: str
    location: str
    received: int
    kept: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that is not counted, and why."""

    source: str
    item: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class DayVolume:
    """How many articles of one outlet bear one date, against what its past lets expect.

    Attributes:
        expected: articles; None while the past is too short, and `low` and `high` with it.
        low: the least that is usual.
        high: the most that is usual.
        verdict: usual, fewer, more or unknown.
    """

    outlet: str
    day: date
    received: int
    expected: float | None
    low: int | None
    high: int | None
    verdict: str


@dataclass(frozen=True, slots=True)
class QuietOutlet:
    """An outlet that has been silent for longer than ever before.

    Attributes:
        last: the date of its last article.
        silent_days: days without an article since.
        longest_days: the most days without an article before.
    """

    outlet: str
    last: date
    silent_days: int
    longest_days: int


@dataclass(frozen=True, slots=True)
class Volume:
    """What came in before the report, outlet by outlet.

    Attributes:
        newest: the date of the newest article; None where no article has a whole date.
        days: of the last two weeks, by outlet and day; empty where no article is of these days.
        quiet: the longest silence first; empty likewise, since then all are silent.
    """

    newest: date | None
    days: tuple[DayVolume, ...]
    quiet: tuple[QuietOutlet, ...]
