"""Which charts a report holds, and what stands in them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flows.compare.model import Comparison
from flows.report.charts import BarPart, BarRow, IntervalRow, bar_chart, interval_chart
from flows.report.phrases import LEAST_WORDS_TO_LEAD
from flows.report.speech import Speech
from flows.report.views import KIND_COLOURS, BlameView, FrameView, frame_evidence_anchor
from flows.tables import KINDS

_MIX_PANELS = 3
# Where the scale ends, in multiples of the highest rate: one tiny group's interval must not flatten the rest.
_MOST_SCALE = 3.0


@dataclass(frozen=True, slots=True)
class Drawings:
    """The charts of one page as SVG.

    Attributes:
        frames: by frame code.
        mix: the groups in order, spread over the panels.
        blame: by group key; only of groups that blame anyone.
    """

    frames: dict[str, str]
    mix: tuple[str, ...]
    blame: dict[str, str]


def draw(
    comparison: Comparison, speech: Speech, frames: Sequence[FrameView], blame: Sequence[BlameView]
) -> Drawings:
    """Draw every chart of the page in the direction of its language."""
    return Drawings(
        frames=_frame_charts(frames, speech, is_ranked=comparison.group_by == "outlet"),
        mix=_mix_charts(comparison, frames, speech),
        blame=_blame_charts(blame, speech),
    )


def _is_mirrored(speech: Speech) -> bool:
    return speech.direction == "rtl"


def _frame_charts(frames: Sequence[FrameView], speech: Speech, *, is_ranked: bool) -> dict[str, str]:
    """Draw all frames on one scale, so that they can be held against each other."""
    rates = [cell.rate for view in frames for _, cell in view.cells]
    steady = [rate for rate in rates if rate.denominator >= LEAST_WORDS_TO_LEAD] or rates
    highest = max((rate.value or 0.0 for rate in steady), default=0.0)
    widest = max((rate.high or 0.0 for rate in rates), default=0.0)
    top = min(widest, _MOST_SCALE * highest) or widest or 1.0
    return {
        view.frame.code: interval_chart(
            _interval_rows(view, speech, top, is_ranked=is_ranked),
            top,
            view.colour,
            mirrored=_is_mirrored(speech),
        )
        for view in frames
    }


def _interval_rows(view: FrameView, speech: Speech, top: float, *, is_ranked: bool) -> list[IntervalRow]:
    """Give one row a group: periods and articles as time orders them, outlets from the highest rate down."""
    cells = sorted(view.cells, key=lambda one: -(one[1].rate.value or 0.0)) if is_ranked else view.cells
    return [
        IntervalRow(
            label=speech.name(group.label),
            text=speech.rate(cell.rate.value),
            value=min(cell.rate.value or 0.0, top),
            low=min(cell.rate.low or 0.0, top),
            high=min(cell.rate.high or 0.0, top),
            href=f"#{frame_evidence_anchor(view.frame.code, group)}"
            if cell.rate.numerator
            else f"#frame-{view.frame.code}",
        )
        for group, cell in cells
    ]


def _mix_charts(comparison: Comparison, frames: Sequence[FrameView], speech: Speech) -> tuple[str, ...]:
    rows = [
        BarRow(
            label=speech.name(group.label),
            text=speech.count("%(number)s mention", "%(number)s mentions", profile.mentions),
            parts=tuple(
                BarPart(
                    comparison.cell(group.key, view.frame.code).rate.numerator / (profile.mentions or 1),
                    view.colour,
                    f"#{frame_evidence_anchor(view.frame.code, group)}",
                )
                for view in frames
            ),
            href=f"#group-{group.anchor}",
        )
        for group, profile in zip(comparison.groups, comparison.profiles, strict=True)
    ]
    size = math.ceil(len(rows) / _MIX_PANELS)
    return tuple(
        bar_chart(rows[start : start + size], 1.0, mirrored=_is_mirrored(speech))
        for start in range(0, len(rows), size)
    )


def _blame_charts(blame: Sequence[BlameView], speech: Speech) -> dict[str, str]:
    top = max((one.target.asserted for view in blame for one in view.targets), default=0)
    charts = {}
    for view in blame:
        rows = [
            BarRow(
                label=speech.name(one.target.label),
                text=speech.integer(one.target.asserted),
                parts=tuple(
                    BarPart(getattr(one.target, kind), KIND_COLOURS[kind], f"#{one.evidence.anchor}")
                    for kind in KINDS
                ),
                href=f"#{one.evidence.anchor}",
            )
            for one in view.targets
            if one.target.asserted > 0
        ]
        if rows:
            charts[view.group.key] = bar_chart(rows, float(top), mirrored=_is_mirrored(speech))
    return charts
