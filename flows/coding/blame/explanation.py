"""What an explanation holds: the cues, parties and records of a sentence, with what decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.coding.blame.records import Record


@dataclass(frozen=True, slots=True)
class Weight:
    """One weight of `evidence.csv` that took part: its model, feature, value, and what it speaks of."""

    model: str
    feature: str
    weight: float
    meaning: str


@dataclass(frozen=True, slots=True)
class CueSeen:
    """A cue where it stands.

    Attributes:
        id: its name.
        text: as written.
        place: its entry, `file:line`.
        frame: its role frame.
        frame_place: the role frame's entry.
        kind: the kind of blame.
        blamed: the slots that hold the blamed.
        outcome: what the rules made of it.
    """

    id: str
    text: str
    place: str | None
    frame: str
    frame_place: str | None
    kind: str
    blamed: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class PartySeen:
    """A party or candidate.

    Attributes:
        text: as written.
        found_as: name, head, title, nisba, or what else it was found as.
        actor: whom the codebook takes it for on the day, or None.
        place: the entry that says so, of the office or the actor.
        rules: the rules that blame it, `cue: rule`.
        score: the sum of what speaks for and against it, above zero blamed; None where rules decide alone.
        speaks_for: the heaviest weights for it.
        speaks_against: the heaviest weights against it.
        blamed: whether it is blamed.
        reason: why, or why not.
        scores: of a blamed one, the score of each kind and of denial.
    """

    text: str
    found_as: str
    actor: str | None
    place: str | None
    rules: tuple[str, ...]
    score: float | None
    speaks_for: tuple[Weight, ...]
    speaks_against: tuple[Weight, ...]
    blamed: bool
    reason: str
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence with all that decided.

    Attributes:
        text: the untouched sentence.
        read: whether it was read word by word.
        gate: why, or why it was set aside.
        gate_weights: the heaviest words of the gate, either way.
        shared: what the sentence's words say of all its candidates, the heaviest either way.
        cues: its cues in order.
        parties: its candidates in order.
        records: its blame records.
    """

    text: str
    read: bool
    gate: str
    gate_weights: tuple[Weight, ...]
    shared: tuple[Weight, ...]
    cues: tuple[CueSeen, ...]
    parties: tuple[PartySeen, ...]
    records: tuple[Record, ...]
