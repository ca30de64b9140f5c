"""The learned ranker: which candidates are blamed, as what, and by whom, by the weight of their features.

Six logistic regressions over the features of `features` and `attribution`: whether a candidate is blamed; of
a blamed one, its kind (three) and whether the blame is denied; and whether a candidate is the source of it.
Their weights were learned from coded sentences and are a readable part of the codebook
(`codebook/evidence.csv`); the threshold of each is part of its constant, so a score above zero decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import tanh

from flows.codebook.evidence import (
    BLAMED,
    CONSTANT,
    CONSTANT_AS_LEARNED,
    CONSTANT_OF_ACCUSATION,
    CONSTANT_WITHOUT_CUE,
    DENIED,
    LEAST_AROUND,
    LEAST_AROUND_WITHOUT_CUE,
    LEAST_ITSELF,
    LEAST_ITSELF_WITHOUT_CUE,
    SOURCE,
)
from flows.coding.blame.attribution import of_source, same_party
from flows.coding.blame.features import Sight, extent, of_sentence, told_in_steps, told_of
from flows.coding.blame.naming import Told
from flows.coding.blame.party import Party, overlaps
from flows.coding.blame.predicates import looked_for
from flows.coding.blame.weights import HUNDRED, Weights

ACCUSATION, RESPONSIBILITY, HARM = "accusation", "responsibility", "harm"
LEAST_EXPLICIT = 0.22
"""The chance of being blamed, and for more than a harm, from which a record is explicit.

F1 is greatest where the threshold is half of the F1 that can be reached (Lipton, Elkan and Naryanaswamy,
Thresholding classifiers to maximize F1 score, 2014); this one did best on outlets that were not learned from.
"""

NO_LEAST = -1_000_000_000
"""Less than any score: nobody is passed over."""


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
    able = [
        party for party in sight.candidates if not only_accuses(sight, party) and not spared(sight, party)
    ]
    base = base_of(sight, weights) if able else 0
    weighed = [weigh(sight, party, base, weights) for party in able]
    blamed = [
        each
        for each in weighed
        if (not each.passed_over and each.score > 0) or agent_who_blames(sight, each.party) is not None
    ]
    if not blamed:
        return []
    blamed.sort(key=lambda each: (-each.score, each.party.first))
    bases = weights.totals([*of_sentence(sight), CONSTANT])
    others = [party for party in (*sight.candidates, *voices) if party not in able]
    heard = [(each.party, each.hear_out()) for each in weighed]
    heard += [(party, told_of(sight, party)) for party in others]
    said = [(bases[SOURCE] + weights.total(SOURCE, told), party) for party, told in heard]
    threshold = weights.constant(BLAMED, CONSTANT_AS_LEARNED) - weights.constant(BLAMED, _constant(sight))
    judged: list[Judged] = []
    alike: dict[tuple[int, int], tuple[str, str]] = {}
    for each in blamed:
        party, totals = each.party, weights.totals(each.told)
        scores = {name: bases[name] + total for name, total in totals.items()}
        denied = scores[DENIED] > 0 or only_denied(sight, party)
        accused = agent_who_blames(sight, party) is not None
        kind_of = ACCUSATION if accused else _kind(each.score + threshold, scores)
        own = kind_of, "denied" if denied else "asserted"
        kind, stance = alike.setdefault(extent(sight, party), own)
        if any(other.stance == stance and same_party(sight.scene, party, other.party) for other in judged):
            continue
        one = Judged(party, kind, stance, None)
        judged.append(replace(one, source=_source(sight, one, said, weights)))
    return judged


@dataclass(slots=True)
class Weighed:
    """What speaks for and against a candidate, as far as it was heard.

    Attributes:
        party: the candidate.
        score: the sum so far, in hundredths.
        told: the features so far.
        steps: the others.
        passed_over: whether it was clear before the end that nobody blames it.
    """

    party: Party
    score: int
    told: list[Told]
    steps: Iterator[list[Told]]
    passed_over: bool = False

    def hear_out(self) -> list[Told]:
        """Give all of the features."""
        for told in self.steps:
            self.told += told
        return self.told


def weigh(sight: Sight, party: Party, base: int, weights: Weights) -> Weighed:
    """Weigh what speaks for and against a candidate, to the end if it is worth it.

    Most candidates are blamed by nobody, which shows before their cues are looked at: one to whom no rule
    ties a cue is passed over where what it is, or that and what stands around it, comes to less than the
    constants ask for. They were learned so as to pass over hardly any that would have been blamed.

    Args:
        sight: the sentence.
        party: one of its candidates.
        base: as `base_of` gives it.
        weights: of every model.
    """
    ruled = any(overlaps(party, each.first, each.last) for each in sight.ruled)
    weighed = Weighed(party, base, [], told_in_steps(sight, party))
    for least, told in zip_longest(() if ruled else _leasts(sight), weighed.steps):
        weighed.score += weights.total(BLAMED, told)
        weighed.told += told
        if least is not None and weighed.score < weights.constant(BLAMED, least, NO_LEAST):
            weighed.passed_over = True
            break
    return weighed


def _leasts(sight: Sight) -> tuple[str, str]:
    """Give the constants that say how much a candidate must come to after each step but the last."""
    if sight.occurrences:
        return LEAST_ITSELF, LEAST_AROUND
    return LEAST_ITSELF_WITHOUT_CUE, LEAST_AROUND_WITHOUT_CUE


def base_of(sight: Sight, weights: Weights) -> int:
    """Give the score that all candidates of a sentence share, its words and the constant, in hundredths."""
    return weights.total_of_words(BLAMED, of_sentence(sight)) + weights.constant(BLAMED, _constant(sight))


def _constant(sight: Sight) -> str:
    return CONSTANT if sight.occurrences else CONSTANT_WITHOUT_CUE


def _kind(blamed: int, scores: Mapping[str, int]) -> str:
    """Give the kind of blame: explicit once that is likely enough, then the likelier of the two."""
    if _chance(blamed) * _chance(-scores[HARM]) <= LEAST_EXPLICIT:
        return HARM
    return max((ACCUSATION, RESPONSIBILITY), key=lambda name: scores[name])


def _chance(score: int) -> float:
    """Give the chance that a score in hundredths stands for."""
    return (1 + tanh(score / HUNDRED / 2)) / 2


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
    """Tell whether a party is nobody by name, or said not to be accused and nothing else is laid to it."""
    if looked_for(sight.scene, party):
        return True
    unaccused = any(overlaps(party, first, last) for first, last in sight.spared)
    return unaccused and not any(overlaps(party, each.first, each.last) for each in sight.ruled)


def only_denied(sight: Sight, party: Party) -> bool:
    """Tell whether all that the rules find laid to a party is denied: a weight does not overrule that."""
    stances = {each.stance for each in sight.ruled if overlaps(party, each.first, each.last)}
    return stances == {"denied"}


def _least(judged: Judged, weights: Weights) -> int:
    """Give the score above which a candidate is the source of a blame."""
    if judged.kind != ACCUSATION and judged.stance != "denied":
        return 0
    return weights.constant(SOURCE, CONSTANT) - weights.constant(SOURCE, CONSTANT_OF_ACCUSATION)


def _source(
    sight: Sight, judged: Judged, said: Sequence[tuple[int, Party]], weights: Weights
) -> Party | None:
    """Give the likeliest source; one who claims or denies is the source of what is laid to himself.

    The agent of an accusing passive is sure.
    """
    named = agent_who_blames(sight, judged.party)
    agent = next((party for _, party in said if named is not None and overlaps(party, *named)), None)
    if agent is not None:
        return agent
    scored = [
        (
            score + weights.total(SOURCE, of_source(sight, judged.party, judged.kind, judged.stance, party)),
            party,
        )
        for score, party in said
    ]
    likeliest = max(scored, key=lambda each: (each[0], -each[1].first))
    return likeliest[1] if likeliest[0] > _least(judged, weights) else None
