"""Parties after `كل من`: they stand in the clause where the word for each stands."""

from collections.abc import Sequence

from flows.coding.blame.words import Token

EACH = {"كل": "", "كلا": "", "وكل": "", "وكلا": "", "لكل": "ل", "بكل": "ب", "ولكل": "ل", "وبكل": "ب"}
"""The words for each, with the preposition that is written on them."""
EACH_AS_OBJECT = "كلا"
"""The accusative, which is no genitive of the noun before it."""

_BACK = 2
_JOINING = frozenset({"", '"'})


def place_of(tokens: Sequence[Token], at: int) -> int:
    """Give the word that stands in a party's place: its first, or the `كل` of `كل من روسيا وإيران`.

    Args:
        tokens: the words of the sentence.
        at: the party's first word.
    """
    each = at - _BACK
    if each < 0 or tokens[at - 1].reading.norm != "من" or tokens[at].reading.preposition:
        return at
    joined = tokens[at - 1].mark in _JOINING and tokens[at].mark in _JOINING
    return each if joined and tokens[each].reading.norm in EACH else at


def past_each(tokens: Sequence[Token], at: int) -> int:
    """Give the word at which a party begins that stands at a place, past `كل من` if that opens it.

    Args:
        tokens: the words of the sentence.
        at: the place.
    """
    party = at + _BACK
    return party if party < len(tokens) and place_of(tokens, party) == at else at
