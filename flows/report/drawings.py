"""Which charts a report holds, and what stands in them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flows.compare.model import Comparison, Group
from flows.compare.terms import Measure
from flows.report.blame_views import BlameView, doerless_anchor
from flows.report.charts import BarPart, BarRow, IntervalRow, bar_chart, interval_chart
from flows.report.speech import Speech
from flows.report.standouts import LEAST_WORDS_TO_LEAD
from flows.report.views import KIND_COLOURS, FrameView, frame_evidence_anchor
from flows.vocabulary import KINDS

_MIX_PANELS = 3
# Where the scale ends, in multiples of the highest rate: one tiny group's interval must not flatten the rest.
_MOST_SCALE = 3.0
_PERCENT = 100.0
_STEP = 20.0
DOERLESS_COLOUR = "#4d4a45"
Row = TypeVar("Row", IntervalRow, BarRow)


@dataclass(frozen=True, slots=True)
class Drawings:
    """The charts of one page as SVG.

    Attributes:
        frames: by frame code.
        mix: the groups in order, spread over the panels.
        blame: by group key; only of groups that blame anyone.
        doerless: of all groups; empty where none tells of a harm.
    """

    frames: dict[str, str]
    mix: tuple[str, ...]
    blame: dict[str, str]
    doerless: str


def draw(
    comparison: Comparison, speech: Speech, frames: Sequence[FrameView], blame: Sequence[BlameView]
) -> Drawings:
    """Draw every chart of the page in the direction of its language."""
    return Drawings(
        frames=_frame_charts(comparison, frames, speech),
        mix=_mix_charts(comparison, frames, speech),
        blame=_blame_charts(blame, speech),
        doerless=_doerless_chart(comparison, blame, speech),
    )


def _is_mirrored(speech: Speech) -> bool:
    return speech.direction == "rtl"


def _with_gaps(
    comparison: Comparison, rows: Sequence[tuple[Group, Row]], empty: Callable[[str], Row]
) -> list[Row]:
    """Put a row for each run of periods without an article after the period that it follows."""
    gaps = {gap.after: gap for gap in comparison.gaps}
    placed: list[Row] = []
    for group, row in rows:
        placed.append(row)
        gap = gaps.get(group.key)
        if gap is not None:
            placed.append(empty(gap.first if gap.periods == 1 else f"{gap.first} – {gap.last}"))
    return placed


def _frame_charts(comparison: Comparison, frames: Sequence[FrameView], speech: Speech) -> dict[str, str]:
    """Draw all frames on one scale, so that they can be held against each other."""
    rates = [cell.rate for view in frames for _, cell in view.cells]
    steady = [rate for rate in rates if rate.denominator >= LEAST_WORDS_TO_LEAD] or rates
    highest = max((rate.value or 0.0 for rate in steady), default=0.0)
    widest = max((rate.high or 0.0 for rate in rates), default=0.0)
    top = min(widest, _MOST_SCALE * highest) or widest or 1.0
    return {
        view.frame.code: interval_chart(
            _interval_rows(comparison, view, speech, top), top, view.colour, mirrored=_is_mirrored(speech)
        )
        for view in frames
    }


def _interval_rows(comparison: Comparison, view: FrameView, speech: Speech, top: float) -> list[IntervalRow]:
    """Give one row a group: periods and articles as time orders them, outlets from the highest rate down."""
    cells = view.cells
    if comparison.group_by == "outlet":
        cells = tuple(sorted(cells, key=lambda one: -(one[1].rate.value or 0.0)))
    home = f"#frame-{view.frame.code}"
    rows = [
        (
            group,
            _interval_row(
                speech.name(group.label),
                speech.rate(cell.rate.value),
                cell.rate,
                (1.0, top),
                f"#{frame_evidence_anchor(view.frame.code, group)}" if cell.rate.numerator else home,
            ),
        )
        for group, cell in cells
    ]
    return _with_gaps(comparison, rows, lambda label: _empty_interval(label, speech, home))


def _interval_row(
    label: str, text: str, measure: Measure, scale: tuple[float, float], href: str
) -> IntervalRow:
    """Give a measure as a row; `scale` is what it is multiplied by, and the most that fits the chart."""
    factor, top = scale
    return IntervalRow(
        label=label,
        text=text,
        value=None if measure.value is None else min(measure.value * factor, top),
        low=min((measure.low or 0.0) * factor, top),
        high=min((measure.high or 0.0) * factor, top),
        href=href,
    )


def _empty_interval(label: str, speech: Speech, href: str) -> IntervalRow:
    return IntervalRow(label, speech.say("no articles"), None, 0.0, 0.0, href)


def _doerless_chart(comparison: Comparison, blame: Sequence[BlameView], speech: Speech) -> str:
    """Draw the share of tellings of harm that name no doer, in per cent."""
    if not any(view.doerless.share.denominator for view in blame):
        return ""
    widest = max(view.doerless.share.high or 0.0 for view in blame)
    top = min(_PERCENT, math.ceil(widest * _PERCENT / _STEP) * _STEP)
    rows = [
        (
            view.group,
            _interval_row(
                speech.name(view.group.label),
                speech.percent(view.doerless.share.value),
                view.doerless.share,
                (_PERCENT, top),
                f"#{doerless_anchor(view.group)}" if view.doerless.share.numerator else "#doerless",
            ),
        )
        for view in blame
    ]
    if comparison.group_by == "outlet":
        rows.sort(key=lambda row: -(row[1].value if row[1].value is not None else -1.0))
    placed = _with_gaps(comparison, rows, lambda label: _empty_interval(label, speech, "#doerless"))
    return interval_chart(placed, top, DOERLESS_COLOUR, mirrored=_is_mirrored(speech))


def _mix_charts(comparison: Comparison, frames: Sequence[FrameView], speech: Speech) -> tuple[str, ...]:
    told = [
        (
            group,
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
            ),
        )
        for group, profile in zip(comparison.groups, comparison.profiles, strict=True)
    ]
    rows = _with_gaps(comparison, told, lambda label: BarRow(label, speech.say("no articles"), (), "#mix"))
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
                    BarPart(getattr(one.target, kind), KIND_COLOURS[kind], f"#{one.anchor_of(kind)}")
                    for kind in KINDS
                ),
                href=f"#{one.anchor}",
            )
            for one in view.targets
            if one.target.asserted > 0
        ]
        if rows:
            charts[view.group.key] = bar_chart(rows, float(top), mirrored=_is_mirrored(speech))
    return charts
