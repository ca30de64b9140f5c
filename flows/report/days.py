"""One outlet's day in words: what was received, expected and skipped, and how sure the dates are."""

from collections import Counter
from collections.abc import Iterable, Sequence

from flows.compare.intake import Counted, DayVolume, Skipped
from flows.report.speech import Speech
from flows.vocabulary import NOTICES

UNSURE = frozenset({"converted", "guessed"})
"""Dates that may be off: converted from the Hijri calendar (by a day), or guessed."""
_FEW = 0.95


def unsure_dates(one: DayVolume) -> int:
    """Count the articles of a day whose date may be off, or that have none."""
    return one.undated + sum(counted.count for counted in one.dates if counted.code in UNSURE)


def failures(remarks: Iterable[Counted]) -> tuple[Counted, ...]:
    """Give those remarks that tell what kept a source from being read, and not only one of its items."""
    return tuple(remark for remark in remarks if remark.code not in NOTICES)


def expected_number(one: DayVolume, speech: Speech) -> str:
    """Write what is expected as shortly as a cell can hold it; nothing where the past is too short."""
    if one.expected is None:
        return ""
    return speech.rate(one.expected) if 0 < one.expected < _FEW else speech.integer(round(one.expected))


def expected_text(one: DayVolume, speech: Speech) -> str:
    """Say what an outlet's past lets expect of a day."""
    return speech.say(
        "expected %(expected)s, usual %(low)s to %(high)s",
        expected=speech.rate(one.expected),
        low=speech.integer(one.low or 0),
        high=speech.integer(one.high or 0),
    )


def commonest(counted: Iterable[Counted]) -> tuple[Counted, ...]:
    """Add up what is counted of each code, the commonest first."""
    sums: Counter[str] = Counter()
    for one in counted:
        sums[one.code] += one.count
    in_order = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Counted(code, count) for code, count in in_order)


def reasons_text(counted: Iterable[Counted], speech: Speech) -> str:
    """Name reasons with their counts, in their order; empty for none."""
    return speech.say(", ").join(f"{speech.say(one.code)} ({speech.integer(one.count)})" for one in counted)


def dates_text(dates: Iterable[Counted], undated: int, speech: Speech) -> str:
    """Say how sure the dates of a day's articles are; a dash where there is none."""
    labels = {
        "stated": speech.say("stated"),
        "found": speech.say("on the page"),
        "converted": speech.say("from Hijri"),
        "guessed": speech.say("guessed"),
    }
    parts = [f"{labels[one.code]} {speech.integer(one.count)}" for one in dates]
    parts += [f"{speech.say('no date')} {speech.integer(undated)}"] if undated else []
    return " · ".join(parts) or "–"


def day_text(one: DayVolume, speech: Speech) -> str:
    """Say all of one cell in a line, for who points at it."""
    parts = [speech.say("received %(number)s", number=speech.integer(one.received))]
    parts += [expected_text(one, speech)] if one.expected is not None else []
    if one.skipped:
        reasons = reasons_text(one.reasons, speech)
        number = speech.integer(one.skipped)
        parts.append(speech.say("skipped %(number)s: %(reasons)s", number=number, reasons=reasons))
    if unsure_dates(one):
        dates = dates_text(one.dates, one.undated, speech)
        parts.append(speech.say("dates: %(counts)s", counts=dates))
    if one.remarks:
        parts.append(speech.say("besides: %(reasons)s", reasons=reasons_text(one.remarks, speech)))
    return speech.say("; ").join(parts)


def skips_text(skipped: Sequence[Skipped], source: str, speech: Speech) -> str:
    """Say how many items of a source were skipped at its last reading and why; a dash for none.

    Besides stand the rows that stand for no item: a source out of reach, the date of a stored article.
    """
    own = [one for one in skipped if one.source == source and one.in_last_reading]
    items = commonest(Counted(one.reason, one.items) for one in own if one.items)
    remarks = commonest(Counted(one.reason, 1) for one in own if not one.items)
    parts = [reasons_text(items, speech) or speech.integer(0)]
    if remarks:
        parts.append(speech.say("besides: %(reasons)s", reasons=reasons_text(remarks, speech)))
    return speech.say("; ").join(parts) if items or remarks else "–"


def skipped_text(skipped: Sequence[Skipped], speech: Speech) -> str:
    """Say how many items were skipped, and apart from them how many rows stand for none."""
    items = sum(one.items for one in skipped)
    remarks = sum(not one.items for one in skipped)
    parts = []
    if items:
        parts.append(speech.count("%(number)s item skipped", "%(number)s items skipped", items))
    if remarks:
        parts.append(speech.count("%(number)s remark", "%(number)s remarks", remarks))
    return speech.say("; ").join(parts)


def in_reading_order(skipped: Iterable[Skipped]) -> list[Skipped]:
    """Put what kept a source from being read first, and what is told of stored articles last."""
    return sorted(skipped, key=lambda one: (one.reason in NOTICES, one.items > 0))


def rows_address(file: str, rows: tuple[int, int]) -> str:
    """Give the address of some rows of a table that is handed out beside the page (RFC 7111).

    Args:
        file: the table's name.
        rows: the first and the last, the header being row 1.
    """
    return f"data/{file}.csv#row={rows[0]}-{rows[1]}"


def rows_text(file: str, rows: tuple[int, int], speech: Speech) -> str:
    """Say which rows of a table those are."""
    first, last = (str(row) for row in rows)
    if first == last:
        return speech.say("row %(first)s of %(file)s", first=first, file=f"{file}.csv")
    return speech.say("rows %(first)s to %(last)s of %(file)s", first=first, last=last, file=f"{file}.csv")
