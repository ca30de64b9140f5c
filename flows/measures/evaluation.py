"""The coder held against hand-coded sentences: precision, recall, F1 and Krippendorff's α, with intervals.

Intervals are of the percentile bootstrap over sentences: sentences are drawn with replacement, as often as
there are, and every figure is computed anew from the draw; the seed is fixed, so that the same sentences give
the same intervals. α is that of two coders and a nominal code (Krippendorff 2011, *Computing Krippendorff's
alpha-reliability*).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.measures.agreement import Blamed, Counts, match, score_blame
from flows.measures.intervals import CONFIDENCE

DRAWS = 1_000
SEED = 20_251_122

Tally = NDArray[np.float64]
"""Sums over sentences, shape (draws, figures of one code)."""


@dataclass(frozen=True, slots=True)
class HandCoded:
    """One sentence as it was coded, by hand or by the coder.

    Attributes:
        id: names the sentence.
        text: the sentence.
        frames: the codes of its frames.
        blame: its blame records.
    """

    id: str
    text: str
    frames: frozenset[str]
    blame: tuple[Blamed, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the bounds of its 95 % interval; all None where it is a ratio over nothing."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How the coder did on one code.

    Attributes:
        code: a frame's code, `blame` (targets of every kind), `blame, explicit` (accusations and stated
            responsibilities alone) or `blame, sentences` (whether anyone is blamed).
        correct: what the coder found and the hand-coding holds: sentences, of blame targets records.
        found: what the coder found.
        expected: what the hand-coding holds.
        precision: correct of found.
        recall: correct of expected.
        f1: their harmonic mean.
        alpha: Krippendorff's α over sentences; None of blame records, which are no units fixed beforehand.
    """

    code: str
    correct: int
    found: int
    expected: int
    precision: Figure
    recall: Figure
    f1: Figure
    alpha: Figure | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence that was coded otherwise than by hand; frames, and blamed parties as written."""

    id: str
    text: str
    missed: tuple[str, ...]
    added: tuple[str, ...]
    missed_targets: tuple[str, ...]
    added_targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found.

    Attributes:
        sentences: how many were coded by hand.
        frames: one score for each frame.
        macro_f1: the mean F1 of the frames; a frame that neither side has counts for nothing.
        blame: the scores of blame.
        wrong: the sentences got wrong, in the given order.
    """

    sentences: int
    frames: tuple[Score, ...]
    macro_f1: Figure
    blame: tuple[Score, ...]
    wrong: tuple[Wrong, ...]


def evaluate(gold: Sequence[HandCoded], coded: Mapping[str, HandCoded], frames: Sequence[str]) -> Evaluation:
    """Score what the coder found.

    Args:
        gold: the hand-coded sentences, at least one, each id once.
        coded: what the coder found in them, by id.
        frames: the codes of the frames to score.

    Returns:
        The scores and the sentences got wrong.
    """
    pairs = [(one, coded[one.id]) for one in gold]
    random = np.random.default_rng(SEED)
    draws = random.multinomial(len(gold), np.full(len(gold), 1 / len(gold)), size=DRAWS).astype(np.float64)
    weights = np.vstack([np.ones(len(gold)), draws])
    tallies = {code: weights @ _presence(pairs, code) for code in frames}
    blame: dict[str, list[Counts]] = {"blame": [], "blame, explicit": [], "blame, sentences": []}
    for one, found in pairs:
        scored = score_blame([found.blame], [one.blame])
        for code, counts in zip(blame, (scored.every, scored.explicit, scored.sentences), strict=True):
            blame[code].append(counts)
    of_blame = {
        code: weights @ np.array([(c.correct, c.found, c.expected) for c in counts], dtype=np.float64)
        for code, counts in blame.items()
    }
    per_frame = np.array([_f1(tally) for tally in tallies.values()])
    return Evaluation(
        sentences=len(gold),
        frames=tuple(_score(code, tally, len(gold)) for code, tally in tallies.items()),
        macro_f1=_figure(_mean(per_frame)),
        blame=tuple(
            _score(code, tally, len(gold) if code.endswith("sentences") else None)
            for code, tally in of_blame.items()
        ),
        wrong=tuple(wrong for one, found in pairs if (wrong := _wrong(one, found, frames))),
    )


def _presence(pairs: Sequence[tuple[HandCoded, HandCoded]], code: str) -> Tally:
    """Give correct, found and expected of each sentence, shape (sentences, 3)."""
    rows = [(code in one.frames, code in found.frames) for one, found in pairs]
    return np.array([(hand and ours, ours, hand) for hand, ours in rows], dtype=np.float64)


def _ratio(part: Tally, whole: Tally) -> Tally:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _f1(tally: Tally) -> Tally:
    return _ratio(2 * tally[:, 0], tally[:, 1] + tally[:, 2])


def _alpha(tally: Tally, sentences: int) -> Tally:
    """Give α of each draw: one less the observed disagreement over the expected one."""
    ones = tally[:, 1] + tally[:, 2]
    values = 2 * sentences
    disagreements = ones - 2 * tally[:, 0]
    return 1 - _ratio((values - 1) * disagreements, ones * (values - ones))


def _mean(per_frame: Tally) -> Tally:
    known = ~np.isnan(per_frame)
    return _ratio(np.where(known, per_frame, 0).sum(axis=0), known.sum(axis=0).astype(np.float64))


def _figure(draws: Tally) -> Figure:
    """Give the figure of all sentences (the first row) with the percentiles of the draws."""
    if np.isnan(draws[0]):
        return Figure(None, None, None)
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.nanpercentile(draws[1:], [tail, 100 - tail])
    return Figure(float(draws[0]), float(low), float(high))


def _score(code: str, tally: Tally, sentences: int | None) -> Score:
    correct, found, expected = (int(count) for count in tally[0])
    return Score(
        code,
        correct,
        found,
        expected,
        precision=_figure(_ratio(tally[:, 0], tally[:, 1])),
        recall=_figure(_ratio(tally[:, 0], tally[:, 2])),
        f1=_figure(_f1(tally)),
        alpha=None if sentences is None else _figure(_alpha(tally, sentences)),
    )


def _wrong(one: HandCoded, found: HandCoded, frames: Sequence[str]) -> Wrong | None:
    wrong = Wrong(
        one.id,
        one.text,
        missed=tuple(code for code in frames if code in one.frames - found.frames),
        added=tuple(code for code in frames if code in found.frames - one.frames),
        missed_targets=_unmatched(one.blame, found.blame),
        added_targets=_unmatched(found.blame, one.blame),
    )
    return wrong if any((wrong.missed, wrong.added, wrong.missed_targets, wrong.added_targets)) else None


def _unmatched(records: Sequence[Blamed], others: Sequence[Blamed]) -> tuple[str, ...]:
    matched = [one for one, _ in match(records, others)]
    targets = []
    for record in records:
        if record in matched:
            matched.remove(record)
        else:
            targets.append(record.target)
    return tuple(targets)
