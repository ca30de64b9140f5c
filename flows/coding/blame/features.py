"""What speaks for and against a candidate: the named features that the weights of `ranking` belong to.

What they are called, and why some are told as a template and what fills it, says `naming`. Words are rough
stems; distances fall into buckets.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flows.coding.blame.naming import FAR, Told, bucket, named
from flows.coding.blame.party import Party, overlaps
from flows.coding.blame.scene import Occurrence, Scene
from flows.coding.blame.source import Speaker
from flows.coding.blame.stance import CONDITIONS

_WINDOW = 3
_CONDITION_REACH = 4
_REACH = 60
_LONGEST_JOINT = 2
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
        accusers: who is the subject of an accusing verb, or the agent of its passive or of an accusing noun.
        spared: the word spans of those of whom it is said that nobody accused them.
        extents: where each candidate's coordination begins and ends, by the candidate's first word.
        firsts: the first word of each candidate.
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
    firsts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.extents = _extents(self.candidates)
        self.firsts = [party.first for party in self.candidates]

    def between(self, start: int, end: int) -> int:
        """Give how many candidates begin at the words from start up to end."""
        return bisect_left(self.firsts, end) - bisect_left(self.firsts, start)


def extent(sight: Sight, party: Party) -> tuple[int, int]:
    """Give where the coordination that a party belongs to begins and ends: its neighbours are the party's."""
    return sight.extents.get(party.first, (party.first, party.last))


def _extents(parties: Sequence[Party]) -> dict[int, tuple[int, int]]:
    """Give the words from first to last of the coordination that each party belongs to, by its first word."""
    found: dict[int, tuple[int, int]] = {}
    group: list[Party] = []
    for party in parties:
        if not (group and party.joined and party.first - group[-1].last <= _LONGEST_JOINT):
            group = []
        group.append(party)
        found.update(dict.fromkeys((each.first for each in group), (group[0].first, party.last)))
    return found


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
    return named(told_of(sight, party))


def told_of(sight: Sight, party: Party) -> list[Told]:
    """Give the features of one candidate as `Weights.total` adds them up, each once, many as templates."""
    return [each for step in told_in_steps(sight, party) for each in step]


def told_in_steps(sight: Sight, party: Party) -> Iterator[list[Told]]:
    """Give what `told_of` gives in three steps, what is soonest found first.

    Args:
        sight: the sentence.
        party: one of its candidates, or of those who could be the source.

    Yields:
        what the party is and the rules say of it; what stands around it; how it stands to cues and speakers.
    """
    yield [*_own(sight, party), *set(_by_rule(sight, party))]
    yield list(_neighbours(sight, party))
    told: set[Told] = set()
    for occurrence in sight.occurrences:
        if _within_reach(party, occurrence):
            told.update(_cue(sight, party, occurrence))
    for occurrence in sight.weak:
        if _within_reach(party, occurrence):
            side, start, end = _between(sight, party, occurrence)
            told.add(("weak cue:{} {} {}", occurrence.cue.id, side, bucket(end - start)))
    yield [*told, *_nearest(sight, party), *set(_speech(sight, party))]


_PARTY = "kind:{}\nactor:{}\ntype:{}\nhead:{}"


def _own(sight: Sight, party: Party) -> Iterator[Told]:
    actor = sight.scene.lexicon.actors.get(party.actor or "")
    head = sight.scene.tokens[party.first].reading.stem
    yield _PARTY, party.kind, party.actor, None if actor is None else actor.type, head
    ordinal = min(bisect_left(sight.firsts, party.first), _MOST_ORDINAL)
    yield "governed:{}\nordinal:{}", party.governed, ordinal
    if party.owned:
        yield "owned"
    if party.joined:
        yield "joined"
    if party.first == 0:
        yield "opens"
    if party.kind == "title" and party.name_first != party.first:
        yield "named office"


_SIDES = ("left", "right")
_PLACED = {side: [f"{side} {at}:{{0}}" for at in range(1, _WINDOW + 1)] for side in _SIDES}
_NEAR = {side: [f"{placed}\n{side}:{{0}}" for placed in _PLACED[side]] for side in _SIDES}


def _neighbours(sight: Sight, party: Party) -> Iterator[Told]:
    tokens, (first, last) = sight.scene.tokens, extent(sight, party)
    before = [token.reading.root for token in tokens[max(first - _WINDOW, 0) : first]][::-1]
    after = [token.reading.root for token in tokens[last + 1 : last + 1 + _WINDOW]]
    for side, roots in zip(_SIDES, (before, after), strict=True):
        if len({*roots}) == len(roots):
            yield from zip(_NEAR[side], roots, strict=False)
        else:  # a word that stands there twice is named once without its place
            yield from zip(_PLACED[side], roots, strict=False)
            yield from {f"{side}:{root}" for root in roots}
        if len(roots) > 1:
            yield f"{side} pair:{roots[0]} {roots[1]}"
    mark = tokens[first].mark
    yield "mark before:{}", mark
    if before:
        yield f"left mark:{before[0]} {mark}"
    if not CONDITIONS.isdisjoint(
        [token.reading.bare for token in tokens[max(first - _CONDITION_REACH, 0) : first]]
    ):
        yield "on a condition"
    ends = last + 1 >= len(tokens)
    yield "ends" if ends else ("mark after:{}", tokens[last + 1].mark)


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
    return "same" if not breaks else "next" if breaks == 1 else FAR


def _cue(sight: Sight, party: Party, occurrence: Occurrence) -> Iterator[Told]:
    cue, roles, pos = occurrence.cue.id, occurrence.cue.roles, occurrence.cue.pos
    side, start, end = _between(sight, party, occurrence)
    if side == "=":
        yield f"holds cue:{roles.kind} {pos} {'/'.join(roles.blamed)}"
        yield f"cue:{cue} ="
        return
    near = bucket(end - start)
    clauses = _clauses(sight, start, end if side == ">" else occurrence.first)
    yield "cue:{} {} {}", cue, side, clauses
    yield "cue kind:{} {} {}", roles.kind, side, near
    if end - start <= _LONGEST_PATH:
        frame = f"{roles.kind} {pos} {'/'.join(roles.blamed)}"
        path = " ".join([token.reading.shape for token in sight.scene.tokens[start:end]])
        yield f"path:{frame} {side} {path}"
        yield f"party path:{roles.kind} {pos} {side} {path} {party.kind} {party.governed}"
    others = min(sight.between(start, end), _MOST_BETWEEN)
    yield "parties between:{} {} {}", roles.kind, side, others
    if pos == "verb":
        norm = sight.scene.tokens[occurrence.first].reading.norm.removeprefix("و")
        agrees = (norm.startswith("ت") or norm.endswith("ت")) == party.feminine
        yield "agrees:{} {} {}", side, agrees, near
    if roles.stance == "denied":
        yield f"denial:{cue} {side} {near}"


def _nearest(sight: Sight, party: Party) -> Iterator[Told]:
    before = next((each for each in reversed(sight.occurrences) if each.last < party.first), None)
    after = next((each for each in sight.occurrences if each.first > party.last), None)
    if before is None:
        yield "no cue before"
    else:
        cue, near = before.cue, bucket(party.first - before.last)
        yield "last cue:{0} {3}\nlast cue kind:{1} {2}", cue.id, cue.roles.kind, near, party.governed
    if after is None:
        yield "no cue after"
    else:
        cue, near = after.cue, bucket(after.first - party.last)
        yield "next cue:{0}\nnext cue kind:{1} {2}", cue.id, cue.roles.kind, near


def _by_rule(sight: Sight, party: Party) -> Iterator[str]:
    hit = False
    for ruled in sight.ruled:
        if overlaps(party, ruled.first, ruled.last):
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
