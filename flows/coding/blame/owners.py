"""Who owns a noun of wrong: by iḍāfa, relative adjective, agent phrase or pronoun."""

from flows.coding.blame.each import past_each
from flows.coding.blame.party import Party
from flows.coding.blame.scene import Filled, Occurrence, Scene
from flows.coding.blame.subjects import nominative

DEMONSTRATIVES = frozenset({"هذا", "هذه", "ذلك", "تلك", "هوءلاء"})
_AGENT_REACH = 9
_ATTACKS = frozenset({"attack_noun", "attack_masdar"})
_STRUCK = 2  # the words of an attack and what it struck
_COUNTS = frozenset({"عشرات", "مءات", "الاف", "ملايين"})
_PRONOUNS = ("هما", "هم", "ها", "ه")


def genitive(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the noun's owner by iḍāfa, past at most two bare nouns: `جرائم حرب النظام`."""
    reading = scene.tokens[occurrence.last].reading
    if reading.definite:
        return None
    for at in range(occurrence.last + 1, min(occurrence.last + 4, len(scene.tokens))):
        token, party = scene.tokens[at], scene.at.get(at)
        if token.mark not in {"", '"'} or token.reading.conjunction or token.reading.preposition:
            return None
        if party is not None:
            wrong = party.kind == "nisba" or nominative(scene, party) or owns_victim(scene, party)
            return None if wrong else Filled(scene.group(party), "genitive")
        if token.reading.definite or (token.reading.function and token.reading.bare not in DEMONSTRATIVES):
            return None
    return None


def owns_victim(scene: Scene, party: Party) -> bool:
    """Tell whether a party owns what an attack struck, and is not who attacked: `قصف مدرسة الوكالة`.

    Args:
        scene: the sentence.
        party: one of its parties.
    """
    if party.first < _STRUCK:
        return False
    attack, struck = (token.reading for token in scene.tokens[party.first - _STRUCK : party.first])
    needs = (cue.needs for cue in attack.cues if cue.frame in _ATTACKS)
    return struck.bare not in _COUNTS and any(not words.isdisjoint(struck.variants) for words in needs)


def nisba(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the noun's owner by its relative adjective: `الغارات الجوية الروسية`."""
    noun = scene.tokens[occurrence.last].reading
    for at in range(occurrence.last + 1, min(occurrence.last + 5, len(scene.tokens))):
        token, party = scene.tokens[at], scene.at.get(at)
        if token.mark not in {"", '"'} or token.reading.preposition:
            return None
        if party is not None and party.kind == "nisba":
            fits = token.reading.definite == noun.definite or not noun.definite
            return Filled([party], "nisba") if fits else None
        if party is not None or token.reading.function:
            return None
        if token.reading.definite != noun.definite and not token.reading.definite:
            return None
    return None


def agent(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the doer after `من قبل`, `على يد` and the like."""
    phrases = scene.lexicon.grammar.agent_phrases
    end = min(occurrence.last + 1 + _AGENT_REACH, len(scene.tokens) - 1)
    for at in range(occurrence.last + 1, end):
        if scene.tokens[at].mark == ".":
            return None
        one = scene.tokens[at].reading.norm
        if one not in scene.lexicon.agent_openings:
            continue
        two = f"{one} {scene.tokens[at + 1].reading.norm}"
        after = at + 2 if two in phrases else at + 1 if one in phrases else None
        party = scene.at.get(past_each(scene.tokens, after)) if after is not None else None
        if party is not None:
            return Filled(scene.group(party), "agent")
    return None


def owner(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the doer of a noun of wrong: by iḍāfa, nisba, agent phrase, relative clause or pronoun."""
    found = genitive(scene, occurrence) or nisba(scene, occurrence) or agent(scene, occurrence)
    return found or pronoun(scene, occurrence) or _lam(scene, occurrence)


def _lam(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the owner after ل: `انتهاكات للنظام`, `قصف مكثف للنظام`."""
    for at in range(occurrence.last + 1, min(occurrence.last + 3, len(scene.tokens))):
        party = scene.at.get(at)
        if party is not None:
            return Filled(scene.group(party), "owner after ل") if party.governed == "ل" else None
        if scene.tokens[at].mark not in {"", '"'} or scene.tokens[at].reading.preposition:
            return None
    return None


def pronoun(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the owner whom a pronoun on the noun points back to: `جرائمها`."""
    reading = scene.tokens[occurrence.last].reading
    if reading.definite or not reading.norm.endswith(("ها", "ه", "هم")) or reading.norm.endswith("يه"):
        return None
    feminine_noun = occurrence.cue.lemma.endswith("ة") and reading.norm.endswith("ه")
    return None if feminine_noun and not reading.norm.endswith("ته") else antecedent(scene, occurrence.last)


def doer(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find a transitive noun's doer: its genitive, when the one who suffers follows: `قصف النظام للمدينة`."""
    found = genitive(scene, occurrence)
    if found is None or found.parties[-1].last + 1 >= len(scene.tokens):
        return None
    token = scene.tokens[found.parties[-1].last + 1]
    reading = token.reading
    follows = token.mark in {"", '"'} and not reading.conjunction
    suffers = reading.preposition == "ل" or not (
        reading.preposition or reading.function or reading.has("speech")
    )
    return Filled(found.parties, "doer before object") if follows and suffers else None


def direct_nisba(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the owner by a relative adjective right on the noun: `الحصار الإسرائيلي`."""
    party = scene.at.get(occurrence.last + 1)
    if party is None or party.kind != "nisba":
        return None
    same = scene.tokens[party.first].reading.definite == scene.tokens[occurrence.last].reading.definite
    return Filled([party], "nisba") if same else None


def owned_wrong(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find who owns the wrong that follows: the party itself, or the owner of the noun."""
    at = occurrence.last + 1
    party = scene.at.get(at)
    if party is not None:
        return None if party.kind == "nisba" else Filled(scene.group(party), "cause")
    if at >= len(scene.tokens):
        return None
    wrong = Occurrence(occurrence.cue, at, at)
    found = genitive(scene, wrong) or nisba(scene, wrong) or agent(scene, wrong) or pronoun(scene, wrong)
    return None if found is None else Filled(found.parties, "cause, " + found.rule)


def antecedent(scene: Scene, at: int) -> Filled | None:
    """Resolve the pronoun on a word to the nearest party before it that agrees with it."""
    norm = scene.tokens[at].reading.norm
    ending = next((each for each in _PRONOUNS if norm.endswith(each)), "")
    before = [party for party in scene.parties if party.last < at]
    free = [party for party in before if not (party.governed or party.owned or _one_of_several(scene, party))]
    for party in [*reversed(free), *reversed(before)]:
        fits = {
            "ه": not party.feminine and not party.plural,
            "ها": party.feminine and not party.plural,
            "هم": party.plural or party.kind == "head",
        }.get(ending, False)
        if fits and party.kind != "nisba":
            return Filled([party], "pronoun")
    return None


def _one_of_several(scene: Scene, party: Party) -> bool:
    """Tell whether a party is coordinated with another, so that no pronoun means it alone."""
    following = scene.at.get(party.last + 1)
    return party.joined or (following is not None and following.joined)


def next_(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Take the party right after the cue, or after the `كل من` there."""
    party = scene.at.get(past_each(scene.tokens, occurrence.last + 1))
    if party is None or party.kind == "nisba" or scene.tokens[party.first].mark not in {"", '"'}:
        return None
    return Filled(scene.group(party), "agent")
