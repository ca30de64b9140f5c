"""Turns at a host: one request at a time and a pause between two, whichever run asks."""

import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

from filelock import FileLock
from servers import respond, serve

from flows.sources.politeness import Manners, host_of
from flows.sources.turns import Turns, file_name
from flows.sources.visitor import Visitor

ROOT = Path(__file__).parents[2]
PAUSE_SECONDS = 0.2
RUN = """
import pathlib, sys, time
from flows.sources.turns import Turns
turns = Turns()
for _ in range(3):
    with turns.turn("x.example", {pause}, pathlib.Path(sys.argv[1])):
        began = time.monotonic()
        time.sleep(0.05)
        print(began, time.monotonic(), flush=True)
"""


def test_two_runs_take_turns_and_keep_the_pause(tmp_path):
    command = [sys.executable, "-c", RUN.format(pause=PAUSE_SECONDS), str(tmp_path)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    told = [run.communicate(timeout=60)[0].splitlines() for run in runs]
    assert [len(lines) for lines in told] == [3, 3]
    turns = sorted(tuple(map(float, line.split())) for lines in told for line in lines)
    # The note of an end is written to a millisecond.
    assert all(later[0] - earlier[1] >= PAUSE_SECONDS - 0.002 for earlier, later in pairwise(turns))


def test_a_run_that_is_killed_in_its_turn_holds_up_nobody(tmp_path):
    holder = RUN.replace("time.sleep(0.05)", "print(0, flush=True); time.sleep(600)").format(pause=0)
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT
    ) as run:
        run.stdout.readline()
        run.kill()
    began = time.monotonic()
    with Turns().turn("x.example", 0.0, tmp_path):
        assert time.monotonic() - began < 5


def test_a_folder_that_cannot_be_written_to_and_a_note_of_another_clock_cost_nothing(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    began = time.monotonic()
    with Turns().turn("x.example", 5.0, tmp_path / "file"):
        pass
    (tmp_path / "turns").mkdir()
    for noted in (f"{time.monotonic() + 1_000_000}", "no number", ""):
        (tmp_path / "turns" / f"{file_name('y.example')}.ended").write_text(noted, encoding="ascii")
        with Turns().turn("y.example", 5.0, tmp_path):
            pass
    assert time.monotonic() - began < 5


def test_each_host_has_a_file_of_its_own():
    hosts = ("x.example", "x.example:8080", "x-example", "أخبار.example", "a" * 300)
    names = {file_name(host) for host in hosts}
    assert len(names) == len(hosts)
    assert all(len(name) < 120 and "/" not in name for name in names)


def test_a_visitor_waits_for_the_turn_that_another_run_holds(tmp_path):
    manners = Manners(5.0, allow_private=True, pause_seconds=0.0, retry_delays_seconds=())
    found = []

    def visit():
        with Visitor(manners, "2026-01-31T02:00:00Z", tmp_path) as visitor:
            found.append(visitor.get(f"{address}/rss").content)

    with serve(respond(b"<rss/>", Content_Type="application/rss+xml")) as address:
        (tmp_path / "turns").mkdir()
        held = FileLock(tmp_path / "turns" / f"{file_name(host_of(address))}.lock")
        held.acquire()
        thread = threading.Thread(target=visit)
        thread.start()
        thread.join(0.5)
        assert found == []
        held.release()
        thread.join(20)
    assert found == [b"<rss/>"]
