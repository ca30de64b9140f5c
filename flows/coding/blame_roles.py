"""Role resolution: which party fills a cue's slot, by the grammar between them.

Every rule answers with the parties (a coordination gives several) and its own name, so that a record can say which
rule decided. A rule that is not sure answers with none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from flows.codebook.parties import Cue, Slot
from flows.coding.blame_agreement import Agreement, agreement_of, agrees
from flows.coding.blame_lexicon import Lexicon
from flows.coding.blame_parties import Party
from flows.coding.blame_words import Token

_SUBJECT_REACH = 9
_OBJECT_REACH = 22
_COMPLEMENT_REACH = 13
_AGENT_REACH = 9
_RELATIVE_REACH = 8
_SKIPPED = 4
_PRONOUNS = ("هما", "هم", "ها", "ه")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A cue where it stands: its first and last word."""

    cue: Cue
    first: int
    last: int


@dataclass(slots=True)
class Filled:
    """A filled slot: the parties and the name of the rule that found them."""

    parties: list[Party]
    rule: str


@dataclass(slots=True)
class Scene:
    """One sentence as the rules see it.

    Attributes:
        tokens: its words.
        parties: its parties in order.
        lexicon: the compiled codebook.
        at: each party by its first word.
        subject: the last verb's subject, which a coordinated verb shares.
    """

    tokens: list[Token]
    parties: list[Party]
    lexicon: Lexicon
    at: dict[int, Party] = field(init=False)
    subject: Party | None = None

    def __post_init__(self) -> None:
        self.at = {party.first: party for party in self.parties}

    def group(self, party: Party) -> list[Party]:
        """Give a party and those that are coordinated with it after it."""
        members = [party]
        for other in self.parties[self.parties.index(party) + 1 :]:
            if not other.joined or other.first != members[-1].last + 1:
                break
            members.append(other)
        return members

    def stops(self, at: int) -> bool:
        """Tell whether a clause ends before a word."""
        token = self.tokens[at]
        return token.mark == "." or token.reading.has("subordinator")


def needs_met(scene: Scene, occurrence: Occurrence) -> bool:
    """Tell whether a word that the cue needs stands near it, and none that it refuses."""
    cue = occurrence.cue
    if not cue.needs and not cue.refuses:
        return True
    words = set(_near(scene, occurrence))
    return (not cue.needs or not cue.needs.isdisjoint(words)) and cue.refuses.isdisjoint(words)


def _near(scene: Scene, occurrence: Occurrence) -> Iterator[str]:
    """Give the words within the cue's reach on its side, in each reading, up to the clause's end."""
    reach = occurrence.cue.roles.reach
    if occurrence.cue.roles.side == "before":
        places = range(occurrence.first - 1, max(occurrence.first - 1 - reach, -1), -1)
    else:
        places = range(occurrence.last + 1, min(occurrence.last + 1 + reach, len(scene.tokens)))
    for at in places:
        token = scene.tokens[at]
        if token.mark == "." and not token.colon and occurrence.cue.roles.side == "after":
            return
        yield from (token.reading.norm, token.reading.bare, token.reading.stem, _hosted(token.reading.norm))


def _hosted(norm: str) -> str:
    """Give a word without its first letter, when that may be a preposition or conjunction."""
    word = norm[1:] if norm[:1] in "بلوفك" else norm
    word = word.removeprefix("ال")
    return word.removesuffix("ها").removesuffix("هم") if len(word) > len("ها") + 2 else word


def subject(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the subject: after the verb, the relative clause's head, or before the verb."""
    reading = scene.tokens[occurrence.first].reading
    if occurrence.cue.pos == "adjective":
        return _predicated(scene, occurrence)
    if occurrence.cue.pos == "noun":
        return _before(scene, occurrence.first, None)
    agreement = agreement_of(_unconjoined(reading.norm, occurrence), occurrence.cue)
    relative = _relative_before(scene, occurrence.first)
    found: Filled | None = None
    if relative is not None and not agreement.pronoun:
        found = _head_of_relative(scene, relative, agreement)
    found = found or _after(scene, occurrence.last, agreement)
    if found is None and relative is None:
        found = _before(scene, occurrence.first, agreement) or _shared(scene, occurrence.first, agreement)
    if found is not None:
        scene.subject = found.parties[0]
    return found


def _unconjoined(norm: str, occurrence: Occurrence) -> str:
    return norm[1:] if norm[0] in "وف" and norm[1:] in occurrence.cue.forms else norm


def _relative_before(scene: Scene, verb: int) -> int | None:
    """Give the relative pronoun that opens the verb's clause, if one does."""
    for at in range(verb - 1, max(verb - 4, -1), -1):
        reading = scene.tokens[at].reading
        if reading.has("relative") and reading.stem not in {"ما", "من"}:
            return at
        if not reading.has("particle", "negation"):
            return None
    return None


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
        if reading.preposition or reading.has("preposition"):
            in_phrase = True
        elif not (reading.has("particle") or reading.norm.isdigit() or in_phrase):
            return None
        if token.mark == "," and in_phrase and not reading.preposition:
            in_phrase = False
        at += 1
    return None


def _oblique(scene: Scene, party: Party) -> bool:
    """Tell whether the party's written ending (ين) says that it is no subject."""
    return party.plural and scene.tokens[party.first].reading.stem.endswith("ين")


def _nominative(scene: Scene, party: Party) -> bool:
    """Tell whether the party's written ending (ون) says that it is neither object nor genitive."""
    return party.plural and scene.tokens[party.first].reading.stem.endswith("ون")


def _clause_start(scene: Scene, verb: int) -> int:
    """Give the first word of the clause that a verb stands in."""
    for at in range(verb - 1, -1, -1):
        if scene.tokens[at].reading.has("subordinator"):
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


def _another_verb(scene: Scene, start: int, verb: int) -> bool:
    """Tell whether a verb of saying or a cue verb stands between, so that the subject is its own."""
    for at in range(start, verb):
        reading = scene.tokens[at].reading
        if reading.has("speech") or (
            any(cue.pos == "verb" for cue in reading.cues) and not _relative_before(scene, at)
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


def _predicated(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find whom an adjective or participle is said of: the noun it follows, or the clause's subject."""
    reading = scene.tokens[occurrence.first].reading
    feminine, plural = reading.stem.endswith("ه"), reading.stem.endswith(("ون", "ين"))
    for party in reversed([p for p in scene.parties if p.last < occurrence.first]):
        if any(scene.tokens[at].mark == "." for at in range(party.last + 1, occurrence.first + 1)):
            return None
        if party.kind == "nisba" or party.last < occurrence.first - _SUBJECT_REACH:
            continue
        if party.feminine == feminine or plural:
            return Filled([party], "predicate")
    return None


def object_(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the direct object: the last free party between the verb and the wrong."""
    start, stop = occurrence.last + 1, _wrong_starts(scene, occurrence)
    free = [
        party
        for party in scene.parties
        if start <= party.first < stop and party.kind != "nisba" and not party.governed
        if not party.owned or party.first == start + 1
        if not _nominative(scene, party) or party.first == start
    ]
    lead = [party for party in free if not party.joined or party.first == start]
    taken = subject(scene, occurrence) if occurrence.cue.pos == "verb" else None
    if taken is not None:
        lead = [party for party in lead if party not in taken.parties and party.first > taken.parties[0].last]
        lead = [party for party in lead if party.first >= start]
        if not lead and taken.parties[0].first >= start:
            return _fronted(scene, occurrence, taken, stop)
    if not lead:
        return _pronoun_object(scene, occurrence)
    chosen = lead[0] if "object_first" in occurrence.cue.roles.blamed else lead[-1]
    return Filled([each for each in scene.group(chosen) if each.first < stop], "object")


def _fronted(scene: Scene, occurrence: Occurrence, taken: Filled, stop: int) -> Filled | None:
    """Read the only party after the verb as its object when nothing else can be: `وتتهم إيران بـ`."""
    last = taken.parties[-1].last
    if any(not scene.tokens[at].reading.function for at in range(last + 1, stop)):
        return None
    return Filled(taken.parties, "sole object")


def _pronoun_object(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Resolve an object pronoun to the nearest party before that agrees."""
    reading = scene.tokens[occurrence.first].reading
    if (
        occurrence.cue.pos != "verb"
        or not agreement_of(_unconjoined(reading.norm, occurrence), occurrence.cue).pronoun
    ):
        return None
    return antecedent(scene, occurrence.first)


def antecedent(scene: Scene, at: int) -> Filled | None:
    """Resolve the pronoun on a word to the nearest party before it that agrees with it."""
    norm = scene.tokens[at].reading.norm
    ending = next((each for each in _PRONOUNS if norm.endswith(each)), "")
    for party in reversed([p for p in scene.parties if p.last < at]):
        fits = {
            "ه": not party.feminine and not party.plural,
            "ها": party.feminine and not party.plural,
            "هم": party.plural or party.kind == "head",
        }.get(ending, False)
        if fits and party.kind != "nisba":
            return Filled([party], "pronoun")
    return None


def _wrong_starts(scene: Scene, occurrence: Occurrence) -> int:
    """Give the word at which the wrong begins: ب before a noun or clause, a subordinator, or the sentence's end."""
    end = min(occurrence.last + 1 + _OBJECT_REACH, len(scene.tokens))
    for at in range(occurrence.last + 1, end):
        reading = scene.tokens[at].reading
        if (
            scene.stops(at)
            or (reading.preposition == "ب" and at not in scene.at)
            or reading.bare in {"بان", "ب"}
        ):
            return at
    return end


def complement(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the doer inside the phrase that a cue governs: its own object, or the owner of the wrong."""
    start = occurrence.last + 1
    if occurrence.cue.pos == "verb":
        taken = subject(scene, occurrence)
        if taken is not None and taken.parties[-1].first >= start:
            start = taken.parties[-1].last + 1
    at, skipping = start, -_SKIPPED
    while at < min(start + _COMPLEMENT_REACH, len(scene.tokens)):
        token, reading = scene.tokens[at], scene.tokens[at].reading
        if token.mark == "." or (token.mark == "," and at > start + 1 and occurrence.cue.pos == "fixed"):
            return None
        if reading.has("subordinator") and at > start + 1 and occurrence.cue.pos != "verb":
            return None
        if reading.has("victim"):
            skipping = at
        party = scene.at.get(at)
        if party is not None:
            if at - skipping >= _SKIPPED and party.governed not in scene.lexicon.grammar.victim_prepositions:
                return Filled(scene.group(party), "complement")
            at, skipping = party.last + 1, -_SKIPPED
            continue
        at += 1
    return None


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
            wrong = party.kind == "nisba" or _nominative(scene, party)
            return None if wrong else Filled(scene.group(party), "genitive")
        if token.reading.definite or token.reading.function:
            return None
    return None


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
        two = f"{one} {scene.tokens[at + 1].reading.norm}"
        after = at + 2 if two in phrases else at + 1 if one in phrases else None
        party = scene.at.get(after) if after is not None else None
        if party is not None:
            return Filled(scene.group(party), "agent")
    return None


def owner(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the doer of a noun of wrong: by iḍāfa, nisba, agent phrase, relative clause or pronoun."""
    found = genitive(scene, occurrence) or nisba(scene, occurrence) or agent(scene, occurrence)
    if found is not None:
        return found
    reading = scene.tokens[occurrence.last].reading
    if not reading.definite and reading.norm.endswith(("ها", "ه", "هم")) and not reading.norm.endswith("يه"):
        hosts = (
            occurrence.cue.lemma.endswith("ة")
            and reading.norm.endswith("ه")
            and not reading.norm.endswith("ته")
        )
        return None if hosts else antecedent(scene, occurrence.last)
    return None


def after(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find the party after one of the cue's prepositions."""
    wanted = occurrence.cue.roles.prepositions
    for party in scene.parties:
        if party.first <= occurrence.last:
            continue
        if party.first > occurrence.last + _SUBJECT_REACH:
            return None
        if any(scene.tokens[at].mark == "." for at in range(occurrence.last + 1, party.first + 1)):
            return None
        if party.governed in wanted or any(
            party.governed == each.replace("إ", "ا").replace("ى", "ي") for each in wanted
        ):
            return Filled(scene.group(party), "after preposition")
    return None


def after_masdar(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Find whom a verbal noun strikes when its doer stands between: `اتهام لندن لموسكو`."""
    found = after(scene, occurrence)
    if found is None or found.parties[0].first > occurrence.last + _SKIPPED + 1:
        return None
    return found


def next_(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Take the party right after the cue."""
    party = scene.at.get(occurrence.last + 1)
    if party is None or party.kind == "nisba" or scene.tokens[party.first].mark not in {"", '"'}:
        return None
    return Filled(scene.group(party), "agent")


RULES: dict[Slot, Callable[[Scene, Occurrence], Filled | None]] = {
    "subject": subject,
    "object": object_,
    "object_first": object_,
    "complement": complement,
    "genitive": genitive,
    "nisba": nisba,
    "agent": agent,
    "owner": owner,
    "after": after,
    "after_masdar": after_masdar,
    "next": next_,
}


def fill(scene: Scene, occurrence: Occurrence, slots: Sequence[Slot]) -> Filled | None:
    """Fill the first of the slots that can be.

    Args:
        scene: the sentence.
        occurrence: the cue.
        slots: the slots in the order of preference.

    Returns:
        The parties and the rule, or None.
    """
    for slot in slots:
        found = RULES[slot](scene, occurrence) if slot in RULES else None
        if found is not None:
            return found
    return None
