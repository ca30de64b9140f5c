"""What holds for blame in any text."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.codebook.grammar import grammar
from flows.codebook.load import load
from flows.coding.blame.coder import code_blame
from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.resolution import resolve
from flows.measures.agreement import Blamed, score_blame
from flows.vocabulary import KINDS, STANCES

CODEBOOK = load()
LEXICON = Lexicon(CODEBOOK.actors, CODEBOOK.cues, grammar())
EXAMPLES = [cue.example.text for cue in CODEBOOK.cues]
WORDS = [
    *sorted({word for text in EXAMPLES for word in text.split()}),
    "،",
    ".",
    ":",
    '"',
    "(",
    ")",
    "-",
    "التي",
    "لم",
]

sentences = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
any_text = st.text(alphabet=st.characters(codec="utf-8"), max_size=80) | sentences


@given(any_text)
@settings(max_examples=400, deadline=None)
def test_a_record_says_where_its_target_is_written(text):
    for record in resolve(text, LEXICON):
        assert text[record.start : record.end] == record.target
        assert record.target.strip() == record.target != ""
        assert record.cue in text
        assert record.source is None or record.source in text
        assert record.kind in KINDS
        assert record.stance in STANCES
        assert record.rule


@given(sentences)
@settings(max_examples=200, deadline=None)
def test_a_party_is_recorded_once_for_each_stance(text):
    records = resolve(text, LEXICON)
    parties = [(record.target_actor or record.target.removeprefix("ال"), record.stance) for record in records]
    assert len(set(parties)) == len(parties)
    assert len({(record.start, record.kind) for record in records}) == len(records)


@given(st.sampled_from(EXAMPLES))
@settings(max_examples=60, deadline=None)
def test_vowels_change_nothing(text):
    vowelled = "".join(letter + "\u064e" if "\u0621" <= letter <= "\u064a" else letter for letter in text)
    plain = [
        (record.target_actor, record.kind, record.stance, record.rule) for record in resolve(text, LEXICON)
    ]
    marked = [
        (record.target_actor, record.kind, record.stance, record.rule)
        for record in resolve(vowelled, LEXICON)
    ]
    assert plain == marked


@given(st.permutations(EXAMPLES[:30]))
@settings(max_examples=5, deadline=None)
def test_the_order_of_sentences_changes_nothing(texts):
    def coded(order):
        rows = {
            "article_id": [str(EXAMPLES.index(text)) for text in order],
            "sentence": [0] * len(order),
            "text": order,
        }
        return code_blame(pl.DataFrame(rows), CODEBOOK)

    assert coded(texts).equals(coded(sorted(texts)))


@given(st.lists(st.lists(st.sampled_from(["روسيا", "إيران", "النظام"]), max_size=4), max_size=6))
def test_a_coding_agrees_with_itself(targets):
    coded = [[Blamed(target, None, "harm", "asserted") for target in sentence] for sentence in targets]
    scored = score_blame(coded, coded)
    assert scored.every.correct == scored.every.found == scored.every.expected
    assert scored.every.f1 in {None, 1.0}
