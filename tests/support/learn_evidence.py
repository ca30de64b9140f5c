"""Learn the weights of `flows/codebook/evidence.csv`: python tests/support/learn_evidence.py [--folds]

It needs scikit-learn (`pip install scikit-learn`), the shared corpus and the hand-coded sentences. With
--folds it first prints how sentences of outlets come out that were not learned from.
"""

import sys
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from coded_sentences import ROOT, Coded, coded_sentences, examples, worked
from scipy.sparse import csr_matrix, diags_array
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from flows.codebook.evidence import (
    BLAMED,
    CONSTANT,
    CONSTANT_OF_ACCUSATION,
    CONSTANT_WITHOUT_CUE,
    DENIED,
    GATE,
    SOURCE,
    as_text,
)
from flows.codebook.load import load
from flows.coding.blame.coder import Compiled
from flows.coding.blame.features import of_candidate, of_sentence
from flows.coding.blame.resolution import resolve, sight_of, voices
from flows.coding.hits import fold_expression
from flows.measures.agreement import Blamed, score_blame, words
from flows.text.stems import stem
from flows.vocabulary import KINDS

EVIDENCE = ROOT / "flows" / "codebook" / "evidence.csv"
LEAST_SENTENCES = 3
"""A feature seen fewer times is not learned."""
LEAST_WEIGHT = {BLAMED: 0.05, GATE: 0.05}
LEAST_OTHER_WEIGHT = 0.1
"""A weight nearer to zero is left out."""
SMOOTHING = 0.3
"""What is added to each feature's count before the ratio of its shares is taken."""
STRENGTH = {BLAMED: 0.1, DENIED: 0.1, GATE: 0.1, "kind": 0.1, "source": 0.1}
"""The inverse strength of the regularisation, by model."""
THRESHOLD = {
    BLAMED: 0.32,
    "blamed without cue": 0.55,
    DENIED: 0.2,
    "source of accusation": 0.15,
    "source": 0.5,
}
"""The probability above which a model says yes."""
PASSED = 0.95
"""The share of blaming sentences that the gate lets pass."""


@dataclass
class Candidates:
    """The candidates of all sentences as rows: their features, their sentences, and what they are."""

    features: list[list[str]] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    is_voice: list[bool] = field(default_factory=list)
    record: list[dict | None] = field(default_factory=list)
    is_source: list[bool] = field(default_factory=list)


def read(coded: list[Coded], lexicon) -> Candidates:
    """Give the candidates of the sentences, each with what the coding says of it."""
    rows = Candidates()
    for number, sentence in enumerate(coded):
        seen = sight_of(sentence.text, lexicon)
        if seen is None:
            continue
        sight, scene = seen[0], seen[0].scene
        shared = of_sentence(sight)
        heard = voices(sight)
        for party in [*sight.candidates, *heard]:
            first, last = scene.tokens[party.name_first], scene.tokens[party.name_last]
            name = words(sentence.text[first.start : last.end])
            same = [each for each in sentence.blame if name & words(each["target"])]
            rows.features.append([*shared, *of_candidate(sight, party)])
            rows.sentence.append(number)
            rows.is_voice.append(party.kind == "voice")
            rows.record.append(same[0] if same and party.kind != "voice" else None)
            rows.is_source.append(
                any(each["source"] and name & words(each["source"]) for each in sentence.blame)
            )
    return rows


def vocabulary(features: list[list[str]]) -> dict[str, int]:
    counts = Counter(name for row in features for name in row)
    return {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST_SENTENCES))}


def matrix(features: list[list[str]], known: dict[str, int]) -> csr_matrix:
    columns = [[known[name] for name in row if name in known] for row in features]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter((at for row in columns for at in row), dtype=np.int32)
    return csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(features), len(known)))


def fit(
    x: csr_matrix, y: np.ndarray, strength: float, weight: np.ndarray | None = None
) -> tuple[np.ndarray, float]:
    """Fit a logistic regression to features scaled by their log-count ratios; give weights and constant.

    A feature that is as frequent among the yes as among the no is held near zero, so that rare ones can weigh
    (Wang and Manning, Baselines and bigrams, ACL 2012).
    """
    ratio = np.abs(np.log(_shares(x[y]) / _shares(x[~y]))).clip(0.1, 3)
    model = LogisticRegression(C=strength, max_iter=1000, tol=1e-3).fit(
        (x @ diags_array(ratio)).tocsr(), y, sample_weight=weight
    )
    return model.coef_[0] * ratio, float(model.intercept_[0])


def _shares(x: csr_matrix) -> np.ndarray:
    counts = np.asarray(x.sum(0)).ravel() + SMOOTHING
    return counts / counts.sum()


def learn(rows: Candidates, coded: list[Coded], only: np.ndarray) -> dict[str, dict[str, float]]:
    """Fit every model to the candidates of some sentences; give the weights by model and feature."""
    number = np.array(rows.sentence)
    mine = only[number]
    features = [rows.features[at] for at in np.flatnonzero(mine)]
    known = vocabulary(features)
    x = matrix(features, known)
    voice = np.array(rows.is_voice)[mine]
    blamed = np.array([each is not None for each in rows.record])[mine]
    records = [rows.record[at] for at in np.flatnonzero(mine)]
    source = np.array(rows.is_source)[mine]
    names = list(known)
    counts = np.array([each.weight for each in coded])[number[mine]]
    model = fit(x[~voice], blamed[~voice], STRENGTH[BLAMED], counts[~voice])
    weights = {BLAMED: _weights(model, names, THRESHOLD[BLAMED], LEAST_WEIGHT[BLAMED])}
    wary = _weights(model, names, THRESHOLD["blamed without cue"])
    weights[BLAMED][CONSTANT_WITHOUT_CUE] = wary[CONSTANT]
    hit = np.flatnonzero(blamed)
    denied = np.array([records[at]["stance"] == "denied" for at in hit])
    weights[DENIED] = _weights(fit(x[hit], denied, STRENGTH[DENIED], counts[hit]), names, THRESHOLD[DENIED])
    kinds = np.array([records[at]["kind"] for at in hit])
    for kind in KINDS:
        weights[kind] = _kept(names, *fit(x[hit], kinds == kind, STRENGTH["kind"], counts[hit]))
    blaming = np.array([bool(coded[at].blame) for at in number[mine]])
    model = fit(x[blaming], source[blaming], STRENGTH["source"], counts[blaming])
    weights[SOURCE] = _weights(model, names, THRESHOLD[SOURCE])
    eager = _weights(model, names, THRESHOLD["source of accusation"])
    weights[SOURCE][CONSTANT_OF_ACCUSATION] = eager[CONSTANT]
    weights[GATE] = _gate(coded, only)
    return weights


def _gate(coded: list[Coded], only: np.ndarray) -> dict[str, float]:
    """Fit the gate to the words of sentences; it lets pass the share asked for of those that blame."""
    which = [coded[at] for at in np.flatnonzero(only)]
    folded = pl.DataFrame({"text": [each.text for each in which]}).select(fold_expression(pl.col("text")))
    features = [[stem(word) for word in text.split(" ")] for text in folded.to_series()]
    x, y = matrix(features, known := vocabulary(features)), np.array([bool(each.blame) for each in which])
    outlets = np.array([each.outlet for each in which])
    scores = np.zeros(len(y))
    for learned, tried in GroupKFold(4).split(outlets, groups=outlets):
        row, constant = fit(x[learned], y[learned], STRENGTH[GATE])
        scores[tried] = x[tried] @ row + constant
    row, constant = fit(x, y, STRENGTH[GATE], np.array([each.weight for each in which]))
    return _kept(list(known), row, constant - float(np.quantile(scores[y], 1 - PASSED)), LEAST_WEIGHT[GATE])


def _weights(
    model: tuple[np.ndarray, float], names: list[str], threshold: float, least: float = LEAST_OTHER_WEIGHT
) -> dict[str, float]:
    row, constant = model
    return _kept(names, row, constant - float(np.log(threshold / (1 - threshold))), least)


def _kept(
    names: list[str], row: np.ndarray, constant: float, least: float = LEAST_OTHER_WEIGHT
) -> dict[str, float]:
    kept = {name: round(float(w), 2) for name, w in zip(names, row, strict=True) if abs(w) >= least}
    kept[CONSTANT] = round(constant, 2)
    return kept


def folds(coded: list[Coded], rows: Candidates, lexicon) -> None:
    """Print how sentences of outlets come out that were not learned from."""
    outlets = np.array([each.outlet for each in coded])
    predicted: list[list[Blamed]] = [[] for _ in coded]
    for learned, tried in GroupKFold(4).split(outlets, groups=outlets):
        weights = learn(rows, coded, np.isin(np.arange(len(coded)), learned))
        for at in tried:
            predicted[at] = [
                Blamed(r.target, r.source, r.kind, r.stance)
                for r in resolve(coded[at].text, lexicon, weights)
            ]
    for name, by_hand in (("by hand", True), ("stood off", False)):
        which = [at for at, each in enumerate(coded) if each.by_hand == by_hand]
        gold = [[Blamed.of(record) for record in coded[at].blame] for at in which]
        print(name, *shown(score_blame([predicted[at] for at in which], gold)))


def shown(agreement) -> list[str]:
    """Give precision, recall and F1 of every record, explicit ones and sentences, and the sources' recall."""
    figures = [
        f"{name} {c.precision or 0:.3f}/{c.recall or 0:.3f}/{c.f1 or 0:.3f}"
        for name, c in (
            ("all", agreement.every),
            ("explicit", agreement.explicit),
            ("sentences", agreement.sentences),
        )
    ]
    return [*figures, f"sources {agreement.sources.recall or 0:.3f}"]


def write(weights: dict[str, dict[str, float]]) -> None:
    EVIDENCE.write_text(as_text(weights), encoding="utf-8", newline="\n")
    print(f"{sum(map(len, weights.values()))} weights in {EVIDENCE.relative_to(ROOT)}")


if __name__ == "__main__":
    EVIDENCE.unlink(missing_ok=True)  # of another make, it might not fit
    codebook = load()
    compiled = Compiled.of(codebook)
    sentences = coded_sentences() + examples(codebook.cues) + worked()
    read_rows = read(sentences, compiled.lexicon)
    print(len(sentences), "sentences,", len(read_rows.sentence), "candidates")
    if "--folds" in sys.argv:
        folds(sentences, read_rows, compiled.lexicon)
    write(learn(read_rows, sentences, np.ones(len(sentences), dtype=bool)))
