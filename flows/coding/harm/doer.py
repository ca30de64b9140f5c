"""Whether a sentence names anybody who could have done the harm that it tells of."""

from flows.coding.blame.party import Party
from flows.coding.blame.source import speakers
from flows.coding.harm.account import Account

_BODIES = frozenset({"body", "outlet", "people"})
_PLACES = frozenset({"state", "body"})
_BACK = 3
_NEAR = 4
_BETWEEN = "بين"  # written like the verb of saying بيّن
_DATELINE = 9
_ATTACKS = ("attacks", "violence", "bombs")


def names_doer(account: Account) -> bool:
    """Tell whether a doer stands in the sentence: a party, or culprits without a name.

    Args:
        account: a sentence that tells of a harm.
    """
    if _has_agent_phrase(account) or _has_culprits(account) or _is_undergone_from(account):
        return True
    scene = account.scene
    said = [speaker for speaker in speakers(scene) if account.tokens[speaker.verb].reading.bare != _BETWEEN]
    spoken = [(speaker.first, speaker.last) for speaker in said]
    dateline = _dateline_end(account)
    for party in scene.parties:
        is_speaker = any(first <= party.last and party.first <= last for first, last in spoken)
        if not is_speaker and party.last >= dateline and not _is_bystander(account, party):
            return True
    return False


def _has_agent_phrase(account: Account) -> bool:
    words = " ".join(token.reading.norm for token in account.tokens)
    return any(f" {phrase} " in f" {words} " for phrase in account.lexicon.grammar.agent_phrases)


def _is_undergone_from(account: Account) -> bool:
    """Tell whether somebody is told of as `تعرض للضرب من` does."""
    return any(
        account.tokens[at].reading.preposition == "ل"
        and account.has(at, "attacks")
        and any(account.tokens[each].reading.norm == "من" for each in account.after(at, _NEAR))
        for at in range(len(account.tokens))
    )


def _has_culprits(account: Account) -> bool:
    """Tell whether culprits are told of; `هجوم انتحاري` tells of the attack only."""
    if account.holds("deeds"):
        return True
    return any(
        account.has(at, "culprits") and not (at and account.has(at - 1, "acts"))
        for at in range(len(account.tokens))
    )


def _dateline_end(account: Account) -> int:
    """Give the first word after `دبي، الإمارات (CNN) –`, 0 where the sentence has no dateline."""
    opening = range(1, min(_DATELINE, len(account.tokens)))
    return max((at for at in opening if account.tokens[at].mark == "("), default=0)


def _is_bystander(account: Account, party: Party) -> bool:
    """Tell whether a party is where it happens, whom it befalls or who tells of it."""
    before = range(max(party.first - _BACK, 0), party.first)
    is_attack = any(account.has(at, name) for at in before for name in _ATTACKS)
    actor = None if party.actor is None else account.lexicon.actors[party.actor].type
    if party.kind == "nisba":
        armed = any(account.has(at, "armed") for at in before)
        return not (is_attack or armed) or _stands_after(account, party, "where", "people")
    if party.governed in {_BETWEEN, "مع"} and is_attack:
        return False  # معارك بين القوات والمسلحين
    if _is_placed(account, party):
        return True
    if party.kind in {"head", "title"}:
        return not (account.has(party.first, "armed") or (party.kind == "title" and is_attack))
    return actor in _BODIES


def _is_placed(account: Account, party: Party) -> bool:
    """Tell whether a party is told of as a place or as what is struck."""
    return account.places(party.governed) or _stands_after(account, party, "where", "places", "told_by")


def _stands_after(account: Account, party: Party, *names: str) -> bool:
    return bool(party.first) and any(account.has(party.first - 1, name) for name in names)
