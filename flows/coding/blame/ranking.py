"""The learned ranker: which candidates are blamed, as what, and by whom, by the weight of their features.

Six logistic regressions over the features of `features`: whether a candidate is blamed; of a blamed one, its
kind (three, the highest wins) and whether the blame is denied; and whether a candidate is the source. Their
weights were learned from coded sentences and are a readable part of the codebook (`codebook/evidence.csv`);
the threshold of each is part of its constant, so a score above zero decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from flows.codebook.evidence import (
    BLAMED,
    CONSTANT,
    CONSTANT_OF_ACCUSATION,
    CONSTANT_WITHOUT_CUE,
    DENIED,
    SOURCE,
)
from flows.coding.blame.features import Sight, of_candidate, of_sentence
from flows.coding.blame.party import Party
from flows.coding.blame.scene import Scene
from flows.vocabulary import KINDS

ACCUSING = "accusation"

Weights = Mapping[str, Mapping[str, float]]
"""The weight of each feature, by model: blamed, denied, each kind, and source.

An accusation's source has a constant of its own, since most accusations name one; and so has the blamed
where no cue has all the words that it needs.
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A blamed candidate.

    Attributes:
        party: the candidate.
        kind: accusation, responsibility or harm.
        stance: asserted or denied.
        source: who blames, or None.
    """

    party: Party
    kind: str
    stance: str
    source: Party | None


def judge(sight: Sight, voices: Sequence[Party], weights: Weights) -> list[Judged]:
    """Tell who is blamed in a sentence.

    Args:
        sight: the sentence.
        voices: who could be the source besides the candidates.
        weights: of every model.

    Returns:
        The blamed, the surest first; none shares a word of its name or its actor with a surer one.
    """
    shared = [*of_sentence(sight), CONSTANT]
    base = base_of(sight, weights)
    read = [(party, of_candidate(sight, party)) for party in sight.candidates]
    scored = [
        (base + _sum(found, weights[BLAMED]), party, found)
        for party, found in read
        if not only_accuses(sight, party)
    ]
    blamed = [each for each in scored if each[0] > 0]
    if not blamed:
        return []
    blamed.sort(key=lambda each: (-each[0], each[1].first))
    read += [(voice, of_candidate(sight, voice)) for voice in voices]
    said = [(_sum([*shared, *found], weights[SOURCE]), party) for party, found in read]
    judged: list[Judged] = []
    for _, party, found in blamed:
        if any(same_party(sight.scene, party, other.party) for other in judged):
            continue
        features = [*shared, *found]
        kind = max(KINDS, key=lambda name: _sum(features, weights[name]))
        stance = "denied" if _sum(features, weights[DENIED]) > 0 else "asserted"
        least = _least(kind, weights[SOURCE])
        judged.append(Judged(party, kind, stance, _source(sight.scene, party, said, least)))
    return judged


def base_of(sight: Sight, weights: Weights) -> float:
    """Give the score that all candidates of a sentence share: its words and the constant."""
    constant = CONSTANT if sight.occurrences else CONSTANT_WITHOUT_CUE
    return _sum([*of_sentence(sight), constant], weights[BLAMED])


def only_accuses(sight: Sight, party: Party) -> bool:
    """Tell whether the rules hold a party for the one who blames, and nowhere for the blamed."""
    accuses = any(_overlaps(party, first, last) for first, last in sight.accusers)
    return accuses and not any(_overlaps(party, each.first, each.last) for each in sight.ruled)


def _overlaps(party: Party, first: int, last: int) -> bool:
    return first <= party.name_last and last >= party.name_first


def _sum(features: Sequence[str] | set[str], weights: Mapping[str, float]) -> float:
    # exact, so that the order of a set, which differs from run to run, cannot decide
    return fsum(weights.get(feature, 0.0) for feature in features)


def _least(kind: str, weights: Mapping[str, float]) -> float:
    """Give the score above which a candidate is the source of blame of a kind."""
    if kind != ACCUSING:
        return 0.0
    return weights[CONSTANT] - weights[CONSTANT_OF_ACCUSATION]


def _source(scene: Scene, blamed: Party, said: Sequence[tuple[float, Party]], least: float) -> Party | None:
    """Give the likeliest source that is not the blamed itself."""
    others = [each for each in said if each[0] > least and not same_party(scene, blamed, each[1])]
    return max(others, key=lambda each: (each[0], -each[1].first))[1] if others else None


def same_party(scene: Scene, one: Party, other: Party) -> bool:
    """Tell whether two mentions are one party: by actor if both have one, else by a word of their names."""
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    return _shares_word(scene, one, other)


def _shares_word(scene: Scene, one: Party, other: Party) -> bool:
    return not _name(scene, one).isdisjoint(_name(scene, other))


def _name(scene: Scene, party: Party) -> set[str]:
    return {token.reading.stem for token in scene.tokens[party.name_first : party.name_last + 1]}
