"""A mention of a party in a sentence."""

from dataclasses import dataclass


@dataclass(slots=True)
class Party:
    """A mention of a party.

    Attributes:
        first: its first word.
        last: its last word.
        name_first: the first word of the shortest full name.
        name_last: the last word of the shortest full name.
        actor: the codebook's actor, or None.
        feminine: whether its verb is feminine.
        plural: whether it is a plural of people.
        kind: name, head, title or nisba.
        governed: the preposition that governs it (as a word, or ب ل ك), or "".
        owned: whether a bare noun stands before it (the party is that noun's genitive).
        joined: whether a conjunction joins it to the party right before it.
        broken: whether it is a broken plural of people, whose verb may have either gender.
    """

    first: int
    last: int
    name_first: int
    name_last: int
    actor: str | None
    feminine: bool
    plural: bool
    kind: str
    governed: str = ""
    owned: bool = False
    joined: bool = False
    broken: bool = False


def overlaps(party: Party, first: int, last: int) -> bool:
    """Tell whether a party's name shares a word with the words from first to last."""
    return first <= party.name_last and last >= party.name_first
