"""What a run came to, in plain words: the end of a command, and the summary in Prefect's interface."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from flows.tables import Skip
from flows.vocabulary import NOTICES

# The marks that keep names apart on a page are boxes in many terminals, which order lines by themselves.
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_SKIPS_SHOWN = 20
"""A person reads no more than this many; the report's coverage section lists all."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What receiving came to.

    Attributes:
        new: articles that were stored.
        known: articles that were offered and are stored already.
        skips: what gave no article, and why; and notices of what articles were stored without.
    """

    new: int
    known: int
    skips: tuple[Skip, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """A report that was written.

    Attributes:
        folder: its folder.
        summary: what it says, in plain English sentences.
        summary_arabic: the same in Arabic.
        rows: one row for each group and frame, for a table; all with the same columns.
        skips: stored articles that could not be compared, and why.
    """

    folder: Path
    summary: tuple[str, ...]
    summary_arabic: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    skips: tuple[Skip, ...] = ()

    @property
    def page(self) -> Path:
        """The page to open."""
        return self.folder / "index.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a whole run came to; None where the run had no such part."""

    ingested: Ingested | None = None
    reported: Reported | None = None


def in_plain_lines(outcome: Outcome) -> list[str]:
    """Say it for a terminal, a line a fact; the page's path is the last line where there is a report."""
    lines: list[str] = []
    if outcome.ingested is not None:
        lines += _ingested_lines(outcome.ingested)
    if outcome.reported is not None:
        lines += [*outcome.reported.summary, *_left_out_lines(outcome.reported), str(outcome.reported.page)]
    return [line.translate(_ISOLATES) for line in lines]


def in_markdown(outcome: Outcome, page_url: str | None) -> str:
    """Say it for Prefect's interface, which sets right-to-left only what says so itself.

    Args:
        outcome: what to say.
        page_url: where the report is served, if there is one.
    """
    blocks: list[str] = []
    if outcome.ingested is not None:
        blocks += _in_blocks(_ingested_lines(outcome.ingested))
    if outcome.reported is not None:
        blocks.append("\n".join(f"- {escape(line)}" for line in outcome.reported.summary))
        blocks += [f'<p dir="rtl">{escape(line)}</p>' for line in outcome.reported.summary_arabic]
        blocks += _in_blocks(_left_out_lines(outcome.reported))
    if page_url is not None:
        blocks.append(f"[Open the report]({page_url})")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _in_blocks(lines: list[str]) -> list[str]:
    """Give the first line as a paragraph and the others as its list."""
    return [*map(escape, lines[:1]), "\n".join(f"- {escape(line.strip())}" for line in lines[1:])]


def _ingested_lines(ingested: Ingested) -> list[str]:
    received = f"{ingested.new} new" if ingested.new else "Nothing new"
    notices = tuple(skip for skip in ingested.skips if skip.reason in NOTICES)
    skips = tuple(skip for skip in ingested.skips if skip.reason not in NOTICES)
    first = f"{received}; {ingested.known} known already; {len(skips)} skipped"
    noted = f"; {len(notices)} stored without a date" if notices else ""
    return [f"{first}{noted}.", *_skip_lines((*skips, *notices))]


def _left_out_lines(reported: Reported) -> list[str]:
    if not reported.skips:
        return []
    return [f"Stored files left out of the report: {len(reported.skips)}.", *_skip_lines(reported.skips)]


def _skip_lines(skips: tuple[Skip, ...]) -> list[str]:
    lines = [_skip_line(skip) for skip in skips[:_SKIPS_SHOWN]]
    if len(skips) > _SKIPS_SHOWN:
        lines.append(f"  … and {len(skips) - _SKIPS_SHOWN} more, all in the report's coverage section.")
    return lines


def _skip_line(skip: Skip) -> str:
    where = f"{skip.source}: {skip.item}" if skip.item else skip.source
    done = "noted" if skip.reason in NOTICES else "skipped"
    return f"  {done} {where} ({skip.reason}): {skip.detail}"
