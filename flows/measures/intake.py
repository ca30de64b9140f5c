"""What was offered for each outlet and day: received, undated or skipped, and how sure the dates are.

An article stands on the day that it bears; one that states no date, on the day on which it was received. A
skipped item stands on the whole date that it states, else on the day of the run that first met it. So on each
day `offered` is what `received`, `undated` and `skipped` come to.
"""

from datetime import date

import polars as pl

CONFIDENCES = ("stated", "found", "converted", "guessed")
"""How sure the whole date of a received article is: see `tables.ARTICLES`."""

ARTICLE_COLUMNS = (
    "outlet",
    "day",
    "article_id",
    "title",
    "published_precision",
    "date_confidence",
    "fetched_at",
    "source",
    "path",
)


def daily_intake(
    volume: pl.DataFrame, articles: pl.DataFrame, skips: pl.DataFrame, window: tuple[date, date]
) -> pl.DataFrame:
    """Join to the volume of each outlet and day what else was offered.

    Args:
        volume: the table of `volume.daily_volume`, its days within the window.
        articles: the table of `daily_articles`.
        skips: the table SKIPS.
        window: the first and last day that are told of.

    Returns:
        The columns of `volume`, then `undated`, `skipped` and `offered` (articles or items), and
        `dates_stated`, `dates_found`, `dates_converted` and `dates_guessed` (of the received articles, how
        sure the date is), by outlet and day. Days that only undated articles, skips (even those that stand
        for no item) or the last, open day bring in have no expectation.
    """
    is_dated = pl.col("published_precision").cast(pl.String) == "day"
    confidence = pl.col("date_confidence").cast(pl.String)
    # What is not told otherwise is stated: so the four always come to what was received.
    other = {name: (is_dated & (confidence == name)).sum() for name in CONFIDENCES[1:]}
    came = (
        articles.group_by("outlet", "day")
        .agg(dated=is_dated.sum(), undated=(~is_dated).sum(), **{f"dates_{k}": v for k, v in other.items()})
        .with_columns(
            dates_stated=pl.col("dated") - pl.sum_horizontal(f"dates_{name}" for name in CONFIDENCES[1:])
        )
    )
    left = (
        skips.filter(pl.col("day").is_between(*window))
        .group_by("outlet", "day")
        .agg(skipped=pl.col("items").sum())
    )
    joined = volume.join(came, on=["outlet", "day"], how="full", coalesce=True).join(
        left, on=["outlet", "day"], how="full", coalesce=True
    )
    counts = ["undated", "skipped", *(f"dates_{name}" for name in CONFIDENCES)]
    return (
        joined.with_columns(
            pl.col("received").fill_null(pl.col("dated")).fill_null(0),
            pl.col("verdict").fill_null("unknown"),
            pl.col(counts).cast(pl.Int64).fill_null(0),
        )
        .with_columns(offered=pl.sum_horizontal("received", "undated", "skipped"))
        .select(*volume.columns, "undated", "skipped", "offered", *counts[2:])
        .sort("outlet", "day")
    )


def daily_articles(articles: pl.DataFrame, window: tuple[date, date]) -> pl.DataFrame:
    """List the articles of each outlet and day.

    Args:
        articles: the table ARTICLES.
        window: the first and last day that are told of.

    Returns:
        `ARTICLE_COLUMNS`, by outlet and day: `day` is the whole date that the article bears, or for one that
        states no date the day on which it was received (UTC). Articles that state a month or a year alone
        are of no day.
    """
    precision = pl.col("published_precision").cast(pl.String)
    received = pl.col("fetched_at").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    day = pl.when(precision == "day").then("published").when(precision == "none").then(received)
    return (
        articles.with_columns(day=day)
        .filter(pl.col("day").is_between(*window))
        .select(ARTICLE_COLUMNS)
        .sort("outlet", "day", "date_confidence", "article_id", nulls_last=True)
    )
