"""Blame laid out as the page shows it: each number of each table with the sentences behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.compare.ledger import (
    BlameRecord,
    BlameShare,
    DoerlessShare,
    Matrix,
    MatrixCell,
    Pair,
    Place,
    Target,
)
from flows.compare.model import Comparison, Evidence, Group
from flows.report.views import EvidenceList, evidence_list
from flows.vocabulary import KINDS

DENIED = "denied"
OTHERS = "*"
_HEAT_LEAST, _HEAT_MOST = 8, 52
"""The share of colour, in per cent, of the palest and the strongest cell."""

_STRONG_RECORDS = 10
"""No cell of fewer records is as strong as can be, however few the others have."""


@dataclass(frozen=True, slots=True)
class TargetView:
    """One blamed party with its evidence.

    Attributes:
        evidence: the sentences of each kind, and those where the blame is denied; by kind or `denied`.
    """

    target: Target
    anchor: str
    evidence: Mapping[str, EvidenceList]
    pairs: tuple[Pair, ...]

    def anchor_of(self, kind: str) -> str:
        """Give the fragment under which the sentences of a kind stand; where it has none, the party's."""
        return self.evidence[kind].anchor if kind in self.evidence else self.anchor


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell of a matrix: its counts, how strongly it is coloured, and where its sentences stand.

    Attributes:
        heat: the share of colour in per cent; None where the cell sums up several parties, which cannot be
            held against one.
    """

    cell: MatrixCell
    heat: int | None
    anchor: str


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Who blames whom in one group (None: in all together).

    Attributes:
        rows: each source with its cells in the order of the targets, None where it does not blame the target.
        evidence: the lists of sentences that stand nowhere else on the page, each with its cell.
    """

    group: Group | None
    matrix: Matrix
    rows: tuple[tuple[Place, tuple[CellView | None, ...]], ...]
    evidence: tuple[tuple[Place, Place, EvidenceList], ...]

    @property
    def asserted(self) -> int:
        """All asserted records."""
        return sum(cell.asserted for cell in self.matrix.cells)

    @property
    def denied(self) -> int:
        """All denied records."""
        return sum(cell.denied for cell in self.matrix.cells)


@dataclass(frozen=True, slots=True)
class BlameView:
    """Whom one group blames: its targets, and what it tells of harm without a doer."""

    group: Group
    share: BlameShare
    targets: tuple[TargetView, ...]
    doerless: DoerlessShare
    doerless_evidence: EvidenceList

    @property
    def rest(self) -> int:
        """How many asserted records blame parties that are not among the targets."""
        return self.share.records - sum(one.target.asserted for one in self.targets)


@dataclass(frozen=True)
class _Index:
    """The evidence with its records, so that no list has to look through all of it."""

    comparison: Comparison
    by_group: dict[str, list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    by_target: dict[tuple[str, str], list[tuple[Evidence, BlameRecord]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def of(cls, comparison: Comparison) -> "_Index":
        index = cls(comparison)
        for one in comparison.evidence:
            index.by_group[one.group].append(one)
            for record in one.blame:
                index.by_target[one.group, record.target].append((one, record))
        return index


def blame_evidence_anchor(group: Group) -> str:
    """Give the fragment under which all of a group's blaming sentences stand."""
    return f"sentences-blame-{group.anchor}"


def doerless_anchor(group: Group) -> str:
    """Give the fragment under which a group's sentences stand that tell of a harm without its doer."""
    return f"sentences-doerless-{group.anchor}"


def blame_views(comparison: Comparison) -> tuple[BlameView, ...]:
    """Lay out whom each group blames."""
    index = _Index.of(comparison)
    return tuple(
        BlameView(
            group,
            next(share for share in comparison.blame_shares if share.group == group.key),
            tuple(
                _target_view(index, group, target, number)
                for number, target in enumerate(
                    (one for one in comparison.targets if one.group == group.key), start=1
                )
            ),
            share := next(one for one in comparison.doerless if one.group == group.key),
            _doerless_evidence(index, group, share),
        )
        for group in comparison.groups
    )


def _doerless_evidence(index: _Index, group: Group, doerless: DoerlessShare) -> EvidenceList:
    found = [one for one in index.by_group[group.key] if any(mark.harm is not None for mark in one.marks)]
    return evidence_list(index.comparison, doerless_anchor(group), group, doerless.share.numerator, found)


def _target_view(index: _Index, group: Group, target: Target, number: int) -> TargetView:
    anchor = f"{blame_evidence_anchor(group)}-{number}"
    counts = {kind: getattr(target, kind) for kind in (*KINDS, DENIED)}
    evidence = {
        kind: _record_list(
            index.comparison,
            f"{anchor}-{kind}",
            group,
            count,
            [one for one, record in index.by_target[group.key, target.party] if _is_of(record, kind)],
        )
        for kind, count in counts.items()
        if count
    }
    pairs = tuple(
        pair for pair in index.comparison.pairs if pair.group == group.key and pair.target == target.party
    )
    return TargetView(target, anchor, evidence, pairs)


def _is_of(record: BlameRecord, kind: str) -> bool:
    return record.stance == DENIED if kind == DENIED else record.kind == kind and record.stance != DENIED


def _record_list(
    comparison: Comparison, anchor: str, group: Group, total: int, found: Iterable[Evidence]
) -> EvidenceList:
    """Give the sentences of records, each once: records may share a sentence."""
    distinct = list({(one.article_id, one.sentence): one for one in found}.values())[
        : comparison.record_limit
    ]
    whole = total if len(distinct) >= comparison.record_limit else len(distinct)
    return evidence_list(comparison, anchor, group, whole, distinct)


def matrix_views(comparison: Comparison, blame: Sequence[BlameView]) -> tuple[MatrixView, ...]:
    """Lay out who blames whom.

    Args:
        comparison: what was found.
        blame: as `blame_views` gives it; a cell whose sentences stand there leads there.
    """
    index = _Index.of(comparison)
    views = {view.group.key: view for view in blame}
    return tuple(_matrix_view(index, matrix, views.get(matrix.group)) for matrix in comparison.matrices)


def pair_anchors(
    matrices: Sequence[MatrixView], blame: Sequence[BlameView]
) -> dict[tuple[str, str, str], str]:
    """Give where the sentences of each source → target stand: with the target's where it has no cell.

    Returns:
        The fragment by group, source and target.
    """
    anchors = {
        (view.group.key, pair.source, pair.target): one.anchor
        for view in blame
        for one in view.targets
        for pair in one.pairs
    }
    for matrix in matrices:
        for _, cells in matrix.rows if matrix.group is not None else ():
            for cell in cells:
                if cell is not None and not _is_sum(cell.cell):
                    anchors[matrix.matrix.group, cell.cell.source, cell.cell.target] = cell.anchor
    return anchors


def _matrix_view(index: _Index, matrix: Matrix, blame: BlameView | None) -> MatrixView:
    group = blame.group if blame is not None else None
    name = group.anchor if group is not None else "all"
    cells = {(cell.source, cell.target): cell for cell in matrix.cells}
    highest = max((cell.asserted for cell in matrix.cells if not _is_sum(cell)), default=0)
    found = _sentences_of(index, matrix)
    lists: list[tuple[Place, Place, EvidenceList]] = []
    rows = []
    for row, source in enumerate(matrix.sources, start=1):
        views: list[CellView | None] = []
        for column, target in enumerate(matrix.targets, start=1):
            cell = cells.get((source.party, target.party))
            if cell is None:
                views.append(None)
                continue
            quoted = found[source.party, target.party]
            anchor = _standing(blame, target.party, cell, quoted)
            if anchor is None:
                anchor = f"sentences-pair-{name}-{row}-{column}"
                some = index.comparison.group(quoted[0].group)
                lists.append(
                    (
                        source,
                        target,
                        _record_list(index.comparison, anchor, group or some, cell.sentences, quoted),
                    )
                )
            views.append(CellView(cell, None if _is_sum(cell) else _heat(cell.asserted, highest), anchor))
        rows.append((source, tuple(views)))
    return MatrixView(group, matrix, tuple(rows), tuple(lists))


def _sentences_of(index: _Index, matrix: Matrix) -> dict[tuple[str, str], list[Evidence]]:
    """Give the evidence of each cell, each sentence once."""
    sources = {place.party for place in matrix.sources}
    targets = {place.party for place in matrix.targets}
    found: dict[tuple[str, str], dict[tuple[str, int], Evidence]] = defaultdict(dict)
    everywhere = not matrix.group
    for key, evidence in index.by_group.items():
        if everywhere or key == matrix.group:
            for one in evidence:
                for record in one.blame:
                    source = record.source if record.source in sources else OTHERS
                    target = record.target if record.target in targets else OTHERS
                    found[source, target][one.article_id, one.sentence] = one
    return {key: list(ones.values()) for key, ones in found.items()}


def _standing(
    blame: BlameView | None, party: str, cell: MatrixCell, quoted: Sequence[Evidence]
) -> str | None:
    """Give the fragment of a list that holds a cell's sentences and no others, if there is one already."""
    for view in blame.targets if blame is not None else ():
        if view.target.party == party:
            for listed in view.evidence.values():
                same = [quote.evidence for quote in listed.quotes] == list(quoted)
                if same and len(quoted) == cell.sentences:
                    return listed.anchor
    return None


def _is_sum(cell: MatrixCell) -> bool:
    return OTHERS in (cell.source, cell.target)


def _heat(count: int, highest: int) -> int:
    """Give the share of colour of a cell in per cent, 0 where nothing is asserted."""
    if not count:
        return 0
    return _HEAT_LEAST + round((_HEAT_MOST - _HEAT_LEAST) * count / max(highest, _STRONG_RECORDS))
