"""The coder held against hand-coded sentences: precision, recall, F1 and Krippendorff's α, with intervals.

Intervals are of the percentile bootstrap over sentences: sentences are drawn with replacement, as often as
there are, and every figure is computed anew from the draw; the seed is fixed, so that the same sentences give
the same intervals. What is right of matched records is few and often all of it, where a bootstrap has no
width: those intervals are Wilson's. α is that of two coders and a nominal code (Krippendorff 2011, *Computing
Krippendorff's alpha-reliability*).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.coding.blame.seen import Seen
from flows.measures.agreement import BlameAgreement, Blamed, Counts, match, score_blame, unmatched
from flows.measures.error_types import ERROR_TYPES, BlameError, blame_errors
from flows.measures.intervals import CONFIDENCE, share_interval

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
            responsibilities alone), `blame, denied` (what is denied alone) or `blame, sentences` (whether
            anyone is blamed).
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
class Accuracy:
    """In how many of the records that both sides have something is right.

    Attributes:
        code: `source of accusations`, `stance` (of records that match but for it) or `kind`.
        correct: how many are right.
        matched: of how many.
        share: correct of matched, with Wilson's interval.
    """

    code: str
    correct: int
    matched: int
    share: Figure


@dataclass(frozen=True, slots=True)
class ErrorCount:
    """How often an error of one type was made; what the type means."""

    type: str
    count: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence that was coded otherwise than by hand; frames, blamed parties as written, and the errors."""

    id: str
    text: str
    missed: tuple[str, ...]
    added: tuple[str, ...]
    missed_targets: tuple[str, ...]
    added_targets: tuple[str, ...]
    errors: tuple[BlameError, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found.

    Attributes:
        sentences: how many were coded by hand.
        frames: one score for each frame.
        macro_f1: the mean F1 of the frames; a frame that neither side has counts for nothing.
        blame: the scores of blame.
        accuracy: whether source, stance and kind of what both sides have are right.
        errors: the errors of blame by type, the commonest first, each type that was met.
        wrong: the sentences got wrong, in the given order.
    """

    sentences: int
    frames: tuple[Score, ...]
    macro_f1: Figure
    blame: tuple[Score, ...]
    accuracy: tuple[Accuracy, ...]
    errors: tuple[ErrorCount, ...]
    wrong: tuple[Wrong, ...]


def evaluate(
    gold: Sequence[HandCoded],
    coded: Mapping[str, HandCoded],
    frames: Sequence[str],
    seen: Mapping[str, Seen] | None = None,
) -> Evaluation:
    """Score what the coder found.

    Args:
        gold: the hand-coded sentences, at least one, each id once.
        coded: what the coder found in them, by id.
        frames: the codes of the frames to score.
        seen: what the coder saw in them, by id, from which errors are told apart; absent, it saw nothing.

    Returns:
        The scores and the sentences got wrong.
    """
    pairs = [(one, coded[one.id]) for one in gold]
    random = np.random.default_rng(SEED)
    draws = random.multinomial(len(gold), np.full(len(gold), 1 / len(gold)), size=DRAWS).astype(np.float64)
    weights = np.vstack([np.ones(len(gold)), draws])
    tallies = {code: weights @ _presence(pairs, code) for code in frames}
    per_frame = np.array([_f1(tally) for tally in tallies.values()]).reshape(-1, DRAWS + 1)
    agreement = [score_blame([found.blame], [one.blame]) for one, found in pairs]
    wrong = [_wrong(one, found, frames, (seen or {}).get(one.id, Seen())) for one, found in pairs]
    return Evaluation(
        sentences=len(gold),
        frames=tuple(_score(code, tally, len(gold)) for code, tally in tallies.items()),
        macro_f1=_figure(_mean(per_frame)),
        blame=tuple(
            _score(code, weights @ _of_blame(agreement, counts), len(gold) if counts == "sentences" else None)
            for code, counts in _BLAME.items()
        ),
        accuracy=tuple(
            _accuracy(code, sum((getattr(each, name) for each in agreement), Counts()))
            for code, name in _ACCURACY.items()
        ),
        errors=_counted(wrong),
        wrong=tuple(each for each in wrong if each is not None),
    )


_BLAME = {
    "blame": "every",
    "blame, explicit": "explicit",
    "blame, denied": "denied",
    "blame, sentences": "sentences",
}
_ACCURACY = {"source of accusations": "sources", "stance": "stances", "kind": "kinds"}
"""What is scored, and which counts of an agreement it is made from."""


def _of_blame(agreement: Sequence[BlameAgreement], name: str) -> Tally:
    """Give correct, found and expected of each sentence, shape (sentences, 3)."""
    counts: list[Counts] = [getattr(each, name) for each in agreement]
    return np.array([(each.correct, each.found, each.expected) for each in counts], dtype=np.float64)


def _counted(wrong: Sequence[Wrong | None]) -> tuple[ErrorCount, ...]:
    counts = Counter(error.type for each in wrong if each is not None for error in each.errors)
    order = sorted(counts, key=lambda kind: (-counts[kind], list(ERROR_TYPES).index(kind)))
    return tuple(ErrorCount(kind, counts[kind], ERROR_TYPES[kind]) for kind in order)


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


def _accuracy(code: str, counts: Counts) -> Accuracy:
    low, high = share_interval(counts.correct, counts.expected)
    share = Figure(None, None, None)
    if counts.expected:
        share = Figure(counts.correct / counts.expected, float(low[0]), float(high[0]))
    return Accuracy(code, counts.correct, counts.expected, share)


def _wrong(one: HandCoded, found: HandCoded, frames: Sequence[str], seen: Seen) -> Wrong | None:
    added, missed = unmatched(found.blame, one.blame, match(found.blame, one.blame))
    wrong = Wrong(
        one.id,
        one.text,
        missed=tuple(code for code in frames if code in one.frames - found.frames),
        added=tuple(code for code in frames if code in found.frames - one.frames),
        missed_targets=tuple(record.target for record in missed),
        added_targets=tuple(record.target for record in added),
        errors=tuple(blame_errors(one.blame, found.blame, seen)),
    )
    return wrong if wrong.missed or wrong.added or wrong.errors else None
