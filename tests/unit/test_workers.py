"""Batches spread over processes: all of them, in order, and no process that outlives its parent."""

import os
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import polars as pl
import pytest

from flows.errors import ServiceError
from flows.serve.leash import descendants
from flows.workers import read_ahead, spread

ROOT = Path(__file__).parents[2]


def told(number):
    return number, os.getpid(), pl.thread_pool_size()


def die(number):
    os._exit(3)


def refuse(number):
    raise ServiceError(f"Not {number}.", "Take another.")


def test_the_first_are_done_here_and_the_others_by_processes_of_one_thread_in_order():
    results = list(spread(told, range(9), own=3, processes=2))
    assert [number for number, _, _ in results] == list(range(9))
    assert {process for _, process, _ in results[:3]} == {os.getpid()}
    assert os.getpid() not in {process for _, process, _ in results[3:]}
    assert {threads for _, _, threads in results[3:]} == {1}


def test_few_batches_start_no_process():
    assert {process for _, process, _ in spread(told, range(3), own=3, processes=2)} == {os.getpid()}


def test_one_processor_does_all_itself():
    assert {process for _, process, _ in spread(told, range(5), own=1, processes=1)} == {os.getpid()}


def test_batches_are_not_read_far_ahead():
    asked = count()
    results = spread(told, asked, own=1, processes=1)
    assert [next(results)[0] for _ in range(4)] == [0, 1, 2, 3]
    assert next(asked) <= 5


def test_a_process_that_dies_is_a_plain_error():
    with pytest.raises(ServiceError, match="died"):
        list(spread(die, range(2), own=0, processes=2))


def test_an_error_of_the_work_is_raised_here():
    with pytest.raises(ServiceError, match=r"Not 0\. Take another\."):
        list(spread(refuse, range(2), own=0, processes=2))


SCRIPT = """
import time
from flows.workers import spread
if __name__ == "__main__":
    for _ in spread(time.sleep, [0, 600, 600], own=0, processes=2):
        print("begun", flush=True)
"""


def test_no_process_outlives_a_parent_that_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(SCRIPT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout.readline() == b"begun\n"
        started = descendants(parent.pid)
        assert started
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while any(_runs(pid) for pid in started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in started if _runs(pid)]


def _runs(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_items_are_read_one_ahead_and_no_further():
    read = []

    def items():
        for number in range(5):
            read.append(number)
            yield number

    given = []
    for item in read_ahead(items()):
        given.append(item)
        assert len(read) <= item + 2
    assert given == read == list(range(5))


def test_what_reading_ahead_raises_is_raised_in_its_turn():
    def items():
        yield 1
        raise ValueError("torn")

    given = read_ahead(items())
    assert next(given) == 1
    with pytest.raises(ValueError, match="torn"):
        next(given)


def test_nothing_to_read_ahead_is_nothing():
    assert list(read_ahead([])) == []
