"""Work on every processor: batches of articles coded by processes of their own, and reading ahead.

Polars keeps all processors busy from one process, but who is blamed is read in Python, which keeps one. So
many batches are spread over as many processes as there are processors, each with one thread of Polars; the
first few are done by this process, since a new one has to read the codebook before it is of use. The
processes end with this one, however it ends.
"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import TypeVar, cast

from flows.errors import ServiceError

A = TypeVar("A")
R = TypeVar("R")

_THREADS = "POLARS_MAX_THREADS"
_GARBAGE_THRESHOLD = 50_000
"""So many new objects before Python looks for those that only refer to each other."""

_AHEAD = 2
"""Batches that are handed out for each process, so that none is idle and few lie in memory."""


def spread(
    work: Callable[[A], R], batches: Iterable[A], own: int, processes: int | None = None
) -> Iterator[R]:
    """Work on batches, by several processes where there are many.

    Args:
        work: what is done with a batch; it must be possible to pickle it, its argument and its result.
        batches: read no further ahead than the processes need.
        own: how many of the first batches this process does itself.
        processes: how many do the others; absent, one for each processor that this process may use. With one
            processor this process does all.

    Yields:
        what `work` gives, in the order of the batches.

    Raises:
        ServiceError: a process died; whatever `work` raises is raised here.
    """
    number = processes or available_processors()
    waiting = iter(batches)
    yield from map(work, waiting if number == 1 else islice(waiting, own))
    for next_one in waiting:
        yield from _spread(work, chain([next_one], waiting), number)


def read_ahead(items: Iterable[A]) -> Iterator[A]:
    """Give items while a thread makes the next one: what waits for the disk leaves a processor to it.

    Args:
        items: read one ahead and no further, by one thread at a time.

    Yields:
        the items in order; what reading one raises is raised when its turn comes.
    """
    waiting, end = iter(items), object()
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, waiting, end)
        while (item := coming.result()) is not end:
            coming = thread.submit(next, waiting, end)
            yield cast("A", item)


def available_processors() -> int:
    """Tell how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _spread(work: Callable[[A], R], batches: Iterator[A], processes: int) -> Iterator[R]:
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)
    handed_out: deque[Future[R]] = deque()
    try:
        for batch in batches:
            with _one_thread_of_polars():
                handed_out.append(pool.submit(work, batch))
            if len(handed_out) >= processes * _AHEAD:
                yield handed_out.popleft().result()
        while handed_out:
            yield handed_out.popleft().result()
    except BrokenProcessPool as error:
        raise ServiceError(
            "A process that codes articles died; what was coded before is kept.",
            "Run it again: it goes on from there. If it dies again, see whether memory is short.",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _one_thread_of_polars() -> Iterator[None]:
    """Tell it to processes that are started meanwhile: it is read before any code of ours runs there."""
    own = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        os.environ.pop(_THREADS, None)
        if own is not None:
            os.environ[_THREADS] = own


def _begin() -> None:
    # many words are kept for good, and few objects are made that refer to each other: it is looked for seldom
    gc.set_threshold(_GARBAGE_THRESHOLD)
    # Ctrl-C reaches the whole group; what becomes of it is for the process that started this one to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
