"""Texts read once: their words one after the other, and each as its number among the different ones.

A batch has few different words against all its words. What is asked of a word (what does it weigh, how does
it end) is asked of each different one, and told of all by its number; all else is arithmetic on numbers.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.coding.folding import MARK, fold_expression

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Words:
    """Folded strings as one long row of words.

    Attributes:
        every: the words of all strings, one after the other; an empty one before and after each string's own,
            so that no form runs from one into the next.
        starts: where each string's words begin among them, its first empty one included.
    """

    every: pl.Series
    starts: Numbers

    @classmethod
    def of(cls, folded: pl.Series) -> "Words":
        """Split strings as `folding.fold_expression` gives them."""
        return cls._of(folded.to_frame("text").lazy())

    @classmethod
    def read(cls, texts: pl.Series) -> "Words":
        """Fold and split untouched texts."""
        return cls._of(texts.to_frame("text").lazy().select(text=fold_expression(pl.col("text"))))

    @classmethod
    def _of(cls, folded: pl.LazyFrame) -> "Words":
        # as one query of a frame, not series by series: that lets other threads work meanwhile
        split = folded.select(word=pl.col("text").fill_null("").str.split(" ")).collect()
        lengths = split["word"].list.len().to_numpy().astype(np.int64)
        return cls(split.explode("word")["word"], np.cumsum(lengths) - lengths)

    @cached_property
    def _numbered(self) -> tuple[pl.Series, Numbers]:
        # a type of its own: numbers begin at zero, and nothing is kept of it when the words are gone
        numbered = pl.col("word").cast(pl.Categorical(pl.Categories.random())).to_physical()
        numbers = self.every.to_frame("word").select(numbered).to_series().to_numpy().astype(np.int64)
        place = np.zeros(int(numbers.max(initial=-1)) + 1, np.int64)
        place[numbers] = np.arange(len(numbers))
        return self.every.gather(place), numbers

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        """The hash of every word, as long as this process lives."""
        return self.every.hash().to_numpy()

    @property
    def vocabulary(self) -> pl.Series:
        """The different words, each once; a word's number is its place."""
        return self._numbered[0]

    @property
    def numbers(self) -> Numbers:
        """The number of every word."""
        return self._numbered[1]

    @cached_property
    def lengths(self) -> Numbers:
        """How many words each string has, its two empty ones included."""
        return np.diff(self.starts, append=self.every.len())

    @cached_property
    def rows(self) -> NDArray[np.int32]:
        """The string's position, for every word."""
        return np.repeat(np.arange(len(self.starts), dtype=np.int32), self.lengths)

    def written(self, places: Numbers) -> pl.Series:
        """Give the words at some places.

        Args:
            places: positions among all words.
        """
        return self.every.gather(places)

    def of_rows(self, rows: Numbers) -> "Words":
        """Keep some strings.

        Args:
            rows: their positions, each once.

        Returns:
            Their words; the n-th string is the one at the n-th position asked for.
        """
        lengths = self.lengths[rows]
        begins = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(self.starts[rows] - begins, lengths)
        some = Words(self.every.gather(places), begins)
        if "_numbered" in self.__dict__:
            some.__dict__["_numbered"] = self.vocabulary, self.numbers[places]
        return some

    def count(self) -> Numbers:
        """Count each string's words, without clause marks, as `text.words.count_words` does."""
        at = self.every.is_in(["", MARK]).arg_true().to_numpy()
        return self.lengths - np.bincount(self.rows[at], minlength=len(self.starts))

    def sum(self, each: Numbers) -> Numbers:
        """Add up what each word has, string by string.

        Args:
            each: a number for every word of all strings.
        """
        running = np.zeros(len(each) + 1, np.int64)
        np.cumsum(each, out=running[1:])
        sums: Numbers = running[self.starts + self.lengths] - running[self.starts]
        return sums

    def lists(self) -> pl.Series:
        """Give each string's words as a list, without the empty ones around them."""
        table = pl.DataFrame({"row": self.rows, "word": self.every})
        lists = table.group_by("row", maintain_order=True).agg("word")
        return lists.select(pl.col("word").list.slice(1, pl.col("word").list.len() - 2)).to_series()
