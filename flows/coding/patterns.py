"""The codebook as tables: what the automaton looks for and how finds are joined into entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.codebook.evidence import as_table
from flows.codebook.model import Codebook
from flows.coding.forms import Forms, keyed
from flows.coding.likely import Likelihood
from flows.coding.signatures import Bits, Signatures

if TYPE_CHECKING:
    from flows.codebook.words import Word

ANYWHERE = 1_000_000
"""The reach of a condition that holds anywhere in the sentence, in words."""


@dataclass(frozen=True)
class Patterns:
    """A compiled codebook.

    Attributes:
        forms: `pattern` (a word's number), `form`, and what `forms.keyed` adds.
        entries: `entry` (its number), `frame`, `name`, `parts`, `demands` (how many `only_` conditions) and
            `only_likely`.
        parts: `entry`, `part` (ordinal), `pattern`, `gap` (words allowed before it).
        conditions: `entry`, `condition` (ordinal), `kind`, `pattern`, `within` (words).
        weights: `model` (a frame), `feature` and `weight`: what words say of frames.
    """

    forms: pl.DataFrame
    entries: pl.DataFrame
    parts: pl.DataFrame
    conditions: pl.DataFrame
    weights: pl.DataFrame

    @cached_property
    def part_forms(self) -> Forms:
        """The forms of words that entries match."""
        return Forms.of(self._forms_of(self.parts))

    @cached_property
    def condition_forms(self) -> Forms:
        """The forms of words that conditions ask for."""
        return Forms.of(self._forms_of(self.conditions))

    def _forms_of(self, rows: pl.DataFrame) -> pl.DataFrame:
        return self.forms.filter(pl.col("pattern").is_in(rows["pattern"].unique().implode()))

    @cached_property
    def signatures(self) -> Signatures:
        """Which entries each anchor of a part can belong to."""
        return Signatures.of(self.entries, self.parts, self.part_forms)

    @cached_property
    def bound(self) -> NDArray[np.bool_]:
        """Which entries have conditions, by their numbers."""
        return np.isin(np.arange(self.entries.height), self.conditions["entry"].to_numpy())

    @cached_property
    def likelihood(self) -> Likelihood:
        """Where uncertain entries count."""
        return Likelihood(self.entries, self.weights)

    @cached_property
    def condition_anchors(self) -> Bits:
        """Which entries have a condition that asks for each anchor, by the anchor's number."""
        return self.signatures.of_anchors(self.conditions, self.condition_forms)


_KEPT_VERSIONS = 4
_kept: dict[str, Patterns] = {}


def compile_patterns(codebook: Codebook) -> Patterns:
    """Turn a codebook into tables; the last few versions are kept in memory.

    Args:
        codebook: a loaded codebook.

    Returns:
        Its tables.
    """
    patterns = _kept.get(codebook.version)
    if patterns is None:
        patterns = _compile(codebook)
        keep(codebook.version, patterns)
    return patterns


def keep(version: str, patterns: Patterns) -> None:
    """Keep the tables of a codebook that was compiled before, for `compile_patterns` to give.

    Args:
        version: of the codebook.
        patterns: what compiling it gave.
    """
    _kept[version] = patterns
    while len(_kept) > _KEPT_VERSIONS:
        del _kept[next(iter(_kept))]


def _compile(codebook: Codebook) -> Patterns:
    numbers: dict[Word, int] = {}
    entries, parts, conditions = [], [], []
    pairs = [(frame.code, entry) for frame in codebook.frames for entry in frame.entries]
    for number, (frame, entry) in enumerate(pairs):
        demands = sum(kind.startswith("only_") for kind, _ in entry.conditions())
        entries.append((number, frame, entry.entry, len(entry.match), demands, entry.only_likely))
        for ordinal, part in enumerate(entry.match):
            words = codebook.expand(part.any)
            parts += [(number, ordinal, numbers.setdefault(word, len(numbers)), part.gap) for word in words]
        for ordinal, (kind, condition) in enumerate(entry.conditions()):
            for word in codebook.expand(condition.any):
                pattern = numbers.setdefault(word, len(numbers))
                conditions.append((number, ordinal, kind, pattern, condition.within or ANYWHERE))
    forms = [(number, form) for word, number in numbers.items() for form in sorted(word.forms)]
    found_by = keyed(_table(forms, ("pattern", "form")))
    return Patterns(
        forms=found_by,
        entries=_table(entries, ("entry", "frame", "name", "parts", "demands", "only_likely")),
        parts=_table(parts, ("entry", "part", "pattern", "gap")).unique(),
        conditions=_table(conditions, ("entry", "condition", "kind", "pattern", "within")).unique(),
        weights=as_table(codebook.frame_evidence),
    )


_TYPES = dict.fromkeys(("frame", "name", "kind", "form"), pl.String) | {
    "pattern": pl.UInt32,
    "only_likely": pl.Boolean,
}


def _table(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...]) -> pl.DataFrame:
    schema = {name: _TYPES.get(name, pl.Int64) for name in columns}
    return pl.DataFrame(rows, schema=schema, orient="row")
