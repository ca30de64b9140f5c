"""Variants of one party under one candidate: article, endings, spelling, and a head that means the same."""

from collections.abc import Iterable
from dataclasses import replace

from flows.coding.suggesting.decide import Candidate
from flows.text.stems import stem

_WEAK = str.maketrans("", "", "اويء")
_SHORTEST = 3
_PLAIN_HEADS = frozenset({"group", "army", "party", "outlet"})
"""Types whose head words say the same: ميليشيا and ميليشيات, صحيفة and جريدة."""


def group(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Join candidates that are variants of one name.

    Args:
        candidates: the candidates, those of most articles first.

    Returns:
        One candidate for each party, with all its names, the commonest first.
    """
    groups: dict[tuple[str, ...], Candidate] = {}
    for each in candidates:
        key = _key(each)
        shorter = next((known for known in groups if _begins(known, key)), key)
        if shorter not in groups:
            groups[shorter] = each
            continue
        first = groups[shorter]
        groups[shorter] = replace(
            first,
            names=tuple(dict.fromkeys((*first.names, *each.names))),
            nisba=tuple(dict.fromkeys((*first.nisba, *each.nisba))),
            articles=first.articles + each.articles,
        )
    return sorted(groups.values(), key=lambda each: (-each.articles, each.names))


def _key(candidate: Candidate) -> tuple[str, ...]:
    """Give what the variants of a name have in common: its type and the bones of its words."""
    head, *rest = candidate.names[0].split(" ")
    words = rest if rest and candidate.type in _PLAIN_HEADS else [head, *rest]
    return (candidate.type, *(_bones(word) for word in words))


def _bones(word: str) -> str:
    """Give a word's stem without its weak letters; a short one as it is."""
    bare = stem(word)
    bones = bare[:1] + bare[1:].translate(_WEAK)
    return bones if len(bones) >= _SHORTEST else bare


def _begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two keys are one, or one of at least two words begins the other."""
    short, long = sorted((one, other), key=len)
    return long[: len(short)] == short and (len(short) > _SHORTEST - 1 or len(short) == len(long))
