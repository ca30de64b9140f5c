"""Differences of rates and of the mix, against values worked out by hand."""

import polars as pl
import pytest

from flows.measures.difference import mix_p_value, rate_differences


def rates(*rows):
    table = pl.DataFrame(rows, schema=["group", "frame", "mentions", "words"], orient="row")
    return table.with_columns(rate_dispersion=1.0)


def test_ratio_and_exact_p_value_of_two_groups():
    found = rate_differences(rates(("x", "f", 5, 1000), ("y", "f", 0, 1000))).row(0, named=True)
    # All five of five fall on one side of a fair coin: 2 × (1/2)^5.
    assert found["p_value"] == pytest.approx(0.0625)
    assert found["ratio"] is None
    assert (found["rest_mentions"], found["rest_words"]) == (0, 1000)


def test_the_ratio_is_of_rates_not_of_counts():
    found = rate_differences(rates(("x", "f", 4, 1000), ("y", "f", 4, 4000))).row(0, named=True)
    assert found["ratio"] == pytest.approx(4.0)


def test_p_values_are_adjusted_over_all_tests():
    many = rates(*[(group, f"f{n}", 5 if group == "x" else 0, 1000) for n in range(3) for group in "xy"])
    assert rate_differences(many)["p_adjusted"].to_list() == pytest.approx([0.0625] * 6)
    mixed = rates(("x", "f", 12, 1000), ("y", "f", 0, 1000), ("x", "g", 1, 1000), ("y", "g", 1, 1000))
    found = rate_differences(mixed)
    assert found["p_adjusted"][0] > found["p_value"][0]


def test_nothing_to_test_gives_null():
    assert rate_differences(rates(("x", "f", 0, 10), ("y", "f", 0, 10)))["p_adjusted"].to_list() == [
        None,
        None,
    ]
    assert rate_differences(rates(("x", "f", 3, 10)))["p_value"].to_list() == [None]
    assert rate_differences(rates(("x", "f", 0, 0), ("y", "f", 2, 10)))["p_value"].to_list() == [None, None]


def test_the_mix_of_a_two_by_two_table_is_fishers():
    table = rates(("x", "f", 3, 1), ("x", "g", 0, 1), ("y", "f", 0, 1), ("y", "g", 3, 1))
    # 2 of the C(6, 3) = 20 tables are as extreme.
    assert mix_p_value(table) == pytest.approx(0.1)


def test_the_simulated_mix_is_near_the_exact_value_and_always_the_same():
    table = rates(*[("x", f, n, 1) for f, n in zip("abc", (0, 0, 4), strict=True)])
    table = table.vstack(rates(*[("y", f, n, 1) for f, n in zip("abc", (8, 11, 2), strict=True)]))
    # Only the table with all four in c is as extreme: C(6, 4) / C(25, 4).
    assert mix_p_value(table) == pytest.approx(15 / 12650, abs=0.001)
    assert mix_p_value(table) == mix_p_value(table)


def test_a_mix_of_one_row_or_column_cannot_be_tested():
    assert mix_p_value(rates(("x", "f", 3, 1), ("x", "g", 2, 1))) is None
    assert mix_p_value(rates(("x", "f", 3, 1), ("y", "f", 2, 1))) is None
    assert mix_p_value(rates(("x", "f", 0, 1), ("y", "f", 0, 1))) is None


def test_counts_that_cluster_are_worth_less():
    table = rates(("x", "f", 12, 1000), ("y", "f", 0, 1000))
    clustered = table.with_columns(rate_dispersion=4.0)
    # Three of three on one side: 2 × (1/2)^3.
    assert rate_differences(clustered)["p_value"].to_list() == pytest.approx([0.25, 0.25])
    assert rate_differences(table)["p_value"][0] < 0.001


def test_one_mention_is_never_enough_where_mentions_cluster():
    table = rates(("x", "f", 1, 14), ("y", "f", 300, 400_000)).with_columns(rate_dispersion=1.5)
    assert rate_differences(table)["p_value"][0] > 0.5
