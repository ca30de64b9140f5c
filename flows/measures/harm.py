"""Harm told without a doer: of the sentences that tell of a harm, how many name nobody who did it."""

import polars as pl

from flows.measures.dispersion import share_dispersion
from flows.measures.intervals import share_interval

_SENTENCE = ("article_id", "sentence")


def doerless_shares(harm: pl.DataFrame, records: pl.DataFrame, membership: pl.DataFrame) -> pl.DataFrame:
    """Count the sentences of each group that tell of a harm, and those of them that name no doer.

    A sentence tells of a harm where it tells of violence, with or without its doer (the table HARM), or where
    it shows a party as the doer of a harm (an asserted blame record of the kind `harm`).

    Args:
        harm: the table HARM.
        records: what `blame.ledger` gives.
        membership: columns `article_id`, `group`; other articles are left out.

    Returns:
        Columns `group`, `without_doer`, `harm_sentences`, `without_doer_share` in [0, 1] with `_low` and
        `_high` (95 % Wilson interval of the effective counts; null where no sentence tells of a harm), and
        `dispersion`: the design effect of articles, by which the counts were divided for the bounds. One row
        for each group, sorted by it.
    """
    told = pl.concat(
        [
            harm.select(*_SENTENCE, is_without=pl.col("doer") == "unnamed"),
            records.filter(pl.col("stance") == "asserted", pl.col("kind") == "harm").select(
                *_SENTENCE, is_without=pl.lit(value=False)
            ),
        ]
    )
    articles = (
        told.group_by(*_SENTENCE)
        .agg(pl.col("is_without").all())
        .join(membership, on="article_id")
        .group_by("group", "article_id")
        .agg(count=pl.col("is_without").sum().cast(pl.Int64), exposure=pl.len().cast(pl.Int64))
    )
    effect = share_dispersion(articles)
    counted = (
        membership.select("group")
        .unique()
        .join(articles.group_by("group").agg(pl.col("count", "exposure").sum()), on="group", how="left")
        .with_columns(pl.col("count", "exposure").fill_null(0))
        .sort("group")
    )
    low, high = share_interval(counted["count"] / effect, counted["exposure"] / effect)
    name = "without_doer_share"
    return counted.select(
        "group",
        without_doer="count",
        harm_sentences="exposure",
        without_doer_share=pl.when(pl.col("exposure") > 0).then(pl.col("count") / pl.col("exposure")),
    ).with_columns(
        pl.Series(f"{name}_low", low, nan_to_null=True),
        pl.Series(f"{name}_high", high, nan_to_null=True),
        dispersion=pl.lit(effect),
    )
