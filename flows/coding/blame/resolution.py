"""From a sentence to its blame records: what the rules find, weighed by the learned ranker."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.coding.blame.attribution import same_party
from flows.coding.blame.bearers import Period, actor_on
from flows.coding.blame.candidates import candidates
from flows.coding.blame.findings import Finding, findings, occurrences
from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.parties import PartyFinder
from flows.coding.blame.party import Party
from flows.coding.blame.passive import accuser
from flows.coding.blame.predicates import looked_for
from flows.coding.blame.ranking import ACCUSATION, Judged, judge
from flows.coding.blame.records import Record, cue_of, source_of, target_of, wrong_written
from flows.coding.blame.scene import Occurrence, Scene, needed_word_near
from flows.coding.blame.sight import Ruled, Sight
from flows.coding.blame.source import Speaker, speakers
from flows.coding.blame.spared import spared_in
from flows.coding.blame.weights import Weights
from flows.coding.blame.words import tokens_of
from flows.coding.blame.wrong import names_wrong, wrong_of
from flows.vocabulary import KINDS

_MOST_OTHERS = 3


def resolve(
    text: str, lexicon: Lexicon, weights: Weights | None = None, period: Period | None = None
) -> list[Record]:
    """Find the blame records of one sentence.

    Args:
        text: the untouched sentence.
        lexicon: the compiled codebook.
        weights: of the learned ranker; without them the rules alone decide.
        period: the days on which the text may have been published, by which titles name their bearer; it
            decides nothing else.

    Returns:
        The records, one for each party and stance, by place.
    """
    read = sight_of(text, lexicon)
    if read is None:
        return []
    sight, ruled = read
    if weights is None:
        return _strongest([_record(text, sight.scene, finding, period) for finding in ruled])
    judged = judge(sight, voices(sight), weights)
    records = [record_of(text, sight, ruled, each, period) for each in judged]
    if period is not None:
        records = _one_of_each(records)
    return _by_place(records)


def sight_of(text: str, lexicon: Lexicon) -> tuple[Sight, list[Finding]] | None:
    """Read a sentence: its words, parties and cues, and what the rules find by them.

    Args:
        text: the untouched sentence.
        lexicon: the compiled codebook.

    Returns:
        What features are read from, and the findings; None where the sentence holds no cue.
    """
    tokens = tokens_of(text, lexicon)
    found: list[Occurrence] = []
    weak: list[Occurrence] = []
    for each in occurrences(tokens):
        (found if needed_word_near(tokens, each) else weak).append(each)
    if not found and not weak:
        return None
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
    accusing = [source for each, source in said if _accuses(each)]
    accusing += filter(None, (accuser(scene, each) for each in found))
    accusers = [(source.first, source.last) for source in accusing]
    spared = spared_in(scene, found, weak)
    named = [each for each in ruled_so if not looked_for(scene, each.party)]
    return Sight(scene, everyone, found, weak, spoken, ruled, spans, accusers, spared), named


def _accuses(finding: Finding) -> bool:
    """Tell whether a finding rests on an accusing verb, whose subject or agent is the source."""
    roles = finding.occurrence.cue.roles
    if finding.rule == "passive":
        return True
    return finding.occurrence.cue.pos == "verb" and roles.kind == "accusation" and "subject" in roles.blamer


def voices(sight: Sight) -> list[Party]:
    """Give who could be the source and is no candidate: speakers and sources that are plain noun phrases."""
    spans = [(each.first, each.last) for each in sight.speakers] + list(sight.sources)
    return [
        Party(first, last, first, last, None, feminine=False, plural=False, kind="voice")
        for first, last in dict.fromkeys(spans)
        if not any(party.first <= last and first <= party.last for party in sight.candidates)
    ]


def record_of(
    text: str, sight: Sight, ruled: list[Finding], judged: Judged, period: Period | None = None
) -> Record:
    """Make the record of one whom the ranker holds to be blamed.

    Args:
        text: the untouched sentence.
        sight: the sentence as it was read.
        ruled: what the rules found in it.
        judged: the blamed.
        period: the days that may be meant.
    """
    grounds = grounds_of(sight, ruled, judged)
    occurrence, finding = grounds[0]
    target, start, end = target_of(text, sight.scene, judged.party)
    source = judged.source
    return Record(
        target=target,
        target_actor=_actor(sight.scene, judged.party, period),
        source=source_of(text, sight.scene, source),
        source_actor=_actor(sight.scene, source, period),
        kind=judged.kind,
        stance=judged.stance,
        wrong=_wrong(text, sight.scene, grounds, judged.party) or _wrong_beside(text, sight, grounds, judged),
        cue=cue_of(text, occurrence),
        start=start,
        end=end,
        rule=f"{occurrence.cue.id}: {'evidence' if finding is None else finding.rule}",
    )


def _actor(scene: Scene, named: Party | Speaker | None, period: Period | None) -> str | None:
    """Give the actor of a party or speaker on the day; None of none."""
    if named is None:
        return None
    span = (named.name_first, named.name_last) if isinstance(named, Party) else (named.first, named.last)
    return actor_on(scene, span, named.actor, period)


def _one_of_each(records: list[Record]) -> list[Record]:
    """Keep the surest of the records of one actor, whom a title and a name may both have named."""
    found: dict[tuple[str | int, str], Record] = {}
    for record in records:
        found.setdefault((record.target_actor or record.start, record.stance), record)
    return list(found.values())


def _agrees(finding: Finding, judged: Judged) -> bool:
    return finding.occurrence.cue.roles.kind == judged.kind and finding.stance == judged.stance


Ground = tuple[Occurrence, Finding | None]
"""What a judgement rests on: a cue, and the finding by which a rule tied the party to it."""


def grounds_of(sight: Sight, ruled: list[Finding], judged: Judged) -> list[Ground]:
    """Give what a judgement rests on, the best first: cues that rules tie to the party, else the nearest."""
    own = [each for each in ruled if same_party(sight.scene, each.party, judged.party)]
    if own:
        return [(each.occurrence, each) for each in sorted(own, key=lambda each: not _agrees(each, judged))]
    place = judged.party.first
    nearest = min(
        sight.occurrences or sight.weak,
        key=lambda each: (each.cue.roles.kind != judged.kind, abs(each.first - place), each.first),
    )
    return [(nearest, None)]


def _wrong_beside(text: str, sight: Sight, grounds: Sequence[Ground], judged: Judged) -> str | None:
    """Give the wrong of an accusation that another cue tells, the nearest first."""
    if judged.kind != ACCUSATION:
        return None
    used = {(each.first, each.last) for each, _ in grounds}
    other = [each for each in sight.occurrences if (each.first, each.last) not in used]
    other.sort(key=lambda each: (abs(each.first - judged.party.first), each.first))
    for occurrence in [each for each in other if each.cue.roles.stance == "asserted"][:_MOST_OTHERS]:
        span = wrong_of(sight.scene, occurrence, judged.party, ruled=False)
        if span is not None and names_wrong(sight.scene, span):
            return wrong_written(text, sight.scene, span)
    return None


def _wrong(text: str, scene: Scene, grounds: Sequence[Ground], party: Party) -> str | None:
    """Give what the party is blamed for, by the first of its grounds that says so."""
    for occurrence, finding in grounds:
        blamed = party if finding is None else finding.party
        span = wrong_of(scene, occurrence, blamed, ruled=finding is not None)
        if span is not None:
            return wrong_written(text, scene, span)
    return None


def _record(text: str, scene: Scene, finding: Finding, period: Period | None) -> Record:
    source = finding.source
    target, start, end = target_of(text, scene, finding.party)
    return Record(
        target=target,
        target_actor=_actor(scene, finding.party, period),
        source=source_of(text, scene, source),
        source_actor=_actor(scene, source, period),
        kind=finding.occurrence.cue.roles.kind,
        stance=finding.stance,
        wrong=_wrong(text, scene, [(finding.occurrence, finding)], finding.party),
        cue=cue_of(text, finding.occurrence),
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
        if best[key].wrong is None:
            best[key] = replace(best[key], wrong=record.wrong)
    return _by_place(best.values())


def _by_place(records: Iterable[Record]) -> list[Record]:
    """Put records in order; of two with one place and kind the first is kept."""
    places: dict[tuple[int, str], Record] = {}
    for record in records:
        places.setdefault((record.start, record.kind), record)
    return sorted(places.values(), key=lambda each: (each.start, each.kind))
