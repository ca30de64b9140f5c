"""Which entries a string can hold, told by the anchors written in it before any form is compared.

Each entry is given one of 64 bits, and a set of entries is one number: the bits of all of them. So a set is
met with another in one step for a whole column. A bit stands for several entries, and an anchor for several
forms; what is kept here is therefore too much now and then, never too little, and the joins decide.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.coding.forms import Forms, Written
from flows.coding.reading import Numbers

Bits = NDArray[np.uint64]

_BITS = 64


@dataclass(frozen=True)
class Signatures:
    """Sets of entries as bits.

    Attributes:
        bit: the bit of each entry, by its number.
        words: `entry`, `part` (ordinal) and `pattern`: which words can be which part.
        forms: the forms of these words.
        parts: for each ordinal, the entries that have this anchor in that part, by the anchor's number.
        shorter: for each ordinal, the entries that have no such part.
    """

    bit: Bits
    words: pl.DataFrame
    forms: Forms
    parts: tuple[Bits, ...]
    shorter: tuple[np.uint64, ...]

    @classmethod
    def of(cls, entries: pl.DataFrame, words: pl.DataFrame, forms: Forms) -> "Signatures":
        """Give the entries of a codebook their bits.

        Args:
            entries: `entry` (0, 1, …) and `parts` (how many).
            words: `entry`, `part` and `pattern`.
            forms: the forms of these words.
        """
        lengths = entries.sort("entry")["parts"].to_numpy()
        # entries of one length share a bit, lest the long ones pass where a short one does
        places = np.empty(len(lengths), np.uint64)
        places[np.argsort(lengths, kind="stable")] = np.arange(len(lengths)) * _BITS // max(len(lengths), 1)
        bit = np.uint64(1) << places
        ordinals = range(int(lengths.max(initial=0)))
        parts = [_of_anchors(words.filter(part=ordinal), bit, forms) for ordinal in ordinals]
        shorter = [np.bitwise_or.reduce(bit[lengths <= ordinal]) for ordinal in ordinals]
        return cls(bit, words.select("entry", "part", "pattern"), forms, tuple(parts), tuple(shorter))

    def possible(self, written: Written, strings: int) -> tuple[Written, Bits]:
        """Keep the anchors of entries all of whose parts may be there.

        Args:
            written: where anchors are written, in the text's order.
            strings: how many strings there are.

        Returns:
            The anchors that count, and the entries that each string can hold.
        """
        # the rarest part goes first: most strings are done with after it, and are not looked at again
        times = np.bincount(written.anchor, minlength=self.forms.anchors)
        rarest = _of_anchors(self._rarest(times), self.bit, self.forms, np.flatnonzero(times))
        held = _by_row(rarest[written.anchor], written.row, strings)
        written = written.only((self._anywhere[written.anchor] & held[written.row]) != 0)
        for part, shorter in zip(self.parts, self.shorter, strict=True):
            held &= _by_row(part[written.anchor], written.row, strings) | shorter
        return written.only((self._anywhere[written.anchor] & held[written.row]) != 0), held

    @cached_property
    def _anywhere(self) -> Bits:
        """The entries that have each anchor in any part, by the anchor's number."""
        united = np.zeros(self.forms.anchors, np.uint64)
        for part in self.parts:
            united |= part
        return united

    def _rarest(self, times: Numbers) -> pl.DataFrame:
        """Choose each entry's part that is written least often here: rows of `words`.

        Args:
            times: how often each anchor is written, by its number.
        """
        here = np.flatnonzero(times)
        patterns = self.words["pattern"].to_numpy()
        counts = np.bincount(
            self.forms.table["pattern"].to_numpy()[self.forms.sources(here)],
            weights=np.repeat(times[here], self.forms.counts[here]),
            minlength=int(patterns.max(initial=0)) + 1,
        )
        each = self.words.with_columns(count=pl.Series(counts[patterns]))
        times_of_part = each.group_by("entry", "part").agg(pl.col("count").sum())
        rarest = times_of_part.sort("entry", "count", "part").unique("entry", keep="first")
        return self.words.join(rarest, on=["entry", "part"], how="semi")

    def held(self, entries: pl.Series, rows: pl.Series, held: Bits) -> pl.Series:
        """Tell of each entry and row whether the row can hold it.

        Args:
            entries: numbers of entries.
            rows: positions of strings, of the same length.
            held: as `possible` gives it.
        """
        return pl.Series((self.bit[entries.to_numpy()] & held[rows.to_numpy()]) != 0)

    def asked(self, written: Written, conditions: Bits, finds: pl.DataFrame) -> Written:
        """Keep the anchors that a condition of an entry found in the same string asks for.

        Args:
            written: where anchors of conditions are written; the rows count the strings with finds.
            conditions: the entries with a condition that asks for this anchor, by the anchor's number.
            finds: `at` (position among the strings with finds) and `entry`, by `at`.
        """
        found = _by_row(self.bit[finds["entry"].to_numpy()], finds["at"].to_numpy(), finds["at"].n_unique())
        return written.only((conditions[written.anchor] & found[written.row]) != 0)

    def of_anchors(self, words: pl.DataFrame, forms: Forms) -> Bits:
        """Give the entries that ask for each anchor.

        Args:
            words: `entry` and `pattern`.
            forms: the forms of these words.
        """
        return _of_anchors(words, self.bit, forms)


def _of_anchors(words: pl.DataFrame, bit: Bits, forms: Forms, asked: Numbers | None = None) -> Bits:
    """Give the entries that ask for each anchor, or for each of some, none for the others."""
    united = np.zeros(forms.anchors, np.uint64)
    anchors = np.arange(forms.anchors) if asked is None else asked
    if not len(anchors):
        return united
    written_as = forms.table["pattern"].to_numpy()[forms.sources(anchors)]
    patterns = words["pattern"].to_numpy()
    of_pattern = np.zeros(int(max(written_as.max(), patterns.max(initial=0))) + 1, np.uint64)
    np.bitwise_or.at(of_pattern, patterns, bit[words["entry"].to_numpy()])
    counts = forms.counts[anchors]
    united[anchors] = np.bitwise_or.reduceat(of_pattern[written_as], np.cumsum(counts) - counts)
    return united


def _by_row(bits: Bits, rows: Numbers, strings: int) -> Bits:
    """Unite what stands in one string; rows are in order."""
    united = np.zeros(strings, np.uint64)
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    if len(first):
        united[rows[first]] = np.bitwise_or.reduceat(bits, first)
    return united
