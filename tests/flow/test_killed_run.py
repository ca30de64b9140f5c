"""SIGKILL at any moment of `khitab nightly`, and the run after it: same seeds and report, no orphan."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.timeout(400),
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for orphans in /proc"),
]

COMMAND = [sys.executable, "-m", "flows.cli", "nightly", "--date", "2026-01-31", "--language", "ar"]


def environment(root, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**kept, "KHITAB_PROJECT": str(root), **more}


def start(root, **more):
    null = subprocess.DEVNULL
    return subprocess.Popen(COMMAND, env=environment(root, **more), stdout=null, stderr=null, cwd=root)


def finish(root, **more):
    done = subprocess.run(
        COMMAND,
        env=environment(root, **more),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done


def processes_of(root):
    """Give the ids of all processes that were started for this project."""
    mark = f"KHITAB_PROJECT={root}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                environ = (folder / "environ").read_bytes()
            except OSError:
                continue
            if mark in environ.split(b"\0"):
                found.append(int(folder.name))
    return found


def nobody_left(root, within_seconds=20):
    deadline = time.monotonic() + within_seconds
    while (left := processes_of(root)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not left


def outcome(root):
    """Give the stored articles, the receipts and all of the reports, byte for byte."""
    kept = [*root.glob("seeds/*/*/*"), *root.glob("reports/**/*"), root / "seeds" / ".receipts.json"]
    return {
        path.relative_to(root): path.read_bytes() for path in kept if path.is_file() and path.name != ".lock"
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, prefect_api, project_maker):
    root = project_maker(tmp_path_factory.mktemp("undisturbed") / "project")
    finish(root, PREFECT_API_URL=prefect_api)
    expected = outcome(root)
    assert len([path for path in expected if path.suffix == ".txt"]) == 3
    return expected


MOMENTS = {
    "storing": "seeds/*/*/*.txt",
    "coding": ".khitab/store/*/*",
    "writing the report": "reports/*/.*/*",
    "report in place": "reports/*/articles/*",
}


def test_killed_again_and_again_it_comes_to_the_same(tmp_path, undisturbed, prefect_api, project_maker):
    root = project_maker(tmp_path / "project")
    # Its own server: before it is there, while it makes its database, and once it answers.
    for seconds in (0.5, 2.5, 4.5):
        run = start(root)
        time.sleep(seconds)
        run.kill()
        run.wait()
    assert nobody_left(root)
    # Then each station of the walk, every run going on from where the one before was killed.
    for name, pattern in MOMENTS.items():
        run = start(root, PREFECT_API_URL=prefect_api)
        while not next(root.glob(pattern), None):
            assert run.poll() is None, f"the run ended before the moment «{name}»"
        run.kill()
        assert run.wait() == -signal.SIGKILL
    finish(root)
    assert nobody_left(root)
    assert outcome(root) == undisturbed


def test_two_runs_at_once_make_what_one_makes(tmp_path, undisturbed, project_maker):
    root = project_maker(tmp_path / "project")
    other = start(root)
    finish(root)
    assert other.wait(timeout=120) == 0
    assert nobody_left(root)
    assert outcome(root) == undisturbed
