"""Surface forms as they are looked up: by the number of their anchor, the longest of their words.

Of `في إطار التحالف` the anchor is `التحالف`: short words stand everywhere, long ones seldom. Every word of
the text is turned into a number once; all else is arithmetic on numbers. So it costs little that a codebook
has hundreds of thousands of forms, most of which no text holds.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

_EVERYDAY = ("في", "من", "علي", "الي", "عن", "مع", "ما", "لا", "ان", "او", "خلال", "بين", "بعد", "غير")
"""Words that are no good anchor, however long: they stand in most sentences."""


def keyed(patterns: pl.DataFrame) -> pl.DataFrame:
    """Add to forms what they are looked up by.

    Args:
        patterns: `pattern` (its name or number) and `form` (normalised words between single spaces).

    Returns:
        Each pattern and form once, with `anchor` (the longest of the form's rarer words, the first of
        equals), `ahead` (how many words stand before it) and `words` (how many the form has), by anchor.
    """
    split = pl.col("form").str.split(" ")
    everyday = pl.element().is_in(_EVERYDAY)
    lengths = split.list.eval(pl.when(everyday).then(0).otherwise(pl.element().str.len_chars()))
    return (
        patterns.select("pattern", "form")
        .unique()
        .with_columns(ahead=lengths.list.arg_max(), words=lengths.list.len().cast(pl.UInt32))
        .with_columns(anchor=split.list.get(pl.col("ahead")))
        .sort("anchor", "form", "pattern")
    )


@dataclass(frozen=True, slots=True)
class Words:
    """Folded strings as one long series of words.

    Attributes:
        words: the words of all strings, one after the other; an empty one before and after each string's own.
        starts: where each string's words begin in it.
    """

    words: pl.Series
    starts: pl.Series

    @classmethod
    def of(cls, folded: pl.Series) -> "Words":
        """Split strings as `hits.fold_expression` gives them."""
        lists = folded.fill_null("").str.split(" ")
        lengths = lists.list.len().cast(pl.UInt32)
        return cls(lists.explode().alias("word"), lengths.cum_sum() - lengths)

    def of_rows(self, rows: Numbers) -> "Words":
        """Keep some strings.

        Args:
            rows: their positions, each once.

        Returns:
            Their words; the n-th string is the one at the n-th position asked for.
        """
        starts = self.starts.to_numpy().astype(np.int64)
        lengths = np.append(starts[1:], self.words.len())[rows] - starts[rows]
        begins = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(starts[rows] - begins, lengths)
        return Words(self.words.gather(places), pl.Series(begins).cast(pl.UInt32))


@dataclass(frozen=True, slots=True)
class Written:
    """Where anchors of forms are written: three columns of numbers, in the text's order.

    Attributes:
        at: the position among all words.
        row: the string's position.
        anchor: the word's number.
    """

    at: Numbers
    row: Numbers
    anchor: Numbers

    def only(self, keep: NDArray[np.bool_]) -> "Written":
        """Keep some.

        Args:
            keep: for each, whether it is kept.
        """
        return Written(self.at[keep], self.row[keep], self.anchor[keep])


@dataclass(frozen=True)
class Forms:
    """Surface forms by the number of their anchor.

    Attributes:
        table: rows of `keyed`, with `number` (of the anchor), in the order of that.
        names: the anchors, each once; a word's number is its place.
    """

    table: pl.DataFrame
    names: pl.Enum

    @classmethod
    def of(cls, forms: pl.DataFrame) -> "Forms":
        """Give the anchors of forms their numbers.

        Args:
            forms: rows of `keyed`.
        """
        runs = forms["anchor"].rle().struct.unnest()
        number = pl.int_range(runs.height, eager=True).repeat_by(runs["len"]).explode().alias("number")
        return cls(forms.with_columns(number), pl.Enum(runs["value"]))

    @cached_property
    def anchors(self) -> int:
        """How many anchors there are."""
        return self.names.categories.len()

    @cached_property
    def counts(self) -> Numbers:
        """How many forms each anchor has, by its number."""
        return np.bincount(self.table["number"].to_numpy(), minlength=self.anchors)

    @cached_property
    def begins(self) -> Numbers:
        """The row of `table` at which the forms of each anchor begin, by its number."""
        return np.cumsum(self.counts) - self.counts

    @cached_property
    def _numbering(self) -> pl.Expr:
        """Turn a word into its number; made once, because a type of so many names takes long to hand over."""
        return pl.col("word").cast(self.names, strict=False).to_physical()

    def written(self, words: Words) -> Written:
        """Find where anchors of forms are written."""
        # as expressions of a frame, not of a series: those let other threads work meanwhile
        numbers = (
            words.words.to_frame("word").select(number=self._numbering).with_row_index("at").drop_nulls()
        )
        at = numbers["at"].to_numpy().astype(np.int64)
        lengths = np.diff(words.starts.to_numpy(), append=words.words.len())
        row = np.repeat(np.arange(len(lengths)), lengths)[at]
        return Written(at, row, numbers["number"].to_numpy().astype(np.int64))

    @cached_property
    def lengths(self) -> Numbers:
        """How many words each form has, by its row of `table`."""
        return self.table["words"].to_numpy().astype(np.int64)

    def found(self, words: Words, written: Written) -> pl.DataFrame:
        """Keep the forms that are written from their first word to their last.

        Args:
            words: the words of all strings.
            written: where anchors are written.

        Returns:
            `row`, `pattern`, `at` (among all words), `words` (how many) and `source` (the form's row of
            `table`).
        """
        times = self.counts[written.anchor]
        ends = np.cumsum(times)
        total = int(ends[-1]) if len(ends) else 0
        source = np.arange(total) + np.repeat(self.begins[written.anchor] - (ends - times), times)
        at = np.repeat(written.at, times) - self.table["ahead"].to_numpy()[source]
        row = np.repeat(written.row, times)
        longer = np.flatnonzero(self.lengths[source] > 1)
        keep = np.ones(total, dtype=bool)
        if len(longer):
            keep[longer] = _stands(self.table["form"][source[longer]], at[longer], words.words)
        source = source[keep]
        return pl.DataFrame(
            {
                "row": pl.Series(row[keep]).cast(pl.UInt32),
                "pattern": self.table["pattern"][source],
                "at": at[keep],
                "words": pl.Series(self.lengths[source]).cast(pl.UInt32),
                "source": source,
            }
        )


def _stands(forms: pl.Series, at: Numbers, words: pl.Series) -> NDArray[np.bool_]:
    """Tell whether forms of several words stand at places, word for word."""
    wanted = forms.str.split(" ")
    # an empty word stands before and after each string, and no form holds one
    last = words.len() - 1
    same = pl.repeat(value=True, n=forms.len(), eager=True)
    for ordinal in range(int(wanted.list.len().max())):  # type: ignore[arg-type]
        there = words.gather(np.clip(at + ordinal, 0, last))
        asked = wanted.list.get(ordinal, null_on_oob=True)
        same &= asked.is_null() | (there == asked)
    return same.to_numpy()
