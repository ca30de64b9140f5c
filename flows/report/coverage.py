"""What came in, laid out as the page shows it: a row for each outlet, a cell for each day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.compare.intake import DayVolume, QuietOutlet, Skipped, Volume
from flows.report.speech import Speech

OUTLETS_SHOWN = 40
_QUIET_NAMED = 5


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One outlet's days; None where it had not begun yet."""

    outlet: str
    cells: tuple[DayVolume | None, ...]
    received: int


@dataclass(frozen=True, slots=True)
class VolumeView:
    """The volume as a table.

    Attributes:
        days: the columns.
        rows: by how much came in, the most first; at most `OUTLETS_SHOWN`, unusual ones before others.
        outlets: how many there are in all.
        unusual: the days with fewer or more articles than usual, newest first.
    """

    days: tuple[date, ...]
    rows: tuple[OutletRow, ...]
    outlets: int
    unusual: tuple[DayVolume, ...]


def volume_view(volume: Volume) -> VolumeView:
    """Lay out the days of all outlets."""
    days = tuple(sorted({one.day for one in volume.days}))
    outlets = sorted({one.outlet for one in volume.days})
    rows = [_row(outlet, days, volume) for outlet in outlets]
    unusual = [one for one in volume.days if one.verdict in {"fewer", "more"}]
    strange = {one.outlet for one in unusual}
    rows.sort(key=lambda row: (row.outlet not in strange, -row.received, row.outlet))
    shown = sorted(rows[:OUTLETS_SHOWN], key=lambda row: (-row.received, row.outlet))
    unusual.sort(key=lambda one: (-one.day.toordinal(), one.outlet))
    return VolumeView(days, tuple(shown), len(rows), tuple(unusual))


def expected_text(one: DayVolume, speech: Speech) -> str:
    """Say what an outlet's past lets expect of a day."""
    return speech.say(
        "expected %(expected)s, usual %(low)s to %(high)s",
        expected=speech.rate(one.expected),
        low=speech.integer(one.low or 0),
        high=speech.integer(one.high or 0),
    )


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


def skips_text(skipped: Sequence[Skipped], source: str, speech: Speech) -> str:
    """Say how many items of a source were skipped and why, the commonest reason first; a dash for none."""
    reasons = Counter(one.reason for one in skipped if one.source == source).most_common()
    told = [f"{speech.say(reason)} ({speech.integer(count)})" for reason, count in sorted(reasons, key=_rank)]
    return speech.say(", ").join(told) or "–"


def _rank(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _row(outlet: str, days: tuple[date, ...], volume: Volume) -> OutletRow:
    own = {one.day: one for one in volume.days if one.outlet == outlet}
    return OutletRow(outlet, tuple(own.get(day) for day in days), sum(one.received for one in own.values()))
