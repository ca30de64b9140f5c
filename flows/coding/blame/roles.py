"""Role resolution: which party fills a cue's slot, by the grammar between them.

Every rule answers with the parties (a coordination gives several) and its own name, so that a record can say
which rule decided. A rule that is not sure answers with none.
"""

from collections.abc import Callable, Sequence

from flows.codebook.parties import Slot
from flows.coding.blame.complement import complement
from flows.coding.blame.objects import after, after_masdar, denied_doer, object_
from flows.coding.blame.owners import (
    agent,
    direct_nisba,
    doer,
    genitive,
    next_,
    nisba,
    owned_wrong,
    owner,
    pronoun,
)
from flows.coding.blame.predicates import previous
from flows.coding.blame.scene import Filled, Occurrence, Scene
from flows.coding.blame.subjects import subject

RULES: dict[Slot, Callable[[Scene, Occurrence], Filled | None]] = {
    "subject": subject,
    "object": object_,
    "object_first": object_,
    "complement": complement,
    "genitive": genitive,
    "nisba": nisba,
    "agent": agent,
    "owner": owner,
    "after": after,
    "after_masdar": after_masdar,
    "next": next_,
    "previous": previous,
    "denied_doer": denied_doer,
    "doer": doer,
    "direct_nisba": direct_nisba,
    "pronoun": pronoun,
    "owned_wrong": owned_wrong,
}


def fill(scene: Scene, occurrence: Occurrence, slots: Sequence[Slot]) -> Filled | None:
    """Fill the first of the slots that can be.

    Args:
        scene: the sentence.
        occurrence: the cue.
        slots: the slots in the order of preference.

    Returns:
        The parties and the rule, or None.
    """
    for slot in slots:
        found = RULES[slot](scene, occurrence) if slot in RULES else None
        if found is not None:
            return found
    return None
