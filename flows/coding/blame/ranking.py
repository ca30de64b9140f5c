"""The learned ranker: which candidates are blamed, as what, and by whom, by the weight of their features.

Six logistic regressions over the features of `features` and `attribution`: whether a candidate is blamed; of
a blamed one, its kind (three) and whether the blame is denied; and whether a candidate is the source of it.
Their weights were learned from coded sentences and are a readable part of the codebook
(`codebook/evidence.csv`); the threshold of each is part of its constant, so a score above zero decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import tanh

from flows.codebook.evidence import (
    BLAMED,
    CONSTANT,
    CONSTANT_AS_LEARNED,
    CONSTANT_OF_ACCUSATION,
    CONSTANT_WITHOUT_CUE,
    DENIED,
    SOURCE,
)
from flows.coding.blame.attribution import same_party, told_of_sources
from flows.coding.blame.features import counts_of, told_in_steps, told_of, words_of
from flows.coding.blame.naming import Told
from flows.coding.blame.party import Party, overlaps
from flows.coding.blame.predicates import looked_for
from flows.coding.blame.sight import Sight, extent
from flows.coding.blame.weights import HUNDRED, Sums, Weights, score_of

ACCUSATION, RESPONSIBILITY, HARM = "accusation", "responsibility", "harm"
LEAST_EXPLICIT = 0.22
"""The chance of being blamed, and for more than a harm, from which a record is explicit.

F1 is greatest where the threshold is half of the F1 that can be reached (Lipton, Elkan and Naryanaswamy,
Thresholding classifiers to maximize F1 score, 2014); this one did best on outlets that were not learned from.
"""


@dataclass(slots=True)
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
    able: list[Party] = []
    others: list[Party] = []
    for party in sight.candidates:
        (others if only_accuses(sight, party) or spared(sight, party) else able).append(party)
    if not able:
        return []
    shared = shared_of(sight, weights)
    weighed = [weigh(sight, party, shared, weights) for party in able]
    blamed = [
        each
        for each in weighed
        if (each.score > 0 and not each.passed_over) or agent_who_blames(sight, each.party) is not None
    ]
    if not blamed:
        return []
    blamed.sort(key=lambda each: (-each.score, each.party.first))
    said = [(each.hear_out(weights), each.party) for each in weighed]
    said += [(shared + weights.sums(told_of(sight, party)), party) for party in (*others, *voices)]
    heard = [(score_of(SOURCE, sums), party) for sums, party in said]
    judged: list[Judged] = []
    alike: dict[tuple[int, int], tuple[str, str]] = {}
    for each in blamed:
        party = each.party
        own = _kind(sight, each, weights), _stance(sight, each)
        kind, stance = alike.setdefault(extent(sight, party), own)
        if any(other.stance == stance and same_party(sight.scene, party, other.party) for other in judged):
            continue
        one = Judged(party, kind, stance, None)
        one.source = _source(sight, one, heard, weights)
        judged.append(one)
    return judged


@dataclass(slots=True)
class Weighed:
    """What speaks for and against a candidate, as far as it was heard.

    Attributes:
        party: the candidate.
        sums: what it comes to so far.
        steps: what is not yet heard.
        score: how much speaks for blame, in hundredths.
        passed_over: whether it was clear before the end that nobody blames it.
    """

    party: Party
    sums: Sums
    steps: Iterator[list[Told]]
    score: int = 0
    passed_over: bool = False

    def hear_out(self, weights: Weights) -> Sums:
        """Give what it comes to by all."""
        for told in self.steps:
            self.sums += weights.sums(told)
        return self.sums


def weigh(sight: Sight, party: Party, shared: Sums, weights: Weights) -> Weighed:
    """Weigh what speaks for and against a candidate, to the end if it is worth it.

    Most candidates are blamed by nobody, which shows before their cues are looked at: one to whom no rule
    ties a cue is passed over where what it is, or that and what stands around it, comes to less than the
    constants ask for. They were learned so as to pass over hardly any that would have been blamed.

    Args:
        sight: the sentence.
        party: one of its candidates.
        shared: as `shared_of` gives it.
        weights: of every model.
    """
    steps = told_in_steps(sight, party)
    weighed = Weighed(party, shared, steps)
    for least in () if sight.laid_to(party) else weights.leasts[bool(sight.occurrences)]:
        weighed.sums += weights.sums(next(steps))
        weighed.score = score_of(BLAMED, weighed.sums)
        if weighed.score < least:
            weighed.passed_over = True
            return weighed
    weighed.score = score_of(BLAMED, weighed.hear_out(weights))
    return weighed


def shared_of(sight: Sight, weights: Weights) -> Sums:
    """Give what all candidates of a sentence come to by its words and the constants."""
    told = weights.sums_of_words(words_of(sight)) + weights.sums(counts_of(sight))
    return weights.start(cued=bool(sight.occurrences)) + told


def _stance(sight: Sight, weighed: Weighed) -> str:
    """Give the stance; a weight does not overrule rules by which all that is laid to the party is denied."""
    stances = {each.stance for each in sight.laid_to(weighed.party)}
    return "denied" if stances == {"denied"} or score_of(DENIED, weighed.sums) > 0 else "asserted"


def _kind(sight: Sight, weighed: Weighed, weights: Weights) -> str:
    """Give the kind of blame: explicit once that is likely enough, then the likelier of the two."""
    if agent_who_blames(sight, weighed.party) is not None:
        return ACCUSATION
    constant = CONSTANT if sight.occurrences else CONSTANT_WITHOUT_CUE
    threshold = weights.constant(BLAMED, CONSTANT_AS_LEARNED) - weights.constant(BLAMED, constant)
    blamed, harm = weighed.score + threshold, score_of(HARM, weighed.sums)
    if _chance(blamed) * _chance(-harm) <= LEAST_EXPLICIT:
        return HARM
    return max((ACCUSATION, RESPONSIBILITY), key=lambda kind: score_of(kind, weighed.sums))


def _chance(score: int) -> float:
    """Give the chance that a score in hundredths stands for."""
    return (1 + tanh(score / HUNDRED / 2)) / 2


def only_accuses(sight: Sight, party: Party) -> bool:
    """Tell whether the rules hold a party for the one who blames, and nowhere for the blamed."""
    accuses = any(overlaps(party, first, last) for first, last in sight.accusers)
    return accuses and not sight.laid_to(party)


def agent_who_blames(sight: Sight, party: Party) -> tuple[int, int] | None:
    """Give the words of the agent by whom an accusing passive says that a party is blamed, if one does.

    Such passives are plain to a reader and too rare to be learned.
    """
    laid = sight.laid_to(party)
    passives = [each.source for each in laid if each.rule == "passive" and each.stance == "asserted"]
    return passives[0] if passives else None


def spared(sight: Sight, party: Party) -> bool:
    """Tell whether a party is nobody by name, or said not to be accused and nothing else is laid to it."""
    if looked_for(sight.scene, party):
        return True
    unaccused = any(overlaps(party, first, last) for first, last in sight.spared)
    return unaccused and not sight.laid_to(party)


def _least(judged: Judged, weights: Weights) -> int:
    """Give the score above which a candidate is the source of a blame."""
    if judged.kind != ACCUSATION and judged.stance != "denied":
        return 0
    return weights.constant(SOURCE, CONSTANT) - weights.constant(SOURCE, CONSTANT_OF_ACCUSATION)


def _source(
    sight: Sight, judged: Judged, heard: Sequence[tuple[int, Party]], weights: Weights
) -> Party | None:
    """Give the likeliest source; one who claims or denies is the source of what is laid to himself.

    The agent of an accusing passive is sure.
    """
    named = agent_who_blames(sight, judged.party)
    agent = next((party for _, party in heard if named is not None and overlaps(party, *named)), None)
    if agent is not None:
        return agent
    told = told_of_sources(sight, judged.party, judged.kind, judged.stance, [party for _, party in heard])
    scored = [
        (score + weights.total(SOURCE, each), party) for (score, party), each in zip(heard, told, strict=True)
    ]
    likeliest = max(scored, key=lambda each: (each[0], -each[1].first))
    return likeliest[1] if likeliest[0] > _least(judged, weights) else None
