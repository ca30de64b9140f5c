"""Whom a predicate is said of (`إيران مسؤولة عن`), and who is only in office or looked for."""

from flows.coding.blame.party import Party
from flows.coding.blame.scene import Filled, Occurrence, Scene
from flows.text.normalise import normalise

_SUBJECT_REACH = 9
_IDENTITY_REACH = 14
_RESPONSIBLE = frozenset(map(normalise, ("مسؤولون", "مسؤولين", "مسئولون", "مسئولين")))
_FOR = frozenset({"عن", "عنه", "عنها", "عنهم"})
_LONGEST_ADVERB = 2
_PLACE = 2
_IDENTITIES = frozenset({"هو", "هي", "هم"})


def predicated(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find whom an adjective or participle is said of: the noun it follows, or the clause's subject.

    Args:
        scene: the sentence.
        occurrence: the adjective or participle.
    """
    if not _governs(scene, occurrence) or entrusts(scene, occurrence):
        return None
    return _identified(scene, occurrence) or last_of_kind(scene, occurrence)


def _governs(scene: Scene, occurrence: Occurrence) -> bool:
    """Tell whether one of the cue's prepositions follows, where it has any: `متهم بـ`, not `متهما إيران`."""
    wanted, after = occurrence.cue.roles.prepositions, occurrence.last + 1
    if not wanted or after >= len(scene.tokens):
        return not wanted
    reading = scene.tokens[after].reading
    return reading.preposition in wanted or reading.bare in {*wanted, "بان"}


def entrusts(scene: Scene, occurrence: Occurrence) -> bool:
    """Tell whether a participle says what an office is there for: `المسؤول عن الملف`.

    Args:
        scene: the sentence.
        occurrence: the participle.
    """
    at = occurrence.last + 2
    if occurrence.cue.frame != "responsible" or at >= len(scene.tokens):
        return False
    trust = scene.tokens[at].reading
    return scene.tokens[at - 1].reading.norm == "عن" and not scene.lexicon.grammar.trusts.isdisjoint(
        trust.variants
    )


def looked_for(scene: Scene, party: Party) -> bool:
    """Tell whether a party is those who are responsible for something, whoever they are.

    Args:
        scene: the sentence.
        party: one of its parties.
    """
    head, about = scene.tokens[party.first].reading, scene.tokens[party.last + 1 : party.last + 2]
    alone = party.first == party.last and head.definite and head.stem in _RESPONSIBLE
    return alone and any(each.reading.bare in _FOR for each in about)


def _identified(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find who `المسؤول عن … هو` names: the party right after the pronoun."""
    if not scene.tokens[occurrence.first].reading.definite:
        return None
    for at in range(occurrence.last + 1, min(occurrence.last + 1 + _IDENTITY_REACH, len(scene.tokens) - 1)):
        if scene.tokens[at].mark == ".":
            return None
        party = scene.at.get(at + 1)
        if scene.tokens[at].reading.bare in _IDENTITIES and party is not None:
            return None if party.governed or party.kind == "nisba" else Filled(scene.group(party), "identity")
    return None


def last_of_kind(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the last party before an adjective or participle that agrees with it.

    Args:
        scene: the sentence.
        occurrence: the adjective or participle.
    """
    reading = scene.tokens[occurrence.first].reading
    feminine, plural = reading.stem.endswith("ه"), reading.stem.endswith(("ون", "ين"))
    for party in reversed([p for p in scene.parties if p.last < occurrence.first]):
        if any(scene.tokens[at].mark == "." for at in range(party.last + 1, occurrence.first + 1)):
            return None
        if party.kind == "nisba" or party.last < occurrence.first - _SUBJECT_REACH:
            continue
        if party.feminine == feminine or plural:
            apart = reading.definite and not _leads_to(scene, party.last + 1, occurrence.first)
            return None if apart else Filled([party], "predicate")
    return None


def _leads_to(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a definite participle is said of the noun before it, not of those who are looked for.

    A pronoun (`روسيا هي المسؤولة`), small words or the noun's place stand between them; else the participle
    is a noun of its own: `طالبت روسيا بمحاسبة المسؤولين`.
    """
    between = [token.reading for token in scene.tokens[start:end]]
    if any(reading.bare in _IDENTITIES for reading in between[-_LONGEST_ADVERB:]):
        return True
    placed = len(between) == _PLACE and between[0].bare == "في"
    return placed or all(reading.has("particle") for reading in between)


def previous(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Take the party right before the cue."""
    for party in scene.parties:
        if party.last == occurrence.first - 1 and party.kind != "nisba" and not party.governed:
            return Filled([party], "predicate")
    return None
