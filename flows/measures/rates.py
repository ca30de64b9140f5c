"""How often each frame comes up in each group: mentions, sentences and articles, with their denominators."""

from collections.abc import Sequence

import polars as pl

from flows.measures.dispersion import rate_dispersion, share_dispersion
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
        (Poisson for the rate, Wilson for the shares) of the effective counts; null where a denominator is 0.
        `rate_dispersion` and `sentence_dispersion` are the frame's design effects, by which the counts of
        rates and sentences were divided for their bounds. One row for each `group` × `frame`, in that order.
    """
    counted = (
        _denominators(sentences, membership)
        .join(pl.DataFrame({"frame": list(frames)}, schema={"frame": pl.String}), how="cross")
        .join(_numerators(hits, membership), on=["group", "frame"], how="left")
        .with_columns(pl.col("mentions", "sentences_with", "articles_with").fill_null(0))
    )
    counted = counted.join(
        _dispersions(sentences, hits, membership, frames), on="frame", maintain_order="left"
    )
    measured = _with_rate(counted)
    measured = _with_share(measured, "sentence_share", "sentences_with", "sentences", "sentence_dispersion")
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


def _dispersions(
    sentences: pl.DataFrame, hits: pl.DataFrame, membership: pl.DataFrame, frames: Sequence[str]
) -> pl.DataFrame:
    """Give the design effects of each frame's rate and share of sentences."""
    articles = (
        membership.join(sentences, on="article_id")
        .group_by("group", "article_id")
        .agg(pl.col("words").sum(), sentences=pl.len())
    )
    found = hits.group_by("article_id", "frame").agg(
        mentions=pl.len(), sentences_with=pl.col("sentence").n_unique()
    )
    rows = []
    for frame in frames:
        counts = articles.join(found.filter(frame=frame), on="article_id", how="left").fill_null(0)
        in_words = counts.select("group", count="mentions", exposure="words")
        in_sentences = counts.select("group", count="sentences_with", exposure="sentences")
        rows.append((frame, rate_dispersion(in_words), share_dispersion(in_sentences)))
    schema = {"frame": pl.String, "rate_dispersion": pl.Float64, "sentence_dispersion": pl.Float64}
    return pl.DataFrame(rows, schema, orient="row")


def _with_rate(counted: pl.DataFrame) -> pl.DataFrame:
    effect = counted["rate_dispersion"]
    low, high = rate_interval(counted["mentions"] / effect, counted["words"] / effect)
    name = "mentions_per_1000_words"
    return counted.with_columns(
        _ratio("mentions", "words").alias(name) * RATE_UNIT_WORDS,
        pl.Series(f"{name}_low", low * RATE_UNIT_WORDS, nan_to_null=True),
        pl.Series(f"{name}_high", high * RATE_UNIT_WORDS, nan_to_null=True),
    )


def _with_share(
    counted: pl.DataFrame, name: str, numerator: str, denominator: str, dispersion: str | None = None
) -> pl.DataFrame:
    effect = counted[dispersion] if dispersion else 1.0
    low, high = share_interval(counted[numerator] / effect, counted[denominator] / effect)
    return counted.with_columns(
        _ratio(numerator, denominator).alias(name),
        pl.Series(f"{name}_low", low, nan_to_null=True),
        pl.Series(f"{name}_high", high, nan_to_null=True),
    )


def _ratio(numerator: str, denominator: str) -> pl.Expr:
    return pl.when(pl.col(denominator) > 0).then(pl.col(numerator) / pl.col(denominator))
