"""The gate: which sentences are worth reading word by word, told in bulk by the weights of their words."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.codebook.evidence import CONSTANT
from flows.coding.reading import Numbers, Words
from flows.coding.recalled import Recalled
from flows.text.stems import stems

LONGEST = 80
"""The most words that a sentence is judged by as a whole."""


class Gate:
    """The weights of stems, as they are looked up."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Prepare weights.

        Args:
            weights: by stem, and the constant.
        """
        # in whole hundredths, which the weights are given in: a running sum of fractions is never quite exact
        hundredths = {stem: round(weight * 100) for stem, weight in weights.items()}
        self._constant = hundredths[CONSTANT]
        self._by_stem = pl.DataFrame(
            {"stem": list(hundredths), "weight": list(hundredths.values())},
            schema={"stem": pl.String, "weight": pl.Int32},
        )
        self._weights = Recalled(self._weigh)

    def worth_reading(self, words: Words) -> NDArray[np.bool_]:
        """Tell which sentences may blame somebody.

        Args:
            words: the words of all sentences.

        Returns:
            For each sentence whether its constant and the weights of all its words are above zero; of more
            than `LONGEST` words always, since there one clause can blame among many that do not.
        """
        speaks: NDArray[np.bool_] = self.totals(words) > 0
        return speaks | (words.lengths > LONGEST)

    def totals(self, words: Words) -> Numbers:
        """Give what the words of each sentence come to with the constant, in hundredths.

        Args:
            words: the words of all sentences.
        """
        each = self._weights.of(words.vocabulary)[words.numbers, 0]
        return words.sum(each) + self._constant

    def _weigh(self, words: pl.Series) -> NDArray[np.int32]:
        known = pl.DataFrame({"stem": stems(words)}).join(
            self._by_stem, on="stem", how="left", maintain_order="left"
        )
        return known.select(pl.col("weight").fill_null(0)).to_numpy()
