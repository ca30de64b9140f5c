"""What features are called: a short text, which is its kind, a colon, and what it names.

`left 1:قصف` says that the word before the candidate is `قصف`. What is told often is first told as a template
and what fills it, `("left 1:{0}", "قصف")`: to write the names of all that is told of each candidate takes
longer than to weigh them, and they need to be written only to learn from, to explain by, and once to look
the weights up.
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

Told = str | tuple[Any, ...]
"""A feature's name; or a template, which may hold several names in lines, and what fills it.

No two that are told of one candidate, and are not equal, may give the same name.
"""

FAR = "far"
_BUCKETS = (0, 1, 2, 4, 8, 15)
_BUCKET_NAMES = (*map(str, _BUCKETS), FAR)


def bucket(distance: int) -> str:
    """Give the name of the bucket that a distance in words falls into."""
    return _BUCKET_NAMES[bisect_left(_BUCKETS, distance)]


def names_of(told: Told) -> list[str]:
    """Give the names of what is told."""
    if isinstance(told, str):
        return [told]
    template, *filling = told
    return str(template).format(*filling).split("\n")


def named(every: Iterable[Told]) -> set[str]:
    """Give the names of all that is told, each once."""
    return {name for told in every for name in names_of(told)}
