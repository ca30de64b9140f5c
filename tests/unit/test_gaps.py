"""Periods without an article, between those that have some."""

import pytest

from flows.compare.gaps import gaps
from flows.settings import Period


@pytest.mark.parametrize(
    ("keys", "period", "expected"),
    [
        (["2016-11", "2017-02"], Period.MONTH, [("2016-11", "2016-12", "2017-01", 2)]),
        (["2016-11", "2016-12", "2017-01"], Period.MONTH, []),
        (["2015", "2018"], Period.YEAR, [("2015", "2016", "2017", 2)]),
        (["2020-W52", "2021-W01"], Period.WEEK, [("2020-W52", "2020-W53", "2020-W53", 1)]),
        (["2024-02-28", "2024-03-01"], Period.DAY, [("2024-02-28", "2024-02-29", "2024-02-29", 1)]),
        (["2016"], Period.YEAR, []),
        ([], Period.YEAR, []),
    ],
)
def test_each_run_of_empty_periods_is_one_gap(keys, period, expected):
    assert [(gap.after, gap.first, gap.last, gap.periods) for gap in gaps(keys, period)] == expected
