"""The glance adds up by numbers what its features say by name, and each sentence for itself."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.codebook.evidence import CONSTANT, WEIGHT_OF_GATE
from flows.coding.blame.glance import Cues, Glance, features
from flows.coding.folding import MARK
from flows.coding.reading import Words
from flows.text.stems import stem

VOCABULARY = ("قصف", "القصف", "حرب", "مدينه", "روسيا", "2017", "،", "غيم")
NAMES = {stem("روسيا")}
FRAMES = ["attack", "attack_noun"]
TEXTS = st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join), min_size=1, max_size=4)
HUNDREDTHS = st.integers(-500, 500).map(lambda number: number / 100)


def read(texts):
    return Words.read(pl.Series(texts, dtype=pl.String))


def cues_of(words):
    of_word = words.vocabulary.replace_strict({"قصف": 0, "القصف": 1, "حرب": 0}, default=-1).to_numpy()
    frame = of_word[words.numbers].astype(np.int64)
    return Cues(np.flatnonzero(frame >= 0), frame[frame >= 0])


@st.composite
def glances(draw):
    """Texts, what the gate gives to each, and weights of some features that stand around their words."""
    texts = draw(TEXTS)
    words = read(texts)
    names, _ = features(words, cues_of(words), NAMES, FRAMES)
    names += ["word:قصف", "word:حرب"]
    weights = draw(st.dictionaries(st.sampled_from(names), HUNDREDTHS, max_size=12))
    weights |= {CONSTANT: draw(HUNDREDTHS), WEIGHT_OF_GATE: draw(HUNDREDTHS)}
    gate = draw(st.lists(st.integers(-300, 300), min_size=len(texts), max_size=len(texts)))
    return texts, np.array(gate), weights


def totals(texts, gate, weights):
    words = read(texts)
    return Glance(weights, NAMES, FRAMES).totals(words, gate, cues_of(words)).tolist()


def by_name(text, gate, weights):
    words = read([text])
    names, columns = features(words, cues_of(words), NAMES, FRAMES)
    written = words.vocabulary.gather(words.numbers).to_list()
    hundredths = {name: round(weight * 100) for name, weight in weights.items()}
    sums = [
        sum(hundredths.get(names[place], 0) for place in row if place >= 0)
        for word, row in zip(written, columns, strict=True)
        if word not in {"", MARK}
    ]
    shared = sum(hundredths.get(f"word:{stem(word)}", 0) for word in written)
    best = max(sums) + hundredths[CONSTANT]
    return 100 * (best + shared) + hundredths[WEIGHT_OF_GATE] * max(gate, 0)


@settings(deadline=None)
@given(glances())
def test_the_best_word_decides_by_the_weights_of_what_stands_around_it(drawn):
    texts, gate, weights = drawn
    told = totals(texts, gate, weights)
    for text, own, total in zip(texts, gate.tolist(), told, strict=True):
        if any(word != MARK for word in text.split()):
            assert total == by_name(text, own, weights)
        else:
            assert total < -1_000_000


@settings(deadline=None)
@given(glances())
def test_no_sentence_is_judged_by_what_stands_beside_it(drawn):
    texts, gate, weights = drawn
    alone = [totals([text], gate[at : at + 1], weights)[0] for at, text in enumerate(texts)]
    assert totals(texts, gate, weights) == alone
