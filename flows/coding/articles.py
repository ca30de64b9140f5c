"""Articles times codebook: the one door of the coding room."""

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.blame.coder import code_blame
from flows.coding.frames import code_frames
from flows.tables import CODED, Table
from flows.text.sentences import split


def code(articles: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Split articles into sentences and code frames and blame in each.

    Args:
        articles: at least `article_id`, `title` and `text`, as in `tables.ARTICLES`.
        codebook: the loaded codebook.

    Returns:
        `tables.CODED`: one row per article, in the given order, with its sentences, hits and blame records.
    """
    sentences = split(articles)
    coded = articles.select("article_id")
    for column, rows in (
        ("sentences", sentences),
        ("hits", code_frames(sentences, codebook)),
        ("blame", code_blame(sentences, codebook)),
    ):
        coded = coded.join(_nested(rows, CODED, column), on="article_id", how="left", maintain_order="left")
    return CODED.conform(coded.with_columns(pl.exclude("article_id").fill_null([])))


def _nested(rows: pl.DataFrame, table: Table, column: str) -> pl.DataFrame:
    """Gather each article's rows into one list of structs."""
    fields = [name for name in rows.columns if name != "article_id"]
    return (
        rows.group_by("article_id", maintain_order=True)
        .agg(pl.struct(fields).alias(column))
        .cast({column: table.schema[column]})
    )
