"""What the signatures set aside holds no entry, and what they keep is all that an entry needs."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.coding.forms import Forms, keyed
from flows.coding.reading import Words
from flows.coding.signatures import Signatures

VOCABULARY = ("حرب", "دوله", "اطار", "التحالف", "شريك")
TEXTS = st.lists(st.lists(st.sampled_from([*VOCABULARY, "شيء"]), max_size=7), min_size=1, max_size=6)
PART = st.lists(st.integers(0, len(VOCABULARY) - 1), min_size=1, max_size=2, unique=True)
ENTRIES = st.lists(st.lists(PART, min_size=1, max_size=3), min_size=1, max_size=80)
"""Entries as parts, parts as the words that can be them; more entries than there are bits."""

FORMS = Forms.of(
    keyed(
        pl.DataFrame(
            {"pattern": range(len(VOCABULARY)), "form": VOCABULARY}, schema_overrides={"pattern": pl.UInt32}
        )
    )
)


def signatures(entries):
    words = [
        (entry, part, pattern)
        for entry, parts in enumerate(entries)
        for part, patterns in enumerate(parts)
        for pattern in patterns
    ]
    schema = {"entry": pl.Int64, "part": pl.Int64, "pattern": pl.UInt32}
    table = pl.DataFrame({"entry": range(len(entries)), "parts": [len(parts) for parts in entries]})
    return Signatures.of(table, pl.DataFrame(words, schema=schema, orient="row"), FORMS)


def laid_out(texts):
    return Words.read(pl.Series([f" {' '.join(text)} " for text in texts], dtype=pl.String))


def holds(text, parts):
    return all(any(VOCABULARY[word] in text for word in part) for part in parts)


@settings(deadline=None)
@given(TEXTS, ENTRIES)
def test_no_word_of_an_entry_that_a_string_holds_is_set_aside(texts, entries):
    words = laid_out(texts)
    kept, held = signatures(entries).possible(FORMS.written(words), len(texts))
    names = FORMS.names
    left = [(int(row), names[int(anchor)]) for row, anchor in zip(kept.row, kept.anchor, strict=True)]
    for row, text in enumerate(texts):
        for entry, parts in enumerate(entries):
            if holds(text, parts):
                asked = {VOCABULARY[word] for part in parts for word in part}
                assert sorted(word for at, word in left if at == row and word in asked) == sorted(
                    word for word in text if word in asked
                )
                assert held[row] & signatures(entries).bit[entry]


@settings(deadline=None)
@given(TEXTS, st.lists(st.lists(PART, min_size=1, max_size=3), min_size=1, max_size=60))
def test_a_string_that_holds_no_entry_keeps_no_word(texts, entries):
    """Up to 64 entries, each has a bit of its own, so that nothing passes by mistake."""
    words = laid_out(texts)
    known = signatures(entries)
    kept, held = known.possible(FORMS.written(words), len(texts))
    for row, text in enumerate(texts):
        possible = [entry for entry, parts in enumerate(entries) if holds(text, parts)]
        assert held[row] == sum(int(known.bit[entry]) for entry in possible)
        assert possible or row not in kept.row


@settings(deadline=None)
@given(TEXTS, ENTRIES, st.data())
def test_conditions_are_asked_only_of_strings_with_their_entry(texts, entries, data):
    known, words = signatures(entries), laid_out(texts)
    numbers = st.integers(0, len(entries) - 1)
    asking = data.draw(st.lists(st.tuples(numbers, st.integers(0, len(VOCABULARY) - 1)), min_size=1))
    found = data.draw(st.lists(numbers, min_size=len(texts), max_size=len(texts)))
    conditions = pl.DataFrame(asking, schema={"entry": pl.Int64, "pattern": pl.UInt32}, orient="row")
    written = FORMS.written(words)
    finds = pl.DataFrame({"entry": found, "at": range(len(texts))})
    kept = known.asked(written, known.of_anchors(conditions, FORMS), finds)
    asked = {(entry, VOCABULARY[pattern]) for entry, pattern in asking}
    needed = [
        int(at)
        for at, row, anchor in zip(written.at, written.row, written.anchor, strict=True)
        if (found[row], FORMS.names[int(anchor)]) in asked
    ]
    assert set(needed) <= set(kept.at.tolist())
    assert np.all(np.diff(kept.at) > 0)
