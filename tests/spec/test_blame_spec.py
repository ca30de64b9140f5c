"""Blame in sentences of our own, worked by hand: each rule of the grammar, and every example of a cue."""

from dataclasses import replace

import polars as pl
import pytest
from worked_blame import CASES

from flows.codebook.load import load
from flows.coding.blame.coder import code_blame

CODEBOOK = replace(load(), evidence={})


def code_all(texts):
    """Code sentences at once, because scanning builds the automaton of all cues each time."""
    sentences = pl.DataFrame({"article_id": ["a"] * len(texts), "sentence": range(len(texts)), "text": texts})
    records = code_blame(sentences, CODEBOOK)
    return {text: records.filter(pl.col("sentence") == at) for at, text in enumerate(texts)}


CAPITAL = "تقف موسكو وراء الهجوم."
ADJECTIVE = "قتلت الغارات الروسية عشرات المدنيين."
EXAMPLES = [cue.example.text for cue in CODEBOOK.cues]
CODED = code_all(sorted({text for text, _ in CASES.values()} | {*EXAMPLES, CAPITAL, ADJECTIVE}))


def blamed(text):
    """Give each record as target, source, kind and stance."""
    return sorted(CODED[text].select("target", "source", "kind", "stance").iter_rows(), key=repr)


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_worked_sentence_gives_its_records(text, expected):
    assert blamed(text) == sorted(expected, key=repr)


@pytest.mark.parametrize("cue", CODEBOOK.cues, ids=lambda cue: cue.id)
def test_a_cue_gives_its_example(cue):
    found = CODED[cue.example.text]
    assert sorted(found["target"]) == sorted(cue.example.targets)
    if cue.example.source is not None:
        assert set(found["source"]) == {cue.example.source}


def test_an_actor_stands_for_its_capital_and_its_adjective():
    for text in (CAPITAL, ADJECTIVE):
        assert CODED[text]["target_actor"].to_list() == ["russia"]


def test_every_record_names_its_cue_and_rule():
    (row,) = CODED["اتهمت أنقرة دمشق بقصف القرى."].iter_rows(named=True)
    assert (row["cue"], row["rule"]) == ("اتهمت", "accuse: object")
    assert row["source_actor"] == "turkey"


def test_a_codebook_without_cues_finds_nothing():
    bare = replace(CODEBOOK, cues=())
    sentences = pl.DataFrame({"article_id": ["a"], "sentence": [0], "text": ["اتهمت أنقرة دمشق."]})
    assert code_blame(sentences, bare).is_empty()
