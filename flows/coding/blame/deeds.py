"""The deed itself: a verb or noun of wrong with its phrase, or what stands before an agent or cause."""

from flows.coding.blame.ascription import Ascription, Span, phrase, unbroken
from flows.coding.blame.owners import DEMONSTRATIVES
from flows.coding.blame.phrase import phrase_end
from flows.coding.blame.scene import Occurrence, Scene
from flows.coding.blame.subjects import relative_before

_REACH = 8
_LONGEST_EFFECT = 9
_LONGEST_ASIDE = 15


def deed(ascribed: Ascription) -> Span | None:
    """Give the cue with its phrase: a verb with what it names of doer and object, or a noun of wrong."""
    scene, occurrence = ascribed.scene, ascribed.occurrence
    if ascribed.party.first <= occurrence.first and occurrence.last <= ascribed.party.last:
        return None
    first = occurrence.first
    if occurrence.cue.pos == "verb" and ascribed.follows:
        first = _antecedent(scene, first)
    agent = _agent_phrase(ascribed)
    if agent is not None:
        return (first, agent - 1) if agent > occurrence.last else None
    gap = ascribed.party.first - occurrence.last
    through = (
        ascribed.party.last if ascribed.follows and gap <= _REACH and unbroken(ascribed, first) else None
    )
    last = phrase_end(scene, first, max(occurrence.last, through or 0))
    named = _named_after(scene, occurrence, last)
    return named or (first, _before_verb_s_own(scene, occurrence, last))


def _named_after(scene: Scene, occurrence: Occurrence, last: int) -> Span | None:
    """Give the phrase of the word that a verb needs to tell of a wrong, where it stands past the verb's own.

    In `فرض النظام - ومعه حلفاؤه - حصارا على البلدة` it is the siege that he is blamed for.
    """
    needs = occurrence.cue.needs
    if occurrence.cue.pos != "verb" or not needs:
        return None
    held = range(occurrence.first, last + 1)
    if any(not needs.isdisjoint(scene.tokens[at].reading.variants) for at in held):
        return None
    for at in range(last + 1, min(last + 1 + _LONGEST_ASIDE, len(scene.tokens))):
        token = scene.tokens[at]
        if token.mark == ".":
            break
        if not needs.isdisjoint(token.reading.variants):
            return at, phrase_end(scene, at, at)
    return None


def _before_verb_s_own(scene: Scene, occurrence: Occurrence, last: int) -> int:
    """Give the last word of a noun that is a verb's subject: إلى is then the verb's, `أدت سياسات … إلى`."""
    before = scene.tokens[occurrence.first - 1].reading if occurrence.first else None
    if occurrence.cue.pos == "verb" or before is None or not any(cue.pos == "verb" for cue in before.cues):
        return last
    own = (at for at in range(occurrence.last + 1, last + 1) if scene.tokens[at].reading.bare == "الي")
    return next(own, last + 1) - 1


def _antecedent(scene: Scene, verb: int) -> int:
    """Give the first word of the wrong whose relative clause a verb opens, or the verb: `الجرائم التي`."""
    relative = relative_before(scene, verb)
    if relative is None or not relative or scene.tokens[relative].mark not in {"", '"'}:
        return verb
    at = relative - 1
    while at and scene.tokens[at].reading.definite and not scene.tokens[at].mark:
        reading, before = scene.tokens[at].reading, scene.tokens[at - 1].reading
        if reading.preposition or reading.conjunction or before.function or before.bare in DEMONSTRATIVES:
            break
        wrong = before.cues or not scene.lexicon.wrong_words.isdisjoint(before.variants)
        own = scene.tokens[at].reading
        headed = own.cues or not scene.lexicon.wrong_words.isdisjoint(own.variants)
        if before.has("speech") or (headed and before.definite) or (not before.definite and not wrong):
            break
        at -= 1
    words = [scene.tokens[each].reading for each in range(at, relative)]
    wrong = any(word.cues or not scene.lexicon.wrong_words.isdisjoint(word.variants) for word in words)
    return at if wrong and not words[0].function else verb


def _agent_phrase(ascribed: Ascription) -> int | None:
    """Give the first word of the `من قبل` or `على يد` that governs the party, if one does."""
    phrases, first = ascribed.scene.lexicon.grammar.agent_phrases, ascribed.party.first
    words = [token.reading.norm for token in ascribed.scene.tokens[max(first - 2, 0) : first]]
    if " ".join(words) in phrases:
        return first - 2
    return first - 1 if words[-1:] and words[-1] in phrases else None


def done_before(ascribed: Ascription) -> Span | None:
    """Find the deed that stands before an agent phrase: `هجوم واسع من قبل`, `قتل شاب برصاص`."""
    scene, cue = ascribed.scene, ascribed.occurrence
    places: list[int] = []
    for at in range(cue.first - 1, max(cue.first - 1 - _REACH, -1), -1):
        places.append(at)
        if scene.tokens[at].mark in {".", ","}:
            break
    for pos in ("noun", "verb"):
        for at in places:
            reading = scene.tokens[at].reading
            if any(each.pos == pos for each in reading.cues) or (
                pos == "verb" and not cue.cue.needs.isdisjoint(reading.variants)
            ):
                return at, cue.first - 1
    return None


def conduct(ascribed: Ascription) -> Span | None:
    """Give the conduct after بسبب; where a bare party stands there, what came of it, before بسبب."""
    scene, cue = ascribed.scene, ascribed.occurrence
    if ascribed.party.first != cue.last + 1:
        return phrase(ascribed, cue.last + 1)
    first = cue.first
    while first and cue.first - first < _LONGEST_EFFECT:
        token = scene.tokens[first]
        if token.mark in {".", ","} or scene.tokens[first - 1].reading.has(
            "subordinator", "relative", "speech"
        ):
            break
        first -= 1
    return (first, cue.first - 1) if first < cue.first else None
