"""Whether blame is asserted, denied, or only mentioned as not happening."""

from flows.coding.blame.scene import Occurrence, Scene

_NEGATION_REACH = 2
_DENIAL_REACH = 18
_DIRECTION_REACH = 5
_DIRECTING = frozenset({"level", "lay_blame"})
_CONDITION_REACH = 3
CONDITIONS = frozenset({"اذا", "لو", "حال", "حاله"})
_NO_NEGATION = frozenset({"تزال", "يزال", "زالت", "زال", "سيما", "بد", "شك"})
_TURNS = frozenset({"لكن", "لكنه", "لكنها", "بينما", "فيما", "غير"})
_REJECTIONS = frozenset({"لم", "ليس", "ليست", "ليسوا"})
_ABSENCES = frozenset({"لا", "لن", "عدم", "دون", "بدون", "ما"})
_NEGATIONS = _REJECTIONS | _ABSENCES
_OF_SPEECH = _REJECTIONS | {"لا", "لن"}


def negation_before(scene: Scene, at: int) -> str:
    """Give the word that negates a cue, or "".

    Args:
        scene: the sentence.
        at: the cue's first word.

    Returns:
        The folded negation, at most two words before and in the same clause.
    """
    for index in range(at - 1, max(at - 1 - _NEGATION_REACH, -1), -1):
        reading, following = scene.tokens[index].reading, scene.tokens[index + 1]
        if following.mark in {".", ","}:
            break
        if reading.bare in _NEGATIONS:
            return "" if following.reading.stem in _NO_NEGATION else reading.bare
        if not (reading.has("particle") or reading.norm == "اي"):
            break
    return _of_its_sentence(scene, at)


def _of_its_sentence(scene: Scene, at: int) -> str:
    """Give the `ليس` whose subject alone stands between it and a predicate: `ليست روسيا مسؤولة`."""
    subject = next((party for party in scene.parties if party.last == at - 1), None)
    if subject is None or not subject.first:
        return ""
    before = scene.tokens[subject.first - 1].reading
    apart = any(scene.tokens[each].mark in {".", ","} for each in range(subject.first, at + 1))
    return before.bare if before.bare.startswith("ليس") and not apart else ""


def unmade(scene: Scene, occurrence: Occurrence) -> bool:
    """Tell whether an accusation or claim is said not to be made: `لم تتهم الحكومة إيران`.

    Args:
        scene: the sentence.
        occurrence: the cue, a verb or another word.
    """
    return occurrence.cue.pos == "verb" and negation_before(scene, occurrence.first) in _OF_SPEECH


def stance_of(scene: Scene, occurrence: Occurrence) -> str | None:
    """Give the stance of a cue by its own negation.

    Args:
        scene: the sentence.
        occurrence: the cue.

    Returns:
        asserted or denied; None where nothing is said (an accusation not made, a wrong not yet done).
    """
    roles = occurrence.cue.roles
    if (
        _conditional(scene, occurrence)
        or _undirected(scene, occurrence)
        or (roles.kind == "harm" and _future(scene, occurrence))
    ):
        return None
    negation = negation_before(scene, occurrence.first)
    if not negation:
        return roles.stance
    if "subject" in roles.blamer and "subject" in roles.blamed:
        return None  # `لم تعلن مسؤوليتها`: nothing is said
    spoken = roles.kind == "accusation" and occurrence.cue.pos != "adjective"
    rejected = (
        negation in _REJECTIONS or negation == "عدم" or (negation == "لا" and roles.kind == "responsibility")
    )
    return "denied" if rejected and not spoken and roles.stance == "asserted" else None


def _undirected(scene: Scene, occurrence: Occurrence) -> bool:
    """Tell whether nobody directs an accusation at anyone: `لم توجه المحكمة اتهامات إلى الوزير`."""
    if occurrence.cue.pos != "noun" or occurrence.cue.roles.kind != "accusation":
        return False
    for at in range(occurrence.first - 1, max(occurrence.first - 1 - _DIRECTION_REACH, -1), -1):
        if scene.tokens[at + 1].mark in {".", ","}:
            return False
        verbs = (cue for cue in scene.tokens[at].reading.cues if cue.frame in _DIRECTING)
        if any(unmade(scene, Occurrence(cue, at, at)) for cue in verbs):
            return True
    return False


def _conditional(scene: Scene, occurrence: Occurrence) -> bool:
    """Tell whether a condition stands right before the cue: `إذا انتهكت إيران الاتفاق`."""
    before = scene.tokens[max(occurrence.first - _CONDITION_REACH, 0) : occurrence.first]
    return not CONDITIONS.isdisjoint([token.reading.bare for token in before])


def _future(scene: Scene, occurrence: Occurrence) -> bool:
    """Tell whether a verb speaks of what is yet to come: a wrong not yet done is no harm."""
    if occurrence.cue.pos != "verb":
        return False
    norm = scene.tokens[occurrence.first].reading.norm
    norm = norm[1:] if norm[0] in "وف" and norm[1:] in occurrence.cue.forms else norm
    before = scene.tokens[occurrence.first - 1].reading.bare if occurrence.first else ""
    return before == "سوف" or (norm[0] == "س" and norm[1:] in occurrence.cue.forms)


_ACCUSING_MEANWHILE = frozenset({"accuse_participle", "hold_responsible"})
_PARTICIPLES = frozenset({"fixed", "adjective"})


def denial_over(scene: Scene, denials: list[Occurrence], at: int) -> Occurrence | None:
    """Give the denial whose scope holds a word.

    Args:
        scene: the sentence.
        denials: the cues of denial in it.
        at: the word.

    Returns:
        The denial, or None.
    """
    for denial in denials:
        if not denial.last < at <= denial.last + _DENIAL_REACH:
            continue
        between = range(denial.last + 1, at)
        if any(scene.tokens[k].mark == "." or scene.tokens[k].reading.bare in _TURNS for k in between):
            continue
        if any(another_says(scene, k) for k in range(denial.last + 1, at + 1)):
            continue
        return denial
    return None


def another_says(scene: Scene, at: int) -> bool:
    """Tell whether a joined verb of saying or accusing ends a denial: `نفت التورط واتهمت الجيش`.

    So does a participle that says what the denier does meanwhile: `نفت التورط متهمة الجيش`.

    Args:
        scene: the sentence.
        at: the word.
    """
    reading = scene.tokens[at].reading
    accuses = any(cue.pos == "verb" and cue.roles.kind == "accusation" for cue in reading.cues)
    participles = (cue for cue in reading.cues if cue.pos in _PARTICIPLES and not reading.definite)
    if any(cue.frame in _ACCUSING_MEANWHILE for cue in participles):
        return True
    pronoun = scene.tokens[at - 1].reading.norm in {"وهو", "وهي", "وهم"}
    return (accuses or reading.has("speech")) and (reading.norm[0] in "وف" or pronoun)
