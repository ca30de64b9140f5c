"""How far long work has come: a bar for a person at a terminal, plain lines for a log file or CI."""

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Advance = Callable[[int], None]
"""Tells that so many more items are done; may be called from any thread."""

_LINES = 10
"""How many lines a whole stretch of work writes to a log: enough to see it move, too few to bury the rest."""


def is_terminal() -> bool:
    """Tell whether a person is looking: standard error is a terminal that can redraw, and this is not CI."""
    return sys.stderr.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


def log_plainly() -> None:
    """Write the log lines of this package's own rooms to standard error, each as one plain line.

    Prefect's loggers carry them; what Prefect itself has to say goes to its history alone.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    own = Path(__file__).parent
    handler.addFilter(lambda record: Path(record.pathname).parent == own)
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addHandler(handler)


class _OneLine(logging.Formatter):
    """A record without the traceback that it may carry."""

    def format(self, record: logging.LogRecord) -> str:
        record.message = record.getMessage()
        record.asctime = self.formatTime(record, self.datefmt)
        return self.formatMessage(record)


@contextmanager
def progress(label: str, total: int, log: Callable[[str], None]) -> Iterator[Advance]:
    """Show how much of `total` is done while the block runs.

    Args:
        label: what is being done, two or three words.
        total: how many items there are; with none, nothing is shown.
        log: takes one plain line where there is no terminal.

    Yields:
        the function to call with the number of items that have just been done.
    """
    if total <= 0:
        yield lambda _done: None
    elif is_terminal():
        with _bar(label, total) as advance:
            yield advance
    else:
        yield _lines(label, total, log)


@contextmanager
def waiting(label: str) -> Iterator[None]:
    """Show a person that the block is at work, where it cannot be told how far it is."""
    if is_terminal():
        from rich.console import Console  # noqa: PLC0415 -- only a terminal needs it

        with Console(stderr=True).status(label):
            yield
    else:
        yield


@contextmanager
def _bar(label: str, total: int) -> Iterator[Advance]:
    from rich.console import Console  # noqa: PLC0415 -- only a terminal needs it
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        work = bar.add_task(label, total=total)
        yield lambda done: bar.advance(work, done)


def _lines(label: str, total: int, log: Callable[[str], None]) -> Advance:
    lock = threading.Lock()
    done = 0
    shown = 0

    def advance(count: int) -> None:
        nonlocal done, shown
        with lock:
            done += count
            share = done * _LINES // total
            if share > shown:
                shown = share
                log(f"{label}: {done} of {total}")

    return advance
