"""Over real articles: a mention stands between word boundaries, and is made of forms that were generated."""

import re
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from flows.codebook.load import load
from flows.coding.folding import fold_expression
from flows.coding.frames import code_frames
from flows.coding.patterns import compile_patterns
from flows.text.sentences import split

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "articles.parquet"
SAMPLED = 500
EVERY = 8
"""One article in so many, spread over the whole corpus: it is sorted by outlet."""

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"no articles at {CORPUS}")


@pytest.fixture(scope="module")
def sampled():
    """500 mentions of one article in eight, each with its sentence and its surface as it is looked up."""
    scan = pl.scan_parquet(CORPUS).select(pl.col("id").alias("article_id"), "title", "text")
    hits = []
    for batch in scan.gather_every(EVERY).collect_batches(chunk_size=4_000):
        keyed = batch.unique("article_id", maintain_order=True)
        sentences = split(keyed)
        found = code_frames(sentences, load_once())
        hits.append(
            found.join(sentences.select("article_id", "sentence", "text"), on=["article_id", "sentence"])
        )
    return (
        pl.concat(hits)
        .sample(SAMPLED, seed=1, shuffle=True)
        .with_columns(folded=fold_expression(pl.col("surface")).str.strip_chars(" "))
    )


@cache
def load_once():
    return load()


def test_a_mention_stands_between_word_boundaries(sampled):
    for text, start, end, surface in sampled.select("text", "start", "end", "surface").iter_rows():
        assert text[start:end] == surface
        # \w knows letters and digits but no marks, which belong to the word they stand on
        assert not re.search(
            r"[^\W_]$", re.sub(r"[\u0610-\u061a\u064b-\u065f\u0640\u0670]+$", "", text[:start])
        )
        assert not re.match(r"[\u0610-\u061a\u064b-\u065f\u0640\u0670]*[^\W_]", text[end:])


def test_a_mention_begins_and_ends_with_a_generated_form(sampled):
    """A mention is a stretch from the first form of an entry to the last, whatever the gaps hold."""
    patterns = compile_patterns(load_once())
    of_frame = (
        patterns.parts.join(patterns.entries, on="entry")
        .join(patterns.forms, on="pattern")
        .group_by("frame")
        .agg(pl.col("form").unique())
    )
    forms = {frame: set(words) for frame, words in of_frame.iter_rows()}
    for frame, folded in sampled.select("frame", "folded").iter_rows():
        words = folded.split(" ")
        heads = {" ".join(words[:count]) for count in range(1, len(words) + 1)}
        tails = {" ".join(words[-count:]) for count in range(1, len(words) + 1)}
        assert heads & forms[frame], folded
        assert tails & forms[frame], folded
