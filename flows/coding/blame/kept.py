"""What a function gives, kept by what it is given: news repeats its words and how they stand together."""

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(dict[K, V]):
    """What a function gives, made once for each key.

    Args:
        make: gives the same for the same key.
        most: how many answers are at hand; with one more they are put aside, and of those that were aside
            before, all that nobody asked for meanwhile are forgotten. So at most twice as many are in memory.
    """

    def __init__(self, make: Callable[[K], V], most: int) -> None:
        super().__init__()
        self._make = make
        self._most = most
        self._aside: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        """Make what is asked for the first time, or take it back from aside."""
        made = self._aside[key] if key in self._aside else self._make(key)
        if len(self) >= self._most:
            self._aside = self.copy()
            self.clear()
        self[key] = made
        return made
