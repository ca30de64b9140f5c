"""Pages read in processes of their own: a page that hangs or kills its reader costs itself only."""

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from flows.sources.pages import read_page
from flows.sources.plaintext import Page
from flows.sources.problem import ItemError

_TIMEOUT_SECONDS = 30.0
"""A page takes some twentieth of a second; one that takes this long will not end soon."""
_PAGES_A_PROCESS = 5_000
"""Then a fresh process takes over: the libraries keep some memory of every page."""
_WAITING_A_PROCESS = 8


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as it was got.

    Attributes:
        address: where.
        content: its bytes.
        charset: the encoding that its server named, or None.
        fetched_at: when, ISO 8601 in UTC.
        latest: the last day that it can have been published.
    """

    address: str
    content: bytes
    charset: str | None
    fetched_at: str
    latest: date


Outcome = Page | tuple[str, str]
"""A page, or the reason and detail of a skip (an exception of our own does not travel between processes)."""


def extract_all(pages: Iterable[RawPage]) -> Iterator[tuple[RawPage, Page | ItemError]]:
    """Extract pages on all processors; no more than a few dozen are in memory.

    Args:
        pages: the pages; asked for one as soon as there is room for it.

    Yields:
        Each page with what was read in it, or what is wrong with it, in the order given.
    """
    processes = os.cpu_count() or 1
    waiting: deque[tuple[RawPage, ProcessFuture[Outcome]]] = deque()
    with _pool(processes) as pool:
        for page in pages:
            if len(waiting) >= processes * _WAITING_A_PROCESS:
                yield _outcome(*waiting.popleft())
            arguments = [page.content, page.latest, page.charset, page.address]
            waiting.append((page, pool.schedule(_extract, args=arguments, timeout=_TIMEOUT_SECONDS)))
        while waiting:
            yield _outcome(*waiting.popleft())


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPool]:
    # Fresh processes: a fork would copy the locks of threads that it does not copy.
    pool = ProcessPool(
        processes, max_tasks=_PAGES_A_PROCESS, initializer=_end_with_parent, context=get_context("spawn")
    )
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however that ended."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _extract(content: bytes, latest: date, charset: str | None, address: str) -> Outcome:
    try:
        return read_page(content, latest, charset, address=address)
    except ItemError as error:
        return error.reason, error.detail
    except Exception as error:  # noqa: BLE001 - a parser's fault on one page must not cost the others
        return "failed", f"The page could not be parsed ({type(error).__name__})."


def _outcome(page: RawPage, future: "ProcessFuture[Outcome]") -> tuple[RawPage, Page | ItemError]:
    try:
        read = future.result()
    except TookTooLong:
        return page, ItemError("slow", f"The page was not read within {_TIMEOUT_SECONDS:g} seconds.")
    except ProcessExpired:
        return page, ItemError("failed", "The page brought its reader down.")
    return page, ItemError(*read) if isinstance(read, tuple) else read
