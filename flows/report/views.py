"""The comparison laid out as the page shows it: sentences cut at their marks, evidence under its number."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.compare.model import Cell, Comparison, Evidence, Frame, Group, Mark, Source

KIND_COLOURS = {"accusation": "#7a1f2b", "responsibility": "#c26b3d", "harm": "#33415c"}
COLOURS = ("#0b6e6e", "#b3541e", "#8e1b4c", "#3d5a98", "#5b7d1e", "#6b4ba3")

_USUAL = (None, "asserted", "own")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence with one and the same marks; `notes` say what its mentions are but plain."""

    text: str
    frames: tuple[str, ...]
    is_target: bool
    is_harm: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it is shown: cut at its marks, with the article that it stands in."""

    evidence: Evidence
    segments: tuple[Segment, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """The sentences behind one number; `total` of them exist, the first are quoted."""

    anchor: str
    group: Group
    total: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class FrameView:
    """One frame with its cells and its evidence, in the order of the groups."""

    frame: Frame
    colour: str
    cells: tuple[tuple[Group, Cell], ...]
    evidence: tuple[EvidenceList, ...]


class Homes:
    """Where all that is known of a quoted sentence is told: once, in the first of the lists that quote it."""

    def __init__(self, lists: Iterable[EvidenceList]) -> None:
        self._lists: dict[tuple[str, int], tuple[str, str]] = {}
        for listed in lists:
            for quote in listed.quotes:
                known = f"sentence-{len(self._lists) + 1}", listed.anchor
                self._lists.setdefault((quote.evidence.article_id, quote.evidence.sentence), known)

    def of(self, quote: Quote, anchor: str) -> tuple[str, bool]:
        """Give the fragment of a sentence, and whether the list with the fragment `anchor` is its home."""
        place, home = self._lists[quote.evidence.article_id, quote.evidence.sentence]
        return place, home == anchor


def segments(text: str, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """Cut a sentence wherever a mark begins or ends; joined again, the segments are the sentence.

    Args:
        text: the sentence.
        marks: stretches of it, which may overlap.
    """
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    return tuple(
        Segment(
            text[start:end],
            tuple(dict.fromkeys(mark.frame for mark in covering if mark.frame is not None)),
            any(mark.party is not None for mark in covering),
            any(mark.harm is not None for mark in covering),
            tuple(
                dict.fromkeys(
                    note for mark in covering for note in (mark.status, mark.voice) if note not in _USUAL
                )
            ),
        )
        for start, end in itertools.pairwise(cuts)
        for covering in [[mark for mark in marks if mark.start <= start and end <= mark.end]]
    )


def frame_evidence_anchor(frame: str, group: Group) -> str:
    """Give the fragment under which a frame's sentences in a group stand."""
    return f"sentences-{frame}-{group.anchor}"


def frame_views(comparison: Comparison) -> tuple[FrameView, ...]:
    """Lay out each frame."""
    return tuple(
        FrameView(
            frame,
            COLOURS[number % len(COLOURS)],
            tuple((group, comparison.cell(group.key, frame.code)) for group in comparison.groups),
            tuple(_frame_evidence(comparison, frame, group) for group in comparison.groups),
        )
        for number, frame in enumerate(comparison.frames)
    )


def _frame_evidence(comparison: Comparison, frame: Frame, group: Group) -> EvidenceList:
    found = [
        one
        for one in comparison.evidence
        if one.group == group.key and any(mark.frame == frame.code for mark in one.marks)
    ]
    total = comparison.cell(group.key, frame.code).sentence_share.numerator
    return evidence_list(comparison, frame_evidence_anchor(frame.code, group), group, total, found)


def evidence_list(
    comparison: Comparison, anchor: str, group: Group, total: int, found: Sequence[Evidence]
) -> EvidenceList:
    """Give the sentences behind a number of which `total` exist and `found` are at hand."""
    quotes = tuple(
        Quote(one, segments(one.text, one.marks), comparison.source(one.article_id))
        for one in found[: comparison.evidence_limit]
    )
    return EvidenceList(anchor, group, total, quotes)
