"""The doer inside the phrase that a condemnation governs."""

from flows.coding.blame.owners import owns_victim
from flows.coding.blame.scene import Filled, Occurrence, Scene
from flows.coding.blame.subjects import names_victim, subject

_COMPLEMENT_REACH = 13
_SKIPPED = 4


def complement(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the doer inside the phrase that a cue governs: its own object, or the owner of the wrong."""
    start = phrase_start(scene, occurrence)
    at, skipping = start, -_SKIPPED
    while at < min(start + _COMPLEMENT_REACH, len(scene.tokens)):
        reading = scene.tokens[at].reading
        if scene.tokens[at].mark == "." or (at > start + 1 and _ends_phrase(scene, occurrence, at)):
            return None
        if reading.has("relative") and names_victim(scene, at):
            return None
        if reading.has("victim") and reading.bare not in occurrence.cue.roles.prepositions:
            skipping = at
        party = scene.at.get(at)
        if party is not None:
            suffers = party.governed in scene.lexicon.grammar.victim_prepositions or owns_victim(scene, party)
            if at - skipping >= _SKIPPED and not suffers:
                return Filled(scene.group(party), "complement")
            at, skipping = party.last + 1, -_SKIPPED
            continue
        at += 1
    return None


def phrase_start(scene: Scene, occurrence: Occurrence) -> int:
    """Give the first word of the phrase that a cue governs: after it and, of a verb, after its subject.

    Args:
        scene: the sentence.
        occurrence: the cue.

    Returns:
        The word's place, at most the number of words.
    """
    start = occurrence.last + 1
    if occurrence.cue.pos != "verb":
        return start
    taken = subject(scene, occurrence)
    if taken is None:
        return _past_unknown_subject(scene, start)
    return taken.parties[-1].last + 1 if taken.parties[-1].first >= start else start


def _ends_phrase(scene: Scene, occurrence: Occurrence, at: int) -> bool:
    """Tell whether the cue's phrase is over before a word."""
    token = scene.tokens[at]
    if token.mark == "," and occurrence.cue.pos == "fixed":
        return True
    return (token.reading.has("subordinator") and occurrence.cue.pos != "verb") or _turns(scene, at)


def _turns(scene: Scene, at: int) -> bool:
    """Tell whether another statement begins: a verb of saying or accusing, or a harm without a doer."""
    reading = scene.tokens[at].reading
    verbs = [cue for cue in reading.cues if cue.pos == "verb"]
    if reading.has("speech") and not any(cue.pos != "verb" for cue in reading.cues):
        return True
    if not verbs or len(verbs) < len(reading.cues):
        return False
    return (
        any(cue.roles.kind == "accusation" for cue in verbs)
        or (scene.at.get(at + 1) or scene.at.get(at + 2)) is None
    )


def _past_unknown_subject(scene: Scene, at: int) -> int:
    """Give the word after a subject that is no known party: one noun, its adjectives and its ل."""
    if at >= len(scene.tokens) or scene.at.get(at) is not None:
        return at
    reading = scene.tokens[at].reading
    if reading.preposition or reading.function or reading.cues:
        return at
    at += 1
    while at < len(scene.tokens) and not scene.stops(at):
        following, party = scene.tokens[at].reading, scene.at.get(at)
        if party is not None and party.governed == "ل":
            at = party.last + 1
        elif following.definite and reading.definite and party is None and not following.preposition:
            at += 1
        else:
            break
    return at
