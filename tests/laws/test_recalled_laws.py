"""What was told of words before is told of them again, however many words share a slot."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from flows.coding.recalled import Recalled

BATCHES = st.lists(st.lists(st.text("ابتحرب", max_size=4), unique=True, max_size=12), max_size=6)


def told_anew(words):
    return np.array([[len(word), word.count("ب")] for word in words], np.int32).reshape(-1, 2)


@given(BATCHES, st.integers(1, 4))
def test_what_is_recalled_is_what_would_be_told_anew(batches, slot_bits):
    recalled = Recalled(told_anew, numbers=2, slot_bits=slot_bits)
    for batch in batches:
        words = pl.Series(batch, dtype=pl.String)
        assert recalled.of(words).tolist() == told_anew(words).tolist()


def test_a_word_is_asked_about_once():
    asked = []

    def tell(words):
        asked.extend(words)
        return told_anew(words)

    recalled = Recalled(tell, numbers=2)
    for batch in (["حرب", "باب"], ["باب", "تاب"]):
        recalled.of(pl.Series(batch))
    assert asked == ["حرب", "باب", "تاب"]
