"""Work on many rows in slices, one for each processor: Polars gives a string expression one thread only."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import polars as pl

LEAST_ROWS = 5_000
"""Fewer rows are done faster by one processor than by several."""


def in_slices(
    rows: pl.DataFrame, work: Callable[[pl.DataFrame], pl.DataFrame], least_rows: int = LEAST_ROWS
) -> pl.DataFrame:
    """Do what treats every row by itself, in as many slices as there are processors.

    Args:
        rows: any table.
        work: gives the rows that come of some, in their order; no row's outcome depends on another's.
        least_rows: the fewest rows of a slice.

    Returns:
        What `work` gives of all rows.
    """
    slices = min(pl.thread_pool_size(), rows.height // least_rows)
    if slices <= 1:
        return work(rows)
    size = -(-rows.height // slices)
    pieces = [rows.slice(start, size) for start in range(0, rows.height, size)]
    with ThreadPoolExecutor(slices) as pool:
        return pl.concat(pool.map(work, pieces))
