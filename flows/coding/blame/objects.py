"""Whom an accusation strikes: its verb's object, its preposition's complement, or whom a denial clears."""

from flows.coding.blame.agreement import agreement_of
from flows.coding.blame.owners import antecedent, genitive, owns_victim
from flows.coding.blame.party import Party
from flows.coding.blame.scene import Filled, Occurrence, Scene
from flows.coding.blame.stance import another_says
from flows.coding.blame.subjects import nominative, relative_before, subject, unconjoined
from flows.coding.blame.unknown import unknown_party
from flows.text.normalise import normalise

_SUBJECT_REACH = 9
_OBJECT_REACH = 22
_RELATIVE_REACH = 8
_SKIPPED = 4
_CLEARED = frozenset({"ساحه", "ذمه"})
_PRONOUNS = ("ها", "هما", "هم", "ه")
_SHARES = frozenset(
    map(
        normalise,
        (
            *("مسؤوليت", "مسئوليت", "علاقت", "صلت", "ضلوع", "تورط", "دور", "وقوف", "ارتكاب"),
            *("استخدام", "استهداف", "تدخل", "دعم", "تسليح", "تمويل", "تزويد", "تدبير", "تنفيذ"),
        ),
    )
)
_CLAIMS = frozenset({"اكاذيب", "مزاعم", "ادعاءات", "افتراءات", "روايه", "تصريحات", "اتهامات", "شائعات"})


def object_(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the direct object: the last free party between the verb and the wrong."""
    start, stop = occurrence.last + 1, _wrong_starts(scene, occurrence)
    pointed = _pronoun_object(scene, occurrence)
    if pointed is not None:
        return pointed
    acquits = occurrence.cue.roles.stance == "denied"
    free = [
        party
        for party in scene.parties
        if start <= party.first < stop and party.kind != "nisba" and not party.governed
        if not party.owned or party.first == start + 1 or (acquits and _cleared(scene, party))
        if not nominative(scene, party) or party.first == start
    ]
    lead = [party for party in free if party.first == start or not _added(scene, party)]
    taken = subject(scene, occurrence) if occurrence.cue.pos == "verb" else None
    if taken is not None:
        lead = [party for party in lead if party not in taken.parties and party.first > taken.parties[0].last]
        lead = [party for party in lead if party.first >= start]
        if not lead and taken.parties[0].first >= start:
            return _unknown_object(scene, occurrence, taken, stop) or _fronted(scene, occurrence, taken, stop)
    if not lead:
        return _unknown_object(scene, occurrence, taken, stop)
    lead = _before_responsibility(scene, occurrence, lead)
    chosen = lead[0] if "object_first" in occurrence.cue.roles.blamed else lead[-1]
    return Filled([each for each in scene.group(chosen) if each.first < stop], "object")


def objects_of(scene: Scene, occurrence: Occurrence) -> list[Party]:
    """Give every party between an accusing verb and the wrong, whatever stands before it.

    Args:
        scene: the sentence.
        occurrence: the verb.
    """
    end = _wrong_starts(scene, occurrence)
    if end < len(scene.tokens) and scene.tokens[end].reading.has("preposition"):  # `حتى الآن` ends no clause
        end = _wrong_starts(scene, Occurrence(occurrence.cue, occurrence.first, end))
    return [party for party in scene.parties if occurrence.last < party.first < end]


def _cleared(scene: Scene, party: Party) -> bool:
    """Tell whether an acquittal clears a party by its name or conscience: `برّأت ساحة الحكومة`."""
    return party.first > 0 and scene.tokens[party.first - 1].reading.stem in _CLEARED


def _before_responsibility(scene: Scene, occurrence: Occurrence, lead: list[Party]) -> list[Party]:
    """Keep the parties before the word of responsibility, where any is: what follows it is the wrong."""
    if occurrence.cue.frame != "hold_responsible":
        return lead
    places = range(occurrence.last + 1, lead[-1].first)
    named = (at for at in places if not occurrence.cue.needs.isdisjoint(scene.tokens[at].reading.variants))
    place = next(named, lead[-1].last + 1)
    return [party for party in lead if party.first < place] or lead


def _unknown_object(scene: Scene, occurrence: Occurrence, taken: Filled | None, stop: int) -> Filled | None:
    """Take a plain noun phrase in the object's place; right after the verb its first word is the subject."""
    if occurrence.cue.roles.kind != "accusation" or occurrence.cue.needs or occurrence.cue.pos != "verb":
        return None
    start = occurrence.last + 1
    known = taken is not None and taken.parties[0].first >= start
    if taken is not None and known:
        start = taken.parties[-1].last + 1
    party = unknown_party(scene.tokens, start, stop)
    if party is None:
        return None
    if taken is None and party.last > party.first:
        party.first = party.name_first = party.first + 1
    return Filled([party], "unnamed object")


def _added(scene: Scene, party: Party) -> bool:
    """Tell whether a conjunction adds the party to an earlier one, next to it or past a bracket."""
    return party.joined or scene.tokens[party.first].reading.conjunction == "و"


def _fronted(scene: Scene, occurrence: Occurrence, taken: Filled, stop: int) -> Filled | None:
    """Read the only party after the verb as its object when nothing else can be: `وتتهم إيران بـ`."""
    if occurrence.cue.frame not in {"accuse", "hold_responsible", "acquit"}:
        return None
    last = taken.parties[-1].last
    if any(not scene.tokens[at].reading.function for at in range(last + 1, stop)):
        return None
    return Filled(taken.parties, "sole object")


def _pronoun_object(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Resolve an object pronoun to the nearest party before that agrees."""
    reading = scene.tokens[occurrence.first].reading
    if (
        occurrence.cue.pos != "verb"
        or not agreement_of(unconjoined(reading.norm, occurrence), occurrence.cue).pronoun
    ):
        return None
    relative = relative_before(scene, occurrence.first)
    if relative is not None:
        heads = [party for party in scene.parties if party.last < relative and party.kind != "nisba"]
        heads = [party for party in heads if party.last >= relative - _RELATIVE_REACH]
        masculine = scene.tokens[relative].reading.bare == "الذي"
        fitting = [party for party in heads if party.feminine != masculine] or heads
        return Filled([fitting[-1]], "relative clause, object") if fitting else None
    if occurrence.cue.frame == "describe":
        return None
    return antecedent(scene, occurrence.first)


def _wrong_starts(scene: Scene, occurrence: Occurrence) -> int:
    """Give the word at which the wrong begins: ب, a subordinator, من of an acquittal, or the end."""
    acquits = occurrence.cue.roles.stance == "denied"
    end = min(occurrence.last + 1 + _OBJECT_REACH, len(scene.tokens))
    for at in range(occurrence.last + 1, end):
        reading = scene.tokens[at].reading
        if (
            scene.stops(at)
            or (reading.preposition == "ب" and at not in scene.at)
            or reading.bare in {"بان", "ب"}
            or (acquits and reading.norm == "من")
        ):
            return at
    return end


def after(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the party after one of the cue's prepositions."""
    wanted = occurrence.cue.roles.prepositions
    for party in scene.parties:
        if party.first <= occurrence.last:
            continue
        if party.first > occurrence.last + _SUBJECT_REACH:
            break
        if any(scene.tokens[at].mark == "." for at in range(occurrence.last + 1, party.first + 1)):
            break
        if party.governed in wanted:
            return Filled(scene.group(party), "after preposition")
    return _unknown_after(scene, occurrence)


def _unknown_after(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Take a plain name or noun phrase after the preposition of an accusation: `انتقادات لفلان`."""
    wanted = occurrence.cue.roles.prepositions
    if occurrence.cue.roles.kind != "accusation":
        return None
    for at in range(occurrence.last + 1, min(occurrence.last + 4, len(scene.tokens))):
        reading = scene.tokens[at].reading
        if scene.tokens[at].mark == ".":
            return None
        fused = reading.preposition in wanted and bool(reading.preposition)
        if fused or reading.bare in wanted:
            party = unknown_party(scene.tokens, at if fused else at + 1, len(scene.tokens), fused=fused)
            return None if party is None else Filled([party], "unnamed after preposition")
        if reading.preposition or reading.has("subordinator"):
            return None
    return None


def after_masdar(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find whom a verbal noun strikes when its doer stands between: `اتهام لندن لموسكو`."""
    doer_of = genitive(scene, occurrence)
    if doer_of is not None:
        following = scene.at.get(doer_of.parties[-1].last + 1)
        if (
            following is not None
            and following.kind != "nisba"
            and not following.joined
            and not following.governed
        ):
            return Filled(scene.group(following), "object of the noun")
    found = after(scene, occurrence)
    if found is None or found.parties[0].first > occurrence.last + _SKIPPED + 1:
        return None
    return found


def denied_doer(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find whom a denial clears when it is not its own subject: `نفت روسيا لجوء النظام إلى السلاح`."""
    taken = subject(scene, occurrence) if occurrence.cue.pos == "verb" else None
    start = occurrence.last + 1
    if taken is not None and taken.parties[-1].first >= start:
        start = taken.parties[-1].last + 1
    end = own_share(scene, occurrence) or len(scene.tokens)
    for at in range(start, min(start + _SUBJECT_REACH, end)):
        reading, party = scene.tokens[at].reading, scene.at.get(at)
        if scene.tokens[at].mark == "." or another_says(scene, at):
            return None
        if party is None or party.kind == "nisba" or (taken is not None and party in taken.parties):
            continue
        if owns_victim(scene, party):
            continue
        before = scene.tokens[at - 1].reading
        embedded = before.bare in {"ان", "بان", "ضد"} or (reading.preposition == "ل" and bool(before.cues))
        if before.stem in _CLAIMS and not embedded:
            return None  # the denial rejects what the party says
        owned = party.owned or (bool(before.cues) and not before.definite)
        return Filled([party], "denied doer") if embedded or (owned and not reading.preposition) else None
    return None


def own_share(scene: Scene, denial: Occurrence) -> int | None:
    """Give the word by which a denial is of the denier's own share: `نفى الجيش مسؤوليته عن قصف المدرسة`.

    Whoever is named in the wrong that follows is none of those whom it clears.

    Args:
        scene: the sentence.
        denial: its cue.
    """
    for at in range(denial.last + 1, min(denial.last + 1 + _SUBJECT_REACH, len(scene.tokens))):
        if scene.stops(at):
            return None
        word = scene.tokens[at].reading.norm
        pronoun = next((each for each in _PRONOUNS if word.endswith(each)), None)
        if pronoun is not None and word.removesuffix(pronoun) in _SHARES:
            return at
    return None
