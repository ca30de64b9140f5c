"""What the rules find in a sentence: which party each cue blames, and who says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.coding.blame.objects import own_share
from flows.coding.blame.owners import genitive
from flows.coding.blame.party import Party
from flows.coding.blame.passive import passive
from flows.coding.blame.roles import fill
from flows.coding.blame.scene import Filled, Occurrence, Scene, needs_met
from flows.coding.blame.source import Speaker, noun_phrase, speaker_at
from flows.coding.blame.stance import denial_over, stance_of
from flows.coding.blame.subjects import subject
from flows.coding.blame.words import Token


@dataclass(slots=True)
class Finding:
    """What the rules found: a blamed party, by which cue and rule, and who says so."""

    party: Party
    occurrence: Occurrence
    rule: str
    stance: str
    source: Speaker | None


def occurrences(tokens: list[Token]) -> list[Occurrence]:
    """Give the cues among the words, the longest where several begin at one word."""
    found: list[Occurrence] = []
    for at, token in enumerate(tokens):
        reading = token.reading
        if not reading.opens_cue:
            continue
        phrase = _phrase_at(tokens, at) if reading.phrases else None
        if phrase is not None:
            found.append(phrase)
        elif reading.cues:
            found.extend([Occurrence(cue, at, at) for cue in reading.cues])
    return found


def _phrase_at(tokens: list[Token], at: int) -> Occurrence | None:
    following = tokens[at + 1].reading.norm if at + 1 < len(tokens) else ""
    for words, cue in tokens[at].reading.phrases.get(following, ()):
        rest = tokens[at + 1 : at + 1 + len(words)]
        if tuple(token.reading.norm for token in rest) == words and not any(token.mark for token in rest):
            return Occurrence(cue, at, at + len(words))
    return None


def findings(scene: Scene, found: Sequence[Occurrence], spoken: Sequence[Speaker]) -> Iterator[Finding]:
    """Apply the rules to the cues of a sentence.

    Args:
        scene: the sentence.
        found: its cues.
        spoken: its speakers.

    Yields:
        what they find, denials after all else.
    """
    denials = [each for each in found if each.cue.roles.stance == "denied" and needs_met(scene, each)]
    cleared: set[int] = set()
    for occurrence in found:
        if occurrence.cue.roles.stance == "denied":
            continue
        stance = stance_of(scene, occurrence)
        turned = passive(scene, occurrence) if stance is not None else None
        if stance is not None and turned is not None:
            yield from _each(occurrence, turned[0], stance, turned[1])
            continue
        filled = None if stance is None else fill(scene, occurrence, occurrence.cue.roles.blamed)
        if stance is None or filled is None or not needs_met(scene, occurrence, filled.parties):
            continue
        denial = denial_over(scene, denials, occurrence.first)
        if denial is None:
            source = _source(scene, occurrence, filled, spoken)
            yield from _each(occurrence, filled, stance, source)
            continue
        own = _disowned(scene, denial, filled)
        if own:
            cleared.add(denial.first)
            under = Filled(own, "denial over " + filled.rule)
            yield from _each(occurrence, under, "denied", _blamer(scene, denial, None))
    yield from _denied(scene, [each for each in denials if each.first not in cleared])


def _disowned(scene: Scene, denial: Occurrence, filled: Filled) -> list[Party]:
    """Give whom a denial clears of a wrong in its scope; of what is its own share, the denier alone."""
    named = [party for party in filled.parties if party.first > denial.last]
    if own_share(scene, denial) is None:
        return named
    denier = subject(scene, denial) if denial.cue.pos == "verb" else genitive(scene, denial)
    return [party for party in named if denier is not None and party in denier.parties]


def _denied(scene: Scene, denials: Sequence[Occurrence]) -> Iterator[Finding]:
    """Fill the denials that no other cue stands under."""
    for denial in denials:
        filled = None if stance_of(scene, denial) is None else fill(scene, denial, denial.cue.roles.blamed)
        if filled is not None:
            yield from _each(denial, filled, "denied", _blamer(scene, denial, None))


def _each(occurrence: Occurrence, filled: Filled, stance: str, source: Speaker | None) -> Iterator[Finding]:
    for party in filled.parties:
        yield Finding(party, occurrence, filled.rule, stance, source)


def _blamer(scene: Scene, occurrence: Occurrence, filled: Filled | None) -> Speaker | None:
    """Give the cue's own subject as the source, if it is none of the blamed."""
    found = subject(scene, occurrence) if occurrence.cue.pos == "verb" else None
    blamed = filled.parties if filled is not None else []
    if found is not None and found.parties[0] not in blamed:
        party = found.parties[0]
        return Speaker(party.name_first, party.name_last, party.actor, occurrence.first)
    if occurrence.cue.pos != "verb":
        return None
    end = min((party.first for party in blamed if party.first > occurrence.last), default=len(scene.tokens))
    plain = noun_phrase(scene, occurrence.last + 1, end)
    return plain if plain is not None and plain.last < end else None


def _source(
    scene: Scene, occurrence: Occurrence, filled: Filled, spoken: Sequence[Speaker]
) -> Speaker | None:
    roles = occurrence.cue.roles
    if roles.kind == "accusation" or roles.blamer:
        if "subject" in roles.blamed and "subject" in roles.blamer:
            party = filled.parties[0]
            return Speaker(party.name_first, party.name_last, party.actor, occurrence.first)
        for slot in roles.blamer:
            if slot == "subject":
                found = _blamer(scene, occurrence, filled)
                if found is not None:
                    return found
                continue
            other = fill(scene, occurrence, [slot])
            if other is not None and other.parties[0] not in filled.parties:
                party = other.parties[0]
                return Speaker(party.name_first, party.name_last, party.actor, occurrence.first)
    speaker = speaker_at(spoken, occurrence.first)
    if speaker is None:
        return None
    overlaps = any(party.first <= speaker.last and speaker.first <= party.last for party in filled.parties)
    return None if overlaps else speaker
