"""What speaks for and against a candidate: the named features that the weights of `ranking` belong to.

A feature is a short text: its kind, a colon, and what it names (`left 1:قصف`: the word before the candidate
is `قصف`). Words are rough stems; distances fall into buckets.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flows.coding.blame.party import Party
from flows.coding.blame.scene import Occurrence, Scene
from flows.coding.blame.source import Speaker
from flows.coding.blame.stance import CONDITIONS

_WINDOW = 3
_CONDITION_REACH = 4
_REACH = 60
_BUCKETS = (0, 1, 2, 4, 8, 15)
_FAR = "far"
_LONGEST_PATH = 3
_MOST_ORDINAL = 3
_MOST_PARTIES = 5
_MOST_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules said of a party.

    Attributes:
        first: the first word of its name.
        last: the last word of its name.
        cue: the cue's id.
        part_of_speech: the cue's.
        rule: the rule's name.
        kind: accusation, responsibility or harm.
        stance: asserted or denied.
        source: the words from first to last of who says so, or None.
    """

    first: int
    last: int
    cue: str
    part_of_speech: str
    rule: str
    kind: str
    stance: str
    source: tuple[int, int] | None


@dataclass(slots=True)
class Sight:
    """All of a sentence that features are read from.

    Attributes:
        scene: its words and parties.
        candidates: who could be blamed or blame.
        occurrences: its cues.
        weak: its cues that lack a word which they need.
        speakers: its speakers.
        ruled: what the rules found.
        sources: the word spans that the rules took for sources.
        accusers: those of them that are the subject of an accusing verb, or the agent of its passive.
        spared: the word spans of those of whom it is said that nobody accused them.
        extents: where each candidate's coordination begins and ends, by the candidate's first word.
    """

    scene: Scene
    candidates: Sequence[Party]
    occurrences: Sequence[Occurrence]
    weak: Sequence[Occurrence]
    speakers: Sequence[Speaker]
    ruled: Sequence[Ruled]
    sources: Sequence[tuple[int, int]]
    accusers: Sequence[tuple[int, int]]
    spared: Sequence[tuple[int, int]] = ()
    extents: dict[int, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.extents = _extents(self.candidates)


def extent(sight: Sight, party: Party) -> tuple[int, int]:
    """Give where the coordination that a party belongs to begins and ends: its neighbours are the party's."""
    return sight.extents.get(party.first, (party.first, party.last))


def _extents(parties: Sequence[Party]) -> dict[int, tuple[int, int]]:
    """Give the words from first to last of the coordination that each party belongs to, by its first word."""
    found: dict[int, tuple[int, int]] = {}
    group: list[Party] = []
    for party in parties:
        if not (group and party.joined and party.first == group[-1].last + 1):
            group = []
        group.append(party)
        found.update(dict.fromkeys((each.first for each in group), (group[0].first, party.last)))
    return found


def bucket(distance: int) -> str:
    """Give the name of the bucket that a distance in words falls into."""
    return next((f"{limit}" for limit in _BUCKETS if distance <= limit), _FAR)


def of_sentence(sight: Sight) -> list[str]:
    """Give what all candidates of a sentence share: its words and how much the rules found in it."""
    return [
        *{token.reading.feature for token in sight.scene.tokens},
        f"parties:{min(len(sight.candidates), _MOST_PARTIES)}",
        f"ruled records:{min(len(sight.ruled), _MOST_BETWEEN)}",
    ]


def of_candidate(sight: Sight, party: Party) -> set[str]:
    """Give the features of one candidate.

    Args:
        sight: the sentence.
        party: one of its candidates, or of those who could be the source.

    Returns:
        The features, each once.
    """
    found = set(_own(sight, party))
    found.update(_neighbours(sight, party))
    for occurrence in sight.occurrences:
        if _within_reach(party, occurrence):
            found.update(_cue(sight, party, occurrence))
    for occurrence in sight.weak:
        if _within_reach(party, occurrence):
            side, start, end = _between(sight, party, occurrence)
            found.add(f"weak cue:{occurrence.cue.id} {side} {bucket(end - start)}")
    found.update(_nearest(sight, party))
    found.update(_by_rule(sight, party))
    found.update(_speech(sight, party))
    return found


def _own(sight: Sight, party: Party) -> Iterator[str]:
    ordinal = sum(other.first < party.first for other in sight.candidates)
    actor = sight.scene.lexicon.actors.get(party.actor or "")
    yield f"kind:{party.kind}"
    yield f"actor:{party.actor}"
    yield f"type:{actor.type if actor is not None else None}"
    yield f"head:{sight.scene.tokens[party.first].reading.stem}"
    yield f"governed:{party.governed}"
    yield f"ordinal:{min(ordinal, _MOST_ORDINAL)}"
    for name, holds in (
        ("owned", party.owned),
        ("joined", party.joined),
        ("opens", party.first == 0),
        ("named office", party.kind == "title" and party.name_first != party.first),
    ):
        if holds:
            yield name


def _neighbours(sight: Sight, party: Party) -> Iterator[str]:
    tokens = sight.scene.tokens
    first, last = extent(sight, party)
    before = [token.reading.root for token in tokens[max(first - _WINDOW, 0) : first]][::-1]
    after = [token.reading.root for token in tokens[last + 1 : last + 1 + _WINDOW]]
    for side, roots in (("left", before), ("right", after)):
        for distance, root in enumerate(roots, start=1):
            yield f"{side} {distance}:{root}"
            yield f"{side}:{root}"
        if len(roots) > 1:
            yield f"{side} pair:{roots[0]} {roots[1]}"
    mark = tokens[first].mark
    yield f"mark before:{mark}"
    if before:
        yield f"left mark:{before[0]} {mark}"
    if any(token.reading.bare in CONDITIONS for token in tokens[max(first - _CONDITION_REACH, 0) : first]):
        yield "on a condition"
    ends = last + 1 >= len(tokens)
    yield "ends" if ends else f"mark after:{tokens[last + 1].mark}"


def _within_reach(party: Party, occurrence: Occurrence) -> bool:
    """Tell whether a cue is near enough to say something; it also keeps endless sentences bounded."""
    return occurrence.first - party.last <= _REACH and party.first - occurrence.last <= _REACH


def _between(sight: Sight, party: Party, occurrence: Occurrence) -> tuple[str, int, int]:
    """Give the side of a cue on which a party stands, and the words between it and the coordination."""
    first, last = extent(sight, party)
    if occurrence.last < party.first:
        return ">", occurrence.last + 1, first if first > occurrence.last else party.first
    if occurrence.first > party.last:
        return "<", (last if last < occurrence.first else party.last) + 1, occurrence.first
    return "=", party.first, party.first


def _clauses(sight: Sight, start: int, end: int) -> str:
    """Tell how many clause breaks stand between two words: same, next or far."""
    marks = [token.mark for token in sight.scene.tokens[start : end + 1]]
    breaks = marks.count(",") + 2 * marks.count(".")
    return "same" if not breaks else "next" if breaks == 1 else _FAR


def _cue(sight: Sight, party: Party, occurrence: Occurrence) -> Iterator[str]:
    roles, pos = occurrence.cue.roles, occurrence.cue.pos
    frame = f"{roles.kind} {pos} {'/'.join(roles.blamed)}"
    side, start, end = _between(sight, party, occurrence)
    if side == "=":
        yield f"holds cue:{frame}"
        yield f"cue:{occurrence.cue.id} ="
        return
    near = bucket(end - start)
    clauses = _clauses(sight, start, end if side == ">" else occurrence.first)
    yield f"cue:{occurrence.cue.id} {side} {clauses}"
    yield f"cue kind:{roles.kind} {side} {near}"
    if end - start <= _LONGEST_PATH:
        path = " ".join(token.reading.shape for token in sight.scene.tokens[start:end])
        yield f"path:{frame} {side} {path}"
        yield f"party path:{roles.kind} {pos} {side} {path} {party.kind} {party.governed}"
    others = sum(start <= other.first < end for other in sight.candidates)
    yield f"parties between:{roles.kind} {side} {min(others, _MOST_BETWEEN)}"
    if pos == "verb":
        norm = sight.scene.tokens[occurrence.first].reading.norm.removeprefix("و")
        agrees = (norm.startswith("ت") or norm.endswith("ت")) == party.feminine
        yield f"agrees:{side} {agrees} {near}"
    if roles.stance == "denied":
        yield f"denial:{occurrence.cue.id} {side} {near}"


def _nearest(sight: Sight, party: Party) -> Iterator[str]:
    before = [each for each in sight.occurrences if each.last < party.first]
    after = [each for each in sight.occurrences if each.first > party.last]
    if before:
        cue = before[-1].cue
        yield f"last cue:{cue.id} {party.governed}"
        yield f"last cue kind:{cue.roles.kind} {bucket(party.first - before[-1].last)}"
    else:
        yield "no cue before"
    if after:
        yield f"next cue:{after[0].cue.id}"
        yield f"next cue kind:{after[0].cue.roles.kind} {bucket(after[0].first - party.last)}"
    else:
        yield "no cue after"


def _by_rule(sight: Sight, party: Party) -> Iterator[str]:
    hit = False
    for ruled in sight.ruled:
        if ruled.first <= party.name_last and ruled.last >= party.name_first:
            hit = True
            yield f"ruled:{ruled.kind}"
            yield f"rule:{ruled.rule}"
            yield f"ruled cue:{ruled.cue}"
            yield f"ruled stance:{ruled.stance}"
            yield f"ruled as:{ruled.kind} {ruled.rule}"
    if hit:
        yield "ruled"
        yield f"ruled party:{party.kind} {party.governed}"
    else:
        yield from {f"another is ruled:{ruled.kind}" for ruled in sight.ruled}


def _speech(sight: Sight, party: Party) -> Iterator[str]:
    for speaker in sight.speakers:
        if speaker.first <= party.name_last and speaker.last >= party.name_first:
            yield "speaks"
        side = "<" if speaker.verb < party.first else ">"
        yield f"saying:{side} {bucket(abs(speaker.verb - party.first))}"
    if any(first <= party.name_last and last >= party.name_first for first, last in sight.sources):
        yield "ruled source"
