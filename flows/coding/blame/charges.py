"""What an accusation charges with, what somebody answers for, and what is to stop."""

from flows.coding.blame.ascription import (
    NEAR,
    Ascription,
    Span,
    answer,
    answers,
    charged_with,
    occasion_follows,
    phrase,
)
from flows.coding.blame.complement import phrase_start
from flows.coding.blame.phrase import bears_b, is_clause, phrase_end
from flows.coding.blame.scene import Scene

_CHARGE_REACH = 12
_REACH = 8
_ANSWER_REACH = 14
_OF_CHARGE = frozenset({"علي", "في", "عن"})
_OF_FOLLOWING = frozenset({"في", "الي", "علي", "عن", "وراء", "خلف"})
_NAMED_CHARGES = frozenset({"اتهامات", "اتهام", "تهم", "تهمه", "مزاعم", "ادعاءات", "صحه", "تقارير", "انباء"})
_RELATIVES = frozenset({"الذي", "التي", "الذين"})
_CAUSES = frozenset({"بسبب", "جراء", "نتيجه"})


def charge(ascribed: Ascription) -> Span | None:
    """Find what follows ب or بأن past the blamed, or right after it what follows على, في, عن, ل or بسبب."""
    scene, start = ascribed.scene, ascribed.after
    for at in range(start, min(start + _CHARGE_REACH, len(scene.tokens))):
        token, reading = scene.tokens[at], scene.tokens[at].reading
        stops = token.mark == "." and not (token.colon and at == start)
        if stops or (reading.has("speech") and not reading.cues):
            return None
        first = _charge_begins(scene, at, beside=at == start)
        if first is not None:
            return phrase(ascribed, first)
    return None


def _charge_begins(scene: Scene, at: int, *, beside: bool) -> int | None:
    """Give the first word of the charge that a word brings in, if it does; beside the blamed, more do."""
    reading = scene.tokens[at].reading
    if reading.bare == "ب" or reading.bare in _CAUSES:
        return at + 1
    if reading.bare in {"بان", "بانه", "بانها", "بانهم"} or charged_with(scene, at):
        return at
    if not beside:
        return None
    if reading.bare in _OF_CHARGE and not occasion_follows(scene, at):
        return at + 1
    for_it = reading.preposition == "ل" and at not in scene.at and not reading.definite
    return at if for_it or is_clause(scene, at) else None


def answered_for(ascribed: Ascription) -> Span | None:
    """Find what a word of responsibility near the cue governs: `مسؤولية الأزمة`, `مسؤول عن الانهيار`."""
    scene = ascribed.scene
    end = min(ascribed.occurrence.last + 1 + _ANSWER_REACH, len(scene.tokens))
    for at in range(ascribed.occurrence.first, end):
        if at > ascribed.occurrence.first and scene.tokens[at].mark == ".":
            return None
        found = answer(ascribed, at)
        if found is not None:
            return found
    return None


def governed(ascribed: Ascription) -> Span | None:
    """Find the phrase that the cue governs; where that is the party itself, what it is charged with."""
    scene, start = ascribed.scene, phrase_start(ascribed.scene, ascribed.occurrence)
    start = _past_manner(scene, start)
    if 0 < start < len(scene.tokens) and scene.tokens[start].reading.bare in _RELATIVES:
        start -= 1  # its head was taken for a part of a subject that the codebook does not know
    if start >= len(scene.tokens) or scene.tokens[start].mark == ".":
        return None
    if ascribed.party.first <= start <= ascribed.party.last:
        return charge(ascribed)
    governing = scene.tokens[start].reading
    if governing.has("preposition") or governing.bare == "ب":
        start += 1
    if start >= len(scene.tokens):
        return None
    if ascribed.party.governed and ascribed.party.governed in ascribed.occurrence.cue.roles.prepositions:
        bound = ascribed.party.first - (0 if scene.tokens[ascribed.party.first].reading.preposition else 1)
        if answers(scene, start):
            return answer(ascribed, start)
        return (start, min(phrase_end(scene, start), bound - 1)) if start < bound else None
    return phrase(ascribed, _past_named_charge(scene, start))


def _past_named_charge(scene: Scene, at: int) -> int:
    """Give the word after `الاتهامات بـ` and the like, which only name that there is a charge."""
    following = at + 1
    if scene.tokens[at].reading.stem not in _NAMED_CHARGES or following >= len(scene.tokens):
        return at
    reading = scene.tokens[following].reading
    if is_clause(scene, following) or bears_b(scene, following):
        return following
    return following + 1 if reading.bare in {"ب", "حول", "عن", "بشان"} else at


def _past_manner(scene: Scene, start: int) -> int:
    """Give the word after those that say how or when: `استنكرت جهات عدة بشدة تصريحات`."""
    manners = scene.lexicon.grammar.manners
    for at in range(start, min(start + NEAR, len(scene.tokens))):
        if scene.tokens[at].reading.norm in manners:
            start = at + 1
        elif at in scene.at:
            break
    while start < len(scene.tokens) and scene.tokens[start].reading.has("particle"):
        start += 1
    return start


def stopped(ascribed: Ascription) -> Span | None:
    """Find the wrong whose end is demanded: `بوقف الاستيطان`, `بالكف عن التدخل`."""
    scene, start = ascribed.scene, ascribed.after
    for at in range(start, min(start + _REACH, len(scene.tokens) - 1)):
        reading = scene.tokens[at].reading
        if scene.tokens[at].mark == ".":
            return None
        if not scene.lexicon.grammar.stoppings.isdisjoint({reading.bare, reading.stem}):
            return phrase(ascribed, at + 1 + (scene.tokens[at + 1].reading.bare in {"عن", "الفوري"}))
    return None


def follows(ascribed: Ascription) -> Span | None:
    """Find what follows في, إلى, عن, وراء and the like, or ب and ل on a word that the cue asks for."""
    scene, cue = ascribed.scene, ascribed.occurrence
    wanted = _OF_FOLLOWING | ({"من"} if cue.cue.roles.stance == "denied" else set())
    if scene.tokens[cue.last].reading.bare in wanted:
        return phrase(ascribed, cue.last + 1)
    for at in range(cue.last + 1, min(ascribed.after + _REACH, len(scene.tokens))):
        token, reading = scene.tokens[at], scene.tokens[at].reading
        if token.mark == "." or ascribed.party.first <= at <= ascribed.party.last:
            if token.mark == ".":
                return None
            continue
        asked = not cue.cue.needs.isdisjoint(reading.variants)
        if charged_with(scene, at) or (reading.preposition == "ل" and asked):
            return phrase(ascribed, at)
        if reading.bare in wanted and not occasion_follows(scene, at):
            return phrase(ascribed, at + 1)
    return None
