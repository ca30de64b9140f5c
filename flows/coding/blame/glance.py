"""The glance: whether any word of a sentence may name somebody blamed, told in bulk by what stands around it.

The gate adds up the words of a whole sentence, and so lets pass many that speak of war and blame nobody. Of
what it lets pass, the glance takes each word for the first of a party's name: its stem, the stems up to three
words before and after it, how far the nearest cues are and of which role frame. A sentence is worth reading
where any word comes to enough. The weights were learned from what the ranker says of sentences, coded or not:
a cheap judge before the dear one, which seldom loses what the other would find (Viola and Jones, Rapid object
detection using a boosted cascade of simple features, CVPR 2001).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.codebook.evidence import CONSTANT, WEIGHT_OF_GATE
from flows.coding.blame.naming import BUCKET_NAMES, BUCKETS
from flows.coding.folding import MARK
from flows.coding.reading import Numbers, Words
from flows.coding.recalled import Recalled
from flows.text.stems import stems

REACH = 3
"""How many words on each side are looked at."""
ACTOR = "(actor)"
"""What stands in place of the stem of an actor's name: all are looked at alike, lest one is set aside because
it is seldom blamed."""
FEWEST_WORDS = 10
"""A sentence of so few words or fewer is always worth reading: there is little in it to go by."""
NOTHING = 0
"""The number of what is no known stem, or lies outside of the sentence."""

WORD = "word"
"""The kind of feature that belongs to the whole sentence: a word of a stem, each time that it holds one."""
CUES_APART, CUE_BEFORE, CUE_AFTER = "cues apart", "cue before", "cue after"
_OF_FRAME = (CUE_BEFORE, CUE_AFTER)
_WITH_BUCKET = (CUES_APART, *_OF_FRAME)
_OUTSIDE = -1
_BUCKET_OF = np.searchsorted(BUCKETS, np.arange(BUCKETS[-1] + 2))
"""The bucket of each distance; of a longer one it is that of the last."""
_AROUND = 2  # the empty words before and after a sentence
_HUNDRED = 100
_NO_WORD = -1_000_000
_NUMBER_OF_BUCKET = {name: number for number, name in enumerate(BUCKET_NAMES)}


@dataclass(frozen=True, slots=True)
class Cues:
    """Where cues begin among the words of sentences, in order.

    Attributes:
        at: the words, each once.
        frame: of each the place of its role frame among all, by name.
    """

    at: Numbers
    frame: Numbers


Whole = NDArray[np.integer]


def told(stem_numbers: Whole, rows: NDArray[np.int32], cues: Cues) -> Iterator[tuple[str, Whole]]:
    """Tell what stands around each word, a kind of feature after the other.

    Args:
        stem_numbers: the number of each word's stem.
        rows: the sentence of each word.
        cues: where their cues begin.

    Yields:
        the kind, and for each word a number: for `here`, `left 1` and so on that of a stem; for `cue before`
        and `cue after` that of the cue's role frame times the number of buckets, and the bucket of its
        distance; for `cues apart` that of two buckets likewise.
    """
    yield "here", stem_numbers
    for step in range(1, REACH + 1):
        inside = rows[step:] == rows[:-step]
        left, right = np.full((2, len(rows)), NOTHING, stem_numbers.dtype)
        left[step:], right[:-step] = stem_numbers[:-step] * inside, stem_numbers[step:] * inside
        yield f"left {step}", left
        yield f"right {step}", right
    places = np.arange(len(rows))
    at = np.concatenate([[_OUTSIDE], cues.at, [_OUTSIDE]])
    frame = np.concatenate([[0], cues.frame, [0]]) + NOTHING + 1
    before = np.searchsorted(cues.at, places, side="right")
    back, near_back = _nearest(before, at, frame, rows)
    after = before + 1 - (at[before] == places)
    ahead, near_ahead = _nearest(after, at, frame, rows)
    yield CUES_APART, near_back * len(BUCKET_NAMES) + near_ahead
    yield CUE_BEFORE, back * len(BUCKET_NAMES) + near_back
    yield CUE_AFTER, ahead * len(BUCKET_NAMES) + near_ahead


def _nearest(which: Numbers, at: Numbers, frame: Numbers, rows: NDArray[np.int32]) -> tuple[Numbers, Numbers]:
    """Give the number of a cue's role frame and the bucket of its distance, where it is in the sentence."""
    there = at[which]
    inside = (there != _OUTSIDE) & (rows[there] == rows)
    apart = np.abs(there - np.arange(len(rows)))
    near = _BUCKET_OF[np.minimum(apart, len(_BUCKET_OF) - 1)]
    return np.where(inside, frame[which], NOTHING), np.where(inside, near, len(BUCKETS))


class Glance:
    """The weights of what stands around a word, as they are looked up."""

    def __init__(self, weights: Mapping[str, float], names: Collection[str], frames: Sequence[str]) -> None:
        """Prepare weights.

        Args:
            names: the stems of words that name an actor by themselves.
            frames: the names of the role frames of cues.
            weights: by feature, as `features` names them; the constant; and what a point counts that the gate
                gives to the whole sentence.
        """
        hundredths = {feature: round(weight * _HUNDRED) for feature, weight in weights.items()}
        self._constant, self._of_gate = hundredths.pop(CONSTANT), hundredths.pop(WEIGHT_OF_GATE)
        self._names = names
        self._stems: dict[str, int] = {}
        self._frames = {name: number for number, name in enumerate(frames, NOTHING + 1)}
        placed = [(*self._place(feature), weight) for feature, weight in hundredths.items()]
        self._stem_numbers = pl.DataFrame(
            {"stem": list(self._stems), "number": list(self._stems.values())},
            schema={"stem": pl.String, "number": pl.Int32},
        )
        sizes = dict.fromkeys(_WITH_BUCKET, (max(len(frames), len(BUCKETS)) + 2) * len(BUCKET_NAMES))
        self._weights: dict[str, NDArray[np.int32]] = {}
        for kind, number, weight in placed:
            table = self._weights.setdefault(kind, np.zeros(sizes.get(kind, len(self._stems) + 1), np.int32))
            table[number] = weight
        self._numbers = Recalled(self._number)

    def _place(self, feature: str) -> tuple[str, int]:
        """Give a feature's kind and the number by which its weight is looked up."""
        kind, _, of = feature.partition(":")
        if kind not in _WITH_BUCKET:
            return kind, self._stems.setdefault(of, len(self._stems) + NOTHING + 1)
        first, near = of.split(" ")
        unknown = len(self._frames) + NOTHING + 1
        number = _NUMBER_OF_BUCKET[first] if kind == CUES_APART else self._frames.get(first, unknown)
        return kind, number * len(BUCKET_NAMES) + _NUMBER_OF_BUCKET[near]

    def _number(self, words: pl.Series) -> NDArray[np.int32]:
        asked = pl.DataFrame({"stem": stems_of(words, self._names)})
        numbered = asked.join(self._stem_numbers, on="stem", how="left", maintain_order="left")
        return numbered.select(pl.col("number").fill_null(NOTHING)).to_numpy()

    def worth_reading(self, words: Words, gate: Numbers, cues: Cues) -> NDArray[np.bool_]:
        """Tell which sentences may blame somebody.

        Args:
            words: the words of all sentences.
            gate: what the gate gives to each sentence, in hundredths.
            cues: where their cues begin.
        """
        worth: NDArray[np.bool_] = self.totals(words, gate, cues) > 0
        return worth | (words.lengths <= FEWEST_WORDS + _AROUND)

    def totals(self, words: Words, gate: Numbers, cues: Cues) -> Numbers:
        """Give what the best word of each sentence comes to, in ten-thousandths.

        Args:
            words: the words of all sentences.
            gate: what the gate gives to each sentence, in hundredths.
            cues: where their cues begin.
        """
        stem_numbers = self._numbers.of(words.vocabulary)[:, 0][words.numbers]
        own = np.where(words.vocabulary.is_in(["", MARK]).to_numpy(), _NO_WORD, self._constant)
        total = own[words.numbers]
        for kind, numbers in told(stem_numbers, words.rows, cues):
            if kind in self._weights:
                total += self._weights[kind][numbers]
        best = np.maximum.reduceat(total, words.starts) if len(words.starts) else total
        if WORD in self._weights:
            best += words.sum(self._weights[WORD][stem_numbers])
        totals: Numbers = _HUNDRED * best + self._of_gate * np.maximum(gate, 0)
        return totals


def stems_of(words: pl.Series, names: Collection[str]) -> pl.Series:
    """Give the stems of words, and `ACTOR` for what has the stem of an actor's name.

    Args:
        words: folded words.
        names: the stems of words that name an actor by themselves.
    """
    every = stems(words)
    return every.set(every.is_in(list(names)), ACTOR)


def features(
    words: Words, cues: Cues, names: Collection[str], frames: Sequence[str], least: int = 1
) -> tuple[list[str], Numbers]:
    """Give what stands around each word by name.

    Args:
        words: the words of sentences.
        cues: where their cues begin.
        names: the stems of words that name an actor by themselves.
        frames: the names of the role frames of cues.
        least: what stands around fewer words has no name.

    Returns:
        The names; and of each word, by kind of feature, the place among the names, or -1.
    """
    every = stems_of(words.vocabulary, names)
    known = every.unique(maintain_order=True).to_list()
    place = {stem: number for number, stem in enumerate(known, NOTHING + 1)}
    numbers = np.array([place[each] for each in every])[words.numbers]
    told_of: list[str] = []
    columns: list[Numbers] = []
    for kind, of_words in told(numbers, words.rows, cues):
        about = BUCKET_NAMES if kind == CUES_APART else ("", *(frames if kind in _OF_FRAME else known))
        keys, where, count = np.unique(of_words, return_inverse=True, return_counts=True)
        of, near = np.divmod(keys, len(BUCKET_NAMES) if kind in _WITH_BUCKET else 1)
        enough = (count >= least) & ((of != NOTHING) | (kind == CUES_APART))
        columns.append(np.where(enough, len(told_of) + np.cumsum(enough) - 1, -1)[where])
        buckets = (f" {BUCKET_NAMES[each]}" if kind in _WITH_BUCKET else "" for each in near[enough])
        told_of += [f"{kind}:{about[each]}{bucket}" for each, bucket in zip(of[enough], buckets, strict=True)]
    return told_of, np.stack(columns, 1)
