"""All of a sentence that is judged by: its words, parties, cues and speakers, and what the rules found."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from flows.coding.blame.party import Party
from flows.coding.blame.scene import Occurrence, Scene
from flows.coding.blame.source import Speaker

_BREAKS = {",": 1, ".": 2}
_LONGEST_JOINT = 2


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
    _breaks: list[int] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.extents = _extents(self.candidates)
        self.firsts = [party.first for party in self.candidates]

    def between(self, start: int, end: int) -> int:
        """Give how many candidates begin at the words from start up to end."""
        return bisect_left(self.firsts, end) - bisect_left(self.firsts, start)

    def breaks(self, start: int, end: int) -> int:
        """Give how often a clause breaks before the words from start through end; a stop counts twice."""
        if self._breaks is None:
            marks = [_BREAKS.get(token.mark, 0) for token in self.scene.tokens]
            self._breaks = list(accumulate(marks, initial=0))
        return self._breaks[end + 1] - self._breaks[start]

    def laid_to(self, party: Party) -> list[Ruled]:
        """Give what the rules found of a party."""
        if not self.ruled:
            return []
        first, last = party.name_first, party.name_last
        return [each for each in self.ruled if each.first <= last and first <= each.last]


def extent(sight: Sight, party: Party) -> tuple[int, int]:
    """Give where the coordination that a party belongs to begins and ends: its neighbours are the party's."""
    return sight.extents.get(party.first, (party.first, party.last))


def _extents(parties: Sequence[Party]) -> dict[int, tuple[int, int]]:
    """Give the words from first to last of the coordinations of several parties, by each one's first word."""
    found: dict[int, tuple[int, int]] = {}
    group: list[Party] = []
    for party in parties:
        if not (group and party.joined and party.first - group[-1].last <= _LONGEST_JOINT):
            group = []
        group.append(party)
        if len(group) > 1:
            found.update(dict.fromkeys([each.first for each in group], (group[0].first, party.last)))
    return found
