"""Learn the weights of `flows/codebook/evidence.csv`: python tests/support/learn_evidence.py [--folds]

It needs scikit-learn (`pip install scikit-learn`), the shared corpus and the hand-coded sentences. With
--folds it first prints how sentences of outlets come out that were not learned from.
"""

import sys
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from coded_sentences import ROOT, Coded, coded_sentences, examples, worked
from learn_glance import with_glance
from learn_leasts import with_leasts
from scipy.sparse import csr_matrix, diags_array
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from flows.codebook.evidence import (
    BLAMED,
    CONSTANT,
    CONSTANT_AS_LEARNED,
    CONSTANT_OF_ACCUSATION,
    CONSTANT_WITHOUT_CUE,
    DENIED,
    GATE,
    SOURCE,
    Evidence,
    as_text,
)
from flows.codebook.load import load
from flows.coding.blame.attribution import of_source
from flows.coding.blame.coder import Compiled
from flows.coding.blame.features import of_candidate, of_sentence
from flows.coding.blame.party import overlaps
from flows.coding.blame.resolution import resolve, sight_of, voices
from flows.coding.blame.weights import Weights
from flows.coding.blame.words import spans_of
from flows.coding.folding import fold_expression
from flows.measures.agreement import Blamed, score_blame, words
from flows.text.stems import stem
from flows.vocabulary import KINDS

EVIDENCE = ROOT / "flows" / "codebook" / "evidence.csv"
LEAST_SENTENCES = 3
"""A feature seen fewer times is not learned."""
LEAST_WEIGHT = 0.05
"""A weight of the gate nearer to zero is left out."""
MOST_WEIGHTS = {BLAMED: 25_000, DENIED: 3_000, "kind": 7_500, SOURCE: 10_000}
"""How many weights a model keeps: those that say most, learned anew without the others."""
SMOOTHING = 0.3
"""What is added to each feature's count before the ratio of its shares is taken."""
STRENGTH = 0.1
"""The inverse strength of the regularisation."""
BY_HAND = 3.0
"""How often a hand-coded sentence counts."""
THRESHOLD = {
    BLAMED: 0.32,
    "blamed without cue": 0.46,
    DENIED: 0.3,
    "source of accusation": 0.2,
    "source": 0.3,
}
"""The probability above which a model says yes."""
INNER_FOLDS = 3
"""In how many parts the outlets are taken to tell which mention of a party a record means."""
PASSED = 0.93
"""The share of blaming sentences that the gate lets pass."""


@dataclass
class Candidates:
    """The candidates of all sentences as rows: their features, their sentences, and what they are."""

    features: list[list[str]] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    is_voice: list[bool] = field(default_factory=list)
    record: list[dict | None] = field(default_factory=list)


@dataclass
class Pairs:
    """A blamed candidate and who could be the source of it, as rows: both, their features, and what is so."""

    blamed: list[int] = field(default_factory=list)
    other: list[int] = field(default_factory=list)
    features: list[list[str]] = field(default_factory=list)
    is_source: list[bool] = field(default_factory=list)


def read(coded: list[Coded], lexicon) -> tuple[Candidates, Pairs]:
    """Give the candidates of the sentences with what the coding says of them, and who is whose source."""
    rows, pairs = Candidates(), Pairs()
    for number, sentence in enumerate(coded):
        seen = sight_of(sentence.text, lexicon)
        if seen is None:
            continue
        sight = seen[0]
        shared = of_sentence(sight)
        parties = [*sight.candidates, *voices(sight)]
        names = [name_of(sentence.text, party) for party in parties]
        first = len(rows.sentence)
        for party, name in zip(parties, names, strict=True):
            stances = {ruled.stance for ruled in sight.ruled if overlaps(party, ruled.first, ruled.last)}
            same = [each for each in sentence.blame if name & words(each["target"])]
            same.sort(key=lambda each: each["stance"] not in stances)
            rows.features.append([*shared, *of_candidate(sight, party)])
            rows.sentence.append(number)
            rows.is_voice.append(party.kind == "voice")
            rows.record.append(same[0] if same and party.kind != "voice" else None)
        for at, party in enumerate(parties):
            record = rows.record[first + at]
            for other, name in enumerate(names if record is not None else ()):
                pairs.blamed.append(first + at)
                pairs.other.append(first + other)
                how = of_source(sight, party, record["kind"], record["stance"], parties[other])
                pairs.features.append([*rows.features[first + other], *how])
                pairs.is_source.append(bool(name & words(record["source"] or "")))
    return rows, pairs


def name_of(text: str, party) -> frozenset[str]:
    """Give the words of a party's name."""
    spans = spans_of(text)
    return words(text[spans[party.name_first][0] : spans[party.name_last][1]])


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


def fit_sparse(x: csr_matrix, y: np.ndarray, most: int, weight: np.ndarray) -> tuple[np.ndarray, float]:
    """Fit with the features alone that say most: by their weight, and by how often they say it."""
    row, constant = fit(x, y, STRENGTH, weight)
    said = np.abs(row) * np.sqrt(np.asarray(x.sum(0)).ravel())
    kept = np.argsort(-said, kind="stable")[:most]
    sparse = np.zeros_like(row)
    sparse[kept], constant = fit(x[:, kept], y, STRENGTH, weight)
    return sparse, constant


def learn(
    read_rows: tuple[Candidates, Pairs], coded: list[Coded], only: np.ndarray
) -> dict[str, dict[str, float]]:
    """Fit every model to the candidates of some sentences; give the weights by model and feature."""
    rows, pairs = read_rows
    number = np.array(rows.sentence)
    at = np.flatnonzero(only[number])
    names, x = known_features(rows.features, at)
    counts = np.array([each.weight * (BY_HAND if each.by_hand else 1) for each in coded])[number[at]]
    blamed = np.array([rows.record[row] is not None for row in at])
    able = np.flatnonzero(~np.array(rows.is_voice)[at])
    outlets = np.array([coded[each].outlet for each in number[at]])
    meant = _meant(rows, at, _scores(x, blamed, outlets, counts, able))
    able = able[meant[able]]
    row, constant = fit_sparse(x[able], blamed[able], MOST_WEIGHTS[BLAMED], counts[able])
    weights = {BLAMED: _kept(names, row, above(constant, THRESHOLD[BLAMED]))}
    weights[BLAMED][CONSTANT_WITHOUT_CUE] = round(above(constant, THRESHOLD["blamed without cue"]), 2)
    weights[BLAMED][CONSTANT_AS_LEARNED] = round(constant, 2)
    hit = np.flatnonzero(blamed & meant)
    denied = np.array([rows.record[each]["stance"] == "denied" for each in at[hit]])
    row, constant = fit_sparse(x[hit], denied, MOST_WEIGHTS[DENIED], counts[hit])
    weights[DENIED] = _kept(names, row, above(constant, THRESHOLD[DENIED]))
    kinds = np.array([rows.record[each]["kind"] for each in at[hit]])
    for kind in KINDS:
        weights[kind] = _kept(names, *fit_sparse(x[hit], kinds == kind, MOST_WEIGHTS["kind"], counts[hit]))
    weights[SOURCE] = _source(pairs, {*at[hit]}, dict(zip(at, counts, strict=True)))
    weights[GATE] = _gate(coded, only)
    return weights


def known_features(features: list[list[str]], at: np.ndarray) -> tuple[list[str], csr_matrix]:
    """Give the names of the features that some rows have often enough, and the rows as a matrix."""
    known = vocabulary(chosen := [features[row] for row in at])
    return list(known), matrix(chosen, known)


def _scores(
    x: csr_matrix, blamed: np.ndarray, outlets: np.ndarray, counts: np.ndarray, able: np.ndarray
) -> np.ndarray:
    """Give how likely each candidate is blamed, learned from the candidates of other outlets."""
    scores = np.zeros(x.shape[0])
    for learned, tried in GroupKFold(INNER_FOLDS).split(outlets, groups=outlets):
        rows = np.intersect1d(learned, able)
        row, constant = fit(x[rows], blamed[rows], STRENGTH, counts[rows])
        scores[tried] = x[tried] @ row + constant
    return scores


def _meant(rows: Candidates, at: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Tell which candidates to learn from: of those that share a record, the one that it most likely means.

    A party is often named several times, and only once where it is blamed (Andrews, Tsochantaridis and
    Hofmann, Support vector machines for multiple-instance learning, NIPS 2002).
    """
    likeliest: dict[tuple[int, int], int] = {}
    meant = np.array([rows.record[row] is None for row in at])
    for here, row in enumerate(at):
        if not meant[here]:
            key = (rows.sentence[row], id(rows.record[row]))
            if key not in likeliest or scores[here] > scores[likeliest[key]]:
                likeliest[key] = here
    meant[list(likeliest.values())] = True
    return meant


def _source(pairs: Pairs, blamed: set[int], counts: dict[int, float]) -> dict[str, float]:
    """Fit who is the source of whom is blamed."""
    at = np.array([pair for pair, row in enumerate(pairs.blamed) if row in blamed])
    names, x = known_features(pairs.features, at)
    is_source = np.array(pairs.is_source)[at]
    weight = np.array([counts[pairs.blamed[pair]] for pair in at])
    row, constant = fit_sparse(x, is_source, MOST_WEIGHTS[SOURCE], weight)
    weights = _kept(names, row, above(constant, THRESHOLD["source"]))
    weights[CONSTANT_OF_ACCUSATION] = round(above(constant, THRESHOLD["source of accusation"]), 2)
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
        row, constant = fit(x[learned], y[learned], STRENGTH)
        scores[tried] = x[tried] @ row + constant
    row, constant = fit(x, y, STRENGTH, np.array([each.weight for each in which]))
    return _kept(list(known), row, constant - float(np.quantile(scores[y], 1 - PASSED)), LEAST_WEIGHT)


def above(constant: float, threshold: float) -> float:
    """Lower a constant so that a chance at the threshold comes out as zero."""
    return constant - float(np.log(threshold / (1 - threshold)))


def _kept(names: list[str], row: np.ndarray, constant: float, least: float = 0.0) -> dict[str, float]:
    kept = {name: round(float(w), 2) for name, w in zip(names, row, strict=True) if abs(w) >= least}
    kept = {name: weight for name, weight in kept.items() if weight}
    kept[CONSTANT] = round(constant, 2)
    return kept


def folds(coded: list[Coded], rows: tuple[Candidates, Pairs], lexicon) -> None:
    """Print how sentences of outlets come out that were not learned from."""
    outlets = np.array([each.outlet for each in coded])
    predicted: list[list[Blamed]] = [[] for _ in coded]
    for learned, tried in GroupKFold(4).split(outlets, groups=outlets):
        weights = Weights(learn(rows, coded, np.isin(np.arange(len(coded)), learned)))
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


def write(weights: Evidence) -> None:
    EVIDENCE.write_text(as_text(weights), encoding="utf-8", newline="\n")
    print(f"{sum(map(len, weights.values()))} weights in {EVIDENCE.relative_to(ROOT)}")


if __name__ == "__main__":
    EVIDENCE.unlink(missing_ok=True)  # of another make, it might not fit
    codebook = load()
    compiled = Compiled.of(codebook)
    sentences = coded_sentences() + examples(codebook.cues) + worked()
    read_rows = read(sentences, compiled.lexicon)
    print(len(sentences), "sentences,", len(read_rows[0].sentence), "candidates")
    if "--folds" in sys.argv:
        folds(sentences, read_rows, compiled.lexicon)
    learned = learn(read_rows, sentences, np.ones(len(sentences), dtype=bool))
    learned = with_leasts(replace(codebook, evidence=learned))
    write(with_glance(replace(codebook, evidence=learned)))
