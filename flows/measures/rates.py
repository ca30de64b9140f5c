"""How often each frame comes up in each group: mentions, sentences and articles, with their denominators."""

from collections.abc import Sequence

import polars as pl

from flows.measures.intervals import rate_interval, share_interval

RATE_UNIT_WORDS = 1000


def frame_rates(
    sentences: pl.DataFrame, hits: pl.DataFrame, membership: pl.DataFrame, frames: Sequence[str]
) -> pl.DataFrame:
    """Count every frame in every group.

    Args:
        sentences: the table SENTENCES.
        hits: the table HITS.
        membership: columns `article_id`, `group`: each article once; others are not counted.
        frames: frame codes; each group gets a row for each, also with no mention.

    Returns:
        Columns `group`, `frame`; `mentions`, `words`, `mentions_per_1000_words` with `_low` and `_high`;
        `sentences_with`, `sentences`, `sentence_share` with `_low` and `_high`; `articles_with`, `articles`,
        `article_share` with `_low` and `_high`. Shares are in [0, 1]; bounds are of the 95 % interval
        (Poisson for the rate, Wilson for the shares); null where a denominator is 0. One row for each
        `group` × `frame`, in that order.
    """
    counted = (
        _denominators(sentences, membership)
        .join(pl.DataFrame({"frame": list(frames)}, schema={"frame": pl.String}), how="cross")
        .join(_numerators(hits, membership), on=["group", "frame"], how="left")
        .with_columns(pl.col("mentions", "sentences_with", "articles_with").fill_null(0))
    )
    measured = _with_rate(counted)
    measured = _with_share(measured, "sentence_share", "sentences_with", "sentences")
    measured = _with_share(measured, "article_share", "articles_with", "articles")
    order = pl.Series("frame", list(frames), dtype=pl.String)
    rank = pl.col("frame").replace_strict(order, pl.Series(range(len(order))), return_dtype=pl.Int64)
    return measured.sort("group", rank)


def _denominators(sentences: pl.DataFrame, membership: pl.DataFrame) -> pl.DataFrame:
    return (
        membership.join(sentences, on="article_id", how="left")
        .group_by("group")
        .agg(
            words=pl.col("words").sum(),
            sentences=pl.col("sentence").count().cast(pl.Int64),
            articles=pl.col("article_id").n_unique().cast(pl.Int64),
        )
    )


def _numerators(hits: pl.DataFrame, membership: pl.DataFrame) -> pl.DataFrame:
    return (
        hits.join(membership, on="article_id")
        .group_by("group", "frame")
        .agg(
            mentions=pl.len().cast(pl.Int64),
            sentences_with=pl.struct("article_id", "sentence").n_unique().cast(pl.Int64),
            articles_with=pl.col("article_id").n_unique().cast(pl.Int64),
        )
    )


def _with_rate(counted: pl.DataFrame) -> pl.DataFrame:
    low, high = rate_interval(counted["mentions"].to_numpy(), counted["words"].to_numpy())
    name = "mentions_per_1000_words"
    return counted.with_columns(
        _ratio("mentions", "words").alias(name) * RATE_UNIT_WORDS,
        pl.Series(f"{name}_low", low * RATE_UNIT_WORDS, nan_to_null=True),
        pl.Series(f"{name}_high", high * RATE_UNIT_WORDS, nan_to_null=True),
    )


def _with_share(counted: pl.DataFrame, name: str, numerator: str, denominator: str) -> pl.DataFrame:
    low, high = share_interval(counted[numerator].to_numpy(), counted[denominator].to_numpy())
    return counted.with_columns(
        _ratio(numerator, denominator).alias(name),
        pl.Series(f"{name}_low", low, nan_to_null=True),
        pl.Series(f"{name}_high", high, nan_to_null=True),
    )


def _ratio(numerator: str, denominator: str) -> pl.Expr:
    return pl.when(pl.col(denominator) > 0).then(pl.col(numerator) / pl.col(denominator))
