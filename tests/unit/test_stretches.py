"""Sentences without an end are read a stretch at a time, and what is found keeps its place."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from flows.codebook.load import load
from flows.coding.blame.coder import code_blame
from flows.coding.blame.stretches import LONGEST_WORDS, stretches

WORDS = st.lists(st.sampled_from(["حرب", "سلام،", "قال:", "و", "«نص»"]), max_size=3 * LONGEST_WORDS)


@given(WORDS, st.sampled_from([" ", "  ", "\u00a0"]))
def test_stretches_are_the_sentence_and_none_is_too_long(words, space):
    text = space.join(words)
    pieces = list(stretches(text))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text[at : at + len(piece)] == piece for at, piece in pieces)
    assert all(len(piece.split()) <= LONGEST_WORDS for _, piece in pieces)


def test_a_sentence_of_usual_length_is_left_whole():
    text = " ".join(["كلمة"] * LONGEST_WORDS)
    assert list(stretches(text)) == [(0, text)]


def test_it_is_cut_at_the_end_of_a_clause():
    words = ["كلمة"] * (LONGEST_WORDS + 50)
    words[LONGEST_WORDS - 20] = "كلمة،"
    assert [len(piece.split()) for _, piece in stretches(" ".join(words))] == [LONGEST_WORDS - 19, 69]


def test_blame_far_on_in_an_endless_sentence_is_found_in_its_place():
    text = " ".join(["ومضى اليوم هادئا في المدينة"] * 100) + " واتهمت أنقرة دمشق بقصف المستشفيات"
    sentences = pl.DataFrame({"article_id": ["a"], "sentence": [0], "text": [text]})
    (record,) = code_blame(sentences, load()).rows(named=True)
    assert (record["target"], record["source"], record["wrong"]) == ("دمشق", "أنقرة", "قصف المستشفيات")
    assert text[record["start"] : record["end"]] == "دمشق"
