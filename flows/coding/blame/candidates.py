"""Who could be blamed: the sentence's parties, and plain noun phrases where a cue's party would stand."""

from collections.abc import Sequence

from flows.coding.blame.party import Party
from flows.coding.blame.scene import Occurrence, Scene
from flows.coding.blame.source import noun_phrase

_SKIPPED = 3
_LONGEST_FUSED = 3


def candidates(scene: Scene, occurrences: Sequence[Occurrence], ruled: Sequence[Party] = ()) -> list[Party]:
    """Give the parties of a sentence and the noun phrases after its cues that are no known party.

    Args:
        scene: the sentence.
        occurrences: its cues.
        ruled: whom the rules find blamed; among them are phrases that only a cue shows to be a party.

    Returns:
        The candidates in order; none lies inside another.
    """
    found = list(scene.parties)
    if not occurrences and not ruled:
        return found
    covered = {at for party in found for at in range(party.first, party.last + 1)}
    for party in ruled:
        if covered.isdisjoint(range(party.first, party.last + 1)):
            found.append(party)
            covered.update(range(party.first, party.last + 1))
    for occurrence in occurrences:
        for at in _places(scene, occurrence):
            if at in covered:
                continue
            phrase = _phrase(scene, at)
            if phrase is None or not covered.isdisjoint(range(phrase.first, phrase.last + 1)):
                continue
            found.append(phrase)
            covered.update(range(phrase.first, phrase.last + 1))
    return sorted(found, key=lambda party: party.first)


def _places(scene: Scene, occurrence: Occurrence) -> list[int]:
    """Give the words after a cue at which its party can begin: the next, and the next past small words."""
    first = at = occurrence.last + 1
    while at < len(scene.tokens) and at - first < _SKIPPED:
        token = scene.tokens[at]
        if token.mark == "." or not token.reading.has("particle", "preposition"):
            break
        at += 1
    places = (first,) if at == first else (first, at)
    return [each for each in places if each < len(scene.tokens) and scene.tokens[each].mark != "."]


def _phrase(scene: Scene, at: int) -> Party | None:
    """Read the plain noun phrase at a word; one with ب or ل on it is its own word and what agrees with it."""
    reading = scene.tokens[at].reading
    if not reading.preposition:
        phrase = noun_phrase(scene, at)
        if phrase is None:
            return None
        first, last = phrase.first, phrase.last
    elif reading.preposition in {"ب", "ل"} and not reading.cues and not _is_manner(scene, at):
        first, last = at, _last_definite(scene, at)
    else:
        return None
    feminine = scene.tokens[first].reading.stem.endswith("ه")
    return Party(
        first, last, first, last, None, feminine, plural=False, kind="phrase", governed=reading.preposition
    )


def _is_manner(scene: Scene, at: int) -> bool:
    return scene.tokens[at].reading.norm in scene.lexicon.grammar.manners


def _last_definite(scene: Scene, at: int) -> int:
    last = at
    while last + 1 < min(at + 1 + _LONGEST_FUSED, len(scene.tokens)):
        token = scene.tokens[last + 1]
        reading = token.reading
        if token.mark or not reading.definite or reading.conjunction or reading.preposition:
            break
        last += 1
    return last
