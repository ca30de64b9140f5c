"""Progress: a bar for a person, few plain lines for a log."""

import io
import logging
import sys
import threading

import pytest

from flows import progress as room
from flows.progress import is_terminal, progress


@pytest.fixture
def log():
    return []


def test_a_log_gets_at_most_ten_lines_and_the_last_tells_the_whole(log):
    with progress("Coding", 1000, log.append) as advance:
        for _ in range(1000):
            advance(1)
    assert len(log) == 10
    assert log[0] == "Coding: 100 of 1000"
    assert log[-1] == "Coding: 1000 of 1000"


def test_without_work_nothing_is_said(log):
    with progress("Coding", 0, log.append) as advance:
        advance(0)
    assert log == []


def test_threads_may_advance_it_together(log):
    with progress("Storing", 400, log.append) as advance:
        threads = [threading.Thread(target=lambda: [advance(1) for _ in range(100)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert log[-1] == "Storing: 400 of 400"
    assert len(log) == 10


class Terminal(io.StringIO):
    def isatty(self):
        return True


def at_a_terminal(monkeypatch):
    """Called by the test itself: pytest puts its own stream back between a fixture and its test."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    return stream


def test_a_terminal_gets_a_bar_and_no_lines(monkeypatch, log):
    terminal = at_a_terminal(monkeypatch)
    with progress("Coding", 3, log.append) as advance:
        advance(3)
    assert log == []
    assert "Coding" in terminal.getvalue()


def test_waiting_is_shown_to_a_person_only(monkeypatch, capsys):
    with room.waiting("Starting"):
        pass
    assert capsys.readouterr().err == ""
    terminal = at_a_terminal(monkeypatch)
    with room.waiting("Starting"):
        pass
    assert "Starting" in terminal.getvalue()


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_ci_and_a_dumb_terminal_count_as_a_log(monkeypatch, name, value):
    at_a_terminal(monkeypatch)
    assert is_terminal()
    monkeypatch.setenv(name, value)
    assert not is_terminal()


def test_plain_lines_are_ours_alone_and_bear_no_traceback(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    logger = logging.getLogger("prefect.flow_runs")
    before, level = list(logger.handlers), logger.level
    room.log_plainly()
    try:
        logger.setLevel(logging.INFO)
        for path, text in ((room.__file__, "ours"), ("/elsewhere/engine.py", "theirs")):
            record = logger.makeRecord(logger.name, logging.ERROR, path, 1, text, (), None)
            record.exc_info = (ValueError, ValueError("x"), None)
            for handler in set(logger.handlers) - set(before):
                handler.handle(record)
    finally:
        logger.setLevel(level)
        for name in ("prefect.flow_runs", "prefect.task_runs"):
            found = logging.getLogger(name)
            found.handlers = [handler for handler in found.handlers if handler in before]
    assert stream.getvalue().endswith(" ours\n")
    assert stream.getvalue().count("\n") == 1
