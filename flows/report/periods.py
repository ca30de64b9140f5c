"""Periods as people name them: `2018-04` is April 2018."""

from dataclasses import replace
from datetime import date

from flows.compare.model import Comparison
from flows.compare.terms import Label
from flows.report.speech import Speech

_PRECISIONS = {4: "year", 7: "month", 10: "day"}
"""How much of a date a period's key states, by its length."""


def period_name(key: str, speech: Speech) -> str:
    """Name a period in a table or a chart.

    Args:
        key: as groups are named: `2018`, `2018-04`, `2018-W15` or `2018-04-09`.
        speech: the language.
    """
    if "W" in key:
        return speech.say("week of %(day)s", day=speech.date(_first_day(key)))
    return speech.date(_first_day(key), _PRECISIONS[len(key)])


def period_in_sentence(key: str, speech: Speech) -> str:
    """Name a period after «in»."""
    if "W" in key:
        return speech.say("the week of %(day)s", day=speech.date(_first_day(key)))
    if _PRECISIONS[len(key)] == "day":
        return speech.say("the news of %(day)s", day=speech.date(_first_day(key)))
    return period_name(key, speech)


def with_named_periods(comparison: Comparison, speech: Speech) -> Comparison:
    """Give a comparison of periods in which each bears its name in this language; any other as it is."""
    if comparison.group_by != "period":
        return comparison
    return replace(
        comparison,
        groups=tuple(replace(group, label=_label(group.key, speech)) for group in comparison.groups),
        gaps=tuple(
            replace(gap, first=period_name(gap.first, speech), last=period_name(gap.last, speech))
            for gap in comparison.gaps
        ),
    )


def _label(key: str, speech: Speech) -> Label:
    name = period_name(key, speech)
    return Label(name, name)


def _first_day(key: str) -> date:
    if "W" in key:
        of_year, week = key.split("-W")
        return date.fromisocalendar(int(of_year), int(week), 1)
    parts = [int(part) for part in key.split("-")]
    return date(*[*parts, 1, 1][:3])
