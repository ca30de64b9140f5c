"""Who speaks: the source of an accusation, or of a statement that a sentence attributes."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.coding.blame.scene import Scene

_LONGEST_SPEAKER = 7
_REACH_BEFORE = 10


@dataclass(slots=True)
class Speaker:
    """A source as written.

    Attributes:
        first: its first word.
        last: its last word.
        actor: the codebook's actor, or None.
        verb: the word of saying.
    """

    first: int
    last: int
    actor: str | None
    verb: int


def noun_phrase(scene: Scene, at: int, end: int | None = None) -> Speaker | None:
    """Read the noun phrase that begins at a word: a party, or plain nouns up to the clause's next step.

    Args:
        scene: the sentence.
        at: the word.
        end: the word before which it must end; absent, the sentence's end.

    Returns:
        The phrase, or None where none begins there.
    """
    end = len(scene.tokens) if end is None else end
    if at >= end:
        return None
    party = scene.at.get(at)
    if party is not None and party.kind != "nisba":
        if party.governed and scene.tokens[at].reading.preposition:
            return None
        return Speaker(party.name_first, party.name_last, party.actor, at)
    if scene.tokens[at].reading.stem in scene.lexicon.grammar.no_speakers:
        return _counted(scene, at, end)
    return _plain_nouns(scene, at, end)


def _plain_nouns(scene: Scene, at: int, end: int) -> Speaker | None:
    """Read plain nouns up to the clause's next step; of an office with a name, the name."""
    last = at - 1
    for index in range(at, min(at + _LONGEST_SPEAKER, end)):
        token = scene.tokens[index]
        if (index > at and token.mark not in {"", '"'}) or token.mark == ".":
            break
        if _ends_phrase(scene, at, index):
            break
        inner = scene.at.get(index)
        if inner is not None and inner.kind != "nisba" and index > at and not inner.owned:
            break
        if inner is not None and inner.kind == "title" and inner.name_first != inner.first:
            return Speaker(inner.name_first, inner.name_last, inner.actor, at)
        last = index
    if last < at or scene.tokens[at].reading.cues:
        return None
    return Speaker(at, last, None, at)


def _counted(scene: Scene, at: int, end: int) -> Speaker | None:
    """Give those whom a word counts: `عدد من النواب`."""
    named = at + 2
    counts = scene.tokens[at].reading.stem in scene.lexicon.grammar.counts_of
    if not counts or named >= end or scene.tokens[at + 1].reading.norm != "من":
        return None
    party = scene.at.get(named)
    if party is not None:
        return Speaker(party.name_first, party.name_last, party.actor, at) if party.kind != "nisba" else None
    return noun_phrase(scene, named, end) if scene.tokens[named].reading.definite else None


def _ends_phrase(scene: Scene, first: int, at: int) -> bool:
    """Tell whether a word cannot belong to the noun phrase that begins at `first`."""
    reading = scene.tokens[at].reading
    if reading.function or reading.preposition or "speech" in reading.classes:
        return True
    indefinite = scene.tokens[first].reading.definite and not reading.definite
    return at > first and bool(reading.conjunction or reading.cues or indefinite)


def speakers(scene: Scene) -> list[Speaker]:
    """Give the speakers whom the sentence names, each with its word of saying, in the sentence's order."""
    found: list[Speaker] = []
    for at, token in enumerate(scene.tokens):
        how = token.reading.attributes
        if not how:
            continue
        phrase = (
            _after_verb(scene, at) or _before_verb(scene, at) if how == "verb" else _after_phrase(scene, at)
        )
        if phrase is not None:
            found.append(Speaker(phrase.first, phrase.last, phrase.actor, at))
    return found


def _after_verb(scene: Scene, verb: int) -> Speaker | None:
    start = verb + 1
    while start < len(scene.tokens) and "particle" in scene.tokens[start].reading.classes:
        start += 1
    if start < len(scene.tokens) and scene.tokens[start].mark in {".", ","}:
        return None
    return noun_phrase(scene, start)


def _before_verb(scene: Scene, verb: int) -> Speaker | None:
    for party in reversed(scene.parties):
        if party.last < verb and party.last >= verb - 2 and party.kind != "nisba" and not party.governed:
            return Speaker(party.name_first, party.name_last, party.actor, verb)
    return None


def _after_phrase(scene: Scene, at: int) -> Speaker | None:
    start = at + 1
    while start < min(at + 4, len(scene.tokens)):
        reading = scene.tokens[start].reading
        if not (reading.bare in {"ما", "لما", "عن", "قول"} or "speech" in reading.classes):
            break
        start += 1
    if start >= len(scene.tokens):
        return None
    party = scene.at.get(start)
    if party is not None and party.kind != "nisba":
        return Speaker(party.name_first, party.name_last, party.actor, at)
    reading = scene.tokens[start].reading
    if reading.preposition == "ل":
        last = start
        while last + 1 < len(scene.tokens) and scene.tokens[last + 1].reading.definite:
            last += 1
        return Speaker(start, last, None, at)
    return noun_phrase(scene, start)


def speaker_at(found: Sequence[Speaker], at: int) -> Speaker | None:
    """Give the speaker who answers for a word.

    Args:
        found: the sentence's speakers.
        at: the word.

    Returns:
        The nearest speaker whose word of saying stands before it; else one named after it.
    """
    before = [speaker for speaker in found if speaker.verb < at and speaker.last < at]
    if before:
        return before[-1]
    return next((speaker for speaker in found if speaker.verb > at), None)
