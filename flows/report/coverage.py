"""What came in, laid out as the page shows it: a row for each outlet, a cell for each day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.compare.intake import Counted, DayVolume, QuietOutlet, Skipped, Volume
from flows.report.days import (
    commonest,
    dates_text,
    day_text,
    expected_number,
    expected_text,
    failures,
    in_reading_order,
    reasons_text,
    rows_address,
    rows_text,
    skipped_text,
    skips_text,
    unsure_dates,
)
from flows.report.speech import Speech
from flows.vocabulary import CONFIDENCES

OUTLETS_SHOWN = 40
_QUIET_NAMED = 5
_FAILING_NAMED = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """What several days or outlets come to: articles received, items skipped, dates unsure or missing.

    The remarks are those of their days that stand for no item.
    """

    received: int
    skipped: int
    unsure: int
    undated: int
    reasons: tuple[Counted, ...]
    dates: tuple[Counted, ...]
    remarks: tuple[Counted, ...]


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
        commonest(counted for one in days for counted in one.reasons),
        _in_order(counted for one in days for counted in one.dates),
        commonest(counted for one in days for counted in one.remarks),
    )


def _in_order(counted: Iterable[Counted]) -> tuple[Counted, ...]:
    order = {code: number for number, code in enumerate(CONFIDENCES)}
    return tuple(sorted(commonest(counted), key=lambda one: order[one.code]))


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


def failing_warning(skipped: Sequence[Skipped], speech: Speech) -> str | None:
    """Warn of sources that the last reading could not read to their end; None where there are none."""
    failing = {
        one.source
        for one in skipped
        if one.in_last_reading and not one.items and failures([Counted(one.reason, 1)])
    }
    if not failing:
        return None
    named = [speech.isolated(source) for source in sorted(failing)[:_FAILING_NAMED]]
    if len(failing) > len(named):
        named.append(speech.say("others"))
    return speech.count(
        "%(number)s source could not be read to its end: %(sources)s.",
        "%(number)s sources could not be read to their end: %(sources)s.",
        len(failing),
        sources=speech.listed(named),
    )


def coverage_context(volume: Volume, skipped: Sequence[Skipped], speech: Speech) -> dict[str, Any]:
    """Give the templates what came in and the words for it, in one language.

    Args:
        volume: what came in, outlet by outlet.
        skipped: what is not counted, of the last reading and of earlier ones.
        speech: the language.
    """
    last = in_reading_order(one for one in skipped if one.in_last_reading)
    return {
        "volume": volume_view(volume),
        "quiet": quiet_warning(volume, speech),
        "failing": failing_warning(skipped, speech),
        "skipped": last,
        "skipped_text": skipped_text(last, speech),
        "skips_text": lambda source: skips_text(skipped, source, speech),
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
