"""Texts read once: their words one after the other, and each as its number among the different ones.

A batch has few different words against all its words. What is asked of a word (which form does it begin, what
does it weigh, how does it end) is asked of each different one, and told of all by its number; all else is
arithmetic on numbers.
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
    """Texts as one long row of words.

    Attributes:
        vocabulary: the different words of all texts that were read together, each once.
        numbers: the words of the texts, one after the other, each as its place in the vocabulary; an empty
            one before and after each text's own, so that no form runs from one into the next.
        starts: where each text's words begin among them, its first empty one included.
    """

    vocabulary: pl.Series
    numbers: Numbers
    starts: Numbers

    @classmethod
    def read(cls, texts: pl.Series) -> "Words":
        """Fold and split untouched texts."""
        # as one query of a frame, not series by series: that lets other threads work meanwhile
        folded = texts.to_frame("text").lazy().select(text=fold_expression(pl.col("text")))
        split = folded.select(word=pl.col("text").fill_null("").str.split(" ")).collect()
        lengths = split["word"].list.len().to_numpy().astype(np.int64)
        every = split.explode("word")
        # a type of its own: numbers begin at zero, and nothing is kept of it when the words are gone
        numbered = pl.col("word").cast(pl.Categorical(pl.Categories.random())).to_physical()
        numbers = every.select(numbered)["word"].to_numpy().astype(np.int64)
        place = np.zeros(int(numbers.max(initial=-1)) + 1, np.int64)
        place[numbers] = np.arange(len(numbers))
        return cls(every["word"].gather(place), numbers, np.cumsum(lengths) - lengths)

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        """The hash of each word of the vocabulary, as long as this process lives."""
        return self.vocabulary.hash().to_numpy()

    @cached_property
    def lengths(self) -> Numbers:
        """How many words each text has, its two empty ones included."""
        return np.diff(self.starts, append=len(self.numbers))

    @cached_property
    def rows(self) -> NDArray[np.int32]:
        """The text's position, for every word."""
        return np.repeat(np.arange(len(self.starts), dtype=np.int32), self.lengths)

    def written(self, places: Numbers) -> pl.Series:
        """Give the words at some places.

        Args:
            places: positions among all words.
        """
        return self.vocabulary.gather(self.numbers[places])

    def of_rows(self, rows: Numbers) -> "Words":
        """Keep some texts.

        Args:
            rows: their positions, each once.

        Returns:
            Their words, of the same vocabulary; the n-th text is the one at the n-th position asked for.
        """
        lengths = self.lengths[rows]
        places = runs(self.starts[rows], lengths)
        return Words(self.vocabulary, self.numbers[places], np.cumsum(lengths) - lengths)

    def count(self) -> Numbers:
        """Count each text's words, without clause marks, as `text.words.count_words` does."""
        is_word = ~self.vocabulary.is_in(["", MARK])
        return self.sum(is_word.to_numpy()[self.numbers])

    def sum(self, each: NDArray[np.integer | np.bool_]) -> Numbers:
        """Add up what each word has, text by text.

        Args:
            each: a number for every word of all texts.
        """
        running = np.zeros(len(each) + 1, np.int64)
        np.cumsum(each, out=running[1:])
        sums: Numbers = running[self.starts + self.lengths] - running[self.starts]
        return sums

    def lists(self) -> pl.Series:
        """Give each text's words as a list, without the empty ones around them."""
        table = pl.DataFrame({"row": self.rows, "word": self.vocabulary.gather(self.numbers)})
        lists = table.group_by("row", maintain_order=True).agg("word")
        return lists.select(pl.col("word").list.slice(1, pl.col("word").list.len() - 2)).to_series()


def runs(begins: Numbers, counts: Numbers) -> Numbers:
    """Give the numbers that follow each other from some beginnings: 5, 6, 7 and 2 of 5 and 2, three and one.

    Args:
        begins: where each run begins.
        counts: how long it is.
    """
    before = np.cumsum(counts) - counts
    following: Numbers = np.arange(counts.sum()) + np.repeat(begins - before, counts)
    return following
