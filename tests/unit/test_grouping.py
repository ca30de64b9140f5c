"""Which articles are compared, and under which group."""

from datetime import date

import pytest
from builders import article, dated, table

from flows.compare.grouping import assign_groups
from flows.errors import EmptyComparisonError, UsageError
from flows.settings import CompareParameters, GroupBy, Period
from flows.tables import ARTICLES


def grouped(rows, **parameters):
    return assign_groups(table(ARTICLES, rows), CompareParameters(**parameters))


def many(count):
    return [dated(f"{n:016x}", date(2024, 1, 1 + n % 28), outlet=f"outlet {n % 2}") for n in range(count)]


def test_auto_compares_single_articles_up_to_eight_and_outlets_from_then_on():
    assert grouped(many(8)).group_by is GroupBy.ARTICLE
    nine = grouped(many(9))
    assert nine.group_by is GroupBy.OUTLET
    assert nine.articles["group"].unique().sort().to_list() == ["outlet 0", "outlet 1"]


def test_single_articles_stand_in_the_order_of_their_dates_undated_last():
    rows = [article("c" * 16), dated("b" * 16, date(2025, 1, 1)), dated("a" * 16, date(2016, 1, 1))]
    assert grouped(rows).articles["group"].to_list() == ["a" * 16, "b" * 16, "c" * 16]


def test_more_single_articles_than_anyone_reads_are_refused_with_a_way_out():
    with pytest.raises(UsageError, match="61 single articles") as refused:
        grouped(many(61), group_by="article")
    assert "outlets" in refused.value.hint


def test_an_unknown_outlet_is_refused_and_the_near_one_named():
    with pytest.raises(UsageError, match="outlet 9") as refused:
        grouped(many(3), outlets=("outlet 9",))
    assert refused.value.hint in {"Did you mean 'outlet 0'?", "Did you mean 'outlet 1'?"}


def test_an_unknown_outlet_that_is_near_none_lists_those_there_are():
    with pytest.raises(UsageError) as refused:
        grouped(many(3), outlets=("الوطن",))
    assert "outlet 0, outlet 1" in refused.value.hint


@pytest.mark.parametrize(
    ("day", "precision", "is_in"),
    [
        (date(2016, 12, 10), "day", True),
        (date(2016, 12, 9), "day", False),
        (date(2016, 12, 31), "day", True),
        (date(2017, 1, 1), "day", False),
        (date(2016, 1, 1), "year", False),
        (date(2016, 12, 1), "month", False),
    ],
)
def test_an_article_counts_when_its_whole_stated_date_lies_in_the_window(day, precision, is_in):
    rows = [dated("a" * 16, day, precision), dated("b" * 16, date(2016, 12, 20))]
    chosen = grouped(rows, since=date(2016, 12, 10), until=date(2016, 12, 31)).articles
    assert ("a" * 16 in chosen["article_id"].to_list()) is is_in


def test_an_article_that_may_lie_in_the_window_is_named_as_left_out():
    rows = [
        dated("a" * 16, date(2016, 12, 1), "month"),
        article("b" * 16),
        dated("c" * 16, date(2016, 12, 20)),
        dated("d" * 16, date(2015, 1, 1)),
    ]
    left_out = grouped(rows, since=date(2016, 12, 10)).left_out
    assert left_out["item"].to_list() == [row["path"] for row in rows[:2]]
    assert left_out["reason"].unique().to_list() == ["vague-date"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.DAY, ["2016-12-19"]),
        (Period.WEEK, ["2016-W51"]),
        (Period.MONTH, ["2016-11", "2016-12"]),
        (Period.YEAR, ["2015", "2016"]),
    ],
)
def test_a_period_holds_only_articles_whose_date_is_stated_finely_enough(period, expected):
    rows = [
        dated("a" * 16, date(2016, 12, 19)),
        dated("b" * 16, date(2016, 11, 1), "month"),
        dated("c" * 16, date(2015, 1, 1), "year"),
    ]
    grouping = grouped(rows, group_by="period", period=period)
    assert sorted(set(grouping.articles["group"])) == expected
    assert grouping.articles.height + grouping.left_out.height == len(rows)


def test_nothing_left_to_compare_is_an_error_with_a_hint():
    with pytest.raises(EmptyComparisonError, match="None of the 3 stored articles") as refused:
        grouped(many(3), until=date(2001, 1, 1))
    assert "Widen" in refused.value.hint
    with pytest.raises(EmptyComparisonError):
        grouped([])
