"""The order in which the boxes of a page are read: columns from right to left, each from top to bottom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A block of text on a page; coordinates in points, from the lower left corner.

    Attributes:
        left: its left edge.
        bottom: its lower edge.
        right: its right edge.
        top: its upper edge.
        text: what it says.
    """

    left: float
    bottom: float
    right: float
    top: float
    text: str


def in_reading_order(boxes: Sequence[Box]) -> list[Box]:
    """Order the boxes of one page of a right-to-left script.

    The page is cut where nothing crosses the cut, first between columns, then between bands from top to
    bottom; bands that share their columns, as below a headline over the whole width, stay together.

    Args:
        boxes: the boxes.

    Returns:
        The same in reading order.
    """
    if len(boxes) <= 1:
        return list(boxes)
    columns = _columns(boxes)
    if len(columns) > 1:
        return [box for column in columns for box in in_reading_order(column)]
    bands: list[list[Box]] = []
    for band in _bands(boxes):
        if bands and len(_columns([*bands[-1], *band])) > 1:
            bands[-1] += band
        else:
            bands.append(band)
    if len(bands) == 1:
        return sorted(boxes, key=lambda box: (-box.top, -box.right))
    return [box for band in bands for box in in_reading_order(band)]


def _columns(boxes: Sequence[Box]) -> list[list[Box]]:
    return _cut(boxes, lambda box: (-box.right, -box.left))


def _bands(boxes: Sequence[Box]) -> list[list[Box]]:
    return _cut(boxes, lambda box: (-box.top, -box.bottom))


def _cut(boxes: Sequence[Box], extent: Callable[[Box], tuple[float, float]]) -> list[list[Box]]:
    """Part the boxes wherever their extents leave a gap, in the order of the extents."""
    parts: list[list[Box]] = []
    reached = float("-inf")
    for box in sorted(boxes, key=extent):
        start, end = extent(box)
        if not parts or start >= reached:
            parts.append([])
        parts[-1].append(box)
        reached = max(reached, end)
    return parts
