"""Charts as SVG strings: Vega-Lite through Altair, on fixed pixels, so that the same data draw the same.

Nothing in a chart is measured by the fonts of the machine: labels stand at given places above their row, and
no axis may drop or move one. In a language that is written from right to left the whole chart is mirrored.
The page says in a sentence what a chart shows, and its tables hold the numbers, so charts are hidden from
screen readers.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from flows.report import bidi

WIDTH_PIXELS = 340
ROW_PIXELS = 46
_AXIS_PIXELS = 22
_LABEL_CHARACTERS = 40
_INK, _SOFT, _RULE = "#1f1b16", "#6b645a", "#e6dfd2"
# Text and lines take the colours of the page, which a dark one has of its own.
_OF_THE_PAGE = {_INK: "var(--ink)", _SOFT: "var(--soft)", _RULE: "var(--rule)"}
# The renderer resolves every link against its own sample-data site; fragments must stay fragments.
_FOREIGN_BASE = re.compile(r'xlink:href="[^"#]*#')
# What the renderer says of axes and groups is English, and said to nobody.
_SPOKEN = re.compile(r' (?:aria-\w+|role)="[^"]*"')
_SVG_HEAD = re.compile(r'^<svg [^>]*?width="(\d+)" height="(\d+)"[^>]*>')


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One row of an interval chart: a name, a value with its interval, and where a click leads.

    Attributes:
        value: None where there is nothing to measure: the row stays empty.
    """

    label: str
    text: str
    value: float | None
    low: float
    high: float
    href: str


@dataclass(frozen=True, slots=True)
class BarPart:
    """One stretch of a stacked bar."""

    size: float
    colour: str
    href: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row of a bar chart: a name, a value in words, its parts, and where a click leads."""

    label: str
    text: str
    parts: tuple[BarPart, ...]
    href: str


def interval_chart(rows: Sequence[IntervalRow], top: float, colour: str, *, mirrored: bool) -> str:
    """Draw values as dots on their 95 % intervals.

    Args:
        rows: from top to bottom.
        top: the end of the scale, which starts at 0.
        colour: of dots, intervals and values.
        mirrored: whether the scale runs from right to left.

    Returns:
        An SVG element, `WIDTH_PIXELS` wide before it is scaled to its place.
    """
    placed = [
        {
            **_row_head(row.label, row.text, row.href, number),
            "value": row.value,
            "low": row.low,
            "high": row.high,
        }
        for number, row in enumerate(rows)
    ]
    base = _chart(placed)
    measured = _chart([one for one in placed if one["value"] is not None])
    x = _scale("value:Q", top, mirrored=mirrored, with_axis=True)
    y = _row_scale(len(rows))
    marks = [
        measured.mark_rule(strokeWidth=5, opacity=0.32, color=colour, strokeCap="round", aria=False).encode(
            x=_scale("low:Q", top, mirrored=mirrored, with_axis=True), x2="high:Q", y=y
        ),
        measured.mark_circle(size=95, opacity=1, color=colour, aria=False).encode(x=x, y=y, href="href:N"),
    ]
    return _svg(
        [_tracks(base, y), *marks, *_row_text(base, y, colour, mirrored=mirrored)], len(rows), _AXIS_PIXELS
    )


def bar_chart(rows: Sequence[BarRow], top: float, *, mirrored: bool) -> str:
    """Draw rows of stacked bars.

    Args:
        rows: from top to bottom.
        top: the end of the scale, which starts at 0, in the unit of the parts' sizes.
        mirrored: whether the bars grow from right to left.

    Returns:
        An SVG element, `WIDTH_PIXELS` wide before it is scaled to its place.
    """
    heads = [_row_head(row.label, row.text, row.href, number) for number, row in enumerate(rows)]
    parts = []
    for head, row in zip(heads, rows, strict=True):
        start = 0.0
        for part in row.parts:
            if part.size > 0:
                end = start + part.size
                parts.append(
                    {"y": head["y"], "x": start, "end": end, "colour": part.colour, "href": part.href}
                )
                start = end
    y = _row_scale(len(rows))
    base = _chart(heads)
    bars = (
        _chart(parts)
        .mark_rule(strokeWidth=11, aria=False)
        .encode(
            x=_scale("x:Q", top, mirrored=mirrored, with_axis=False),
            x2="end:Q",
            y=y,
            color=alt.Color("colour:N", scale=None),
            href="href:N",
        )
    )
    return _svg([_tracks(base, y), bars, *_row_text(base, y, _INK, mirrored=mirrored)], len(rows))


def _chart(values: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=values))


def _row_head(label: str, text: str, href: str, number: int) -> dict[str, Any]:
    short = label if len(label) <= _LABEL_CHARACTERS else _shortened(label)
    # Isolates: a name or a number in words must not be reordered by the direction of the page.
    isolated = {"label": bidi.isolated(short), "text": bidi.isolated(text)}
    return {**isolated, "href": href, "y": number * ROW_PIXELS + 30}


def _shortened(label: str) -> str:
    """Cut a name between two words; within one only where a single word fills most of the place."""
    kept = label[: _LABEL_CHARACTERS - 1]
    within, space, _ = kept.rpartition(" ")
    is_cut = not label[len(kept)].isspace()
    return (within if space and is_cut and len(within) > len(kept) // 2 else kept).rstrip() + "…"


def _scale(field: str, top: float, *, mirrored: bool, with_axis: bool) -> alt.X:
    axis = alt.Axis(
        title=None,
        tickCount=4,
        domain=False,
        ticks=False,
        labelPadding=6,
        labelOverlap=False,
        labelFlush=False,
    )
    scale = alt.Scale(domain=[0, top], reverse=mirrored, nice=False)
    return alt.X(field, scale=scale, axis=axis if with_axis else None)


def _row_scale(rows: int) -> alt.Y:
    domain = [0, rows * ROW_PIXELS]
    return alt.Y("y:Q", scale=alt.Scale(domain=domain, reverse=True, nice=False, zero=False), axis=None)


def _tracks(base: alt.Chart, y: alt.Y) -> alt.Chart:
    tracks: alt.Chart = base.mark_rule(color=_RULE, aria=False).encode(
        y=y, x=alt.value(0), x2=alt.value(WIDTH_PIXELS)
    )
    return tracks


def _row_text(base: alt.Chart, y: alt.Y, colour: str, *, mirrored: bool) -> list[alt.Chart]:
    start, end = (WIDTH_PIXELS, 0) if mirrored else (0, WIDTH_PIXELS)
    towards_start: Literal["left", "right"] = "right" if mirrored else "left"
    towards_end: Literal["left", "right"] = "left" if mirrored else "right"
    text: Mapping[str, Any] = {"dy": -15, "fontSize": 13, "aria": False}
    return [
        base.mark_text(align=towards_start, color=_INK, **text).encode(
            x=alt.value(start), y=y, text="label:N"
        ),
        base.mark_text(align=towards_end, color=colour, fontWeight="bold", **text).encode(
            x=alt.value(end), y=y, text="text:N", href="href:N"
        ),
    ]


def _svg(layers: Sequence[alt.Chart], rows: int, axis_pixels: int = 0) -> str:
    chart = (
        alt.layer(*layers)
        .properties(
            width=WIDTH_PIXELS,
            height=rows * ROW_PIXELS,
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": 8, "right": 8, "top": 0, "bottom": axis_pixels},
        )
        .configure(font="inherit", background="transparent")
        .configure_view(stroke=None)
        .configure_axis(gridColor=_RULE, labelColor=_SOFT, labelFontSize=11)
    )
    drawn = io.StringIO()
    chart.save(drawn, format="svg")
    svg = _FOREIGN_BASE.sub('tabindex="-1" href="#', drawn.getvalue())
    svg = _SPOKEN.sub("", svg)
    for colour, variable in _OF_THE_PAGE.items():
        svg = svg.replace(f'"{colour}"', f'"{variable}"')
    return _SVG_HEAD.sub(r'<svg class="chart" viewBox="0 0 \1 \2" aria-hidden="true">', svg, count=1)
