"""Which group of a comparison stands out in a frame, and whether chance could have put it there."""

from flows.compare.model import Cell, Comparison

SIGNIFICANCE = 0.05
LEAST_MENTIONS_TO_LEAD = 3
LEAST_WORDS_TO_LEAD = 1000


def is_clear(cell: Cell) -> bool:
    """Tell whether a group differs from all others by more than chance."""
    return cell.p_adjusted is not None and cell.p_adjusted < SIGNIFICANCE


def leader(comparison: Comparison, frame: str) -> Cell | None:
    """Give the group with the highest rate of a frame, None where nobody mentions it often enough to lead.

    A group of a few words can have any rate by a single mention: among outlets and periods it never leads.
    """
    cells = [cell for cell in comparison.cells if cell.frame == frame and cell.rate.numerator > 0]
    if comparison.group_by != "article":
        cells = [
            cell
            for cell in cells
            if cell.rate.numerator >= LEAST_MENTIONS_TO_LEAD and cell.rate.denominator >= LEAST_WORDS_TO_LEAD
        ]
    return max(cells, key=lambda cell: (cell.rate.value or 0.0, cell.rate.numerator), default=None)


def standout(comparison: Comparison, frame: str) -> Cell | None:
    """Give the group that clearly stands out in a frame: the leader, else the surest; None if none does."""
    first = leader(comparison, frame)
    if first is not None and is_clear(first):
        return first
    clear = [
        cell
        for cell in comparison.cells
        if cell.frame == frame
        and is_clear(cell)
        and cell.ratio is not None
        and cell.rate.denominator >= LEAST_WORDS_TO_LEAD
    ]
    return min(clear, key=lambda cell: cell.p_adjusted or 0.0, default=None)


def is_more(cell: Cell) -> bool:
    """Tell whether a group mentions a frame more often than all others together, not less."""
    return cell.ratio is None or cell.ratio > 1
