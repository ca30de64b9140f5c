"""A cue and the party that it blames, and the phrases around them in which a wrong can be named."""

from dataclasses import dataclass

from flows.coding.blame.party import Party
from flows.coding.blame.phrase import bears_b, occasion, phrase_end
from flows.coding.blame.scene import Occurrence, Scene

NEAR = 6
"""Words that may stand between what belongs together."""

Span = tuple[int, int]
"""The first and last word of a wrong."""


@dataclass(frozen=True, slots=True)
class Ascription:
    """A cue and the party that it blames, in their sentence.

    Attributes:
        scene: the sentence.
        occurrence: the cue.
        party: the blamed.
    """

    scene: Scene
    occurrence: Occurrence
    party: Party

    @property
    def follows(self) -> bool:
        """Whether the party stands after the cue."""
        return self.party.first > self.occurrence.last

    @property
    def after(self) -> int:
        """The word after the cue and after the party, with those coordinated with it, if it follows."""
        if not self.follows:
            return self.occurrence.last + 1
        known = self.scene.at.get(self.party.first) is self.party
        return (self.scene.group(self.party)[-1] if known else self.party).last + 1


def phrase(ascribed: Ascription, first: int) -> Span | None:
    """Give the phrase that begins at a word, through the party where that stands in it."""
    scene = ascribed.scene
    while first < len(scene.tokens) and scene.tokens[first].reading.has("particle"):
        first += 1
    if first >= len(scene.tokens):
        return None
    if answers(scene, first):
        return answer(ascribed, first)
    inside = first <= ascribed.party.first <= phrase_end(scene, first) + NEAR and ascribed.follows
    return first, phrase_end(
        scene, first, ascribed.party.last if inside and unbroken(ascribed, first) else None
    )


def unbroken(ascribed: Ascription, first: int) -> bool:
    """Tell whether no stop or comma stands between a word and the party after it."""
    return not any(
        ascribed.scene.tokens[at].mark in {".", ","} for at in range(first + 1, ascribed.party.first + 1)
    )


def answers(scene: Scene, at: int) -> bool:
    """Tell whether a word is one of responsibility."""
    reading = scene.tokens[at].reading
    return not scene.lexicon.grammar.answerings.isdisjoint({reading.bare, reading.stem})


def answer(ascribed: Ascription, at: int) -> Span | None:
    """Give what the word of responsibility at a place is for, if one stands there and says so."""
    scene, reading = ascribed.scene, ascribed.scene.tokens[at].reading
    if not answers(scene, at):
        return None
    owned = not reading.definite and not reading.norm.endswith(("ته", "تها", "تهم"))
    start = at + 1
    while start < len(scene.tokens) and not scene.tokens[start].mark:
        following, party = scene.tokens[start].reading, scene.at.get(start)
        if following.bare in {"عن", "عما", "علي", "في"}:
            return plain_phrase(ascribed, start + 1)
        if party is not None and party.first == ascribed.party.first:
            start = party.last + 1
            continue
        if owned and start == at + 1 and not following.preposition and not following.has("preposition"):
            return plain_phrase(ascribed, start)
        if not following.definite:
            return None
        start += 1
    return None


def plain_phrase(ascribed: Ascription, first: int) -> Span | None:
    """Give the phrase that begins at a word, wherever the party stands."""
    return (first, phrase_end(ascribed.scene, first)) if first < len(ascribed.scene.tokens) else None


def charged_with(scene: Scene, at: int) -> bool:
    """Tell whether a word with ب on it names a wrong, and not a manner, a place or an instrument."""
    reading, manners = scene.tokens[at].reading, scene.lexicon.grammar.manners
    if not bears_b(scene, at) or at in scene.at:
        return False
    return manners.isdisjoint({reading.norm, f"ب{reading.bare}"})


def occasion_follows(scene: Scene, at: int) -> bool:
    """Tell whether the phrase after a preposition says when or where something was said, or is missing."""
    return at + 1 >= len(scene.tokens) or occasion(scene, at + 1)
