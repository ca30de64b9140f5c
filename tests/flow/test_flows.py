"""The three flows under Prefect's test server, each on a small project of its own."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from servers import counting, respond, serve, site

from flows.errors import EmptyComparisonError, StorageError, UsageError
from flows.settings import CompareParameters, IngestParameters, NightlyParameters

pytestmark = [pytest.mark.usefixtures("prefect_api"), pytest.mark.timeout(180)]

TODAY = "2026-01-31"


@pytest.fixture
def walk():
    from flows import nightly

    return nightly


def files_below(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def artifacts_of(state):
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

    only = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[state.state_details.flow_run_id]))
    with get_client(sync_client=True) as client:
        return {artifact.key: artifact for artifact in client.read_artifacts(artifact_filter=only)}


def task_runs_of(state):
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    only = FlowRunFilter(id=FlowRunFilterId(any_=[state.state_details.flow_run_id]))
    with get_client(sync_client=True) as client:
        return client.read_task_runs(flow_run_filter=only)


def test_nightly_walks_from_the_inbox_to_the_report(walk, project, monkeypatch):
    monkeypatch.setenv("KHITAB_REPORTS_URL", "http://127.0.0.1:9999")
    state = walk.nightly(NightlyParameters(report_date=TODAY), return_state=True)
    outcome = state.result()

    assert (outcome.ingested.new, outcome.ingested.known, outcome.ingested.skips) == (3, 0, ())
    assert outcome.reported.page == project / "reports" / TODAY / "articles" / "index.html"
    assert outcome.reported.page.is_file()
    assert len(list((project / "seeds").glob("*/*/*.txt"))) == 3

    artifacts = artifacts_of(state)
    assert set(artifacts) == {"khitab-summary", "khitab-frames", "khitab-report"}
    link = f"http://127.0.0.1:9999/{TODAY}/articles/index.html"
    assert link in artifacts["khitab-report"].data
    assert f"[Open the report]({link})" in artifacts["khitab-summary"].data
    assert '<p dir="rtl">' in artifacts["khitab-summary"].data
    assert "3 new; 0 known already; 0 skipped." in artifacts["khitab-summary"].data


def test_a_second_run_finds_nothing_new_and_writes_the_same_bytes(walk, project):
    first = walk.nightly(NightlyParameters(report_date=TODAY))
    report, seeds = files_below(first.reported.folder), files_below(project / "seeds")
    second = walk.nightly(NightlyParameters(report_date=TODAY))
    assert (second.ingested.new, second.ingested.known) == (0, 3)
    assert files_below(second.reported.folder) == report
    assert files_below(project / "seeds") == seeds


def test_a_stored_article_that_is_damaged_is_told_where_the_report_is(walk, project):
    walk.ingest()
    damaged, *_ = sorted((project / "seeds").glob("*/*/*.txt"))
    damaged.write_text(damaged.read_text(encoding="utf-8") + "سطر زائد\n", encoding="utf-8")
    state = walk.compare(CompareParameters(report_date=TODAY), return_state=True)
    item = damaged.relative_to(project).as_posix()
    assert [(skip.source, skip.item, skip.reason) for skip in state.result().reported.skips] == [
        ("stored", item, "altered")
    ]
    assert f"skipped stored: {item} (altered)" in artifacts_of(state)["khitab-summary"].data


def test_ingest_stores_and_stops_and_compare_goes_on_from_there(walk, project):
    outcome = walk.ingest(IngestParameters())
    assert outcome.ingested.new == 3
    assert outcome.reported is None
    assert not (project / "reports").exists()

    outcome = walk.compare(CompareParameters(group_by="outlet", report_date=TODAY, name="two-outlets"))
    assert outcome.ingested is None
    assert outcome.reported.folder == project / "reports" / TODAY / "two-outlets"
    groups = {row["group"] for row in outcome.reported.rows}
    assert groups == {"صحيفة الوادي", "جريدة الساحل"}


def test_the_report_bears_the_day_for_which_the_run_was_planned(walk, project):
    before = datetime.now(UTC).date()
    outcome = walk.nightly()
    assert before <= datetime.fromisoformat(outcome.reported.folder.parent.name).date()
    assert outcome.reported.folder.parent.parent == project / "reports"


@pytest.mark.parametrize(
    ("flow", "parameters", "error", "words"),
    [
        ("nightly", NightlyParameters(outlets=("لا وجود له",)), UsageError, "لا وجود له"),
        ("ingest", IngestParameters(sources=("nowhere",)), UsageError, "no source named nowhere"),
        ("compare", CompareParameters(since="2030-01-01"), EmptyComparisonError, ""),
    ],
    ids=["unknown outlet", "unknown source", "empty window"],
)
def test_a_user_error_fails_the_run_with_its_sentence(walk, project, flow, parameters, error, words):
    walk.ingest()
    state = getattr(walk, flow)(parameters, return_state=True)
    assert state.is_failed()
    with pytest.raises(error) as caught:
        state.result()
    assert state.message == str(caught.value)
    assert words in state.message
    assert "Traceback" not in state.message


def test_a_fault_of_our_own_is_not_passed_off_as_the_user_s(walk, project, monkeypatch):
    def broken(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr("flows.tasks.compare", broken)
    state = walk.nightly(return_state=True)
    assert state.is_failed()
    with pytest.raises(RuntimeError, match="a bug"):
        state.result()


def test_a_feed_that_stays_down_is_asked_again_then_skipped(walk, project, monkeypatch):
    monkeypatch.setattr("flows.sources.politeness.RETRY_DELAYS_SECONDS", (0.0, 0.0))
    answer, seen = counting(site(feed=respond(status=503)))
    with serve(answer) as address:
        (project / "seeds" / "sources.toml").write_text(
            f'[[source]]\nname = "wire"\nkind = "feed"\nurl = "{address}/feed"\noutlet = "وكالة"\n'
            "allow_private = true\npause_seconds = 0\n",
            encoding="utf-8",
        )
        state = walk.nightly(NightlyParameters(timeout_seconds=2), return_state=True)
    outcome = state.result()
    assert [(skip.source, skip.item, skip.reason) for skip in outcome.ingested.skips] == [
        ("wire", "", "down")
    ]
    assert outcome.ingested.new == 3
    assert [path for path, _ in seen] == ["/robots.txt", "/feed", "/feed", "/feed"]
    runs = {run.name: run for run in task_runs_of(state)}
    assert runs["receive wire"].run_count == 1  # the request is tried again, not the task
    assert runs["receive wire"].state.is_failed()
    assert "wire" in (outcome.reported.folder / "index.html").read_text(encoding="utf-8")


def test_coding_is_one_task_a_batch_and_only_for_what_is_new(walk, project, monkeypatch):
    monkeypatch.setattr("flows.tasks.TASK_ARTICLES", 2)
    state = walk.nightly(return_state=True)
    names = [run.name for run in task_runs_of(state)]
    assert names.count("code articles") == 2  # three articles, two a batch
    state = walk.nightly(return_state=True)
    assert "code articles" not in [run.name for run in task_runs_of(state)]


@pytest.mark.parametrize("folder", ["seeds", ".khitab"])
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="tells by /proc where a file lies")
def test_a_full_disk_is_one_sentence_and_loses_nothing(walk, project, monkeypatch, folder):
    parameters = NightlyParameters(report_date=TODAY, language="en")
    first = walk.nightly(parameters)
    assert sorted(path.name for path in first.reported.folder.glob("*.html")) == ["index.html"]
    report, seeds = files_below(first.reported.folder), files_below(project / "seeds")
    text = "أعلنت الحكومة أن السيادة لا تقبل القسمة، وأن الشراكة مع الجوار باقية."
    (project / "seeds" / "inbox" / "d.txt").write_text(text, encoding="utf-8")

    flush = os.fsync

    def flush_unless_full(file):
        if Path(f"/proc/self/fd/{file}").readlink().is_relative_to(project / folder):
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(file)

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", flush_unless_full)
        state = walk.nightly(parameters, return_state=True)
    assert state.is_failed()
    with pytest.raises(StorageError, match="No space left"):
        state.result()
    assert files_below(first.reported.folder) == report
    assert (
        files_below(project / "seeds").items()
        >= {path: content for path, content in seeds.items() if path.suffix == ".txt"}.items()
    )
    walk.nightly(parameters)
    assert len(list((project / "seeds").glob("*/*/*.txt"))) == 4
