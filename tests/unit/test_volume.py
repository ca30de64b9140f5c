"""Volumes worked out by hand, and that an ordinary outlet is seldom called unusual."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from flows.measures.volume import daily_volume, quiet_outlets

UNTIL = date(2025, 3, 3)  # a Monday


def published(counts, outlet="النهار", until=UNTIL):
    """Give articles of an outlet: the last count is of the day before `until`."""
    first = until - timedelta(days=len(counts))
    days = [first + timedelta(days=at) for at, count in enumerate(counts) for _ in range(count)]
    return pl.DataFrame(
        {"outlet": outlet, "published": days, "published_precision": "day"},
        schema={"outlet": pl.String, "published": pl.Date, "published_precision": pl.String},
    )


def last_day(counts):
    return daily_volume(published(counts), UNTIL, 1).row(0, named=True)


def test_a_day_like_the_days_before_it_is_usual():
    told = last_day([10] * 57)
    assert (told["day"], told["received"], told["expected"]) == (date(2025, 3, 2), 10, 10.0)
    assert told["low"] < 10 < told["high"]
    assert told["verdict"] == "usual"


@pytest.mark.parametrize(("received", "verdict"), [(0, "fewer"), (40, "more")])
def test_a_day_far_from_the_days_before_it_is_told(received, verdict):
    assert last_day([10] * 56 + [received])["verdict"] == verdict


def test_a_poisson_range_by_hand():
    # Poisson of mean 10: 3 is the least count with P(X <= k) >= .005, 19 the least with >= .995.
    told = last_day([10] * 57)
    assert (told["low"], told["high"]) == (3, 19)


def test_a_paper_that_rests_on_fridays_is_not_missed_on_a_friday():
    friday = date(2025, 2, 28)
    weeks = [0, 12, 12, 12, 12, 12, 12] * 8  # from a Friday to a Thursday
    told = daily_volume(
        published([*weeks, 0], until=friday + timedelta(days=1)), friday + timedelta(days=1), 1
    )
    assert told.row(0, named=True) | {"low": 0, "high": 0} == {
        "outlet": "النهار",
        "day": friday,
        "received": 0,
        "expected": 0.0,
        "low": 0,
        "high": 0,
        "verdict": "usual",
    }


def test_two_weeks_are_needed_to_tell():
    told = daily_volume(published([5] * 15), UNTIL, 3)
    assert told["verdict"].to_list() == ["unknown", "unknown", "usual"]
    assert told["expected"].to_list() == [None, None, 5.0]


def test_days_without_an_article_are_told_of_too():
    told = daily_volume(published([3, 0, 2]), UNTIL, 14)
    assert told["received"].to_list() == [3, 0, 2]


def test_dates_that_are_not_whole_and_days_to_come_do_not_count():
    articles = published([2, 2, 2]).with_columns(
        published_precision=pl.Series(["month", "day", "day", "day", "day", "day"])
    )
    assert daily_volume(articles, UNTIL, 9)["received"].to_list() == [1, 2, 2]
    assert daily_volume(published([2, 2, 2]), UNTIL - timedelta(days=1), 9)["received"].to_list() == [2, 2]


def test_without_articles_there_is_nothing_to_tell():
    assert daily_volume(published([]), UNTIL, 14).is_empty()
    assert quiet_outlets(published([]), UNTIL).is_empty()


def test_an_outlet_silent_for_longer_than_ever_is_quiet():
    counts = [1, 0, 0] * 20 + [1, 0, 0, 0]
    assert quiet_outlets(published(counts), UNTIL).rows() == [("النهار", date(2025, 2, 27), 3, 2)]


def test_a_silence_as_long_as_one_before_is_none():
    assert quiet_outlets(published([1, 0, 0] * 20 + [1, 0, 0]), UNTIL).is_empty()


def test_nineteen_gaps_are_needed_to_call_an_outlet_quiet():
    assert quiet_outlets(published([1] * 19 + [0, 0]), UNTIL).is_empty()
    assert quiet_outlets(published([1] * 20 + [0, 0]), UNTIL).height == 1


def test_the_longest_silence_comes_first():
    both = pl.concat([published([1] * 30 + [0], "أ"), published([1] * 30 + [0, 0], "ب")])
    assert quiet_outlets(both, UNTIL)["outlet"].to_list() == ["ب", "أ"]


def test_of_ordinary_days_few_are_called_unusual():
    rng = np.random.default_rng(1)
    counts = rng.negative_binomial(5, 0.25, size=(40, 70))
    articles = pl.concat([published(row, f"{at}") for at, row in enumerate(counts.tolist())])
    told = daily_volume(articles, UNTIL, 14)
    assert told["verdict"].is_in(["fewer", "more"]).mean() < 0.05
