"""A comparison as text: the page, the Markdown, the JSON and the list of reports."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic_core import to_jsonable_python

from flows.compare.ledger import Place, Target
from flows.compare.model import Comparison, Group
from flows.compare.terms import Measure
from flows.report.blame_views import (
    DENIED,
    OTHERS,
    MatrixView,
    blame_evidence_anchor,
    blame_views,
    doerless_anchor,
    matrix_views,
    pair_anchors,
)
from flows.report.counts import articles_and_stories, version_notes
from flows.report.coverage import coverage_helpers, quiet_warning, volume_view
from flows.report.dates import date_line
from flows.report.days import skips_text
from flows.report.drawings import draw
from flows.report.phrases import caution, findings, headline
from flows.report.provenance import Provenance
from flows.report.speech import Speech
from flows.report.views import KIND_COLOURS, EvidenceList, frame_evidence_anchor, frame_views
from flows.vocabulary import KINDS

TEMPLATES = Path(__file__).parent / "templates"
ROWS_SHOWN = 200
_LANGUAGE_NAMES = {"en": "English", "ar": "العربية"}


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in the other language."""

    language: str
    file: str

    @property
    def name(self) -> str:
        """The language's own name for itself."""
        return _LANGUAGE_NAMES[self.language]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One report as the list of reports shows it.

    Attributes:
        folder: relative to the list, with `/`.
        page: the page in the list's language, or the one that there is.
    """

    report_date: date
    name: str
    folder: str
    page: str
    headline: str


def render_page(
    comparison: Comparison, provenance: Provenance, language: str, alternate: Alternate | None
) -> str:
    """Give the whole report as one HTML page in `language`; it loads nothing and runs no script."""
    speech = Speech(language)
    template = _environment(speech).get_template("report.html.j2")
    context = _context(comparison, provenance, speech)
    charts = draw(comparison, speech, context["frames"], context["blame"])
    return template.render(**context, charts=charts, alternate=alternate, style=_style())


def render_markdown(comparison: Comparison, provenance: Provenance, language: str) -> str:
    """Give the numbers and findings of the report as Markdown in `language`."""
    speech = Speech(language)
    template = _environment(speech).get_template("report.md.j2")
    return template.render(**_context(comparison, provenance, speech)).rstrip() + "\n"


def render_json(comparison: Comparison) -> str:
    """Give the whole comparison, but its data tables, as JSON."""
    known = {one.name: getattr(comparison, one.name) for one in fields(comparison) if one.name != "data"}
    return json.dumps(to_jsonable_python(known), ensure_ascii=False, indent=1) + "\n"


def render_index(entries: Sequence[IndexEntry], language: str, alternate: Alternate | None) -> str:
    """Give the page that lists all reports, in the order of `entries`."""
    speech = Speech(language)
    template = _environment(speech).get_template("index.html.j2")
    return template.render(speech=speech, entries=entries, alternate=alternate, style=_style())


def markdown_name(page: str) -> str:
    """Give the name of the Markdown file that goes with a page: `index.ar.html` → `report.ar.md`."""
    return page.replace("index", "report").removesuffix(".html") + ".md"


def _environment(speech: Speech) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.install_gettext_translations(speech.catalogue, newstyle=True)  # type: ignore[attr-defined]
    return environment


def _style() -> str:
    return (TEMPLATES / "style.css").read_text(encoding="utf-8")


def _context(comparison: Comparison, provenance: Provenance, speech: Speech) -> dict[str, Any]:
    frames = frame_views(comparison)
    blame = blame_views(comparison)
    matrices = matrix_views(comparison, blame)
    return {
        "speech": speech,
        "comparison": comparison,
        "provenance": provenance,
        "headline": headline(comparison, speech),
        "scope": _scope(comparison, speech),
        "version_notes": version_notes(comparison, speech),
        "findings": findings(comparison, speech),
        "strengths": _strengths(speech),
        "caution": caution(comparison, speech),
        "frames": frames,
        "blame": blame,
        "skips_text": lambda source: skips_text(comparison.skipped, source, speech),
        "skipped": [one for one in comparison.skipped if one.in_last_reading],
        "quiet": quiet_warning(comparison.volume, speech),
        "volume": volume_view(comparison.volume),
        "matrices": matrices,
        "pair_anchors": pair_anchors(matrices, blame),
        "record_kinds": (*KINDS, DENIED),
        "any_harm": any(view.doerless.share.denominator for view in blame),
        "any_blame": any(view.targets for view in blame),
        "reliability": {one.code: one for one in comparison.reliability},
        "colours": {view.frame.code: view.colour for view in frames},
        "kind_colours": KIND_COLOURS,
        "group_heading": _group_heading(comparison, speech),
        "rows_shown": ROWS_SHOWN,
        "data_files": sorted(comparison.data),
        "markdown_file": markdown_name(provenance.pages[speech.language]),
        **_helpers(speech),
        **_matrix_helpers(speech),
        **coverage_helpers(speech),
    }


def _helpers(speech: Speech) -> dict[str, Any]:
    def evidence_title(evidence: EvidenceList, total: int) -> str:
        return speech.count(
            "%(group)s: %(number)s sentence",
            "%(group)s: %(number)s sentences",
            total,
            group=speech.isolated(speech.name(evidence.group.label)),
        )

    def target_title(group: Group, target: Target) -> str:
        return speech.say(
            "%(target)s, blamed in %(group)s",
            target=speech.isolated(speech.name(target.label)),
            group=speech.isolated(speech.name(group.label)),
        )

    def measure_text(measure: Measure) -> str:
        write = speech.percent if measure.per == 1 else speech.rate
        part = speech.say(
            "%(part)s of %(whole)s",
            part=speech.integer(measure.numerator),
            whole=speech.integer(measure.denominator),
        )
        return f"{write(measure.value)} ({part}) [{write(measure.low)}–{write(measure.high)}]"

    return {
        "evidence_anchor": frame_evidence_anchor,
        "blame_anchor": blame_evidence_anchor,
        "evidence_title": evidence_title,
        "target_title": target_title,
        "measure_text": measure_text,
        "cell_text": lambda text: " ".join(str(text).replace("|", "\\|").split()),
        "reason": speech.say,
        "date_line": lambda sources: date_line(sources, speech),
        "is_web_address": lambda url: bool(url) and url.startswith(("http://", "https://")),
    }


def _matrix_helpers(speech: Speech) -> dict[str, Any]:
    def place_name(place: Place) -> str:
        if place.party == OTHERS:
            return speech.say("others")
        return speech.name(place.label) or speech.say("the outlet's own voice")

    def matrix_title(view: MatrixView) -> str:
        return speech.say("All together") if view.group is None else speech.name(view.group.label)

    def pair_title(view: MatrixView, source: Place, target: Place) -> str:
        return speech.say(
            "%(source)s on %(target)s, in %(group)s",
            source=speech.isolated(place_name(source)),
            target=speech.isolated(place_name(target)),
            group=speech.isolated(matrix_title(view)),
        )

    def kind_title(kind: str, records: int) -> str:
        return f"{speech.say(kind)} ({speech.integer(records)})"

    def count_text(asserted: int, denied: int) -> str:
        known = [speech.integer(asserted)] if asserted or not denied else []
        if denied:
            known.append(speech.say("%(number)s denied", number=speech.integer(denied)))
        return speech.say(", ").join(known)

    return {
        "kind_title": kind_title,
        "count_text": count_text,
        "place_name": place_name,
        "matrix_title": matrix_title,
        "pair_title": pair_title,
        "doerless_anchor": doerless_anchor,
    }


def _strengths(speech: Speech) -> Mapping[str, str]:
    return {
        "clear": speech.say("Clear"),
        "open": speech.say("Not settled"),
        "counted": speech.say("Counted"),
    }


def _group_heading(comparison: Comparison, speech: Speech) -> str:
    headings = {
        "article": speech.say("Article"),
        "outlet": speech.say("Outlet"),
        "period": speech.say("Period"),
    }
    return headings[comparison.group_by]


def _scope(comparison: Comparison, speech: Speech) -> str:
    """Say what was compared: how much, and over which days."""
    words = sum(group.words for group in comparison.groups)
    counted = articles_and_stories(comparison, speech)
    length = speech.count("%(number)s word", "%(number)s words", words)
    dated = [source for source in comparison.sources if source.published is not None]
    if not dated:
        return speech.say("%(articles)s compared, %(words)s.", articles=counted, words=length)
    ordered = sorted(dated, key=lambda source: (source.published or date.min, source.article_id))
    first, last = (speech.date(one.published, one.precision) for one in (ordered[0], ordered[-1]))
    if first == last and len(dated) == len(comparison.sources):
        return speech.say(
            "%(articles)s of %(day)s compared, %(words)s.", articles=counted, words=length, day=first
        )
    undated = len(comparison.sources) - len(dated)
    span = speech.say(
        "%(articles)s from %(first)s to %(last)s compared, %(words)s.",
        articles=counted,
        words=length,
        first=first,
        last=last,
    )
    if not undated:
        return span
    return f"{span} " + speech.count("%(number)s is undated.", "%(number)s are undated.", undated)
