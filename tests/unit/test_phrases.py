"""What the report says of two made articles, in both languages."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from builders import comparison, corpus, dated

from flows.report.phrases import caution, findings, headline, summary_lines
from flows.report.speech import Speech
from flows.settings import CompareParameters

ENGLISH, ARABIC = Speech("en"), Speech("ar")


def enough():
    """Compare with three mentions of the proxy war, so that the 2016 article can be called by it."""
    known = corpus()
    war = known.hits.filter(frame="proxy_war")
    moved = [war.with_columns(start=pl.lit(n, pl.Int64), end=pl.lit(n + 1, pl.Int64)) for n in (1, 2)]
    return comparison(of=replace(known, hits=pl.concat([known.hits, *moved])))


def test_the_headline_tells_the_texts_apart_by_their_leading_frames():
    assert headline(enough(), ENGLISH) == (
        "The 2016 article is the proxy-war text; the 2025 article is the sovereignty text"
    )
    assert headline(enough(), ARABIC) == "مقال 2016 هو نصّ الحرب بالوكالة؛ مقال 2025 هو نصّ السيادة"


def test_a_text_with_a_mention_or_two_is_not_called_by_it():
    assert headline(comparison(), ENGLISH) == "The 2025 article is the sovereignty text"


def test_articles_of_one_year_go_by_their_headline():
    rows = [
        dated("a" * 16, date(2025, 1, 1), title="الأول"),
        dated("b" * 16, date(2025, 2, 1), title="الثاني"),
    ]
    assert "«2025 · الثاني»" in headline(comparison(of=corpus(rows)), ENGLISH)


def test_a_comparison_without_any_mention_says_so():
    found = comparison(of=replace(corpus(), hits=corpus().hits.clear()))
    assert headline(found, ENGLISH) == "No frame of the codebook is mentioned"
    assert [one.strength for one in findings(found, ENGLISH)] == ["counted", "counted", "counted"]


def test_a_difference_that_chance_could_give_is_not_called_clear():
    assert {one.strength for one in findings(comparison(), ENGLISH)} == {"open", "counted"}


def test_findings_say_whom_each_blames():
    texts = [one.text for one in findings(comparison(), ENGLISH)]
    told = next(text for text in texts if text.startswith("Blamed in the 2016 article"))
    assert "Bashar al-Assad" in told
    assert "تركيا" in told
    assert "2 records in all, 1 of them in its own voice" in told
    assert "Blamed in the 2025 article: nobody by name." in texts


def test_few_mentions_bring_a_caution_with_their_number():
    assert "4 mentions in 32 words" in caution(comparison(), ENGLISH)
    assert "4 مرات" in caution(comparison(), ARABIC)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_line_is_left_with_an_unfilled_place(language):
    for parameters in (
        CompareParameters(),
        CompareParameters(group_by="outlet"),
        CompareParameters(group_by="period"),
    ):
        for line in summary_lines(comparison(parameters), language):
            assert "%(" not in line
            assert "None" not in line


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "لا مقالات"), (1, "مقال واحد"), (2, "مقالان"), (3, "3 مقالات"), (11, "11 مقالا"), (100, "100 مقال")],
)
def test_arabic_counts_in_its_six_forms(number, expected):
    assert ARABIC.count("%(number)s article", "%(number)s articles", number) == expected


def test_dates_are_written_only_as_far_as_they_are_stated():
    day = date(2016, 12, 1)
    assert [ENGLISH.date(day, one) for one in ("day", "month", "year", "none")] == [
        "1 December 2016",
        "December 2016",
        "2016",
        "undated",
    ]
    assert ARABIC.date(date(2025, 12, 25)) == "25 ديسمبر 2025"


@pytest.mark.parametrize(
    ("share", "expected"), [(None, "–"), (0.0, "0%"), (0.0123, "1.2%"), (0.5, "50%"), (1.0, "100%")]
)
def test_shares_are_written_with_the_digits_that_they_bear(share, expected):
    assert ENGLISH.percent(share) == expected


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (None, "–"),
        (0.0, "0.0"),
        (0.004, "0.004"),
        (0.04, "0.04"),
        (0.05, "0.05"),
        (0.1, "0.1"),
        (1234.56, "1,234.6"),
    ],
)
def test_a_rate_above_nothing_is_never_written_as_nothing(rate, expected):
    assert ENGLISH.rate(rate) == expected


def test_a_group_of_a_few_words_never_leads_by_a_single_mention():
    tiny = [
        dated("a" * 16, date(2016, 1, 1), outlet="tiny"),
        dated("b" * 16, date(2016, 1, 2), outlet="large"),
    ]
    found = comparison(CompareParameters(group_by="outlet"), corpus(tiny))
    assert all(
        finding.strength == "counted"
        for finding in findings(found, ENGLISH)
        if "comes up most" in finding.text
    )
    assert "tiny" not in headline(found, ENGLISH)
