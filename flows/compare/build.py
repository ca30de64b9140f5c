"""Measures of a corpus become one frozen comparison: groups, frames, blame, evidence and coverage."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from flows.codebook.model import Codebook
from flows.compare import rows
from flows.compare.evidence import EVIDENCE_LIMIT, RECORD_LIMIT, ChosenEvidence, choose_evidence
from flows.compare.gaps import gaps
from flows.compare.grouping import Grouping, assign_groups
from flows.compare.intake import Receipt, Skipped
from flows.compare.matrix import SOURCES_SHOWN, TARGETS_SHOWN, matrices
from flows.compare.model import Comparison, Source
from flows.compare.terms import Label
from flows.compare.volume import Intake, volume
from flows.measures.blame import (
    blame_matrix,
    blame_pairs,
    blame_rates,
    blame_targets,
    ledger,
    matrix_places,
)
from flows.measures.difference import mix_p_value, rate_differences
from flows.measures.harm import doerless_shares
from flows.measures.rates import frame_rates
from flows.measures.reliability import read_reliability
from flows.settings import CompareParameters, GroupBy, Period
from flows.tables import STORIES

PARTIES_SHOWN = 10
_LIMITS: dict[str, Any] = {
    "evidence_limit": EVIDENCE_LIMIT,
    "record_limit": RECORD_LIMIT,
    "party_limit": PARTIES_SHOWN,
}
_PERIOD_NAMES = {Period.DAY: "days", Period.WEEK: "weeks", Period.MONTH: "months", Period.YEAR: "years"}


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that is known of the stored articles: the tables of the same names in `tables`.

    Attributes:
        stories: an article without a row is a story of its own.
        revisions: how many older versions are stored.
    """

    articles: pl.DataFrame
    sentences: pl.DataFrame
    hits: pl.DataFrame
    blame: pl.DataFrame
    harm: pl.DataFrame
    receipts: pl.DataFrame
    skips: pl.DataFrame
    stories: pl.DataFrame = field(default_factory=STORIES.empty)
    revisions: int = 0


@dataclass(frozen=True, slots=True)
class _Measured:
    """What is counted of the compared articles: the tables that `measures` gives, whole."""

    rates: pl.DataFrame
    ledger: pl.DataFrame
    placed_records: pl.DataFrame
    targets: pl.DataFrame
    pairs: pl.DataFrame
    matrix: pl.DataFrame
    doerless: pl.DataFrame
    blame_rates: pl.DataFrame


def compare(corpus: Corpus, codebook: Codebook, parameters: CompareParameters) -> Comparison:
    """Compare the groups that `parameters` asks for.

    Args:
        corpus: every stored article, coded with `codebook`.
        codebook: for the names and definitions of frames and actors.
        parameters: what to compare over which days.

    Returns:
        The comparison; the same arguments always give an equal one.

    Raises:
        UsageError: an outlet is unknown, or too many single articles are asked for.
        EmptyComparisonError: no article is left to compare.
    """
    grouping = _with_stories(assign_groups(corpus.articles, parameters), corpus.stories)
    measured = _measure(corpus, grouping, [frame.code for frame in codebook.frames])
    actors = {actor.id: Label(actor.label.en, actor.label.ar) for actor in codebook.actors}
    groups = rows.groups(grouping.articles, corpus.sentences, grouping.group_by)
    order = [group.key for group in groups]
    cells = rows.cells(measured.rates, order)
    sources = rows.sources(grouping.articles, corpus.sentences)
    intake = volume(corpus.articles, pl.concat([corpus.skips, grouping.left_out]), parameters)
    evidence = choose_evidence(
        corpus.sentences, corpus.hits, measured.placed_records, corpus.harm, grouping.articles
    )
    return Comparison(
        name=parameters.name or _default_name(grouping.group_by, parameters),
        group_by=grouping.group_by.value,
        **_asked_for(parameters),
        groups=groups,
        frames=rows.frames(codebook),
        cells=cells,
        profiles=rows.profiles(cells, order),
        mix_p_value=mix_p_value(measured.rates),
        blame_shares=rows.blame_shares(measured.blame_rates, order),
        targets=rows.targets(_commonest(measured.targets), order, actors),
        pairs=rows.pairs(measured.pairs, order, actors),
        matrices=matrices(measured.matrix, order, actors),
        doerless=rows.doerless(measured.doerless, order),
        gaps=gaps(order, parameters.period) if grouping.group_by is GroupBy.PERIOD else (),
        evidence=evidence.quote(actors),
        **_LIMITS,
        sources=tuple(Source(**row) for row in sources.iter_rows(named=True)),
        **_came_in(corpus, intake),
        stories=grouping.articles["story"].n_unique(),
        revisions=corpus.revisions,
        codebook_version=codebook.version,
        reliability=rows.reliability(read_reliability(codebook.version)),
        data=_data(measured, evidence, sources)
        | {"receipts": corpus.receipts, "skipped": intake.skips}
        | {"daily_volume": intake.daily, "daily_articles": intake.articles},
    )


def _came_in(corpus: Corpus, intake: Intake) -> dict[str, Any]:
    return {
        "receipts": tuple(Receipt(**row) for row in corpus.receipts.iter_rows(named=True)),
        "skipped": tuple(Skipped(**row) for row in intake.skips.iter_rows(named=True)),
        "volume": intake.volume,
    }


def _asked_for(parameters: CompareParameters) -> dict[str, Any]:
    return {
        "period": parameters.period.value,
        "outlets": parameters.outlets,
        "since": parameters.since,
        "until": parameters.until,
    }


def _with_stories(grouping: Grouping, stories: pl.DataFrame) -> Grouping:
    """Give the compared articles the column `story`."""
    joined = grouping.articles.join(stories, on="article_id", how="left", maintain_order="left")
    return replace(grouping, articles=joined.with_columns(pl.coalesce("story", "article_id").alias("story")))


def _measure(corpus: Corpus, grouping: Grouping, frames: list[str]) -> _Measured:
    membership = grouping.articles.select("article_id", "group")
    rates = frame_rates(corpus.sentences, corpus.hits, membership, frames)
    differences = rate_differences(rates).select("group", "frame", "ratio", "p_value", "p_adjusted")
    records = ledger(corpus.blame, membership)
    placed = matrix_places(records, SOURCES_SHOWN, TARGETS_SHOWN)
    return _Measured(
        rates=rates.join(differences, on=["group", "frame"], maintain_order="left"),
        ledger=records,
        targets=blame_targets(records),
        pairs=blame_pairs(records),
        placed_records=placed,
        matrix=blame_matrix(placed),
        doerless=doerless_shares(corpus.harm, records, membership),
        blame_rates=blame_rates(records, corpus.sentences, membership),
    )


def _commonest(counted: pl.DataFrame) -> pl.DataFrame:
    return counted.filter(pl.int_range(pl.len()).over("group") < PARTIES_SHOWN)


def _data(measured: _Measured, evidence: ChosenEvidence, sources: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Name the tables that are handed out beside the page."""
    return {
        "frames": measured.rates,
        "blame_targets": measured.targets,
        "blame_pairs": measured.pairs,
        "blame_matrix": measured.matrix,
        "blame_records": measured.ledger,
        "harm": measured.doerless,
        "harm_without_doer": evidence.doerless,
        "mentions": evidence.mentions,
        "sentences": evidence.coded_sentences,
        "articles": sources,
    }


def _default_name(group_by: GroupBy, parameters: CompareParameters) -> str:
    """Name a report after what it compares, so that two comparisons of one day do not share a folder."""
    parts = [_PERIOD_NAMES[parameters.period] if group_by is GroupBy.PERIOD else f"{group_by.value}s"]
    if parameters.outlets:
        digest = hashlib.sha256("\n".join(sorted(parameters.outlets)).encode()).hexdigest()[:6]
        parts.append(f"of-{len(parameters.outlets)}-{digest}")
    if parameters.since is not None:
        parts.append(f"since-{parameters.since.isoformat()}")
    if parameters.until is not None:
        parts.append(f"until-{parameters.until.isoformat()}")
    return "-".join(parts)
