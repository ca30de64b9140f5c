"""Parties that only an accusation shows to be one: a plain noun phrase in the place of the blamed."""

from flows.coding.blame.party import Party
from flows.coding.blame.reading import Reading
from flows.coding.blame.words import Token

_LONGEST = 4
_JOINING = frozenset({"", '"'})


def unknown_party(tokens: list[Token], at: int, stop: int, *, fused: bool = False) -> Party | None:
    """Read the noun phrase of plain words that begins at a word as a party.

    Args:
        tokens: the sentence's words.
        at: the word.
        stop: the word before which it must end.
        fused: whether a preposition may be written on the first word.

    Returns:
        The party, or None where no plain noun stands there.
    """
    last = at - 1
    for index in range(at, min(at + _LONGEST, stop, len(tokens))):
        token = tokens[index]
        if index > at and (token.mark not in _JOINING or token.reading.conjunction):
            break
        if not _plain(token.reading, fused=fused and index == at):
            break
        if index > at and tokens[at].reading.definite and not token.reading.definite:
            break
        last = index
    if last < at:
        return None
    first = tokens[at].reading
    plural = first.stem.endswith(("ين", "ون"))
    feminine = first.stem.endswith("ه") and not plural
    return Party(at, last, at, last, None, feminine, plural, "unknown", governed=first.preposition)


def _plain(reading: Reading, *, fused: bool) -> bool:
    """Tell whether a word can be a plain noun or name."""
    if reading.function or reading.cues or reading.has("speech") or reading.norm.isdigit():
        return False
    return fused or not reading.preposition
