"""Periods go by the names that people give them."""

from datetime import date

import pytest
from builders import comparison, corpus, dated

from flows.report.periods import period_in_sentence, period_name, with_named_periods
from flows.report.phrases import summary_lines
from flows.report.speech import Speech
from flows.settings import CompareParameters, GroupBy, Period

ENGLISH, ARABIC = Speech("en"), Speech("ar")


@pytest.mark.parametrize(
    ("key", "english", "arabic"),
    [
        ("2018", "2018", "2018"),
        ("2018-04", "April 2018", "أبريل 2018"),
        ("2018-W15", "week of 9 April 2018", "أسبوع 9 أبريل 2018"),
        ("2020-W53", "week of 28 December 2020", "أسبوع 28 ديسمبر 2020"),
        ("2018-04-09", "9 April 2018", "9 أبريل 2018"),
    ],
)
def test_a_period_has_its_name_in_both_languages(key, english, arabic):
    assert period_name(key, ENGLISH) == english
    assert period_name(key, ARABIC) == arabic


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("2018-04", "April 2018"),
        ("2018-W15", "the week of 9 April 2018"),
        ("2018-04-09", "the news of 9 April 2018"),
    ],
)
def test_a_period_can_stand_after_in(key, expected):
    assert period_in_sentence(key, ENGLISH) == expected


@pytest.mark.parametrize("period", list(Period))
def test_neither_page_shows_a_period_as_the_machine_writes_it(period):
    rows = [dated("a" * 16, date(2016, 12, 1)), dated("b" * 16, date(2025, 12, 25))]
    found = comparison(CompareParameters(group_by=GroupBy.PERIOD, period=period), corpus(rows))
    named = with_named_periods(found, ARABIC)
    shown = [named.groups[0].label.ar, *(gap.last for gap in named.gaps), *summary_lines(found)]
    assert not any("2016-" in text or "2025-" in text for text in shown)
    assert [group.key for group in named.groups] == [group.key for group in found.groups]


def test_other_comparisons_stay_as_they_are():
    assert with_named_periods(comparison(), ENGLISH) == comparison()
