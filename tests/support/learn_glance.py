"""Learn which sentences the glance lets pass: python tests/support/learn_glance.py

It is learned from all sentences of the shared corpus that the gate lets pass, but for those that measure the
coder, and from the examples of the codebook. It needs no coding: what counts is whom the ranker blames when
it reads them. The command changes these weights alone; `learn_evidence.py` learns them after the others. It
needs scikit-learn.
"""

import json
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from coded_sentences import CORPUS, EXAMPLE_WEIGHT, GOLD, ROOT, examples, worked
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from flows.codebook.evidence import CONSTANT, EVIDENCE_FILE, GLANCE, WEIGHT_OF_GATE, Evidence, as_text
from flows.codebook.load import load
from flows.codebook.model import Codebook
from flows.coding.blame.coder import Compiled
from flows.coding.blame.glance import WORD, Cues, Glance, features, stems_of
from flows.coding.blame.ranking import judge
from flows.coding.blame.resolution import sight_of, voices
from flows.coding.folding import MARK
from flows.coding.reading import Numbers, Words
from flows.text.sentences import split

EVIDENCE = ROOT / "flows" / "codebook" / EVIDENCE_FILE
MEASURING = GOLD.with_name("dev.jsonl")
AT_ONCE = 5_000
"""How many articles are split at once."""
KEPT = 0.97
"""The share of the sentences in which the ranker blames somebody that the glance lets pass."""
TRIED = 0.2
"""The share of the sentences that the constant is learned from, and not the weights."""
LEAST_WORDS = 40
"""What stands around fewer words is not learned."""
LEAST_WEIGHT = 0.1
"""A weight nearer to zero is left out."""
PLAIN = 0.1
"""The share of the words that begin no candidate that are learned from: there are many, and all alike."""
STRENGTH = 0.3
"""The inverse strength of the regularisation."""


@dataclass(frozen=True)
class Sentences:
    """Sentences with, of each word, whether a candidate begins at it and whether the ranker blames that."""

    words: Words
    gate: Numbers
    cues: Cues
    names: frozenset[str]
    frames: list[str]
    is_candidate: np.ndarray
    is_blamed: np.ndarray


def passed(compiled: Compiled) -> list[str]:
    """Give the sentences of the corpus that the gate lets pass, but for those that measure the coder."""
    articles = pl.read_parquet(CORPUS, columns=["id", "title", "text"]).rename({"id": "article_id"})
    measuring = [json.loads(line)["text"] for line in MEASURING.read_text(encoding="utf-8").splitlines()]
    texts: list[str] = []
    for some in articles.sort("article_id").iter_slices(AT_ONCE):
        sentences = split(some)
        held = sentences.filter(compiled.held(Words.read(sentences["text"])))["text"]
        texts += held.filter(~held.is_in(measuring)).to_list()
    return texts


def judged(texts: list[str], compiled: Compiled) -> Sentences:
    """Let the ranker read sentences."""
    firsts = [_firsts(text, compiled) for text in texts]
    words = Words.read(pl.Series(texts))
    own = np.flatnonzero(~words.vocabulary.is_in(["", MARK]).to_numpy()[words.numbers])
    begins = np.searchsorted(words.rows[own], np.arange(len(texts)))
    marked = [np.zeros(len(words.numbers), dtype=bool) for _ in range(2)]
    for row, found in enumerate(firsts):
        for mark, places in zip(marked, found, strict=True):
            mark[own[np.minimum(begins[row] + np.array(places, int), len(own) - 1)]] = True
    cues = compiled.cues_in(words)
    return Sentences(
        words,
        compiled.gate.totals(words),
        cues,
        compiled.lexicon.stems_of_actors,
        compiled.frames,
        *marked,
    )


def _firsts(text: str, compiled: Compiled) -> tuple[list[int], list[int]]:
    """Give the first words of the candidates of a sentence and of those who are blamed."""
    seen = sight_of(text, compiled.lexicon)
    if seen is None:
        return [], []
    blamed = judge(seen[0], voices(seen[0]), compiled.weights)
    return [party.first for party in seen[0].candidates], [each.party.first for each in blamed]


def matrix(columns: np.ndarray, gate: np.ndarray, size: int) -> csr_matrix:
    """Give the features of words as rows of a matrix, what the gate gives to their sentences last."""
    row, kind = np.nonzero(columns >= 0)
    ones = np.ones(len(row), np.float32)
    known = csr_matrix((ones, (row, columns[row, kind])), shape=(len(columns), size))
    return hstack([known, csr_matrix(gate[:, None].astype(np.float32))]).tocsr()


def of_sentences(sentences: Sentences) -> tuple[list[str], csr_matrix]:
    """Give the frequent stems, and how often each sentence holds them, with the gate's total last."""
    words = sentences.words
    every = stems_of(words.vocabulary, sentences.names)
    names = every.unique(maintain_order=True)
    place = dict(zip(names, range(names.len()), strict=True))
    numbers = np.array([place[each] for each in every])[words.numbers]
    held = csr_matrix((np.ones(len(numbers), np.float32), (words.rows, numbers)))
    enough = np.flatnonzero(np.bincount(held.indices) >= LEAST_WORDS)
    gate = csr_matrix(np.maximum(sentences.gate, 0)[:, None].astype(np.float32) / 100)
    return [names[int(at)] for at in enough], hstack([held[:, enough], gate]).tocsr()


def speaks(x: csr_matrix, blames: np.ndarray, half: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fit what the words of a sentence say.

    Returns:
        The weights, and what each sentence comes to by weights of the other half.
    """
    scores = np.zeros(len(blames))
    for learned, tried in ((half, ~half), (~half, half)):
        scores[tried] = x[tried] @ _fit(x[learned], blames[learned], STRENGTH)
    return _fit(x, blames, STRENGTH), scores


def _fit(x: csr_matrix, y: np.ndarray, strength: float) -> np.ndarray:
    return LogisticRegression(C=strength, solver="liblinear", tol=1e-2).fit(x, y).coef_[0]


def learn(sentences: Sentences, seed: int = 0) -> dict[str, float]:
    """Fit the weights to most of the sentences, and the constant to the others."""
    chance = np.random.default_rng(seed)
    words, rows = sentences.words, sentences.words.rows
    blames = np.zeros(len(words.starts), dtype=bool)
    blames[rows[sentences.is_blamed]] = True
    tried = chance.random(len(blames)) < TRIED
    stem_names, held = of_sentences(sentences)
    fitted, scores = speaks(held[~tried], blames[~tried], chance.random(np.sum(~tried)) < 0.5)
    shared = held @ fitted
    shared[~tried] = scores
    names, columns = features(words, sentences.cues, sentences.names, sentences.frames, LEAST_WORDS)
    own = ~words.vocabulary.is_in(["", MARK]).to_numpy()[words.numbers]
    plain = chance.random(len(rows)) < PLAIN
    at = np.flatnonzero(own & ~tried[rows] & (sentences.is_candidate | plain))
    row = _fit(matrix(columns[at], shared[rows[at]], len(names)), sentences.is_blamed[at], STRENGTH)
    weights = dict(zip(names, row[:-1], strict=True))
    weights |= {f"{WORD}:{stem}": row[-1] * each for stem, each in zip(stem_names, fitted, strict=False)}
    weights = {name: round(float(each), 2) for name, each in weights.items() if abs(each) >= LEAST_WEIGHT}
    weights |= {CONSTANT: 0.0, WEIGHT_OF_GATE: round(float(row[-1] * fitted[-1]), 2)}
    glance = Glance(weights, sentences.names, sentences.frames)
    best = glance.totals(words, sentences.gate, sentences.cues) / 10_000
    least = float(np.quantile(best[tried & blames], 1 - KEPT))
    print(f"{len(tried)} sentences, {blames.mean():.3f} blame; {np.mean(best[tried] > least):.3f} pass")
    return weights | {CONSTANT: round(-least, 2)}


def with_glance(codebook: Codebook) -> Evidence:
    """Give the weights of a codebook with those of the glance, learned for them."""
    others = {model: weights for model, weights in codebook.evidence.items() if model != GLANCE}
    compiled = Compiled(replace(codebook, evidence=others))
    plain = [each.text for each in examples(codebook.cues) + worked()]
    return {**others, GLANCE: learn(judged(passed(compiled) + plain * int(EXAMPLE_WEIGHT), compiled))}


if __name__ == "__main__":
    evidence = with_glance(load())
    EVIDENCE.write_text(as_text(evidence), encoding="utf-8", newline="\n")
    print(f"{len(evidence[GLANCE])} weights of the glance")
