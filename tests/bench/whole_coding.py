"""How fast articles are coded whole: python tests/bench/whole_coding.py [--megabytes N]

Frames and blame together, in MB of UTF-8 text a second: by one process for each processor as bulk work is
done, then the same articles by one process. The time to start the processes counts. A busy machine takes
longer, but hardly more processor time, which is given beside.
"""

import argparse
import math
import os
import sys
import time
from pathlib import Path

import polars as pl
from frame_coding import CORPUS, size

from flows.batches import BATCH_ARTICLES, BatchCoder
from flows.tables import ARTICLES
from flows.workers import available_processors, spread


def batches(path: Path, most_bytes: float) -> list[pl.DataFrame]:
    scan = pl.scan_parquet(path).select(pl.col("id").alias("article_id"), "title", "text")
    articles = scan.collect()
    read = articles.select(pl.col("text", "title").str.len_bytes().fill_null(0)).sum_horizontal()
    articles = articles.filter(read.cum_sum() <= most_bytes)
    missing = [name for name in ARTICLES.columns if name not in articles.columns]
    articles = articles.with_columns(pl.lit(None).alias(name) for name in missing)
    whole = articles.select(pl.col(name).cast(dtype) for name, dtype in ARTICLES.schema.items())
    return list(whole.iter_slices(BATCH_ARTICLES))


def timed(coder: BatchCoder, some: list[pl.DataFrame], processes: int) -> tuple[float, float, int]:
    """Code batches, and give the seconds that it took, those of processor time, and the blame records."""
    start, before = time.perf_counter(), sum(os.times()[:4])
    records = sum(coded["blame"].list.len().sum() for coded in spread(coder, some, 0, processes))
    return time.perf_counter() - start, sum(os.times()[:4]) - before, records


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a Parquet table of id, title and text")
    parser.add_argument("--megabytes", type=float, default=math.inf, help="stop after so much text; else all")
    arguments = parser.parse_args()
    if not arguments.corpus.exists():
        print(f"There is no corpus at {arguments.corpus}: name one with --corpus.")
        return 2
    coder, every = BatchCoder(), batches(arguments.corpus, arguments.megabytes * 1e6)
    megabytes = sum(map(size, every)) / 1e6
    timed(coder, [every[0].head(1)], 1)  # compiles the codebook
    for processes in (available_processors(), 1):
        seconds, of_processors, records = timed(coder, every, processes)
        print(
            f"{processes} processes{megabytes / seconds:7.1f} MB/s:"
            f" {megabytes:.0f} MB in {seconds:.1f} s ({of_processors:.1f} s of processor time),"
            f" {records:,} blame records",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
