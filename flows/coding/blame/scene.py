"""One sentence as the rules of role resolution see it: its words, its parties, its cues where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flows.codebook.parties import Cue
from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.party import Party
from flows.coding.blame.reading import Reading
from flows.coding.blame.words import Token

_LONGEST_BRACKET = 4
_BACK = 5


@dataclass(slots=True)  # none of these is frozen, since many are made of every sentence
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
        for other in self.parties:
            if other.first <= party.first:
                continue
            after = members[-1].last + 1
            allied = other.first == after + 1 and self.tokens[after].reading.has("ally")
            if not allied and not other.joined and not self.past_bracket(after, other):
                break
            members.append(other)
        return members

    def past_bracket(self, after: int, other: Party) -> bool:
        """Tell whether only a bracket stands between a party that ends before `after` and the other."""
        added = self.tokens[other.first].reading.conjunction == "و" and other.kind != "nisba"
        bracket = after < len(self.tokens) and self.tokens[after].mark == "(" == self.tokens[other.first].mark
        return added and bracket and other.first - after <= _LONGEST_BRACKET

    def stops(self, at: int) -> bool:
        """Tell whether a clause ends before a word."""
        token = self.tokens[at]
        return token.mark == "." or "subordinator" in token.reading.classes


def needed_word_near(tokens: list[Token], occurrence: Occurrence) -> bool:
    """Tell whether a word that the cue needs stands within its reach at all; most cues fall here, cheaply."""
    needs = occurrence.cue.needs
    if not needs:
        return True
    reach = max(occurrence.cue.roles.reach, _BACK)
    for token in tokens[max(occurrence.first - reach, 0) : occurrence.last + 1 + reach]:
        needed = token.reading.needed
        if needed and not needs.isdisjoint(needed):
            return True
    return False


def needs_met(scene: Scene, occurrence: Occurrence, blamed: Sequence[Party] = ()) -> bool:
    """Tell whether a word that the cue needs stands near it, and none that it refuses; not the blamed."""
    cue = occurrence.cue
    if not cue.needs and not cue.refuses:
        return True
    near = list(_near(scene, occurrence, blamed))
    met = not cue.needs or any(not cue.needs.isdisjoint(reading.needed) for reading in near)
    return met and not (cue.refuses and any(not cue.refuses.isdisjoint(each.variants) for each in near))


def _near(scene: Scene, occurrence: Occurrence, blamed: Sequence[Party]) -> Iterator[Reading]:
    """Give the words within the cue's reach on its side, up to a full stop."""
    reach = occurrence.cue.roles.reach
    side = occurrence.cue.roles.side
    if side != "after":
        back = _BACK if side == "both" else reach
        yield from _words(scene, range(max(occurrence.first - back, 0), occurrence.first), blamed)
    if side != "before":
        end = min(occurrence.last + 1 + reach, len(scene.tokens))
        stop = (at for at in range(occurrence.last + 1, end) if _full_stop(scene, at))
        yield from _words(scene, range(occurrence.last + 1, next(stop, end)), blamed)


def _full_stop(scene: Scene, at: int) -> bool:
    return scene.tokens[at].mark == "." and not scene.tokens[at].colon


def _words(scene: Scene, places: range, blamed: Sequence[Party]) -> Iterator[Reading]:
    taken = {at for party in blamed for at in range(party.first, party.last + 1)}
    return (scene.tokens[at].reading for at in places if at not in taken)
