"""The tasks: each reads, calls one pure function, and writes. Only this room and nightly.py know Prefect.

What travels between tasks is paths and ids, never tables. A user error ends a task as a failed state that
bears its sentence (a raised one would be logged with a traceback); `.submit(...).result()` raises it again in
the flow.
"""

import os
from collections.abc import Callable
from datetime import date
from functools import cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import polars as pl
from prefect import get_run_logger, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Failed

from flows.batches import BatchCoder, codebook_of
from flows.codebook.model import Codebook
from flows.compare import Comparison, Corpus, compare
from flows.errors import KhitabError
from flows.outcome import Ingested, Outcome, Reported, in_markdown
from flows.project import DEFAULT_REPORTS_URL, REPORTS_URL_VARIABLE, Project, find_project
from flows.report.phrases import summary_lines
from flows.report.provenance import Provenance
from flows.report.write import write_report
from flows.settings import CompareParameters
from flows.sources.receive import Received, receive, receive_in_parts
from flows.sources.registry import Source
from flows.stored_batches import StoredCoder
from flows.storing import coded as coded_store
from flows.storing import near_copies
from flows.storing import seeds as seed_files
from flows.storing.known import known_addresses
from flows.storing.skips import to_skips
from flows.workers import read_ahead

P = ParamSpec("P")
R = TypeVar("R")

TASK_ARTICLES = 10_000
"""Articles a coding task: enough that Prefect's cost for a task, and that of starting processes, vanish."""

_PARTS_A_LINE = 5
"""A large table is told of in the log every ten thousand rows or so."""


def plainly(work: Callable[P, R]) -> Callable[P, R]:
    """Let a task or flow end on a user error as a failed state whose message is the error's sentence."""

    @wraps(work)
    def plain(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except KhitabError as error:
            return cast("R", Failed(message=str(error), data=error))

    return plain


@cache
def codebook() -> Codebook:
    """Give the codebook, read and compiled once a process: a run is coded and reported with one and the same.

    Raises:
        CodebookError: it cannot be used.
    """
    return codebook_of(None, find_project().cache)


def log(line: str) -> None:
    """Say one line in the log of the run."""
    get_run_logger().info("%s", line)


# Without Prefect's retries: a single request is tried again where it is made (sources/visitor.py), so that
# for one page's fault a site is not asked for all the others once more.
@task(name="receive-feed", task_run_name="receive {source.name}", cache_policy=NO_CACHE)
@plainly
def receive_feed(source: Source, project: Project, timeout_seconds: float, fetched_at: str) -> Received:
    """Read a source that lies on the network.

    Raises:
        SourceUnavailableError: every try failed.
    """
    known = known_addresses(project.seeds, fetched_at) if source.asks_for_pages else None
    return receive(
        source,
        project.seeds,
        timeout_seconds=timeout_seconds,
        fetched_at=fetched_at,
        known=known,
        visits=project.visits,
    )


@task(name="import-source", task_run_name="import {source.name}", cache_policy=NO_CACHE)
@plainly
def import_source(source: Source, seeds: Path, fetched_at: str, settling: seed_files.Settling) -> None:
    """Read a source that lies on the disk, and store it part by part, so that its size does not matter.

    Raises:
        StorageError: the disk refuses; what was stored stays.
    """
    articles = skips = 0
    for number, part in enumerate(read_ahead(receive_in_parts(source, seeds, fetched_at=fetched_at))):
        settling.take(part)
        articles += len(part.articles)
        skips += part.skipped
        if number and number % _PARTS_A_LINE == 0:
            log(f"{source.name}: {articles} articles so far")
    log(f"{source.name}: {articles} articles, {skips} skipped")


@task(name="store-received", task_run_name="store {source.name}", cache_policy=NO_CACHE)
@plainly
def store_received(source: Source, received: Received, settling: seed_files.Settling) -> None:
    """Store what a source on the network gave.

    Raises:
        StorageError: the disk refuses; what was stored stays.
    """
    settling.take(received)
    log(f"{source.name}: {len(received.articles)} articles, {received.skipped} skipped")


@task(name="finish-storing", task_run_name="write the receipts", cache_policy=NO_CACHE)
@plainly
def finish_storing(names: list[str], settling: seed_files.Settling) -> Ingested:
    """Write the receipts, and say what the sources named brought.

    Raises:
        StorageError: the disk refuses; what was stored stays.
    """
    settlement = settling.finish()
    met = pl.col("source").is_in(names) & pl.col("in_last_reading")
    return Ingested(len(settlement.new), settlement.known, to_skips(settlement.skips.filter(met)))


@task(name="code-articles", task_run_name="code articles", cache_policy=NO_CACHE)
@plainly
def code_articles(project: Project, version: str, paths: list[str]) -> int:
    """Code the articles in these files, store the outcome under `version`, and give how many there were.

    Raises:
        StorageError: the disk refuses; what was stored stays.
        ServiceError: a process that codes died; what was stored stays.
    """
    return StoredCoder(project.seeds, project.store, version, BatchCoder(cache=project.cache)).all(paths)


@task(name="compare-and-report", task_run_name="compare and report", cache_policy=NO_CACHE)
@plainly
def make_report(project: Project, parameters: CompareParameters, report_date: date) -> Reported:
    """Compare what is stored and coded, and write the report.

    Raises:
        EmptyComparisonError: nothing is left to compare.
        UsageError: an outlet that is not stored was asked for.
        StorageError: the disk refuses.
    """
    version = coded_store.coder_version(codebook().version)
    corpus, left_out = _read_corpus(project, version)
    comparison = compare(corpus, codebook(), parameters.model_copy(update={"report_date": report_date}))
    # Not the name and date: they say where the report lies, not what is in it.
    settings = parameters.model_dump(mode="json", exclude={"report_date", "name"})
    folder = write_report(
        project.reports,
        comparison,
        Provenance(report_date, settings, codebook().version, version, parameters.language),
    )
    return Reported(
        folder,
        summary_lines(comparison, "en"),
        summary_lines(comparison, "ar"),
        _table(comparison),
        to_skips(left_out),
    )


def _read_corpus(project: Project, version: str) -> tuple[Corpus, pl.DataFrame]:
    """Give what is compared, and the `SKIPS` of the stored files that cannot be."""
    loaded = seed_files.load(project.seeds)
    receipts, skips = seed_files.coverage(project.seeds)
    skips = pl.concat([skips, loaded.skips])
    said = coded_store.as_stated(loaded.articles)
    coded = coded_store.load(project.store, version, said["article_id"].to_list(), said)
    corpus = Corpus(
        loaded.articles,
        coded.sentences,
        coded.hits,
        coded.blame,
        coded.harm,
        receipts,
        skips,
        stories=near_copies.stories(project.cache, loaded.articles),
        revisions=len(loaded.revisions),
    )
    return corpus, loaded.skips


def _table(comparison: Comparison) -> tuple[dict[str, str], ...]:
    """Give one row for each group and frame; every row has every column, or Prefect would drop it."""
    return tuple(
        {
            "group": comparison.group(cell.group).label.en,
            "frame": next(frame.label.en for frame in comparison.frames if frame.code == cell.frame),
            "mentions": f"{cell.rate.numerator} in {cell.rate.denominator} words",
            "per 1,000 words": _shown(cell.rate.value),
            "95 % interval": f"{_shown(cell.rate.low)} to {_shown(cell.rate.high)}",
            "sentences": f"{cell.sentence_share.numerator} of {cell.sentence_share.denominator}",
            "articles": f"{cell.article_share.numerator} of {cell.article_share.denominator}",
        }
        for cell in comparison.cells
    )


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def publish(outcome: Outcome, project: Project) -> None:
    """Put the summary, the table and the link where Prefect's interface shows them; called within a flow."""
    reported = outcome.reported
    page_url = None
    if reported is not None:
        base = os.environ.get(REPORTS_URL_VARIABLE, DEFAULT_REPORTS_URL)
        page_url = f"{base}/{reported.page.relative_to(project.reports).as_posix()}"
        create_table_artifact(
            key="khitab-frames",
            table=list(reported.rows),
            description="Frames by group, with 95 % intervals.",
        )
        create_link_artifact(key="khitab-report", link=page_url, link_text="Open the report")
    create_markdown_artifact(key="khitab-summary", markdown=in_markdown(outcome, page_url))
