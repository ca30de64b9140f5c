"""Articles times codebook: the one door of the coding room."""

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.blame.coder import code_blame
from flows.coding.frames import code_frames
from flows.coding.harm.coder import code_harm
from flows.coding.reading import Words
from flows.tables import CODED, SENTENCES, Table, stated
from flows.text.sentences import cut


def code(articles: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Split articles into sentences and code frames, blame and harm in each.

    Args:
        articles: at least `article_id`, `title` and `text`, as in `tables.ARTICLES`; with `published` and
            `published_precision` titles name their bearer of the day.
        codebook: the loaded codebook.

    Returns:
        `tables.CODED`: one row per article, in the given order, with its sentences, hits, blame and harm.
    """
    sentences, words = read(articles)
    coded = articles.select("article_id", stated(articles), "title")
    blame = code_blame(_dated(sentences, articles), codebook, words)
    for column, rows in (
        ("sentences", sentences),
        ("hits", code_frames(sentences, codebook, words)),
        ("blame", blame),
        ("harm", code_harm(sentences, blame, codebook, words)),
    ):
        coded = coded.join(_nested(rows, CODED, column), on="article_id", how="left", maintain_order="left")
    lists = [column for column, dtype in CODED.schema.items() if dtype.base_type() is pl.List]
    return CODED.conform(coded.with_columns(pl.col(lists).fill_null([])))


def read(articles: pl.DataFrame) -> tuple[pl.DataFrame, Words]:
    """Split articles into sentences and read their words.

    Args:
        articles: at least `article_id`, `title` and `text`, as in `tables.ARTICLES`.

    Returns:
        `tables.SENTENCES`, as `text.sentences.split` gives them, and their words.
    """
    sentences = cut(articles)
    words = Words.read(sentences["text"])
    return SENTENCES.conform(sentences.with_columns(words=words.count())), words


def _dated(sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Give the sentences with the day of their article, where the articles state one."""
    stated = [name for name in ("published", "published_precision") if name in articles.columns]
    days = articles.select("article_id", *stated)
    return sentences.join(days, on="article_id", how="left", maintain_order="left") if stated else sentences


def _nested(rows: pl.DataFrame, table: Table, column: str) -> pl.DataFrame:
    """Gather each article's rows into one list of structs."""
    fields = [name for name in rows.columns if name != "article_id"]
    return (
        rows.group_by("article_id", maintain_order=True)
        .agg(pl.struct(fields).alias(column))
        .cast({column: table.schema[column]})
    )
