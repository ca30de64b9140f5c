"""The walk of an article, as three flows. This room owns the clock: no other asks what time it is."""

from datetime import UTC, datetime

from prefect import flow
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.utilities.annotations import quote

from flows import tasks
from flows.errors import SourceUnavailableError, UsageError
from flows.outcome import Ingested, Outcome, Reported
from flows.progress import progress
from flows.project import Project, find_project
from flows.settings import CompareParameters, IngestParameters, NightlyParameters
from flows.sources.receive import Received, failed
from flows.sources.registry import INBOX, SEEDS, Source, read_sources
from flows.storing import coded as coded_store
from flows.storing import seeds as seed_files
from flows.tasks import log

_NIGHTLY = NightlyParameters()
_INGEST = IngestParameters()
_COMPARE = CompareParameters()


@flow(name="nightly")
@tasks.plainly
def nightly(params: NightlyParameters = _NIGHTLY) -> Outcome:
    """Receive what is new, code it, compare, and write the report of the day."""
    project = find_project()
    ingested = _ingest(project, params)
    _code_what_is_new(project)
    reported = _report(project, params)
    return _published(Outcome(ingested, reported), project)


@flow(name="ingest")
@tasks.plainly
def ingest(params: IngestParameters = _INGEST) -> Outcome:
    """Receive and store what is new, and stop there."""
    project = find_project()
    ingested = _ingest(project, params)
    return _published(Outcome(ingested), project)


@flow(name="compare")
@tasks.plainly
def compare(params: CompareParameters = _COMPARE) -> Outcome:
    """Code what is stored and not yet coded, compare, and write a report; nothing is received."""
    project = find_project()
    _code_what_is_new(project)
    reported = _report(project, params)
    return _published(Outcome(reported=reported), project)


def _ingest(project: Project, params: IngestParameters) -> Ingested:
    """Ask the network side by side; store in the registry's order, so that a run can be repeated."""
    sources = _chosen(read_sources(project.seeds), params.sources)
    fetched_at = datetime.now(UTC).isoformat(timespec="seconds")
    runs = {
        source.name: tasks.receive_feed.submit(source, project, params.timeout_seconds, fetched_at)
        for source in sources
        if source.is_remote
    }
    settling = quote(seed_files.Settling(project.seeds))
    with progress("Receiving", len(sources), log) as advance:
        for source in sources:
            if source.name in runs:
                received = _received(source, runs[source.name], fetched_at)
                tasks.store_received.submit(source, quote(received), settling).result()  # type: ignore[call-overload]
            else:
                tasks.import_source.submit(source, project.seeds, fetched_at, settling).result()  # type: ignore[call-overload]
            advance(1)
    names = [source.name for source in sources]
    return tasks.finish_storing.submit(names, settling).result()  # type: ignore[call-overload, no-any-return]


def _chosen(sources: tuple[Source, ...], names: tuple[str, ...]) -> tuple[Source, ...]:
    """Give the folders, and the named entries of sources.toml; without names, all.

    Raises:
        UsageError: there is no entry of that name.
    """
    known = [source.name for source in sources]
    for name in names:
        if name not in known:
            raise UsageError(
                f"There is no source named {name} in seeds/sources.toml.", f"There are: {', '.join(known)}."
            )
    return tuple(source for source in sources if not names or source.name in {*names, SEEDS, INBOX})


def _received(source: Source, run: PrefectFuture[Received], fetched_at: str) -> Received:
    """Wait for a source; one that stays out of reach is a skip, and the rest goes on."""
    try:
        received = run.result()
    except SourceUnavailableError as error:
        log(f"{source.name}: {error}")
        return failed(source, error, fetched_at)
    return received


def _code_what_is_new(project: Project) -> None:
    """Code what the store does not hold under this codebook and coder, a batch a task."""
    version = coded_store.coder_version(tasks.codebook().version)
    stored = seed_files.stored_files(project.seeds)
    paths = dict(stored.select("article_id", "path").iter_rows())
    missing = coded_store.missing(project.store, version, list(paths), coded_store.as_stated(stored))
    with progress("Coding", len(missing), log) as advance:
        for start in range(0, len(missing), tasks.TASK_ARTICLES):
            batch = [paths[name] for name in missing[start : start + tasks.TASK_ARTICLES]]
            advance(tasks.code_articles.submit(project, version, batch).result())


def _report(project: Project, params: CompareParameters) -> Reported:
    """Compare what is stored, and write the report."""
    # A run that starts late still reports for its own night; only a run without a plan asks the clock.
    planned = flow_run.scheduled_start_time or datetime.now(UTC)
    report_date = params.report_date or planned.astimezone(UTC).date()
    parameters = CompareParameters.model_validate(
        params.model_dump(include=set(CompareParameters.model_fields))
    )
    return tasks.make_report.submit(project, parameters, report_date).result()


def _published(outcome: Outcome, project: Project) -> Outcome:
    """Show the outcome in Prefect's interface."""
    tasks.publish(outcome, project)
    if outcome.reported is not None:
        log(f"report: {outcome.reported.page}")
    return outcome
