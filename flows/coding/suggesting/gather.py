"""What may be a party's name, gathered from sentences in bulk: the words after a head, and after a title.

Nothing is decided here: each run of words that could be a name is counted, long and short, and `decide` tells
the names among them by these counts. Of a run that is counted on many sentences only the common ones stay in
memory: whenever more than `MOST_RUNS` are known, the rarest are let go (lossy counting; Manku and Motwani,
*Approximate frequency counts over data streams*, VLDB 2002).
"""

from collections.abc import Collection

import polars as pl

from flows.coding.reading import Words
from flows.coding.suggesting.words import HEAD, surfaces
from flows.text.normalise import normalise

LONGEST_NAME = 4
"""The most words of a person's name, and the most that follow a head."""
LONGEST_OFFICE = 3
"""The most words between a title and the name: `وزير الخارجية الفرنسي`."""
MOST_RUNS = 600_000
"""How many runs, and how many words, are kept in memory."""

PERSON, PLACE, WORD = "person", "place", "word"
RUNS = pl.Schema({"role": pl.String(), "run": pl.String(), "count": pl.Int64(), "articles": pl.Int64()})
"""Folded words: of role `head` a head and what follows it, of `person` what stands after a title and its
office, of `place` a word after one that says where, of `word` any one word; how often, and in how many
articles."""

_FUSED = "^[وف]?(?:[بك]ال|لل)|^فال"
"""A word with a preposition and the article on it, or with ف: no name goes on with it."""
_MARK = "،"
_WHERE = (
    "في",
    "الي",
    "مدينه",
    "بمدينه",
    "منطقه",
    "محافظه",
    "قرب",
    "شمال",
    "جنوب",
    "شرق",
    "غرب",
    "بلده",
    "عاصمه",
)
_AHEAD = LONGEST_OFFICE + LONGEST_NAME


def gather(sentences: pl.DataFrame, enders: Collection[str]) -> pl.DataFrame:
    """Count the runs of words in sentences that may be names.

    Args:
        sentences: at least `article_id` and `text`.
        enders: folded words that no name goes on with.

    Returns:
        Rows of `RUNS`; every word of the sentences is counted too, by itself.
    """
    words = Words.read(sentences["text"])
    written, different = words.vocabulary.gather(words.numbers), words.vocabulary
    ends = different.is_in([*enders, "", _MARK]) | different.str.contains(rf"^\d|{_FUSED}")
    table = pl.DataFrame({"w0": written}).with_columns(
        article=sentences["article_id"].gather(words.rows), ends=ends.gather(words.numbers)
    )
    ahead = [
        expression
        for step in range(1, _AHEAD + 1)
        for expression in (
            pl.col("w0").shift(-step).fill_null("").alias(f"w{step}"),
            pl.col("ends").shift(-step).fill_null(value=True).alias(f"e{step}"),
        )
    ]
    begun = table.with_columns(ahead).join(surfaces(), left_on="w0", right_on="word", how="inner")
    parts = [
        _headed(begun),
        *_persons(begun),
        table.filter(pl.col("w0").str.len_chars() > 1).select("article", role=pl.lit(WORD), run="w0"),
        _places(table),
    ]
    runs = (
        pl.concat(parts)
        .group_by("role", "run")
        .agg(count=pl.len().cast(pl.Int64), articles=pl.col("article").n_unique().cast(pl.Int64))
    )
    return runs.select(RUNS.names())


def _run(first: int, last: int) -> tuple[pl.Expr, pl.Expr]:
    """Give the words from one place to another as a run, and whether none of them ends a name."""
    text = pl.concat_str([pl.col(f"w{at}") for at in range(first, last + 1)], separator=" ")
    return text, ~pl.any_horizontal(pl.col(f"e{at}") for at in range(first, last + 1))


def _headed(begun: pl.DataFrame) -> pl.DataFrame:
    """Give each head with the one, two … words after it."""
    heads = begun.filter(pl.col("role") == HEAD)
    parts = [heads.select("article", role=pl.lit(HEAD), run="first")]
    for last in range(1, LONGEST_NAME + 1):
        text, whole = _run(1, last)
        parts.append(
            heads.filter(whole).select(
                "article", role=pl.lit(HEAD), run=pl.concat_str("first", text, separator=" ")
            )
        )
    return pl.concat(parts)


def _persons(begun: pl.DataFrame) -> list[pl.DataFrame]:
    """Give the runs after each title that may be the name of who holds it."""
    titled = begun.filter(pl.col("role") != HEAD)
    parts = []
    for first in range(1, LONGEST_OFFICE + 2):
        plain = _run(1, first - 1)[1] if first > 1 else pl.lit(value=True)
        for length in range(1, LONGEST_NAME + 1):
            text, whole = _run(first, first + length - 1)
            parts.append(titled.filter(plain & whole).select("article", role=pl.lit(PERSON), run=text))
    return parts


def _places(table: pl.DataFrame) -> pl.DataFrame:
    """Give each word right after one that says where."""
    where = pl.col("w0").shift(1).is_in(list(map(normalise, _WHERE)))
    return table.filter(where & ~pl.col("ends")).select("article", role=pl.lit(PLACE), run="w0")


def merge(known: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Add counts to counts, and let go of the rarest where they are too many.

    Args:
        known: rows of `RUNS`.
        new: rows of `RUNS` of other articles.

    Returns:
        Their sums; of each role at most `MOST_RUNS` rows.
    """
    both = pl.concat([known, new]).group_by("role", "run").agg(pl.col("count", "articles").sum())
    kept = [
        rows if rows.height <= MOST_RUNS else rows.top_k(MOST_RUNS // 2, by=["count", "run"])
        for rows in both.partition_by("role")
    ]
    return pl.concat(kept) if kept else known
