"""From cues and roles to blame records: one record for each blamed party, the strongest kind of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.coding.blame_lexicon import Lexicon
from flows.coding.blame_owners import DEMONSTRATIVES
from flows.coding.blame_parties import PartyFinder
from flows.coding.blame_party import Party
from flows.coding.blame_roles import fill
from flows.coding.blame_scene import Filled, Occurrence, Scene, needed_word_near, needs_met
from flows.coding.blame_source import Speaker, noun_phrase, speaker_at, speakers
from flows.coding.blame_stance import denial_over, stance_of
from flows.coding.blame_subjects import subject
from flows.coding.blame_words import Token, tokens_of
from flows.tables import KINDS


@dataclass(frozen=True, slots=True)
class Record:
    """One blame record; the fields are the columns of `tables.BLAME`."""

    target: str
    target_actor: str | None
    source: str | None
    source_actor: str | None
    kind: str
    stance: str
    cue: str
    start: int
    end: int
    rule: str


def resolve(text: str, lexicon: Lexicon) -> list[Record]:
    """Find the blame records of one sentence.

    Args:
        text: the untouched sentence.
        lexicon: the compiled codebook.

    Returns:
        The records, one for each party and stance, by place.
    """
    tokens = tokens_of(text, lexicon)
    found = [each for each in occurrences(tokens, lexicon) if needed_word_near(tokens, each)]
    if not found:
        return []
    scene = Scene(tokens, PartyFinder(tokens, lexicon).parties(), lexicon)
    return _strongest(list(_records(text, scene, found)))


def occurrences(tokens: list[Token], lexicon: Lexicon) -> Iterator[Occurrence]:
    """Give the cues among the words, the longest where several begin at one word."""
    for at, token in enumerate(tokens):
        phrase = _phrase_at(tokens, at, lexicon)
        if phrase is not None:
            yield phrase
            continue
        for cue in token.reading.cues:
            yield Occurrence(cue, at, at)


def _phrase_at(tokens: list[Token], at: int, lexicon: Lexicon) -> Occurrence | None:
    for words, cue in lexicon.phrases.get(tokens[at].reading.norm, ()):
        rest = tokens[at + 1 : at + len(words)]
        if [token.reading.norm for token in rest] == list(words[1:]) and all(
            token.mark == "" for token in rest
        ):
            return Occurrence(cue, at, at + len(words) - 1)
    return None


def _records(text: str, scene: Scene, found: list[Occurrence]) -> Iterator[Record]:
    spoken = speakers(scene)
    denials = [each for each in found if each.cue.roles.stance == "denied" and needs_met(scene, each)]
    cleared: set[int] = set()
    for occurrence in found:
        if occurrence in denials or occurrence.cue.roles.stance == "denied":
            continue
        stance = stance_of(scene, occurrence)
        filled = None if stance is None else fill(scene, occurrence, occurrence.cue.roles.blamed)
        if stance is None or filled is None or not needs_met(scene, occurrence, filled.parties):
            continue
        denial = denial_over(scene, denials, occurrence.first)
        if denial is not None:
            own = [party for party in filled.parties if party.first > denial.last]
            if not own:
                continue
            cleared.add(denial.first)
            source = _blamer(scene, denial, None)
            yield from _made(
                text, scene, occurrence, Filled(own, "denial over " + filled.rule), source, "denied"
            )
            continue
        source = _source(scene, occurrence, filled, spoken)
        yield from _made(text, scene, occurrence, filled, source, stance)
    for denial in denials:
        if denial.first in cleared or stance_of(scene, denial) is None:
            continue
        filled = fill(scene, denial, denial.cue.roles.blamed)
        if filled is not None:
            source = _blamer(scene, denial, None)
            yield from _made(text, scene, denial, filled, source, "denied")


def _made(
    text: str, scene: Scene, occurrence: Occurrence, filled: Filled, source: Speaker | None, stance: str
) -> Iterator[Record]:
    cue = text[scene.tokens[occurrence.first].start : scene.tokens[occurrence.last].end]
    said = None if source is None else _span(text, scene, source.first, source.last)
    for party in filled.parties:
        target, start, end = _target(text, scene, party)
        yield Record(
            target=target,
            target_actor=party.actor,
            source=None if said is None else said[0],
            source_actor=None if source is None else source.actor,
            kind=occurrence.cue.roles.kind,
            stance=stance,
            cue=cue,
            start=start,
            end=end,
            rule=f"{occurrence.cue.id}: {filled.rule}",
        )


def _target(text: str, scene: Scene, party: Party) -> tuple[str, int, int]:
    """Give the party's name; `هذه الجماعة` is named by the fuller phrase of the same head before it."""
    if party.first and scene.tokens[party.first - 1].reading.bare in DEMONSTRATIVES:
        head = scene.tokens[party.first].reading.stem
        named = [other for other in scene.parties if other.first < party.first and other.last > other.first]
        party = next((other for other in named if scene.tokens[other.first].reading.stem == head), party)
    return _span(text, scene, party.name_first, party.name_last)


def _span(text: str, scene: Scene, first: int, last: int) -> tuple[str, int, int]:
    """Give the written words from first to last, without clitics before them, quotation marks closed."""
    token = scene.tokens[first]
    start, end = token.start + clitics_length(text, token), scene.tokens[last].end
    if text[start:end].count('"') % 2 and text[end : end + 1] == '"':
        end += 1
    for opening, closing in ("«»", "()", "“”"):
        if opening in text[start:end] and closing not in text[start:end] and text[end : end + 1] == closing:
            end += 1
    return text[start:end], start, end


def clitics_length(text: str, token: Token) -> int:
    """Give how many characters of a written word are its conjunction and preposition."""
    reading = token.reading
    letters = len(reading.conjunction) + len(reading.preposition)
    letters += reading.preposition == "ل" and reading.definite  # للنظام: the article has lost its alef
    at, written = 0, text[token.start : token.end]
    while letters and at < len(written):
        at += 1
        letters -= 1
        while at < len(written) and not written[at].isalpha():
            at += 1
    return at


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


def _source(scene: Scene, occurrence: Occurrence, filled: Filled, spoken: list[Speaker]) -> Speaker | None:
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


def _strongest(records: list[Record]) -> list[Record]:
    """Keep one record for each party and stance: the strongest kind, the first place."""
    best: dict[tuple[str, str], Record] = {}
    for record in sorted(records, key=lambda each: (KINDS.index(each.kind), each.start)):
        key = (record.target_actor or record.target.removeprefix("ال"), record.stance)
        if key not in best:
            best[key] = record
        elif best[key].source is None and record.source is not None and best[key].kind == record.kind:
            best[key] = replace(best[key], source=record.source, source_actor=record.source_actor)
    places: dict[tuple[int, str], Record] = {}
    for record in best.values():
        places.setdefault((record.start, record.kind), record)
    return sorted(places.values(), key=lambda each: (each.start, each.kind))
