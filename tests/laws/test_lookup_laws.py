"""A hash is found where it stands and under its own number, however many share its slot."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.coding.lookup import Lookup

NEAR = st.integers(0, 40).map(lambda low: (1 << 63) + low)
"""Hashes that begin alike, so that all of them fall into one slot."""
HASHES = st.lists(NEAR | st.integers(0, 2**64 - 1), unique=True, max_size=40)
ASKED = st.lists(NEAR | st.integers(0, 2**64 - 1), max_size=60)


def array(hashes):
    return np.array(hashes, dtype=np.uint64)


@given(HASHES, ASKED, st.randoms(use_true_random=False))
def test_what_is_found_is_all_that_is_known(known, asked, random):
    asked = [*asked, *known]
    random.shuffle(asked)
    places, numbers = Lookup(array(known)).find(array(asked))
    assert places.tolist() == [at for at, one in enumerate(asked) if one in set(known)]
    assert [known[number] for number in numbers] == [asked[at] for at in places]


def test_nothing_is_found_where_nothing_is_known():
    places, numbers = Lookup(array([])).find(array([0, 1, 2**64 - 1]))
    assert (places.tolist(), numbers.tolist()) == ([], [])
