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
from typing import Any, ParamSpec, TypeVar, cast

import polars as pl
from prefect import get_run_logger, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Failed

from flows import seeds as seed_files
from flows import store as coded_store
from flows.codebook.model import Codebook
from flows.coding.articles import code
from flows.compare import Comparison, Corpus, compare
from flows.compiled import load_compiled
from flows.errors import KhitabError, SourceUnavailableError
from flows.outcome import Ingested, Outcome, Reported, in_markdown
from flows.progress import progress
from flows.project import DEFAULT_REPORTS_URL, REPORTS_URL_VARIABLE, Project, find_project
from flows.report.phrases import summary_lines
from flows.report.provenance import Provenance
from flows.report.write import write_report
from flows.settings import CompareParameters
from flows.sources.receive import Received, receive
from flows.sources.registry import Source
from flows.tables import Skip, stated

P = ParamSpec("P")
R = TypeVar("R")

BATCH_ARTICLES = 500
"""Articles a coding task: enough that Prefect's cost for a task vanishes, few enough for 1 GB of memory."""

RETRY_DELAYS_SECONDS = [2.0, 10.0, 30.0]
"""Waits before a feed is asked again: most network faults pass within a minute."""


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
    return load_compiled(cache=find_project().cache)


def log(line: str) -> None:
    """Say one line in the log of the run."""
    get_run_logger().info("%s", line)


def _may_pass(_task: Any, _run: Any, state: Any) -> bool:  # noqa: ANN401 -- Prefect's own generics
    """Tell whether another try makes sense: only faults of the network pass by themselves."""
    return isinstance(state.data, SourceUnavailableError)


@task(
    name="receive-feed",
    task_run_name="receive {source.name}",
    retries=len(RETRY_DELAYS_SECONDS),
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
)
@plainly
def receive_feed(source: Source, seeds: Path, timeout_seconds: float, fetched_at: str) -> Received:
    """Read a source that lies on the network, and try again while its fault may pass.

    Raises:
        SourceUnavailableError: every try failed.
    """
    return receive(source, seeds, timeout_seconds=timeout_seconds, fetched_at=fetched_at)


@task(name="receive-folder", task_run_name="receive {source.name}", cache_policy=NO_CACHE)
@plainly
def receive_folder(source: Source, seeds: Path, fetched_at: str) -> Received:
    """Read a source that lies on the disk."""
    return receive(source, seeds, timeout_seconds=1, fetched_at=fetched_at)


@task(name="store-articles", task_run_name="store articles", cache_policy=NO_CACHE)
@plainly
def store_articles(project: Project, received: list[Received]) -> Ingested:
    """Store what is new.

    Raises:
        StorageError: the disk refuses; what was stored stays.
    """
    offered = sum(len(receipt.articles) for receipt in received)
    with progress("Storing", offered, log) as advance:
        settlement = seed_files.settle(project.seeds, received, lambda: advance(1))
    read = [receipt.source.name for receipt in received]
    skips = settlement.skips.filter(settlement.skips["source"].is_in(read)).rows(named=True)
    return Ingested(len(settlement.new), settlement.known, tuple(Skip(**row) for row in skips))


@task(name="code-articles", task_run_name="code articles", cache_policy=NO_CACHE)
@plainly
def code_articles(project: Project, version: str, paths: list[str]) -> int:
    """Code the articles in these files, store the outcome under `version`, and give how many there were."""
    articles = seed_files.load(project.seeds, paths).articles
    coded_store.put(project.store, version, code(articles, codebook()))
    return len(paths)


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
        tuple(Skip(**row) for row in left_out.rows(named=True)),
    )


def _read_corpus(project: Project, version: str) -> tuple[Corpus, pl.DataFrame]:
    """Give what is compared, and the `SKIPS` of the stored files that cannot be."""
    loaded = seed_files.load(project.seeds)
    receipts, skips = seed_files.coverage(project.seeds)
    skips = pl.concat([skips, loaded.skips])
    dates = dict(loaded.articles.select("article_id", stated(loaded.articles)).iter_rows())
    coded = coded_store.load(project.store, version, list(dates), dates)
    corpus = Corpus(loaded.articles, coded.sentences, coded.hits, coded.blame, coded.harm, receipts, skips)
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
