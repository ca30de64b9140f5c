"""What features are called: a short text, which is its kind, a colon, and what it names.

`left 1:قصف` says that the word before the candidate is `قصف`. What is told often is told in parts, the kind
and the words of what it names, `("left 1", "قصف")`: to write the names of all that is told of each candidate
takes longer than to weigh them, and they need to be written only to learn from and to explain by.
"""

from bisect import bisect_left
from collections.abc import Iterable

Told = str | tuple[str, ...]
"""A feature's name; or its kind and the words of what it names. Of two features of different kinds that name
the same, the kind may be told as one of `JOINT`.

No two that are told of one candidate, and are not equal, may give the same name.
"""

FAR = "far"
BUCKETS = (0, 1, 2, 4, 8, 15)
BUCKET_NAMES = (*map(str, BUCKETS), FAR)
_AND = " & "
WINDOW = 3
"""How many words are told on each side of a candidate."""
SIDES = ("left", "right")
JOINT = {side: [f"{side} {at}{_AND}{side}" for at in range(1, WINDOW + 1)] for side in SIDES}
"""A word beside a candidate is told with its place and without, `left 1:قصف` and `left:قصف`, at once."""


def bucket(distance: int) -> str:
    """Give the name of the bucket that a distance in words falls into."""
    return BUCKET_NAMES[bisect_left(BUCKETS, distance)]


def kinds_of(joint: str) -> list[str]:
    """Give the kinds of feature that are told under one name."""
    return joint.split(_AND)


def names_of(told: Told) -> list[str]:
    """Give the names of what is told."""
    if isinstance(told, str):
        return [told]
    kind, *words = told
    return [f"{each}:{' '.join(words)}" for each in kinds_of(kind)]


def parts_of(name: str) -> tuple[str, ...]:
    """Give a feature's kind and the words of what it names."""
    kind, _, words = name.partition(":")
    return kind, *words.split(" ")


def named(every: Iterable[Told]) -> set[str]:
    """Give the names of all that is told, each once."""
    return {name for told in every for name in names_of(told)}
