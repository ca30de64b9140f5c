"""What a comparison found, frozen: page, Markdown, JSON and terminal all speak from this one object.

Codes and numbers only; words in a language are made in `report`. Shares are in [0, 1], rates per 1,000 words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from flows.compare.intake import Receipt, Skipped, Volume
from flows.compare.ledger import BlameRecord, BlameShare, DoerlessShare, Matrix, Pair, Target
from flows.compare.terms import Label, Measure


@dataclass(frozen=True, slots=True)
class Group:
    """One row of the comparison: an outlet, a period or a single article.

    Attributes:
        key: unique; the outlet's name, the period (`2016-12`) or the article's id.
        anchor: the same as a fragment of an address: small letters, digits and hyphens.
        first, last: the earliest and latest date of publication, None where no article states one.
        first_precision, last_precision: how much of that date is stated.
        undated: articles that state no date.
        stories: articles, near-copies of one counted once.
    """

    key: str
    anchor: str
    label: Label
    articles: int
    sentences: int
    words: int
    first: date | None
    last: date | None
    first_precision: str
    last_precision: str
    undated: int
    stories: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as the codebook defines it, for the page's codebook section."""

    code: str
    label: Label
    definition: Label
    include: tuple[Label, ...]
    exclude: tuple[Label, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One frame in one group.

    Attributes:
        ratio: the group's rate over that of all other groups together, None where that is not defined.
        p_adjusted: of that difference, adjusted for the false discovery rate; None where no test is possible.
    """

    group: str
    frame: str
    rate: Measure
    sentence_share: Measure
    article_share: Measure
    ratio: float | None
    p_adjusted: float | None


@dataclass(frozen=True, slots=True)
class Profile:
    """How one group spreads its frame mentions.

    Attributes:
        mentions: of all frames together.
        leading: the frames that take more than an equal share of them, most mentioned first.
    """

    group: str
    mentions: int
    leading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of periods without an article, after the group with the key `after`."""

    after: str
    first: str
    last: str
    periods: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence to be shown: a frame's mention, a blamed party, or a harm without a doer.

    Of `frame`, `party` and `harm` (the cue's name) one is given. A mention has a status and a voice (see
    `coding/discourse.py`), the others have none.
    """

    start: int
    end: int
    frame: str | None
    party: str | None
    status: str | None = None
    voice: str | None = None
    harm: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence behind the numbers."""

    group: str
    article_id: str
    sentence: int
    position: str
    text: str
    marks: tuple[Mark, ...]
    blame: tuple[BlameRecord, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article that was counted: where it lies, its story, and the digest of its title and text."""

    article_id: str
    group: str
    outlet: str
    title: str | None
    url: str | None
    published: date | None
    precision: str
    date_confidence: str
    path: str
    words: int
    sha256: str
    story: str


@dataclass(frozen=True, slots=True)
class Reliability:
    """How sure the coder is of one code (a frame, or `blame`), on sentences that were coded by hand."""

    code: str
    precision: Measure
    recall: Measure
    sentences: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that one report says.

    Attributes:
        name: the report's folder below its date.
        group_by: outlet, period or article.
        mix_p_value: of the test that all groups spread their mentions alike; None where it is not possible.
        evidence: in the order of groups, articles and sentences; at most `evidence_limit` for each number of
            a frame or of harm, at most `record_limit` for each number of blame.
        reliability: empty where the coder was not measured with this codebook.
        targets: the commonest of each group, at most `party_limit` for each.
        pairs: who blames whom, all of them.
        matrices: who blames whom, the commonest parties by name: of all groups together (where there are
            several), then of each group that blames anyone.
        gaps: of a comparison of periods, those without an article.
        stories: the articles of all groups, near-copies of one counted once.
        revisions: older versions of stored articles, which are not counted.
        data: the tables behind it, whole, by file name; not part of the JSON.
    """

    name: str
    group_by: str
    period: str
    outlets: tuple[str, ...]
    since: date | None
    until: date | None
    groups: tuple[Group, ...]
    frames: tuple[Frame, ...]
    cells: tuple[Cell, ...]
    profiles: tuple[Profile, ...]
    mix_p_value: float | None
    blame_shares: tuple[BlameShare, ...]
    targets: tuple[Target, ...]
    pairs: tuple[Pair, ...]
    matrices: tuple[Matrix, ...]
    doerless: tuple[DoerlessShare, ...]
    gaps: tuple[Gap, ...]
    evidence: tuple[Evidence, ...]
    evidence_limit: int
    record_limit: int
    party_limit: int
    sources: tuple[Source, ...]
    receipts: tuple[Receipt, ...]
    skipped: tuple[Skipped, ...]
    volume: Volume
    stories: int
    revisions: int
    codebook_version: str
    reliability: tuple[Reliability, ...]
    data: Mapping[str, pl.DataFrame] = field(repr=False, compare=False)

    def source(self, article_id: str) -> Source:
        """Give the article with this id."""
        return next(source for source in self.sources if source.article_id == article_id)

    def group(self, key: str) -> Group:
        """Give the group with this key."""
        return next(group for group in self.groups if group.key == key)

    def cell(self, group: str, frame: str) -> Cell:
        """Give the cell of this group and frame."""
        return next(cell for cell in self.cells if (cell.group, cell.frame) == (group, frame))
