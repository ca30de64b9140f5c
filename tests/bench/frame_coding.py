"""How fast frames are coded: python tests/bench/frame_coding.py [--megabytes N]

Three figures from one run on the same articles, in MB of UTF-8 text a second: the full frame coding (split
into sentences, mentions with offsets, status and voice), the raw scan of the same surface forms
(`str.extract_many` on text that is normalised already), and a plain loop in Python (pyarabic's normalising
and tokenising, one dictionary). Articles are streamed in batches; each way sees a batch before the next one
is read, so that a busy machine slows them alike.
"""

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
from pyarabic import araby

from flows.codebook.load import load
from flows.coding.articles import read as read_articles
from flows.coding.folding import fold_expression
from flows.coding.frames import code_frames
from flows.coding.patterns import compile_patterns
from flows.text.sentences import LEAST_ARTICLES
from flows.text.slices import in_slices

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "articles.parquet"
BATCH_ARTICLES = 8_000
FEW_ARTICLES = 10
PLAIN_SHARE = 20
"""One article in so many is read by the plain loop, which would take minutes otherwise."""


def batches(path: Path, most_bytes: float) -> Iterator[pl.DataFrame]:
    """Stream `article_id`, `title` and `text` until there is enough."""
    scan = pl.scan_parquet(path).select(pl.col("id").alias("article_id"), "title", "text")
    taken = 0
    for batch in scan.collect_batches(chunk_size=BATCH_ARTICLES):
        if taken >= most_bytes:
            return
        taken += size(batch)
        yield batch


def size(batch: pl.DataFrame) -> int:
    return int(batch.select(pl.col("text", "title").str.len_bytes().sum()).sum_horizontal().item() or 0)


class Stopwatch:
    """Seconds and bytes of each way."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()

    def time(self, name: str, read_bytes: int, work: Callable[[], object]) -> object:
        start = time.perf_counter()
        result = work()
        self.seconds[name] += time.perf_counter() - start
        self.bytes[name] += read_bytes
        return result

    def speed(self, name: str) -> float:
        return self.bytes[name] / 1e6 / self.seconds[name]


def plain_loop(texts: list[str], dictionary: dict[str, str]) -> Counter[str]:
    """Count frames as a script would: normalise, tokenise, look every word up."""
    counts: Counter[str] = Counter()
    for text in texts:
        for word in araby.tokenize(araby.normalize_hamza(araby.strip_tatweel(araby.strip_tashkeel(text)))):
            frame = dictionary.get(word)
            if frame:
                counts[frame] += 1
    return counts


def measure(path: Path, most_bytes: float) -> tuple[Stopwatch, Counter[str], float]:
    codebook = load()
    patterns = compile_patterns(codebook)
    keys = patterns.forms.select(pl.format(" {} ", "form").unique().alias("key"))["key"].to_list()
    parts = patterns.parts.join(patterns.entries, on="entry").join(patterns.forms, on="pattern")
    dictionary = dict(parts.select("form", "frame").iter_rows())
    watch, totals, least = Stopwatch(), Counter[str](), LEAST_ARTICLES

    def frames(articles: pl.DataFrame) -> pl.DataFrame:
        sentences, words = read_articles(articles)
        return code_frames(sentences, codebook, words)

    for batch in batches(path, most_bytes):
        if not totals:
            frames(batch.head(FEW_ARTICLES))  # what is made of the codebook once has a bar of its own
        read = size(batch)
        hits = watch.time("full frame coding", read, lambda batch=batch: in_slices(batch, frames, least))
        folded = batch.select(fold_expression(pl.col("text")))
        watch.time(
            "raw scan",
            int(folded["text"].str.len_bytes().sum()),
            lambda folded=folded: folded.select(
                pl.col("text").str.extract_many(keys, overlapping=True).list.len().sum()
            ),
        )
        some = batch.gather_every(PLAIN_SHARE)["text"]
        read = int(some.str.len_bytes().sum())
        watch.time("plain loop", read, lambda some=some: plain_loop(some.to_list(), dictionary))
        totals.update(articles=batch.height, mentions=hits.height)
    return watch, totals, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a Parquet table of id, title and text")
    parser.add_argument("--megabytes", type=float, default=float("inf"), help="stop after so much text")
    arguments = parser.parse_args()
    if not arguments.corpus.exists():
        print(f"There is no corpus at {arguments.corpus}: name one with --corpus.")
        return 2
    watch, totals, memory = measure(arguments.corpus, arguments.megabytes * 1e6)
    full = watch.speed("full frame coding")
    coded = watch.bytes["full frame coding"] / 1e6
    print(f"{coded:.0f} MB: " + ", ".join(f"{n:,} {name}" for name, n in totals.items()))
    for name in ("full frame coding", "raw scan", "plain loop"):
        print(f"{name:20}{watch.speed(name):7.1f} MB/s")
    print(f"full / raw scan     {full / watch.speed('raw scan'):7.2f}   (bar: at least 0.25)")
    print(f"full / plain loop   {full / watch.speed('plain loop'):7.2f}   (bar: at least 4)")
    print(f"peak memory         {memory:7.0f} MB     (bar: at most 1500)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
