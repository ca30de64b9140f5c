"""`khitab serve`: one start, a run through it, and an end that leaves nothing behind."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from flows.errors import ServiceError
from flows.serve.child import Child
from flows.serve.house import watch

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for orphans in /proc"),
]

BUSY = 503
MOST_BUSY = 5


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        content = response.read()
        return response.status, json.loads(content) if path.startswith(
            "/api"
        ) and content else content.decode()
    finally:
        connection.close()


def processes_of(root):
    mark = f"KHITAB_PROJECT={root}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
            except OSError:
                continue
    return found


def nobody_left(root, within_seconds=30):
    deadline = time.monotonic() + within_seconds
    while (left := processes_of(root)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not left


def command(root, *options):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "serve", *map(str, options)],
        env=kept | {"KHITAB_PROJECT": str(root)},
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def served(root):
    ports = free_port(), free_port()
    with command(root, "--port", ports[0], "--reports-port", ports[1]) as run:
        try:
            said = []
            for line in run.stdout:
                said.append(line)
                if "Ctrl-C" in line:
                    break
            else:
                pytest.fail("".join(said))
            yield run, *ports
        finally:
            if run.poll() is None:
                run.terminate()


@pytest.fixture(scope="module")
def root(tmp_path_factory, project_maker):
    root = project_maker(tmp_path_factory.mktemp("served") / "project")
    shutil.copy(Path(__file__).parents[2] / "prefect.yaml", root)
    return root


def deployments_of(port):
    _, found = ask(port, "POST", "/api/deployments/filter", {})
    return {deployment["name"]: deployment for deployment in found}


def start_run(port, parameters):
    path = f"/api/deployments/{deployments_of(port)['nightly']['id']}/create_flow_run"
    status, run = ask(port, "POST", path, {"parameters": {"params": parameters}})
    for _ in range(MOST_BUSY):
        if status != BUSY:
            break
        time.sleep(1)  # the server's database is locked for a moment, and Prefect's own client asks again
        status, run = ask(port, "POST", path, {"parameters": {"params": parameters}})
    assert status == 201, run
    return run["id"]


def state_of(port, run_id):
    return ask(port, "GET", f"/api/flow_runs/{run_id}")[1]["state"]


def ended(port, run_id):
    while (state := state_of(port, run_id))["type"] not in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}:
        time.sleep(0.2)
    return state


def test_runs_through_the_service_its_sudden_death_and_its_next_start(root):
    with served(root) as (run, port, reports_port):
        deployments = deployments_of(port)
        assert set(deployments) == {"nightly", "ingest", "compare"}
        assert [schedule["slug"] for schedule in deployments["nightly"]["schedules"]] == ["nightly"]

        status, _ = ask(
            port,
            "POST",
            f"/api/deployments/{deployments['nightly']['id']}/create_flow_run",
            {"parameters": {"params": {"languge": "en"}}},
        )
        assert 400 <= status < 500

        done = start_run(port, {"report_date": "2026-01-31"})
        assert ended(port, done)["type"] == "COMPLETED"
        _, artifacts = ask(port, "POST", "/api/artifacts/filter", {"flow_runs": {"id": {"any_": [done]}}})
        link = f"http://127.0.0.1:{reports_port}/2026-01-31/articles/index.html"
        assert link in next(item["data"] for item in artifacts if item["key"] == "khitab-report")
        status, page = ask(reports_port, "GET", "/2026-01-31/articles/index.html")
        assert status == 200
        assert "جريدة الساحل" in page

        failed = start_run(port, {"outlets": ["لا أحد"]})
        state = ended(port, failed)
        assert state["type"] == "FAILED"
        assert "لا أحد" in state["message"]
        assert "Traceback" not in state["message"]

        second = command(root, "--port", free_port(), "--reports-port", free_port())
        said, _ = second.communicate(timeout=60)
        assert second.returncode == 2
        assert "Another khitab serve runs" in said

        lost = start_run(port, {"report_date": "2026-01-31"})
        while state_of(port, lost)["type"] not in {"PENDING", "RUNNING"}:
            time.sleep(0.02)
        run.kill()
        run.wait()
    assert nobody_left(root)

    # A schedule that prefect.yaml no longer holds goes with the next start, and the lost run is closed.
    path = root / "prefect.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("slug: nightly", "slug: nights"), encoding="utf-8"
    )
    with served(root) as (run, port, _):
        (schedule,) = deployments_of(port)["nightly"]["schedules"]
        assert schedule["slug"] == "nights"
        assert state_of(port, lost)["type"] == "CRASHED"
        again = start_run(port, {"report_date": "2026-01-31"})
        assert ended(port, again)["type"] == "COMPLETED"
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=60) == 0
    assert nobody_left(root)


def test_a_part_that_dies_is_told(tmp_path):
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}"}
    (tmp_path / "dying.py").write_text("raise SystemExit(3)", encoding="utf-8")
    with (
        Child("worker", ["dying"], environment, tmp_path, tmp_path / "worker.log") as child,
        pytest.raises(ServiceError, match=r"The worker died \(exit code 3\)"),
    ):
        watch([child], Event())


def test_a_port_in_use_is_told(tmp_path, project_maker):
    root = project_maker(tmp_path / "project")
    shutil.copy(Path(__file__).parents[2] / "prefect.yaml", root)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = command(root, "--port", port)
        said, _ = run.communicate(timeout=60)
    assert run.returncode == 2
    assert f"Port {port} of this machine cannot be used" in said
    assert "--port" in said
    assert "Traceback" not in said


def test_a_project_without_deployments_is_told(tmp_path, project_maker):
    root = project_maker(tmp_path / "project")
    run = command(root, "--port", free_port())
    said, _ = run.communicate(timeout=60)
    assert run.returncode == 2
    assert "prefect.yaml" in said
    assert "Traceback" not in said
