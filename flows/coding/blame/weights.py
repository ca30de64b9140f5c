"""The weights of the learned ranker as it adds them up: in whole hundredths, which the file gives them in.

Such sums are exact, so that the order of a set, which differs from run to run, cannot decide. What the models
give to a feature stands side by side in one whole number, in bits of their own: one addition adds for all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat

from flows.codebook.evidence import (
    BLAMED,
    CONSTANT,
    CONSTANT_WITHOUT_CUE,
    DENIED,
    LEAST_AROUND,
    LEAST_AROUND_WITHOUT_CUE,
    LEAST_ITSELF,
    LEAST_ITSELF_WITHOUT_CUE,
    SOURCE,
    Evidence,
)
from flows.coding.blame.naming import JOINT, SIDES, Told, kinds_of, parts_of
from flows.vocabulary import KINDS

HUNDRED = 100
MODELS = (BLAMED, SOURCE, DENIED, *KINDS)
"""The models whose weights are added up: all but those of the scans that come first."""
NO_LEAST = -1_000_000_000
"""Less than any score: nobody is passed over."""

Sums = int
"""What each of `MODELS` comes to, side by side."""

_WORD = "word:"
_BITS = 40  # room for millions of the largest weight
_PLACES = {model: at * _BITS for at, model in enumerate(MODELS)}
_MASK = (1 << _BITS) - 1
_HALF = 1 << (_BITS - 1)
_HALVES = sum(_HALF << place for place in _PLACES.values())


class Weights(Mapping[str, Mapping[str, float]]):
    """The weight of each feature, by model: blamed, denied, each kind and source, and those of the scans.

    The source of an accusation or a denial has a constant of its own, since most name one; and so has the
    blamed where no cue has all the words that it needs. The blamed's constant is also given as it was
    learned, without a threshold, so that a score can be read as a chance. Four more constants, which may be
    absent, tell which candidates are passed over before all is weighed (see `ranking.weigh`).

    Args:
        evidence: as `codebook.evidence` gives it.

    Attributes:
        leasts: what a candidate must come to by what it is, and by that and what stands around it, in
            hundredths; by whether a cue has all the words that it needs.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        named = _named(evidence)
        self._known = _known(named)
        # a table of their own, in which they are found sooner: a sentence asks for some thirty
        self._words = {name: sums for name, sums in named.items() if name.startswith(_WORD)}
        without_cue = self.constant(BLAMED, CONSTANT_WITHOUT_CUE) - self.constant(BLAMED, CONSTANT)
        constants = self._known.get(CONSTANT, 0)
        self._constants = {True: constants, False: constants + (without_cue << _PLACES[BLAMED])}
        self.leasts = {
            cued: tuple(self.constant(BLAMED, name, NO_LEAST) for name in names)
            for cued, names in (
                (True, (LEAST_ITSELF, LEAST_AROUND)),
                (False, (LEAST_ITSELF_WITHOUT_CUE, LEAST_AROUND_WITHOUT_CUE)),
            )
        }

    def __getitem__(self, model: str) -> Mapping[str, float]:
        """Give the weights of a model as the file has them."""
        return self._evidence[model]

    def __iter__(self) -> Iterator[str]:
        """Give the models."""
        return iter(self._evidence)

    def __len__(self) -> int:
        """Give how many models there are."""
        return len(self._evidence)

    def sums(self, every: Iterable[Told]) -> Sums:
        """Add the weights that all models give to what is told; what they do not know weighs nothing.

        Args:
            every: what is told, each once.
        """
        return sum(map(self._known.get, every, repeat(0)))

    def sums_of_words(self, features: Iterable[str]) -> Sums:
        """Add the weights that all models give to a sentence's words, each the feature of its reading."""
        return sum(map(self._words.get, features, repeat(0)))

    def start(self, *, cued: bool) -> Sums:
        """Give the constants that all candidates of a sentence start with.

        Args:
            cued: whether a cue of the sentence has all the words that it needs.
        """
        return self._constants[cued]

    def total(self, model: str, every: Iterable[Told]) -> int:
        """Add the weights that one model gives to what is told, in hundredths."""
        return score_of(model, self.sums(every))

    def constant(self, model: str, name: str, otherwise: int = 0) -> int:
        """Give a model's constant of a name, in hundredths; what is given otherwise where it has none."""
        weight = self._evidence.get(model, {}).get(name)
        return otherwise if weight is None else round(weight * HUNDRED)


def score_of(model: str, sums: Sums) -> int:
    """Give what a model comes to, in hundredths."""
    return ((sums + _HALVES) >> _PLACES[model] & _MASK) - _HALF


def _named(evidence: Evidence) -> dict[str, Sums]:
    """Give what every feature weighs in all models, by its name."""
    named: dict[str, Sums] = {}
    for model, place in _PLACES.items():
        for name, weight in evidence.get(model, {}).items():
            named[name] = named.get(name, 0) + (round(weight * HUNDRED) << place)
    return named


def _known(named: dict[str, Sums]) -> dict[Told, Sums]:
    """Give what every feature weighs by its name and, but for words, by its parts, also by joint ones."""
    known = {parts_of(name): sums for name, sums in named.items() if not name.startswith(_WORD)}
    by_kind: defaultdict[str, list[tuple[str, Sums]]] = defaultdict(list)
    for (kind, word, *_), sums in known.items():
        by_kind[kind].append((word, sums))
    for joint in (each for side in SIDES for each in JOINT[side]):
        for word, sums in (each for kind in kinds_of(joint) for each in by_kind[kind]):
            known[joint, word] = known.get((joint, word), 0) + sums
    return known | named
