"""From a sentence to its blame records: what the rules find, weighed by the learned ranker."""

from collections.abc import Iterable
from dataclasses import replace

from flows.coding.blame.attribution import same_party
from flows.coding.blame.candidates import candidates
from flows.coding.blame.features import Ruled, Sight
from flows.coding.blame.findings import Finding, findings, occurrences
from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.parties import PartyFinder
from flows.coding.blame.party import Party
from flows.coding.blame.ranking import Judged, Weights, judge
from flows.coding.blame.records import Record, cue_of, source_of, target_of
from flows.coding.blame.scene import Occurrence, Scene, needed_word_near
from flows.coding.blame.source import speakers
from flows.coding.blame.words import tokens_of
from flows.tables import KINDS


def resolve(text: str, lexicon: Lexicon, weights: Weights | None = None) -> list[Record]:
    """Find the blame records of one sentence.

    Args:
        text: the untouched sentence.
        lexicon: the compiled codebook.
        weights: of the learned ranker; without them the rules alone decide.

    Returns:
        The records, one for each party and stance, by place.
    """
    read = sight_of(text, lexicon)
    if read is None:
        return []
    sight, ruled = read
    if weights is None:
        return _strongest([_record(text, sight.scene, finding) for finding in ruled])
    return _judged(text, sight, ruled, weights)


def sight_of(text: str, lexicon: Lexicon) -> tuple[Sight, list[Finding]] | None:
    """Read a sentence: its words, parties and cues, and what the rules find by them.

    Args:
        text: the untouched sentence.
        lexicon: the compiled codebook.

    Returns:
        What features are read from, and the findings; None where the sentence holds no cue.
    """
    tokens = tokens_of(text, lexicon)
    every = list(occurrences(tokens, lexicon))
    if not every:
        return None
    found = [each for each in every if needed_word_near(tokens, each)]
    weak = [each for each in every if each not in found]
    scene = Scene(tokens, PartyFinder(tokens, lexicon).parties(), lexicon)
    spoken = speakers(scene)
    ruled_so = list(findings(scene, found, spoken))
    ruled = [
        Ruled(
            each.party.name_first,
            each.party.name_last,
            each.occurrence.cue.id,
            each.occurrence.cue.pos,
            each.rule,
            each.occurrence.cue.roles.kind,
            each.stance,
            None if each.source is None else (each.source.first, each.source.last),
        )
        for each in ruled_so
    ]
    everyone = candidates(scene, found, [each.party for each in ruled_so])
    said = [(each, each.source) for each in ruled_so if each.source is not None]
    spans = [(source.first, source.last) for _, source in said]
    accusers = [(source.first, source.last) for each, source in said if _accuses(each)]
    return Sight(scene, everyone, found, weak, spoken, ruled, spans, accusers), ruled_so


def _accuses(finding: Finding) -> bool:
    """Tell whether a finding rests on an accusing verb, whose subject is the source."""
    roles = finding.occurrence.cue.roles
    return finding.occurrence.cue.pos == "verb" and roles.kind == "accusation" and "subject" in roles.blamer


def voices(sight: Sight) -> list[Party]:
    """Give who could be the source and is no candidate: speakers and sources that are plain noun phrases."""
    spans = [(each.first, each.last) for each in sight.speakers] + list(sight.sources)
    return [
        Party(first, last, first, last, None, feminine=False, plural=False, kind="voice")
        for first, last in dict.fromkeys(spans)
        if not any(party.first <= last and first <= party.last for party in sight.candidates)
    ]


def _judged(text: str, sight: Sight, ruled: list[Finding], weights: Weights) -> list[Record]:
    """Make the records of whom the ranker holds to be blamed."""
    records = []
    for judged in judge(sight, voices(sight), weights):
        occurrence, finding = _ground(sight, ruled, judged)
        target, start, end = target_of(text, sight.scene, judged.party)
        source = judged.source
        records.append(
            Record(
                target=target,
                target_actor=judged.party.actor,
                source=source_of(text, sight.scene, source),
                source_actor=None if source is None else source.actor,
                kind=judged.kind,
                stance=judged.stance,
                cue=cue_of(text, sight.scene, occurrence),
                start=start,
                end=end,
                rule=f"{occurrence.cue.id}: {'evidence' if finding is None else finding.rule}",
            )
        )
    return _by_place(records)


def _agrees(finding: Finding, judged: Judged) -> bool:
    return finding.occurrence.cue.roles.kind == judged.kind and finding.stance == judged.stance


def _ground(sight: Sight, ruled: list[Finding], judged: Judged) -> tuple[Occurrence, Finding | None]:
    """Give the cue that a judgement rests on: the one by which a rule found the party, else the nearest."""
    own = [each for each in ruled if same_party(sight.scene, each.party, judged.party)]
    if own:
        best = min(own, key=lambda each: not _agrees(each, judged))
        return best.occurrence, best
    place = judged.party.first
    return min(
        sight.occurrences or sight.weak,
        key=lambda each: (each.cue.roles.kind != judged.kind, abs(each.first - place), each.first),
    ), None


def _record(text: str, scene: Scene, finding: Finding) -> Record:
    source = finding.source
    target, start, end = target_of(text, scene, finding.party)
    return Record(
        target=target,
        target_actor=finding.party.actor,
        source=source_of(text, scene, source),
        source_actor=None if source is None else source.actor,
        kind=finding.occurrence.cue.roles.kind,
        stance=finding.stance,
        cue=cue_of(text, scene, finding.occurrence),
        start=start,
        end=end,
        rule=f"{finding.occurrence.cue.id}: {finding.rule}",
    )


def _strongest(records: list[Record]) -> list[Record]:
    """Keep one record for each party and stance: the strongest kind, the first place."""
    best: dict[tuple[str, str], Record] = {}
    for record in sorted(records, key=lambda each: (KINDS.index(each.kind), each.start)):
        key = (record.target_actor or record.target.removeprefix("ال"), record.stance)
        if key not in best:
            best[key] = record
        elif best[key].source is None and record.source is not None and best[key].kind == record.kind:
            best[key] = replace(best[key], source=record.source, source_actor=record.source_actor)
    return _by_place(best.values())


def _by_place(records: Iterable[Record]) -> list[Record]:
    """Put records in order; of two with one place and kind the first is kept."""
    places: dict[tuple[int, str], Record] = {}
    for record in records:
        places.setdefault((record.start, record.kind), record)
    return sorted(places.values(), key=lambda each: (each.start, each.kind))
