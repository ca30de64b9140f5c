"""Which of many known words each word of a text is, told by hashes alone.

A table has one slot for each beginning of a hash, many more slots than known words; a slot holds the number
of the known word whose hash begins so. Most words of a text fall into an empty slot and are done with. The
few known words whose slot another one holds are searched for among themselves.
"""

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]

_HASH_BITS = 64
_SLOTS_PER_WORD = 4
NONE = -1
"""The number of a word that is not known."""


class Lookup:
    """Numbers by hash."""

    def __init__(self, hashes: Hashes) -> None:
        """Give each hash a slot.

        Args:
            hashes: of the known words; a word's number is its place. Of equal ones only one is ever found.
        """
        bits = max((len(hashes) * _SLOTS_PER_WORD - 1).bit_length(), 1)
        self._shift = np.uint64(_HASH_BITS - bits)
        self._hashes = hashes
        slots = self._slots(hashes)
        self._held = np.full(1 << bits, NONE, np.int32)
        self._held[slots] = np.arange(len(hashes), dtype=np.int32)
        crowded = np.flatnonzero(self._held[slots] != np.arange(len(hashes)))
        self._crowded = crowded[np.argsort(hashes[crowded])]

    def _slots(self, hashes: Hashes) -> Numbers:
        return (hashes >> self._shift).astype(np.int64)

    def find(self, hashes: Hashes) -> tuple[Numbers, Numbers]:
        """Find known words.

        Args:
            hashes: of any words.

        Returns:
            The places at which a known hash stands, in order, and the number of each.
        """
        held = self._held[self._slots(hashes)]
        places = np.flatnonzero(held != NONE)
        numbers, asked = held[places].astype(np.int64), hashes[places]
        wrong = np.flatnonzero(self._hashes[numbers] != asked)
        numbers[wrong] = self._among_crowded(asked[wrong])
        known = numbers != NONE
        return places[known], numbers[known]

    def _among_crowded(self, hashes: Hashes) -> Numbers:
        numbers = np.full(len(hashes), NONE, np.int64)
        if len(self._crowded):
            own = self._hashes[self._crowded]
            at = np.minimum(np.searchsorted(own, hashes), len(own) - 1)
            numbers = np.where(own[at] == hashes, self._crowded[at], NONE)
        return numbers
