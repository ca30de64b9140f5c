"""Passives of accusing: `اتُّهمت الحكومة من قبل المعارضة`, where the subject is blamed and the agent blames."""

from flows.coding.blame.each import past_each
from flows.coding.blame.predicates import last_of_kind
from flows.coding.blame.scene import Filled, Occurrence, Scene
from flows.coding.blame.source import Speaker, noun_phrase
from flows.coding.blame.subjects import subject

AGENTS_OF_SPEECH = frozenset({("من", "قبل"), ("من", "جانب"), ("من", "طرف"), ("من", "لدن")})
"""The agent phrases of those who say something; `على يد` and the like are of those who do it."""
_ACCUSED_SLOTS = frozenset({"object", "object_first", "complement", "subject", "after_masdar", "genitive"})


def passive(scene: Scene, occurrence: Occurrence) -> tuple[Filled, Speaker] | None:
    """Read an accusing verb, participle or noun whose agent is named by `من قبل` and the like.

    Args:
        scene: the sentence.
        occurrence: the cue.

    Returns:
        The blamed, and the agent as who blames; None where no agent phrase stands right after the cue or
        after the party that follows it.
    """
    roles = occurrence.cue.roles
    if roles.kind != "accusation" or _ACCUSED_SLOTS.isdisjoint(roles.blamed):
        return None
    at = occurrence.last + 1
    while at < len(scene.tokens) and scene.tokens[at].reading.has("particle") and not scene.tokens[at].mark:
        at += 1
    named = scene.at.get(at)
    named = None if named is None or named.governed or named.kind == "nisba" else named
    blamed = [] if named is None else scene.group(named)
    after = blamed[-1].last + 1 if blamed else at
    agent = _agent(scene, _past_criticism(scene, occurrence, after))
    if agent is None:
        return None
    if not blamed:
        before = _before(scene, occurrence)
        blamed = [] if before is None else [party for party in before.parties if party.last < agent.first]
    return (Filled(blamed, "passive"), agent) if blamed else None


def accuser(scene: Scene, occurrence: Occurrence) -> Speaker | None:
    """Give whose an accusation is by the agent phrase right after its noun: `انتقادات من جانب البنك`.

    Args:
        scene: the sentence.
        occurrence: the cue.
    """
    if occurrence.cue.pos != "noun" or occurrence.cue.roles.kind != "accusation":
        return None
    return _agent(scene, occurrence.last + 1)


def _past_criticism(scene: Scene, occurrence: Occurrence, at: int) -> int:
    """Give the word after the noun that the cue asks for and its adjectives: `تعرض لانتقادات حادة من قبل`."""
    if at >= len(scene.tokens) or occurrence.cue.needs.isdisjoint(scene.tokens[at].reading.variants):
        return at
    at += 1
    while at < len(scene.tokens) and not (scene.tokens[at].mark or scene.tokens[at].reading.function):
        at += 1
    return at


def _before(scene: Scene, occurrence: Occurrence) -> Filled | None:
    if occurrence.cue.pos == "adjective":
        return last_of_kind(scene, occurrence)
    return subject(scene, occurrence) if occurrence.cue.pos == "verb" else None


def _agent(scene: Scene, at: int) -> Speaker | None:
    """Give who is named by the agent phrase that begins at a word."""
    first, after = at, at + 2
    if after >= len(scene.tokens) or scene.tokens[first].mark in {".", ","}:
        return None
    phrase = scene.tokens[first].reading.norm, scene.tokens[first + 1].reading.norm
    found = noun_phrase(scene, past_each(scene.tokens, after)) if phrase in AGENTS_OF_SPEECH else None
    return None if found is None else Speaker(found.first, found.last, found.actor, first)
