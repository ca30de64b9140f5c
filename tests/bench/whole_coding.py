"""How fast articles are coded whole: python tests/bench/whole_coding.py [--megabytes N]

Frames and blame together, in MB of UTF-8 text a second: by one process, and by one for each processor as bulk
work is done. Both code the same articles in one run, in turns, so that a busy machine slows them alike.
"""

import argparse
import sys
import time
from pathlib import Path

import polars as pl
from frame_coding import CORPUS, size

from flows.batches import BATCH_ARTICLES, BatchCoder
from flows.tables import ARTICLES
from flows.workers import available_processors, spread

ROUND_BATCHES = 6
"""Batches that each way codes before the other has its turn."""


def batches(path: Path, most_bytes: float) -> list[pl.DataFrame]:
    scan = pl.scan_parquet(path).select(pl.col("id").alias("article_id"), "title", "text")
    articles = scan.collect()
    read = articles.select(pl.col("text", "title").str.len_bytes().fill_null(0)).sum_horizontal()
    articles = articles.filter(read.cum_sum() <= most_bytes)
    missing = [name for name in ARTICLES.columns if name not in articles.columns]
    articles = articles.with_columns(pl.lit(None).alias(name) for name in missing)
    whole = articles.select(pl.col(name).cast(dtype) for name, dtype in ARTICLES.schema.items())
    return list(whole.iter_slices(BATCH_ARTICLES))


def timed(coder: BatchCoder, some: list[pl.DataFrame], processes: int) -> tuple[float, int]:
    start = time.perf_counter()
    records = sum(coded["blame"].list.len().sum() for coded in spread(coder, some, 0, processes))
    return time.perf_counter() - start, records


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a Parquet table of id, title and text")
    parser.add_argument("--megabytes", type=float, default=60, help="stop after so much text")
    arguments = parser.parse_args()
    if not arguments.corpus.exists():
        print(f"There is no corpus at {arguments.corpus}: name one with --corpus.")
        return 2
    coder, seconds, megabytes, records = BatchCoder(), {"one process": 0.0, "all": 0.0}, 0.0, 0
    every = batches(arguments.corpus, arguments.megabytes * 1e6)
    timed(coder, every[:1], 1)  # compiles the codebook
    for start in range(0, len(every), ROUND_BATCHES):
        some = every[start : start + ROUND_BATCHES]
        megabytes += sum(map(size, some)) / 1e6
        for way, processes in (("one process", 1), ("all", available_processors())):
            took, records_here = timed(coder, some, processes)
            seconds[way] += took
        records += records_here
    print(f"{megabytes:.0f} MB, {records:,} blame records")
    for way, took in seconds.items():
        print(f"{way:14}{megabytes / took:7.1f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
