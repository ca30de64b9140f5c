"""The blame side of a comparison, frozen: who is blamed, by whom, for what, and harm without a doer."""

from dataclasses import dataclass

from flows.compare.terms import Label, Measure


@dataclass(frozen=True, slots=True)
class Target:
    """How often one party is blamed in one group: asserted records of each kind, their sum, and denials."""

    group: str
    party: str
    label: Label
    accusation: int
    responsibility: int
    harm: int
    asserted: int
    denied: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Pair:
    """How often one source blames one target in one group; an empty source is the outlet's own voice.

    Attributes:
        records: asserted ones.
    """

    group: str
    source: str
    source_label: Label
    target: str
    target_label: Label
    records: int
    denied: int


@dataclass(frozen=True, slots=True)
class Place:
    """A row or column of a matrix: a party ("" the outlet's own voice, "*" all others) and its records."""

    party: str
    label: Label
    asserted: int
    denied: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How often the source of a row blames the target of a column."""

    source: str
    target: str
    asserted: int
    denied: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who blames whom in one group ("": in all together); a cell without a record is left out."""

    group: str
    sources: tuple[Place, ...]
    targets: tuple[Place, ...]
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class DoerlessShare:
    """Of a group's sentences that tell of a harm, the share that names nobody who did it."""

    group: str
    share: Measure


@dataclass(frozen=True, slots=True)
class BlameShare:
    """How much of a group blames anyone: asserted records, and the share of sentences that hold one."""

    group: str
    records: int
    sentence_share: Measure


@dataclass(frozen=True, slots=True)
class BlameRecord:
    """One record of blame as the evidence shows it."""

    target: str
    target_label: Label
    source: str
    source_label: Label
    kind: str
    stance: str
    wrong: str | None
    cue: str
    rule: str
