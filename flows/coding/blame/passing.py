"""Why the scans let a sentence pass or set it aside: its cue, its words, and what stands around them."""

from collections.abc import Iterable

import polars as pl

from flows.codebook.evidence import CONSTANT, GATE, GLANCE
from flows.coding.blame.coder import Compiled
from flows.coding.blame.explanation import Weight
from flows.coding.blame.glance import features
from flows.coding.blame.weights import HUNDRED, Weights
from flows.coding.blame.wording import in_words
from flows.coding.folding import MARK
from flows.coding.reading import Words
from flows.text.stems import stem

MOST_FEATURES = 5
"""How many features are told on each side, the heaviest first."""


def why_read(text: str, compiled: Compiled) -> tuple[bool, str, tuple[Weight, ...]]:
    """Tell whether a sentence is read, why, and by which weights.

    Args:
        text: the untouched sentence.
        compiled: the codebook.
    """
    words = Words.read(pl.Series([text]))
    if not compiled.cues.held(words)[0]:
        return False, "set aside: it holds no form of any cue", ()
    if compiled.weights is None or compiled.gate is None:
        return True, "read: it holds a cue", ()
    score = int(compiled.gate.totals(words)[0]) / HUNDRED
    written = [stem(word) for word in words.lists()[0]]
    told = heaviest([CONSTANT, *written], GATE, compiled.weights)
    if not compiled.passed(words)[0]:
        return False, f"set aside: its words speak of no blame, they come to {score:+.2f}", told
    if compiled.held(words)[0]:
        return True, f"read: it holds a cue, and its words come to {score:+.2f}", told
    word, around = _best_word(words, compiled)
    told = heaviest([CONSTANT, *around], GLANCE, compiled.weights)
    reason = f"set aside: no word stands as the name of one who is blamed would, {word} comes nearest to it"
    return False, reason, told


def _best_word(words: Words, compiled: Compiled) -> tuple[str, list[str]]:
    """Give the word that most likely names somebody blamed, and what stands around it."""
    weights = {} if compiled.weights is None else compiled.weights[GLANCE]
    names, columns = features(
        words, compiled.cues_in(words), compiled.lexicon.stems_of_actors, compiled.frames
    )
    written = words.vocabulary.gather(words.numbers).to_list()
    own = [at for at, word in enumerate(written) if word not in {"", MARK}]
    around = {at: [names[place] for place in columns[at] if place >= 0] for at in own}
    best = max(own, key=lambda at: sum(weights.get(name, 0.0) for name in around[at]))
    return written[best], around[best]


def heaviest(features: Iterable[str], model: str, weights: Weights) -> tuple[Weight, ...]:
    """Give the weights of features that count most either way, the heaviest first.

    Args:
        features: by name.
        model: whose weights are meant.
        weights: of every model.
    """
    known = [(feature, weights[model][feature]) for feature in {*features} if feature in weights[model]]
    known.sort(key=lambda each: (-abs(each[1]), each[0]))
    return tuple(
        Weight(model, feature, weight, _meaning(model, feature))
        for feature, weight in known[: 2 * MOST_FEATURES]
    )


def _meaning(model: str, feature: str) -> str:
    """Say what a feature speaks of; the gate's features are the stems of words."""
    if model == GLANCE and feature == CONSTANT:
        return "what every word starts with"
    if model != GATE:
        return in_words(feature)
    return "what every sentence starts with" if feature == CONSTANT else f"the stem {feature}"
