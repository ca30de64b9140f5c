"""Intervals against values worked out elsewhere."""

import numpy as np
import pytest

from flows.measures.intervals import rate_interval, share_interval


def test_wilson_interval_of_a_published_example():
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263.
    low, high = share_interval([81], [263])
    assert low[0] == pytest.approx(0.2553, abs=5e-5)
    assert high[0] == pytest.approx(0.3662, abs=5e-5)


def test_garwood_interval_of_a_published_example():
    # Garwood (1936): ten events give 4.7954 to 18.3904 at 95 %.
    low, high = rate_interval([10], [1])
    assert low[0] == pytest.approx(4.7954, abs=5e-5)
    assert high[0] == pytest.approx(18.3904, abs=5e-5)


def test_no_event_has_a_lower_bound_of_zero_and_an_upper_one_above():
    low, high = rate_interval([0], [1])
    assert low[0] == 0
    assert high[0] == pytest.approx(3.6889, abs=5e-5)


def test_an_empty_denominator_gives_nan_never_a_number():
    assert np.isnan(share_interval([0], [0])).all()
    assert np.isnan(rate_interval([0], [0])).all()


def test_nothing_in_gives_nothing_out():
    assert [len(bound) for bound in share_interval([], [])] == [0, 0]
    assert [len(bound) for bound in rate_interval([], [])] == [0, 0]
