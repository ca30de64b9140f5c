"""What came in, laid out as the page shows it: a row for each outlet, a cell for each day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.compare.intake import Counted, DayVolume, QuietOutlet, Volume
from flows.report.days import (
    dates_text,
    day_text,
    expected_number,
    expected_text,
    failures,
    reasons_text,
    rows_address,
    rows_text,
    unsure_dates,
)
from flows.report.speech import Speech
from flows.vocabulary import CONFIDENCES

OUTLETS_SHOWN = 40
_QUIET_NAMED = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """What several days or outlets come to: articles received, items skipped, dates unsure or missing."""

    received: int
    skipped: int
    unsure: int
    undated: int
    reasons: tuple[Counted, ...]
    dates: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One outlet's days.

    Attributes:
        anchor: of its table of days.
        cells: one a column; None where it had not begun yet, or nothing is known of the day.
        tally: of all its days.
    """

    outlet: str
    anchor: str
    cells: tuple[DayVolume | None, ...]
    tally: Tally

    @property
    def received(self) -> int:
        """How many articles came in on all its days."""
        return self.tally.received


@dataclass(frozen=True, slots=True)
class VolumeView:
    """The volume as a table.

    Attributes:
        days: the columns.
        open_day: the last of them where it was not over yet.
        rows: by how much came in, the most first; at most `OUTLETS_SHOWN`, unusual ones before others.
        totals: of all outlets, shown or not, one a column.
        tally: of all outlets and days.
        outlets: how many there are in all.
        unusual: the days with fewer or more articles than usual, newest first.
    """

    days: tuple[date, ...]
    open_day: date | None
    rows: tuple[OutletRow, ...]
    totals: tuple[Tally, ...]
    tally: Tally
    outlets: int
    unusual: tuple[DayVolume, ...]


def volume_view(volume: Volume) -> VolumeView:
    """Lay out the days of all outlets."""
    days = tuple(sorted({one.day for one in volume.days}))
    own: dict[str, dict[date, DayVolume]] = {}
    for one in volume.days:
        own.setdefault(one.outlet, {})[one.day] = one
    rows = [
        OutletRow(outlet, "", tuple(cells.get(day) for day in days), tally(cells.values()))
        for outlet, cells in sorted(own.items())
    ]
    unusual = [one for one in volume.days if one.verdict in {"fewer", "more"}]
    strange = {one.outlet for one in unusual}
    rows.sort(key=lambda row: (row.outlet not in strange, not row.tally.skipped, -row.received, row.outlet))
    shown = sorted(rows[:OUTLETS_SHOWN], key=lambda row: (-row.received, row.outlet))
    unusual.sort(key=lambda one: (-one.day.toordinal(), one.outlet))
    return VolumeView(
        days,
        next((one.day for one in volume.days if one.is_open), None),
        tuple(
            OutletRow(row.outlet, f"days-o{number}", row.cells, row.tally)
            for number, row in enumerate(shown, start=1)
        ),
        tuple(tally(one for one in volume.days if one.day == day) for day in days),
        tally(volume.days),
        len(rows),
        tuple(unusual),
    )


def tally(days: Iterable[DayVolume]) -> Tally:
    """Add days up."""
    days = tuple(days)
    return Tally(
        sum(one.received for one in days),
        sum(one.skipped for one in days),
        sum(unsure_dates(one) for one in days),
        sum(one.undated for one in days),
        _commonest(counted for one in days for counted in one.reasons),
        _in_order(counted for one in days for counted in one.dates),
    )


def _commonest(counted: Iterable[Counted]) -> tuple[Counted, ...]:
    added = _added(counted)
    return tuple(sorted(added, key=lambda one: (-one.count, one.code)))


def _in_order(counted: Iterable[Counted]) -> tuple[Counted, ...]:
    order = {code: number for number, code in enumerate(CONFIDENCES)}
    return tuple(sorted(_added(counted), key=lambda one: order[one.code]))


def _added(counted: Iterable[Counted]) -> list[Counted]:
    sums: Counter[str] = Counter()
    for one in counted:
        sums[one.code] += one.count
    return [Counted(code, count) for code, count in sums.items()]


def outlet_name(outlet: str, speech: Speech) -> str:
    """Name an outlet; `unknown` stands for articles and items of which nobody says whose they are."""
    return speech.say("outlet not known") if outlet == "unknown" else outlet


def quiet_text(one: QuietOutlet, speech: Speech) -> str:
    """Say for how long an outlet has been silent."""
    silence = speech.count(
        "%(outlet)s: silent for %(number)s day, since %(last)s.",
        "%(outlet)s: silent for %(number)s days, since %(last)s.",
        one.silent_days,
        outlet=speech.isolated(one.outlet),
        last=speech.date(one.last),
    )
    if not one.longest_days:
        return f"{silence} " + speech.say("Before, no day was without an article.")
    return f"{silence} " + speech.count(
        "Before, never for more than %(number)s day.",
        "Before, never for more than %(number)s days.",
        one.longest_days,
    )


def quiet_warning(volume: Volume, speech: Speech) -> str | None:
    """Warn of outlets that have gone quiet; None where there are none."""
    if not volume.quiet:
        return None
    named = [speech.isolated(one.outlet) for one in volume.quiet[:_QUIET_NAMED]]
    if len(volume.quiet) > len(named):
        named.append(speech.say("others"))
    return speech.count(
        "%(number)s outlet has gone quiet: %(outlets)s.",
        "%(number)s outlets have gone quiet: %(outlets)s.",
        len(volume.quiet),
        outlets=speech.listed(named),
    )


def coverage_helpers(speech: Speech) -> dict[str, Any]:
    """Give the templates the words of coverage, in one language."""
    return {
        "outlet_name": lambda outlet: outlet_name(outlet, speech),
        "quiet_text": lambda one: quiet_text(one, speech),
        "expected_text": lambda one: expected_text(one, speech),
        "expected_number": lambda one: expected_number(one, speech),
        "reasons_text": lambda counted: reasons_text(counted, speech),
        "dates_text": lambda dates, undated: dates_text(dates, undated, speech),
        "day_text": lambda one: day_text(one, speech),
        "rows_address": rows_address,
        "rows_text": lambda file, rows: rows_text(file, rows, speech),
        "unsure_dates": unsure_dates,
        "failures": failures,
    }
