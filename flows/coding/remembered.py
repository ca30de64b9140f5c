"""What is made of a codebook, made once for each."""

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_KEPT = 4


class _ByIdentity(Generic[T]):
    """A codebook, or a part of one, as a key: they do not change, so the object itself tells them apart."""

    def __init__(self, thing: T) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.thing is self.thing


def remembered(make: Callable[[T], R]) -> Callable[[T], R]:
    """Give a function that makes something of a codebook once, and gives the same again while it is kept.

    Args:
        make: what makes it; of the last few codebooks the outcome is kept.
    """

    @lru_cache(maxsize=_KEPT)
    def kept(key: _ByIdentity[T]) -> R:
        return make(key.thing)

    return lambda thing: kept(_ByIdentity(thing))
