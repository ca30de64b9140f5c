"""A child process never outlives the one that started it, nor do its own children."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.errors import ServiceError, StorageError
from flows.serve.child import Child, environment_of
from flows.serve.leash import descendants
from flows.serve.server import wait_until

pytestmark = pytest.mark.timeout(60)

# The grandchild has a session of its own, as Prefect's runs have.
FAMILY = """
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
print(grandchild.pid, flush=True)
time.sleep(60)
"""
PARENT = """
import sys, time
from pathlib import Path
from flows.serve.child import Child, environment_of
child = Child("child", ["family"], environment_of({}), Path(sys.argv[1]), Path(sys.argv[1]) / "log")
time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "family.py").write_text(FAMILY, encoding="utf-8")
    (tmp_path / "short.py").write_text("print('a last word'); raise SystemExit(7)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])]))
    return tmp_path


def runs(pid):
    """Tell whether a process is there and not only waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pid, within_seconds=15):
    deadline = time.monotonic() + within_seconds
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not runs(pid)


def pid_in(log):
    while not (log.exists() and log.read_text().strip()):
        time.sleep(0.02)
    return int(log.read_text())


def test_stopping_a_child_stops_what_it_started(folder):
    with Child("child", ["family"], environment_of({}), folder, folder / "log") as child:
        grandchild = pid_in(folder / "log")
        assert child.exit_code() is None
        assert runs(grandchild)
    assert child.exit_code() is not None
    assert gone(grandchild)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_ends_with_its_parent_however_that_ends(folder, number):
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(folder)])
    grandchild = pid_in(folder / "log")
    below = descendants(parent.pid)
    assert grandchild in below
    assert len(below) == 2
    parent.send_signal(number)
    parent.wait()
    assert all(gone(pid) for pid in below)


def test_a_child_that_is_killed_takes_along_what_was_seen_below_it(folder):
    child = Child("child", ["family"], environment_of({}), folder, folder / "log")
    grandchild = pid_in(folder / "log")
    assert child.exit_code() is None
    os.kill(child.pid, signal.SIGKILL)
    while child.exit_code() is None:
        time.sleep(0.02)
    child.stop()
    assert gone(grandchild)


def test_a_child_that_ends_without_a_word_is_told_with_what_may_be_the_matter(folder):
    (folder / "silent.py").write_text("raise SystemExit(3)", encoding="utf-8")
    with (
        Child("Prefect server", ["silent"], environment_of({}), folder, folder / "log") as child,
        pytest.raises(ServiceError, match=r"exit code 3\) and said nothing\.") as caught,
    ):
        wait_until(lambda: False, child)
    assert "disk is full" in caught.value.hint
    assert ".khitab/prefect" in caught.value.hint


def test_a_log_that_cannot_be_written_is_a_user_error(folder):
    (folder / "logs").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match=r"logs/x\.log cannot be written"):
        Child("child", ["family"], environment_of({}), folder, folder / "logs" / "x.log")


def test_a_child_that_ends_while_it_is_waited_for_is_told_with_its_last_words(folder):
    with (
        Child("server", ["short"], environment_of({}), folder, folder / "log") as child,
        pytest.raises(ServiceError, match=r"server ended by itself .*exit code 7.*a last word"),
    ):
        wait_until(lambda: False, child)
