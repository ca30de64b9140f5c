"""What is told of words in bulk, kept for the next batch: news repeats its words.

A table has one slot for each beginning of a hash; a slot holds the word that was asked for last of those
whose hash begins so, and what was told of it. So the table never grows, and a word whose place another one
took is asked for anew.
"""

from collections.abc import Callable
from threading import Lock

import numpy as np
import polars as pl
from numpy.typing import NDArray

_HASH_BITS = 64
_SLOT_BITS = 20


class Recalled:
    """Numbers told of words, by the hash of the word."""

    def __init__(
        self, tell: Callable[[pl.Series], NDArray[np.int32]], numbers: int = 1, slot_bits: int = _SLOT_BITS
    ) -> None:
        """Keep what a function tells.

        Args:
            tell: gives a row of numbers for each of some words, the same for the same word.
            numbers: how many a row has.
            slot_bits: how many bits of a hash name its slot.
        """
        self._tell = tell
        self._shift = np.uint64(_HASH_BITS - slot_bits)
        self._hashes = np.zeros(1 << slot_bits, np.uint64)
        self._hashes[0] = ~np.uint64(0)  # belongs into the last slot: so no slot seems to hold a word yet
        self._told = np.zeros((1 << slot_bits, numbers), np.int32)
        self._lock = Lock()

    def of(self, words: pl.Series) -> NDArray[np.int32]:
        """Give the row of numbers of each word.

        Args:
            words: folded words, each once.
        """
        hashes = words.hash().to_numpy()
        slots = (hashes >> self._shift).astype(np.int64)
        with self._lock:
            told = self._told[slots]
            unknown = np.flatnonzero(self._hashes[slots] != hashes)
            told[unknown] = self._tell(words.gather(unknown))
            self._hashes[slots[unknown]] = hashes[unknown]
            self._told[slots[unknown]] = told[unknown]
        return told
