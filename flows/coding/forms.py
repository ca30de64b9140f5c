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

from flows.coding.lookup import NONE, Lookup
from flows.coding.reading import Numbers, Words, runs

_EVERYDAY = ("في", "من", "علي", "الي", "عن", "مع", "ما", "لا", "ان", "او", "خلال", "بين", "بعد", "غير")
"""Words that are no good anchor, however long: they stand in most sentences."""


def keyed(patterns: pl.DataFrame) -> pl.DataFrame:
    """Add to forms what they are looked up by.

    Args:
        patterns: `pattern` (its name or number) and `form` (normalised words between single spaces).

    Returns:
        Each pattern and form once, with `anchor` (the longest of the form's rarer words, the first of
        equals), `ahead` (how many words stand before it), `words` (how many the form has), `beside` (the word
        after the anchor, or before it where it is the last; null: it is the only one) and `step` (1 or -1: on
        which side that stands), by anchor.
    """
    patterns = patterns.select("pattern", "form").unique()
    is_long = pl.col("form").str.contains(" ", literal=True)
    keys = [_keys_of_words(patterns.filter(~is_long)), _keys_of_phrases(patterns.filter(is_long))]
    return pl.concat(keys).sort("anchor", "form", "pattern")


def _keys_of_words(patterns: pl.DataFrame) -> pl.DataFrame:
    """Key forms of one word, which nearly all are."""
    return patterns.with_columns(
        ahead=pl.lit(0, pl.UInt32),
        words=pl.lit(1, pl.UInt32),
        anchor="form",
        step=pl.lit(-1, pl.Int8),
        beside=pl.lit(None, pl.String),
    )


def _keys_of_phrases(patterns: pl.DataFrame) -> pl.DataFrame:
    """Key forms of several words."""
    split = pl.col("form").str.split(" ")
    everyday = pl.element().is_in(_EVERYDAY)
    lengths = split.list.eval(pl.when(everyday).then(0).otherwise(pl.element().str.len_chars()))
    is_last = pl.col("ahead") + 1 == pl.col("words")
    return (
        patterns.with_columns(ahead=lengths.list.arg_max(), words=lengths.list.len().cast(pl.UInt32))
        .with_columns(
            anchor=split.list.get(pl.col("ahead")),
            step=pl.when(is_last).then(-1).otherwise(1).cast(pl.Int8),
        )
        .with_columns(beside=split.list.get(pl.col("ahead") + pl.col("step")))
    )


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
    names: pl.Series

    @classmethod
    def of(cls, forms: pl.DataFrame) -> "Forms":
        """Give the anchors of forms their numbers.

        Args:
            forms: rows of `keyed`.
        """
        runs = forms["anchor"].rle().struct.unnest()
        number = pl.int_range(runs.height, eager=True).repeat_by(runs["len"]).explode().alias("number")
        return cls(forms.with_columns(number), runs["value"])

    @cached_property
    def anchors(self) -> int:
        """How many anchors there are."""
        return self.names.len()

    @cached_property
    def counts(self) -> Numbers:
        """How many forms each anchor has, by its number."""
        return np.bincount(self.table["number"].to_numpy(), minlength=self.anchors)

    @cached_property
    def begins(self) -> Numbers:
        """The row of `table` at which the forms of each anchor begin, by its number."""
        return np.cumsum(self.counts) - self.counts

    def sources(self, anchors: Numbers) -> Numbers:
        """Give the rows of `table` that hold the forms of each anchor, one after the other.

        Args:
            anchors: numbers of anchors.
        """
        return runs(self.begins[anchors], self.counts[anchors])

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.names.hash().to_numpy())

    def written(self, words: Words) -> Written:
        """Find where anchors of forms are written."""
        known, number = self._lookup.find(words.hashes)
        # two words may have one hash
        same = (words.vocabulary.gather(known) == self.names.gather(number)).to_numpy()
        of_word = np.full(words.vocabulary.len(), NONE)
        of_word[known[same]] = number[same]
        anchor = of_word[words.numbers]
        at = np.flatnonzero(anchor != NONE)
        return Written(at, words.rows[at].astype(np.int64), anchor[at])

    @cached_property
    def _single(self) -> NDArray[np.bool_]:
        """Whether each anchor is a form by itself, by its number."""
        single = np.zeros(self.anchors, dtype=bool)
        single[self.table["number"].to_numpy()[self.lengths == 1]] = True
        return single

    def held(self, words: Words) -> NDArray[np.bool_]:
        """Tell of each string whether it holds any form."""
        written = self.written(words)
        held = np.zeros(len(words.starts), dtype=bool)
        held[written.row[self._single[written.anchor]]] = True
        # forms of several words are compared only where no other tells
        held[self.found(words, written.only(~held[written.row]))["row"].to_numpy()] = True
        return held

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
        times, source = self.counts[written.anchor], self.sources(written.anchor)
        at, row = np.repeat(written.at, times), np.repeat(written.row, times)
        longer = np.flatnonzero(self.lengths[source] > 1)
        # most are done with after the word beside the anchor
        near = self._has_beside(source[longer], at[longer], words)
        at -= self.table["ahead"].to_numpy()[source]
        keep = self.lengths[source] == 1
        keep[longer[near]] = _stands(self.table["form"][source[longer[near]]], at[longer[near]], words)
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

    def _has_beside(self, source: Numbers, anchor: Numbers, words: Words) -> NDArray[np.bool_]:
        """Tell whether the word beside an anchor at a place is the form's."""
        there = words.written(anchor + self.table["step"].to_numpy()[source])
        return (there == self.table["beside"][source]).to_numpy()


def _stands(forms: pl.Series, at: Numbers, words: Words) -> NDArray[np.bool_]:
    """Tell whether forms of several words stand at places, word for word."""
    if forms.is_empty():
        return np.empty(0, dtype=bool)
    wanted = forms.str.split(" ")
    # an empty word stands before and after each string, and no form holds one
    last = len(words.numbers) - 1
    same = pl.repeat(value=True, n=forms.len(), eager=True)
    for ordinal in range(int(wanted.list.len().max())):  # type: ignore[arg-type]
        there = words.written(np.clip(at + ordinal, 0, last))
        asked = wanted.list.get(ordinal, null_on_oob=True)
        same &= asked.is_null() | (there == asked)
    return same.to_numpy()
