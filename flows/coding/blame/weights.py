"""The weights of the learned ranker as it adds them up: in whole hundredths, which the file gives them in.

Such sums are exact, so that the order of a set, which differs from run to run, cannot decide.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat

from flows.codebook.evidence import DENIED, GATE, SOURCE, Evidence
from flows.coding.blame.kept import Kept
from flows.coding.blame.naming import Told, names_of
from flows.vocabulary import KINDS

HUNDRED = 100
OF_BLAME = (SOURCE, DENIED, *KINDS)
"""The models that are asked once a party is blamed."""
_MOST_TEMPLATES = 50_000


class Weights(Mapping[str, Mapping[str, float]]):
    """The weight of each feature, by model: blamed, denied, each kind, source and gate.

    The source of an accusation or a denial has a constant of its own, since most name one; and so has the
    blamed where no cue has all the words that it needs. The blamed's constant is also given as it was
    learned, without a threshold, so that a score can be read as a chance. Four more constants, which may be
    absent, tell which candidates are passed over before all is weighed (see `ranking.weigh`).

    Args:
        evidence: as `codebook.evidence` gives it.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._models = {model: _Hundredths(evidence[model]) for model in evidence if model != GATE}
        self._of_blame = _together([self._models[model] for model in OF_BLAME])

    def __getitem__(self, model: str) -> Mapping[str, float]:
        """Give the weights of a model as the file has them."""
        return self._evidence[model]

    def __iter__(self) -> Iterator[str]:
        """Give the models."""
        return iter(self._evidence)

    def __len__(self) -> int:
        """Give how many models there are."""
        return len(self._evidence)

    def total(self, model: str, every: Iterable[Told]) -> int:
        """Add the weights that a model gives to what is told.

        Args:
            model: its name.
            every: what is told, each once.

        Returns:
            The sum, in hundredths.
        """
        return sum(map(self._models[model].__getitem__, every))

    def totals(self, every: Iterable[Told]) -> dict[str, int]:
        """Add the weights that each model of a blame gives to what is told: a sum for each of `OF_BLAME`."""
        sums = map(sum, zip(*map(self._of_blame.__getitem__, every), strict=True))
        return dict(zip(OF_BLAME, sums, strict=True))

    def total_of_words(self, model: str, names: Iterable[str]) -> int:
        """Add the weights that a model gives to features by name, of which it may not know many."""
        return sum(map(self._models[model].get, names, repeat(0)))

    def constant(self, model: str, name: str, otherwise: int = 0) -> int:
        """Give a model's constant of a name, in hundredths; what is given otherwise where it has none."""
        return self._models[model].get(name, otherwise)


class _Hundredths(dict[Told, int]):
    """One model's weights in hundredths by feature, and by each filled template that was asked for."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._named: dict[Told, int] = {name: round(weight * HUNDRED) for name, weight in weights.items()}
        self.update(self._named)

    def __missing__(self, told: Told) -> int:
        """Give the weight of a filled template by its names; an unknown name has none."""
        if isinstance(told, str):
            return 0
        weight = sum(self._named.get(name, 0) for name in names_of(told))
        if len(self) >= len(self._named) + _MOST_TEMPLATES:
            self.clear()
            self.update(self._named)
        self[told] = weight
        return weight


def _together(models: Sequence[Mapping[Told, int]]) -> Kept[Told, tuple[int, ...]]:
    """Give the weights of what is told in several models, kept."""

    def weigh(told: Told) -> tuple[int, ...]:
        names = names_of(told)
        return tuple(sum(model.get(name, 0) for name in names) for model in models)

    return Kept(weigh, _MOST_TEMPLATES)
