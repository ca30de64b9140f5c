"""The subject of a verb or predicate: after it, before it, or at the head of its relative clause."""

from flows.coding.blame.agreement import Agreement, agreement_of, agrees
from flows.coding.blame.party import Party
from flows.coding.blame.predicates import predicated
from flows.coding.blame.scene import Filled, Occurrence, Scene

_SUBJECT_REACH = 9
_RELATIVE_REACH = 8
_CLAUSE_REACH = 8
# the pronoun by which a clause points back to its head, which then is not the subject: الذي استهدفت به
_RETURNING = frozenset(
    {
        "به",
        "بها",
        "فيه",
        "فيها",
        "عنه",
        "عنها",
        "منه",
        "منها",
        "له",
        "لها",
        "عليه",
        "عليها",
        "خلاله",
        "خلالها",
    }
)
# verbs whose subject suffers, though the clause points back: الذي تعرض له الجيش
_SUFFERING = frozenset(
    {"تعرض", "تعرضت", "يتعرض", "تتعرض", "قتل", "قتلت", "اصيب", "اصيبت", "جرح", "جرحت", "سقط", "سقطت"}
)


def subject(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the subject: after the verb, the relative clause's head, or before the verb."""
    reading = scene.tokens[occurrence.first].reading
    if occurrence.cue.pos == "adjective":
        return predicated(scene, occurrence)
    if occurrence.cue.pos == "noun":
        return None if reading.preposition == "ب" else _before(scene, occurrence.first, None)
    agreement = agreement_of(unconjoined(reading.norm, occurrence), occurrence.cue)
    relative = relative_before(scene, occurrence.first)
    found: Filled | None = None
    if relative is not None and not agreement.pronoun:
        found = _head_of_relative(scene, relative, agreement)
        if found is None and _head_acts(scene, relative):
            return None
    found = (
        found
        or _right_before(scene, occurrence.first, agreement)
        or _after(scene, occurrence.last, agreement)
    )
    if found is None and relative is None:
        found = _before(scene, occurrence.first, agreement) or _shared(scene, occurrence.first, agreement)
    if found is not None:
        scene.subject = found.parties[0]
    return found


def unconjoined(norm: str, occurrence: Occurrence) -> str:
    """Give a verb form without its conjunction."""
    return norm[1:] if norm[0] in "وف" and norm[1:] in occurrence.cue.forms else norm


def relative_before(scene: Scene, verb: int) -> int | None:
    """Give the relative pronoun that opens the verb's clause, if one does."""
    for at in range(verb - 1, max(verb - 4, -1), -1):
        reading = scene.tokens[at].reading
        if "relative" in reading.classes and reading.stem not in {"ما", "من"}:
            return at
        if not reading.has("particle", "negation"):
            return None
    return None


def names_victim(scene: Scene, relative: int) -> bool:
    """Tell whether a relative clause names whom its head struck: `الذي استهدف الجيش`, not `الذي شنه الجيش`.

    Args:
        scene: the sentence.
        relative: the place of the relative pronoun.

    Returns:
        Whether the clause's verb strikes the party that follows, or is one whose subject suffers.
    """
    verb = _past_particles(scene, relative + 1)
    suffers = verb < len(scene.tokens) and scene.tokens[verb].reading.norm in _SUFFERING
    return suffers or _head_acts(scene, relative)


def _head_acts(scene: Scene, relative: int) -> bool:
    """Tell whether a clause's head is its verb's subject: they agree, and no pronoun points back."""
    verb = _past_particles(scene, relative + 1)
    if verb >= len(scene.tokens) or scene.tokens[verb].mark or verb in scene.at:
        return False
    reading = scene.tokens[verb].reading
    feminine = reading.norm.startswith("ت") or reading.norm.endswith("ت")
    fits = {"الذي": not feminine, "التي": feminine}.get(scene.tokens[relative].reading.bare, False)
    pointed = reading.norm.endswith(("ه", "ها", "هم"))
    if not fits or pointed or reading.function or reading.definite or "speech" in reading.classes:
        return False
    for token in scene.tokens[verb + 1 : verb + 1 + _CLAUSE_REACH]:
        if token.mark in {".", ","} or token.reading.conjunction == "و":
            return True
        if token.reading.norm in _RETURNING:
            return False
    return True


def _head_of_relative(scene: Scene, relative: int, agreement: Agreement) -> Filled | None:
    plural = scene.tokens[relative].reading.bare in {"الذين", "اللذين", "اللذان"}
    feminine = scene.tokens[relative].reading.bare in {"التي", "اللتين", "اللتان", "اللواتي"}
    for party in reversed([p for p in scene.parties if p.last < relative]):
        if party.last < relative - _RELATIVE_REACH:
            return None
        if any(scene.stops(at) for at in range(party.last + 1, relative)):
            return None
        fits = party.plural == plural and (plural or party.feminine == feminine)
        if party.kind == "nisba" or not fits or (agreement.feminine != feminine and not plural):
            continue
        return Filled([party], "relative clause")
    return None


def _after(scene: Scene, verb: int, agreement: Agreement) -> Filled | None:
    """Find the subject after its verb, past adverbs and prepositional phrases."""
    at, in_phrase = verb + 1, False
    while at < min(verb + 1 + _SUBJECT_REACH, len(scene.tokens)):
        token, party = scene.tokens[at], scene.at.get(at)
        if scene.stops(at) or (token.mark == "," and at == verb + 1):
            return None
        if party is not None:
            if party.governed or (party.kind == "nisba" and in_phrase):
                at, in_phrase = party.last + 1, True
                continue
            if party.kind == "nisba" or (party.owned and at > verb + 1):
                return None
            return (
                Filled(scene.group(party), "subject after verb")
                if agrees(party, agreement, after=True)
                else None
            )
        reading = token.reading
        if reading.preposition or "preposition" in reading.classes:
            in_phrase = True
        elif not ("particle" in reading.classes or reading.norm.isdigit() or in_phrase):
            return None
        if token.mark == "," and in_phrase and not reading.preposition:
            in_phrase = False
        at += 1
    return None


def _oblique(scene: Scene, party: Party) -> bool:
    """Tell whether the party's written ending (ين) says that it is no subject."""
    return party.plural and scene.tokens[party.first].reading.stem.endswith("ين")


def nominative(scene: Scene, party: Party) -> bool:
    """Tell whether the party's written ending (ون) says that it is neither object nor genitive."""
    return party.plural and scene.tokens[party.first].reading.stem.endswith("ون")


def _clause_start(scene: Scene, verb: int) -> int:
    """Give the first word of the clause that a verb stands in."""
    for at in range(verb - 1, -1, -1):
        if "subordinator" in scene.tokens[at].reading.classes:
            return at + 1
        if scene.tokens[at].mark == ".":
            return at
    return 0


def _before(scene: Scene, verb: int, agreement: Agreement | None) -> Filled | None:
    """Find the subject before its verb: the first free party of the clause."""
    start = _clause_start(scene, verb)
    for party in scene.parties:
        if party.first < start or party.kind == "nisba":
            continue
        if party.last >= verb or party.first > start + 3:
            return None
        if (party.governed and party.governed != "ل") or party.owned:
            continue
        members = [each for each in scene.group(party) if each.last < verb]
        fits = (
            agreement is None
            or agrees(party, agreement, after=False)
            or (agreement.plural and len(members) > 1)
        )
        if not fits or _another_verb(scene, members[-1].last + 1, verb):
            return None
        return Filled(members, "subject before verb")
    return None


def _right_before(scene: Scene, verb: int, agreement: Agreement) -> Filled | None:
    """Find the subject that alone stands before the verb in its clause: `كانت واشنطن قد اتهمت`."""
    start = _past_particles(scene, _clause_start(scene, verb))
    party = scene.at.get(start)
    if party is None or party.last >= verb or party.kind == "nisba" or party.governed:
        return None
    members = scene.group(party)
    fits = agrees(party, agreement, after=False) or (agreement.plural and len(members) > 1)
    alone = _past_particles(scene, members[-1].last + 1) == verb
    return Filled(members, "subject before verb") if alone and fits else None


def _past_particles(scene: Scene, at: int) -> int:
    while at < len(scene.tokens) and "particle" in scene.tokens[at].reading.classes:
        at += 1
    return at


def _another_verb(scene: Scene, start: int, verb: int) -> bool:
    """Tell whether a verb of saying or a cue verb stands between, so that the subject is its own."""
    for at in range(start, verb):
        reading = scene.tokens[at].reading
        if "speech" in reading.classes or (
            any(cue.pos == "verb" for cue in reading.cues) and not relative_before(scene, at)
        ):
            return True
    return False


def _shared(scene: Scene, verb: int, agreement: Agreement) -> Filled | None:
    """Take the subject of the verb that this one is coordinated with."""
    if scene.tokens[verb].reading.norm[0] not in "وف" or scene.subject is None:
        return None
    if scene.subject.last >= verb or any(
        scene.tokens[at].mark == "." for at in range(scene.subject.last + 1, verb)
    ):
        return None
    if agrees(scene.subject, agreement, after=False) or agrees(scene.subject, agreement, after=True):
        return Filled([scene.subject], "shared subject")
    return None
