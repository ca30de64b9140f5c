"""Why a sentence is coded as it is: what the gate, the rules and the weights make of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.codebook.evidence import BLAMED, CONSTANT, CONSTANT_WITHOUT_CUE, DENIED, SOURCE
from flows.codebook.places import Places
from flows.coding.blame.attribution import same_party
from flows.coding.blame.bearers import Period, actor_on, office_of
from flows.coding.blame.coder import Compiled
from flows.coding.blame.explanation import CueSeen, Explained, PartySeen, Weight
from flows.coding.blame.features import of_candidate, of_sentence
from flows.coding.blame.findings import Finding
from flows.coding.blame.party import Party
from flows.coding.blame.passing import MOST_FEATURES, heaviest, why_read
from flows.coding.blame.predicates import looked_for
from flows.coding.blame.ranking import Judged, judge, only_accuses, shared_of, spared, weigh
from flows.coding.blame.records import written_span
from flows.coding.blame.resolution import record_of, resolve, sight_of, voices
from flows.coding.blame.scene import Occurrence, Scene, needed_word_near, needs_met
from flows.coding.blame.sight import Sight
from flows.coding.blame.stance import stance_of
from flows.coding.blame.weights import HUNDRED, Weights, score_of
from flows.coding.blame.wording import in_words
from flows.vocabulary import KINDS


def explain_sentence(
    text: str, compiled: Compiled, places: Places, period: Period | None = None
) -> Explained:
    """Tell why a sentence is coded as it is.

    Args:
        text: one untouched sentence.
        compiled: the codebook.
        places: where its entries stand.
        period: the days on which the sentence may have been published, or None.

    Returns:
        The explanation; its records are those that `code_blame` gives.
    """
    read, reason, gate_weights = why_read(text, compiled)
    seen = sight_of(text, compiled.lexicon)
    if seen is None:
        return Explained(text, read, reason, gate_weights, (), (), (), ())
    sight, ruled = seen
    weights = compiled.weights
    records = resolve(text, compiled.lexicon, weights, period) if read else []
    judged = [] if weights is None else judge(sight, voices(sight), weights)
    shared: tuple[Weight, ...] = ()
    if weights is not None:
        constant = CONSTANT if sight.occurrences else CONSTANT_WITHOUT_CUE
        shared = heaviest([*of_sentence(sight), constant], BLAMED, weights)
    judging = _Judging(text, sight, ruled, judged, weights, read=read)
    return Explained(
        text,
        read,
        reason,
        gate_weights,
        shared,
        tuple(_cue(text, sight.scene, each, ruled, places) for each in sight.occurrences)
        + tuple(_cue(text, sight.scene, each, ruled, places) for each in sight.weak),
        tuple(_party(judging, each, places, period) for each in sight.candidates),
        tuple(records),
    )


def _cue(text: str, scene: Scene, occurrence: Occurrence, ruled: list[Finding], places: Places) -> CueSeen:
    cue = occurrence.cue
    return CueSeen(
        id=cue.id,
        text=written_span(text, scene, occurrence.first, occurrence.last)[0],
        place=places.of("cue", cue.id),
        frame=cue.frame,
        frame_place=places.of("role frame", cue.frame),
        kind=cue.roles.kind,
        blamed=cue.roles.blamed,
        outcome=_outcome(text, scene, occurrence, ruled),
    )


def _outcome(text: str, scene: Scene, occurrence: Occurrence, ruled: list[Finding]) -> str:
    """Say what the rules made of a cue."""
    own = [each for each in ruled if each.occurrence is occurrence]
    if own:
        return "; ".join(
            f"{each.rule} → {written_span(text, scene, each.party.name_first, each.party.name_last)[0]}"
            f" ({each.stance})"
            for each in own
        )
    if not needed_word_near(scene.tokens, occurrence) or not needs_met(scene, occurrence):
        needed = sorted(occurrence.cue.needs)[:MOST_FEATURES]
        return f"no word that it needs is near ({'، '.join(needed)}…), or one that it refuses is"
    if stance_of(scene, occurrence) is None:
        return "it is negated, conditional or yet to come: nothing is said"
    return f"no party fills {' or '.join(occurrence.cue.roles.blamed)}"


@dataclass(frozen=True, slots=True)
class _Judging:
    """What decided over the candidates of one sentence."""

    text: str
    sight: Sight
    ruled: list[Finding]
    judged: list[Judged]
    weights: Weights | None
    read: bool

    def judged_as(self, party: Party) -> Judged | None:
        """Give the judgement on a party, if it is blamed."""
        return next((each for each in self.judged if each.party is party), None)

    def passes_over(self, party: Party) -> bool:
        """Tell whether a party was not weighed to the end."""
        if self.weights is None:
            return False
        shared = shared_of(self.sight, self.weights)
        return weigh(self.sight, party, shared, self.weights).passed_over

    def rules_over(self, party: Party) -> list[Finding]:
        """Give the findings of the rules on a party."""
        return [
            each
            for each in self.ruled
            if each.party.name_first <= party.name_last and party.name_first <= each.party.name_last
        ]


def _party(judging: _Judging, party: Party, places: Places, period: Period | None) -> PartySeen:
    scene = judging.sight.scene
    span = (party.name_first, party.name_last)
    office, actor = office_of(scene, span, party.actor), actor_on(scene, span, party.actor, period)
    entry = places.of("actor", actor) if office is None else places.of("office", office.id)
    score: float | None = None
    weighed: tuple[Weight, ...] = ()
    if judging.weights is not None:
        features = of_candidate(judging.sight, party)
        sums = shared_of(judging.sight, judging.weights) + judging.weights.sums(features)
        score = score_of(BLAMED, sums) / HUNDRED
        weighed = tuple(
            Weight(BLAMED, feature, weight, in_words(feature))
            for feature in features
            if (weight := judging.weights[BLAMED].get(feature, 0.0))
        )
    blamed, reason = _verdict(judging, party, score)
    return PartySeen(
        text=written_span(judging.text, scene, *span)[0],
        found_as=party.kind,
        actor=actor,
        place=entry,
        rules=tuple(f"{each.occurrence.cue.id}: {each.rule}" for each in judging.rules_over(party)),
        score=score,
        speaks_for=_side(weighed, sign=1),
        speaks_against=_side(weighed, sign=-1),
        blamed=blamed,
        reason=reason,
        scores=_scores(judging, party),
    )


def _side(weighed: Sequence[Weight], *, sign: int) -> tuple[Weight, ...]:
    """Give the heaviest weights of one side."""
    mine = sorted(
        (each for each in weighed if each.weight * sign > 0), key=lambda w: (-abs(w.weight), w.feature)
    )
    return tuple(mine[:MOST_FEATURES])


def _verdict(judging: _Judging, party: Party, score: float | None) -> tuple[bool, str]:
    """Say whether a party is blamed, and why."""
    if not judging.read:
        return False, "the sentence was set aside before its parties were weighed"
    rules = judging.rules_over(party)
    if score is None:
        return bool(rules), "a rule blames it" if rules else "no rule ties a cue to it"
    judged = judging.judged_as(party)
    if judged is not None:
        return True, _ground_of(judging, judged)
    return False, _why_not(judging, party, score)


def _why_not(judging: _Judging, party: Party, score: float) -> str:
    """Say why the ranker does not hold a party to be blamed."""
    passed_over = _passed_over(judging.sight, party)
    if passed_over is not None:
        return passed_over
    against = f"what speaks for and against it comes to {score:+.2f}, not above zero"
    if score <= 0:
        return against
    if judging.passes_over(party):
        return "what it is and what stands around it spoke so much against it that no cue was weighed"
    scene, judged = judging.sight.scene, judging.judged
    other = next((each for each in judged if same_party(scene, each.party, party)), None)
    if other is None:
        return against
    name = written_span(judging.text, scene, other.party.name_first, other.party.name_last)[0]
    return f"it is the same party as {name}, which is surer"


def _passed_over(sight: Sight, party: Party) -> str | None:
    """Say why the rules keep a party from being weighed, if they do."""
    if only_accuses(sight, party):
        return "by the rules it is the one who accuses"
    if looked_for(sight.scene, party):
        return "it is those who are responsible, whoever they are"
    if spared(sight, party):
        return "by the rules that accusation or claim is not made, or not of it"
    return None


def _ground_of(judging: _Judging, judged: Judged) -> str:
    record = record_of(judging.text, judging.sight, judging.ruled, judged)
    return f"{judged.kind}, {judged.stance}, by {record.rule}"


def _scores(judging: _Judging, party: Party) -> dict[str, float]:
    """Give, of a blamed party, what each kind and its denial come to; of another nothing."""
    judged, weights = judging.judged_as(party), judging.weights
    if judged is None or weights is None:
        return {}
    features = [*of_sentence(judging.sight), CONSTANT, *of_candidate(judging.sight, party)]
    told = {model: weights.total(model, features) for model in (*KINDS, DENIED)}
    if judged.source is not None:
        spoken = [*of_sentence(judging.sight), CONSTANT, *of_candidate(judging.sight, judged.source)]
        told[SOURCE] = weights.total(SOURCE, spoken)
    return {model: score / HUNDRED for model, score in told.items()}
