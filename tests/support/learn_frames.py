"""Learn the weights of `flows/codebook/frame_evidence.csv`: python tests/support/learn_frames.py [--folds]

It needs scikit-learn (`pip install scikit-learn`), the shared corpus and the hand-coded sentences. With
--folds it first prints how sentences of outlets come out that were not learned from.
"""

import sys
from dataclasses import dataclass

import numpy as np
import polars as pl
from coded_sentences import ROOT, Coded, coded_sentences
from learn_evidence import BY_HAND, LEAST_SENTENCES, LEAST_WEIGHT, above, fit
from scipy.sparse import csr_matrix, hstack
from sklearn.model_selection import GroupKFold

from flows.codebook.evidence import CONSTANT, as_text
from flows.codebook.load import load
from flows.coding.frames import finds_of
from flows.coding.likely import features
from flows.coding.patterns import Patterns, compile_patterns
from flows.coding.reading import Words
from flows.measures.agreement import Counts

FRAME_EVIDENCE = ROOT / "flows" / "codebook" / "frame_evidence.csv"
THRESHOLD = {"partnership": 0.58}
"""The chance above which the uncertain entries of a frame count; of frames not named here, an even one."""
STRENGTH = 0.2
"""The inverse strength of the regularisation."""


@dataclass
class Rows:
    """All coded sentences as rows.

    Attributes:
        names: the features.
        x: the words of each sentence as features.
        sure: for each frame, which sentences hold one of its sure entries.
        uncertain: for each frame with uncertain entries, which sentences hold one.
        counts: how often each sentence counts.
    """

    names: list[str]
    x: csr_matrix
    sure: dict[str, np.ndarray]
    uncertain: dict[str, np.ndarray]
    counts: np.ndarray


def read(coded: list[Coded], patterns: Patterns) -> Rows:
    """Read the sentences as the coder does."""
    words = Words.read(pl.Series([each.text for each in coded]))
    found = finds_of(words, patterns).join(patterns.entries, on="entry")
    asks = patterns.entries.filter("only_likely")["frame"].unique().sort()
    names, x = _matrix(words)
    return Rows(
        names,
        x,
        {frame: _rows(found.filter(~pl.col("only_likely")), frame, len(coded)) for frame in asks},
        {frame: _rows(found.filter("only_likely"), frame, len(coded)) for frame in asks},
        np.array([each.weight * (BY_HAND if each.by_hand else 1) for each in coded]),
    )


def _rows(found: pl.DataFrame, frame: str, sentences: int) -> np.ndarray:
    return np.isin(np.arange(sentences), found.filter(frame=frame)["row"].to_numpy())


def _matrix(words: Words) -> tuple[list[str], csr_matrix]:
    """Give the features that enough sentences have, and how often each sentence has each."""
    said = pl.DataFrame({"row": words.rows, "number": words.numbers})
    of_word = features(words.vocabulary, np.arange(words.vocabulary.len()))
    each = said.join(of_word, on="number").group_by("row", "feature").len()
    known = each.group_by("feature").len("sentences").filter(pl.col("sentences") >= LEAST_SENTENCES)
    known = known.select("feature").sort("feature").with_row_index("column")
    each = each.join(known, on="feature")
    at = (each["row"].to_numpy(), each["column"].to_numpy())
    times = each["len"].to_numpy().astype(np.float32)
    return known["feature"].to_list(), csr_matrix((times, at), shape=(len(words.starts), known.height))


def learn(rows: Rows, coded: list[Coded], only: np.ndarray) -> dict[str, dict[str, float]]:
    """Fit the weights of each frame with uncertain entries to some of the sentences.

    That a sentence holds a sure entry is learned along and then left out: words should tell what entries do
    not.
    """
    weights = {}
    for frame, sure in rows.sure.items():
        is_so = np.array([frame in each.frames for each in coded])
        x = hstack([rows.x, csr_matrix(sure[:, None].astype(np.float32))]).tocsr()
        row, constant = fit(x[only], is_so[only], STRENGTH, rows.counts[only])
        kept = {name: round(float(w), 2) for name, w in zip(rows.names, row, strict=False)}
        kept = {name: weight for name, weight in kept.items() if abs(weight) >= LEAST_WEIGHT}
        weights[frame] = kept | {CONSTANT: round(above(constant, THRESHOLD.get(frame, 0.5)), 2)}
    return weights


def folds(rows: Rows, coded: list[Coded]) -> None:
    """Print how sentences of outlets come out that were not learned from, without and with the weights."""
    outlets = np.array([each.outlet for each in coded])
    likely = {frame: np.zeros(len(coded), dtype=bool) for frame in rows.sure}
    for learned, tried in GroupKFold(6).split(outlets, groups=outlets):
        weights = learn(rows, coded, np.isin(np.arange(len(coded)), learned))
        for frame, own in weights.items():
            row = np.array([own.get(name, 0) for name in rows.names])
            likely[frame][tried] = rows.x[tried] @ row + own[CONSTANT] > 0
    for frame, sure in rows.sure.items():
        is_so = np.array([frame in each.frames for each in coded])
        for name, found in (("sure", sure), ("all", sure | (rows.uncertain[frame] & likely[frame]))):
            counts = Counts(int((found & is_so).sum()), int(found.sum()), int(is_so.sum()))
            print(frame, name, f"{counts.precision:.3f}/{counts.recall:.3f}/{counts.f1:.3f}")


if __name__ == "__main__":
    FRAME_EVIDENCE.unlink(missing_ok=True)  # of another make, it might not fit
    sentences = coded_sentences()
    read_rows = read(sentences, compile_patterns(load()))
    if "--folds" in sys.argv:
        folds(read_rows, sentences)
    learned_weights = learn(read_rows, sentences, np.ones(len(sentences), dtype=bool))
    FRAME_EVIDENCE.write_text(as_text(learned_weights), encoding="utf-8", newline="\n")
    print(f"{sum(map(len, learned_weights.values()))} weights in {FRAME_EVIDENCE.relative_to(ROOT)}")
