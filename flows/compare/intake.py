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
    outlet: str = "unknown"
    day: date | None = None
    items: int = 1
    in_last_reading: bool = True


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are of one code: of a reason, or of how sure dates are."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class DayVolume:
    """What was offered of one outlet for one day, and how many articles its past lets expect.

    Attributes:
        received: articles that bear the date.
        expected: articles; None while the past is too short, and `low` and `high` with it.
        low: the least that is usual.
        high: the most that is usual.
        verdict: usual, fewer, more or unknown.
        undated: articles that state no date and were received on the day.
        skipped: items that are not stored; see `measures/intake.py` on the day they belong to.
        offered: received, undated and skipped together.
        dates: of the received articles, how sure the date is; what is not there has none.
        reasons: of the skipped items, the commonest first.
        remarks: rows of skips that stand for no item: a source out of reach, a date to come.
        is_open: whether it is the report's own day, which was not over when it was told of.
        article_rows, skip_rows: the first and last row in `data/daily_articles.csv` and `data/skipped.csv`,
            the header being row 1; None where there is none.
    """

    outlet: str
    day: date
    received: int
    expected: float | None
    low: int | None
    high: int | None
    verdict: str
    undated: int = 0
    skipped: int = 0
    offered: int = 0
    dates: tuple[Counted, ...] = ()
    reasons: tuple[Counted, ...] = ()
    remarks: tuple[Counted, ...] = ()
    is_open: bool = False
    article_rows: tuple[int, int] | None = None
    skip_rows: tuple[int, int] | None = None


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
        days: of the last two weeks and the report's own day, by outlet and day; empty where nothing was
            offered for these days.
        quiet: the longest silence first; empty where no article is of these days, since then all are silent.
        elsewhere: skipped items of other days or of none, by reason, the commonest first.
    """

    newest: date | None
    days: tuple[DayVolume, ...]
    quiet: tuple[QuietOutlet, ...]
    elsewhere: tuple[Counted, ...] = ()
