"""Which uncertain finds count: those in sentences whose words speak for the frame.

A word like `تعاون` alone proves no partnership of states; with what stands around it, it often does. So the
codebook marks such entries `only_likely`. Each sentence that holds one is given a score for each frame: the
frame's constant and the weights of the sentence's words and of their stems, learned from coded sentences
(`codebook/frame_evidence.csv`). What is above zero counts. All other entries count by their conditions alone.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.codebook.evidence import CONSTANT
from flows.coding.reading import Numbers, Words
from flows.coding.recalled import Recalled
from flows.text.stems import stems

WORD, STEM = "word:", "stem:"
"""What the names of features begin with."""


@dataclass(frozen=True)
class Likelihood:
    """Which entries are uncertain, and what words say of their frames.

    Attributes:
        entries: `entry` (0, 1, …), `frame` and `only_likely`.
        weights: `model` (a frame), `feature` and `weight`.
    """

    entries: pl.DataFrame
    weights: pl.DataFrame

    @cached_property
    def frames(self) -> list[str]:
        """The frames that have weights."""
        return sorted(self.weights["model"].unique())

    @cached_property
    def _frame(self) -> Numbers:
        """The place among the frames of each uncertain entry's; -1 of an entry that counts anyway.

        The place after the last frame is that of all frames without weights.
        """
        places = {frame: place for place, frame in enumerate(self.frames)}
        own = self.entries["frame"].replace_strict(places, default=len(places), return_dtype=pl.Int64)
        return np.where(self.entries["only_likely"].to_numpy(), own.to_numpy(), -1)

    def only(self, finds: pl.DataFrame, words: Words) -> pl.DataFrame:
        """Drop the finds of uncertain entries where the sentence does not speak for their frame.

        Args:
            finds: at least `row` and `entry`.
            words: of all rows.

        Returns:
            The other finds.
        """
        frame = self._frame[finds["entry"].to_numpy()]
        asked = np.flatnonzero(frame >= 0)
        rows, at = np.unique(finds["row"].to_numpy()[asked], return_inverse=True)
        keep = np.ones(finds.height, dtype=bool)
        keep[asked] = self.scores(words.of_rows(rows.astype(np.int64)))[frame[asked], at] > 0
        return finds.filter(pl.Series(keep, dtype=pl.Boolean))

    def scores(self, words: Words) -> Numbers:
        """Give what strings say of each frame: a row for each, and one of zeros; in hundredths."""
        there = np.flatnonzero(np.bincount(words.numbers, minlength=words.vocabulary.len()))
        given = np.zeros((words.vocabulary.len(), len(self.frames)), np.int32)
        given[there] = self._weights.of(words.vocabulary.gather(there))
        scores = np.zeros((len(self.frames) + 1, len(words.starts)), np.int64)
        for place, constant in enumerate(self._constants):
            scores[place] = words.sum(given[words.numbers, place]) + constant
        return scores

    @cached_property
    def _hundredths(self) -> pl.DataFrame:
        # whole numbers, in which the weights are given: a sum of fractions depends on its order
        return self.weights.with_columns((pl.col("weight") * 100).round().cast(pl.Int32))

    @cached_property
    def _constants(self) -> list[int]:
        own = self._hundredths.filter(pl.col("feature") == CONSTANT)
        return own.sort("model")["weight"].to_list()

    @cached_property
    def _by_feature(self) -> pl.DataFrame:
        """The weights of each feature, a column for each frame."""
        return self._hundredths.pivot(on="model", on_columns=self.frames, index="feature", values="weight")

    @cached_property
    def _weights(self) -> Recalled:
        """What each word weighs for each frame, zero where it does not."""
        return Recalled(self._weigh, len(self.frames))

    def _weigh(self, words: pl.Series) -> NDArray[np.int32]:
        own = features(words, np.arange(words.len())).join(self._by_feature, on="feature")
        weights = np.zeros((words.len(), len(self.frames)), np.int32)
        np.add.at(weights, own["number"].to_numpy(), own.select(self.frames).fill_null(0).to_numpy())
        return weights


def features(different: pl.Series, numbers: Numbers) -> pl.DataFrame:
    """Give what words speak by: `number` and `feature`, two of each; the empty word has none.

    Args:
        different: folded words, each once.
        numbers: their numbers.
    """
    table = pl.DataFrame({"number": numbers, "word": different, "stem": stems(different)})
    table = table.filter(pl.col("word") != "")
    named = (pl.lit(before) + pl.col(column) for before, column in ((WORD, "word"), (STEM, "stem")))
    return pl.concat([table.select("number", feature=feature) for feature in named])
