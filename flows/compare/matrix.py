"""Who blames whom as a matrix, frozen: sources in rows, targets in columns, one matrix a group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from flows.compare.evidence import party_label
from flows.compare.ledger import Matrix, MatrixCell, Place
from flows.compare.terms import Label
from flows.measures.blame import ALL_GROUPS, OTHERS
from flows.measures.parties import OWN_VOICE

SOURCES_SHOWN = 6
TARGETS_SHOWN = 7


@dataclass(frozen=True, slots=True)
class _Order:
    """What rows and columns are sorted by: the own voice first, the others last, else most records first."""

    counts: Mapping[str, tuple[int, int]]

    def key(self, place: str) -> tuple[bool, bool, int, int, str]:
        asserted, denied = self.counts[place]
        return place != OWN_VOICE, place == OTHERS, -asserted, -denied, place


def matrices(counted: pl.DataFrame, groups: Sequence[str], actors: Mapping[str, Label]) -> tuple[Matrix, ...]:
    """Give the matrix of all groups together, where there are several, then that of each group.

    Args:
        counted: what `measures.blame.blame_matrix` gives.
        groups: the groups in the order in which they are shown; one without records has no matrix.
        actors: the name of each actor of the codebook by its id.
    """
    rows = counted.partition_by("group", as_dict=True)
    return tuple(
        _matrix(group, rows[(group,)], actors) for group in (ALL_GROUPS, *groups) if (group,) in rows
    )


def _matrix(group: str, rows: pl.DataFrame, actors: Mapping[str, Label]) -> Matrix:
    cells = {
        (row["source_place"], row["target_place"]): MatrixCell(
            row["source_place"], row["target_place"], row["asserted"], row["denied"], row["sentences"]
        )
        for row in rows.iter_rows(named=True)
    }
    return Matrix(
        group=group,
        sources=_places(rows, "source_place", actors),
        targets=_places(rows, "target_place", actors),
        cells=tuple(cells[key] for key in sorted(cells)),
    )


def _places(rows: pl.DataFrame, column: str, actors: Mapping[str, Label]) -> tuple[Place, ...]:
    sums = rows.group_by(column).agg(pl.col("asserted", "denied").sum())
    order = _Order({place: (asserted, denied) for place, asserted, denied in sums.iter_rows()})
    return tuple(
        Place(place, party_label(place, actors), *order.counts[place])
        for place in sorted(order.counts, key=order.key)
    )
