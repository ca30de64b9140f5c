"""What a party is blamed for: the wrong, by the role frame of its cue and the grammar around it.

Each slot gives the first and last word of the wrong; how far a phrase runs is the business of `phrase`. A
slot that is not sure gives nothing: no wrong is better than one that is not said.
"""

from collections.abc import Callable

from flows.codebook.parties import WrongSlot
from flows.coding.blame.ascription import NEAR, Ascription, Span
from flows.coding.blame.charges import answered_for, charge, follows, governed, stopped
from flows.coding.blame.complement import phrase_start
from flows.coding.blame.deeds import conduct, deed, done_before
from flows.coding.blame.owners import DEMONSTRATIVES
from flows.coding.blame.party import Party
from flows.coding.blame.passive import passive
from flows.coding.blame.scene import Occurrence, Scene
from flows.coding.blame.source import Speaker

_FAR = 14
"""Words that may stand between an accusing verb's phrase and the party that it names at its end."""
_HOLLOW = frozenset({"الوقوف", "وقوف", "التسبب", "تسبب", "القيام", "قيام"})
_PRONOUNS = frozenset({"ما", "من", "به", "بها", "عنه", "عنها", "فيه", "فيها"})
_EMPTY = _HOLLOW | _PRONOUNS | DEMONSTRATIVES
DEFAULT: dict[str, tuple[WrongSlot, ...]] = {
    "accusation": ("charge",),
    "responsibility": ("answered_for", "follows"),
    "harm": ("deed",),
}
"""The slots of a role frame that declares none, by its kind."""


_SLOTS: dict[WrongSlot, Callable[[Ascription], Span | None]] = {
    "charge": charge,
    "answered_for": answered_for,
    "governed": governed,
    "deed": deed,
    "done_before": done_before,
    "stopped": stopped,
    "follows": follows,
    "conduct": conduct,
}


def wrong_of(scene: Scene, occurrence: Occurrence, party: Party, *, ruled: bool) -> Span | None:
    """Find what a party is blamed for.

    Args:
        scene: the sentence.
        occurrence: the cue.
        party: the blamed.
        ruled: whether a rule ties the party to the cue; else the cue must be near and of the same clause.

    Returns:
        The first and last word of the wrong, or None where the sentence names none that is sure. It is never
        the party's own name, though the party may be named in it as who owns the wrong.
    """
    ascribed = Ascription(scene, occurrence, party)
    near = ruled or _tied(ascribed, NEAR)
    if not near and not (_accuses(occurrence) and ascribed.follows and _tied(ascribed, _FAR)):
        return None
    roles = occurrence.cue.roles
    turned = passive(scene, occurrence) if ruled else None
    if turned is not None:
        found = _before_agent(ascribed, charge(ascribed), turned[1])
        return found if found is not None and _says_something(ascribed, found) else None
    for slot in roles.wrong or DEFAULT[roles.kind]:
        found = _SLOTS[slot](ascribed)
        if found is not None and _says_something(ascribed, found) and (near or names_wrong(scene, found)):
            return found
    return None


def _before_agent(ascribed: Ascription, span: Span | None, agent: Speaker) -> Span | None:
    """Cut off the agent phrase, `اتهامات بالفساد من قبل المعارضة`; criticism alone would tell no wrong."""
    if span is None or not span[0] < agent.verb <= span[1]:
        return span
    opening = ascribed.scene.tokens[span[0]].reading.variants
    criticism = not ascribed.occurrence.cue.needs.isdisjoint(opening)
    return span if criticism else (span[0], agent.verb - 1)


def names_wrong(scene: Scene, span: Span) -> bool:
    """Tell whether a span of several words opens with a word that is known to tell of a wrong.

    Args:
        scene: the sentence.
        span: the first and last word.
    """
    first, last = span
    opening = [scene.tokens[at].reading for at in range(first, min(last, first + 1) + 1)]
    known = (bool(word.cues) or not scene.lexicon.wrong_words.isdisjoint(word.variants) for word in opening)
    return last > first and any(known)


def _accuses(occurrence: Occurrence) -> bool:
    return occurrence.cue.pos == "verb" and occurrence.cue.roles.kind == "accusation"


def _tied(ascribed: Ascription, reach: int) -> bool:
    """Tell whether cue and party stand near each other, neither in the other, and no stop between them."""
    scene, party = ascribed.scene, ascribed.party
    if ascribed.follows:
        start = min(phrase_start(scene, ascribed.occurrence), party.first)
        first, last = ascribed.occurrence.last + 1, party.first
        near = last - start <= reach
    else:
        first, last = party.last + 1, ascribed.occurrence.first
        near = 0 <= last - first <= reach
    between = [scene.tokens[at] for at in range(first, last)]
    clause = any(each.reading.has("subordinator") for each in between)
    return near and not clause and all(each.mark != "." for each in [*between, scene.tokens[last]])


def _says_something(ascribed: Ascription, span: Span) -> bool:
    """Tell whether a span says a wrong: no part of the blamed name, no other party, no pronoun alone."""
    party, (first, last) = ascribed.party, span
    if party.name_first <= last and first <= party.name_last:
        within = party.name_first <= first and last <= party.name_last
        cut = party.name_first < first or last < party.name_last
        if within or cut:
            return False
    if any(each.first <= first and last <= each.last for each in ascribed.scene.parties):
        return False
    words = [ascribed.scene.tokens[at].reading for at in range(first, last + 1)]
    norm = words[0].norm
    if (
        len(words) == 1
        and norm.endswith("ا")
        and not (norm.endswith("ها") or words[0].definite or words[0].cues)
    ):
        return False  # an adverb or adjective that says how: تنديدا واسعا
    return any(not word.function and word.bare not in _EMPTY and len(word.norm) > 1 for word in words)
