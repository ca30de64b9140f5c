"""The learned ranker: which candidates are blamed, as what, and by whom, by the weight of their features.

Six logistic regressions over the features of `features` and `attribution`: whether a candidate is blamed; of
a blamed one, its kind (three) and whether the blame is denied; and whether a candidate is the source of it.
Their weights were learned from coded sentences and are a readable part of the codebook
(`codebook/evidence.csv`); the threshold of each is part of its constant, so a score above zero decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, tanh

from flows.codebook.evidence import (
    BLAMED,
    CONSTANT,
    CONSTANT_AS_LEARNED,
    CONSTANT_OF_ACCUSATION,
    CONSTANT_WITHOUT_CUE,
    DENIED,
    SOURCE,
)
from flows.coding.blame.attribution import of_source, same_party
from flows.coding.blame.features import Sight, extent, of_candidate, of_sentence
from flows.coding.blame.party import Party, overlaps
from flows.vocabulary import KINDS

ACCUSATION, RESPONSIBILITY, HARM = "accusation", "responsibility", "harm"
LEAST_EXPLICIT = 0.22
"""The chance of being blamed, and for more than a harm, from which a record is explicit.

F1 is greatest where the threshold is half of the F1 that can be reached (Lipton, Elkan and Naryanaswamy,
Thresholding classifiers to maximize F1 score, 2014); this one did best on outlets that were not learned from.
"""

Weights = Mapping[str, Mapping[str, float]]
"""The weight of each feature, by model: blamed, denied, each kind, and source.

The source of an accusation or a denial has a constant of its own, since most name one; and so has the blamed
where no cue has all the words that it needs. The blamed's constant is also given as it was learned, without a
threshold, so that a score can be read as a chance.
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
        The blamed, the surest first; of one stance none shares a word of its name or its actor with a surer
        one. Coordinated parties are blamed alike, as the surest of them.
    """
    shared = [*of_sentence(sight), CONSTANT]
    base, constant = base_of(sight, weights), _constant(sight)
    read = [(party, of_candidate(sight, party)) for party in sight.candidates]
    scored = [
        (base + _sum(found, weights[BLAMED]), party, found)
        for party, found in read
        if not only_accuses(sight, party) and not spared(sight, party)
    ]
    threshold = weights[BLAMED][CONSTANT_AS_LEARNED] - weights[BLAMED][constant]
    scored.sort(key=lambda each: (-each[0], each[1].first))
    blamed = [each for each in scored if each[0] > 0 or agent_who_blames(sight, each[1]) is not None]
    if not blamed:
        return []
    read += [(voice, of_candidate(sight, voice)) for voice in voices]
    bases = {name: _sum(shared, weights[name]) for name in (SOURCE, DENIED, *KINDS)}
    said = [(bases[SOURCE] + _sum(found, weights[SOURCE]), party) for party, found in read]
    judged: list[Judged] = []
    alike: dict[tuple[int, int], tuple[str, str]] = {}
    for score, party, found in blamed:
        scores = {name: bases[name] + _sum(found, weights[name]) for name in (DENIED, *KINDS)}
        denied = scores[DENIED] > 0 or only_denied(sight, party)
        accused = agent_who_blames(sight, party) is not None
        kind_of = ACCUSATION if accused else _kind(score + threshold, scores)
        own = kind_of, "denied" if denied else "asserted"
        kind, stance = alike.setdefault(extent(sight, party), own)
        if any(other.stance == stance and same_party(sight.scene, party, other.party) for other in judged):
            continue
        one = Judged(party, kind, stance, None)
        judged.append(replace(one, source=_source(sight, one, said, weights[SOURCE])))
    return judged


def base_of(sight: Sight, weights: Weights) -> float:
    """Give the score that all candidates of a sentence share: its words and the constant."""
    return _sum([*of_sentence(sight), _constant(sight)], weights[BLAMED])


def _constant(sight: Sight) -> str:
    return CONSTANT if sight.occurrences else CONSTANT_WITHOUT_CUE


def _kind(blamed: float, scores: Mapping[str, float]) -> str:
    """Give the kind of blame: explicit once that is likely enough, then the likelier of the two."""
    if _chance(blamed) * _chance(-scores[HARM]) <= LEAST_EXPLICIT:
        return HARM
    return max((ACCUSATION, RESPONSIBILITY), key=lambda name: scores[name])


def _chance(score: float) -> float:
    return (1 + tanh(score / 2)) / 2


def only_accuses(sight: Sight, party: Party) -> bool:
    """Tell whether the rules hold a party for the one who blames, and nowhere for the blamed."""
    accuses = any(overlaps(party, first, last) for first, last in sight.accusers)
    return accuses and not any(overlaps(party, each.first, each.last) for each in sight.ruled)


def agent_who_blames(sight: Sight, party: Party) -> tuple[int, int] | None:
    """Give the words of the agent by whom an accusing passive says that a party is blamed, if one does.

    Such passives are plain to a reader and too rare to be learned.
    """
    passives = (each for each in sight.ruled if each.rule == "passive" and each.stance == "asserted")
    own = (each.source for each in passives if overlaps(party, each.first, each.last))
    return next(own, None)


def spared(sight: Sight, party: Party) -> bool:
    """Tell whether a party is said not to be accused, and nothing else is laid to it."""
    unaccused = any(overlaps(party, first, last) for first, last in sight.spared)
    return unaccused and not any(overlaps(party, each.first, each.last) for each in sight.ruled)


def only_denied(sight: Sight, party: Party) -> bool:
    """Tell whether all that the rules find laid to a party is denied: a weight does not overrule that."""
    stances = {each.stance for each in sight.ruled if overlaps(party, each.first, each.last)}
    return stances == {"denied"}


def _sum(features: Iterable[str], weights: Mapping[str, float]) -> float:
    # exact, so that the order of a set, which differs from run to run, cannot decide
    return fsum(map(weights.__getitem__, weights.keys() & features))


def _least(judged: Judged, weights: Mapping[str, float]) -> float:
    """Give the score above which a candidate is the source of a blame."""
    if judged.kind != ACCUSATION and judged.stance != "denied":
        return 0.0
    return weights[CONSTANT] - weights[CONSTANT_OF_ACCUSATION]


def _source(
    sight: Sight, judged: Judged, said: Sequence[tuple[float, Party]], weights: Mapping[str, float]
) -> Party | None:
    """Give the likeliest source; one who claims or denies is the source of what is laid to himself.

    The agent of an accusing passive is sure.
    """
    named = agent_who_blames(sight, judged.party)
    agent = next((party for _, party in said if named is not None and overlaps(party, *named)), None)
    if agent is not None:
        return agent
    scored = [
        (score + _sum(of_source(sight, judged.party, judged.kind, judged.stance, party), weights), party)
        for score, party in said
    ]
    likeliest = max(scored, key=lambda each: (each[0], -each[1].first))
    return likeliest[1] if likeliest[0] > _least(judged, weights) else None
