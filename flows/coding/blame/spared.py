"""Who is named beside a blame and yet not blamed: not accused, not cleared or only in office."""

from collections.abc import Iterable, Iterator, Sequence

from flows.coding.blame.objects import objects_of, own_share
from flows.coding.blame.predicates import entrusts, last_of_kind
from flows.coding.blame.roles import fill
from flows.coding.blame.scene import Filled, Occurrence, Scene
from flows.coding.blame.stance import denial_over, unmade
from flows.coding.blame.subjects import subject


def spared_in(scene: Scene, found: Sequence[Occurrence], weak: Sequence[Occurrence]) -> list[tuple[int, int]]:
    """Give the words from first to last of each party whom nothing but a rule can blame.

    Args:
        scene: the sentence.
        found: its cues.
        weak: its cues that lack a word which they need.
    """
    return [
        *_not_accused(scene, found),
        *_not_cleared(scene, found),
        *_entrusted(scene, [*found, *weak]),
    ]


def _not_accused(scene: Scene, found: Sequence[Occurrence]) -> Iterator[tuple[int, int]]:
    """Give whom nobody accused, who did not accuse, and who did not claim."""
    for occurrence in found:
        roles = occurrence.cue.roles
        spoken = roles.kind == "accusation" or "subject" in roles.blamer
        if not spoken or roles.stance != "asserted" or not unmade(scene, occurrence):
            continue
        told_of = [fill(scene, occurrence, roles.blamed)]
        if "object" in roles.blamed:
            told_of += [_before_negation(scene, occurrence) or subject(scene, occurrence)]
            told_of += [Filled(objects_of(scene, occurrence), "object")]
        for filled in told_of:
            for party in () if filled is None else filled.parties:
                yield party.name_first, party.name_last


def _before_negation(scene: Scene, occurrence: Occurrence) -> Filled | None:
    """Give the subject right before a negated verb: `واشنطن لم تتهم روسيا`."""
    free = (party for party in scene.parties if party.kind != "nisba" and not party.governed)
    party = next((each for each in free if each.last == occurrence.first - 2), None)
    return None if party is None else Filled([party], "subject before verb")


def _not_cleared(scene: Scene, found: Sequence[Occurrence]) -> Iterator[tuple[int, int]]:
    """Give who is named in a wrong whose share the denier alone denies, mostly those who suffered."""
    for denial in found:
        share = own_share(scene, denial) if denial.cue.roles.stance == "denied" else None
        if share is None:
            continue
        for party in scene.parties:
            if party.first > share and denial_over(scene, [denial], party.first) is not None:
                yield party.name_first, party.name_last


def _entrusted(scene: Scene, found: Iterable[Occurrence]) -> Iterator[tuple[int, int]]:
    """Give who is responsible for what an office is there for."""
    for occurrence in found:
        if entrusts(scene, occurrence):
            named = last_of_kind(scene, occurrence)
            for party in () if named is None else named.parties:
                yield party.name_first, party.name_last
