"""How many articles each outlet gave on each day, against its own past, and which outlets have gone quiet.

The past of a day is the eight weeks before it, from the outlet's first article on. A day is held against the
same weekdays of its past, since papers rest on their Fridays, or against all its days while there are fewer
than four of these. What is expected is their mean; the usual range is the central 99 % of the negative
binomial distribution with their mean and variance (Hilbe, 2011, *Negative Binomial Regression*), or of the
Poisson distribution where the variance is not above the mean.
"""

from datetime import date, timedelta

import numpy as np
import polars as pl
from scipy import stats

PAST_DAYS = 56
LEAST_PAST_DAYS = 14
LEAST_WEEKDAYS = 4
LEAST_GAPS = 19
"""The present gap is the longest of twenty by chance in one case of twenty."""

_OUTSIDE = 0.01
VERDICTS = ("usual", "fewer", "more", "unknown")


def daily_volume(articles: pl.DataFrame, until: date, days: int) -> pl.DataFrame:
    """Count each outlet's articles by day and hold them against its past.

    Args:
        articles: columns `outlet`, `published` and `published_precision` of `tables.ARTICLES`; only articles
            with a whole date count.
        until: the day after the last that is told of.
        days: how many days are told of.

    Returns:
        `outlet`, `day`, `received` (articles), `expected`, `low` and `high` (articles; null while the past is
        shorter than two weeks) and `verdict` (one of `VERDICTS`), by outlet and day. An outlet's days begin
        with its first article.
    """
    counts = _counts(articles, until, until - timedelta(days=days + PAST_DAYS))
    told = counts.filter(pl.col("day") >= until - timedelta(days=days))
    past = (
        told.select("outlet", "day")
        .join(counts.rename({"day": "past_day", "received": "past"}), on="outlet")
        .filter((pl.col("day") - pl.col("past_day")).dt.total_days().is_between(1, PAST_DAYS))
        .with_columns(same=pl.col("day").dt.weekday() == pl.col("past_day").dt.weekday())
    )
    same, every = pl.col("past").filter("same"), pl.col("past")
    enough = pl.col("same").sum() >= LEAST_WEEKDAYS
    known = past.group_by("outlet", "day").agg(
        past_days=pl.len(),
        mean=pl.when(enough).then(same.mean()).otherwise(every.mean()),
        variance=pl.when(enough).then(same.var()).otherwise(every.var()),
    )
    held = told.join(known.filter(pl.col("past_days") >= LEAST_PAST_DAYS), on=["outlet", "day"], how="left")
    low, high = _usual_range(held["mean"].to_numpy(), held["variance"].to_numpy())
    verdict = (
        pl.when(pl.col("expected").is_null())
        .then(pl.lit("unknown"))
        .when(pl.col("received") < pl.col("low"))
        .then(pl.lit("fewer"))
        .when(pl.col("received") > pl.col("high"))
        .then(pl.lit("more"))
        .otherwise(pl.lit("usual"))
    )
    return (
        held.with_columns(
            low=pl.Series(low).fill_nan(None).cast(pl.Int64),
            high=pl.Series(high).fill_nan(None).cast(pl.Int64),
        )
        .with_columns(expected="mean")
        .select("outlet", "day", "received", "expected", "low", "high", verdict=verdict)
        .sort("outlet", "day")
    )


def quiet_outlets(articles: pl.DataFrame, until: date) -> pl.DataFrame:
    """Name the outlets that have been silent for longer than ever before.

    An outlet is quiet when the days since its last article outnumber each of the gaps between the days on
    which it published, and there are at least nineteen gaps to tell by.

    Args:
        articles: as `daily_volume` takes them.
        until: the day after the last on which an article could have come.

    Returns:
        `outlet`, `last` (the day of its last article), `silent_days` (without an article, up to `until`) and
        `longest_days` (the most days without an article before), the longest silence first.
    """
    days = _whole(articles, until).select("outlet", "day").unique().sort("outlet", "day")
    gap = pl.col("day").diff().over("outlet").dt.total_days() - 1
    return (
        days.with_columns(gap=gap)
        .group_by("outlet")
        .agg(last=pl.col("day").max(), longest_days=pl.col("gap").max(), gaps=pl.col("gap").count())
        .with_columns(silent_days=(pl.lit(until) - pl.col("last")).dt.total_days() - 1)
        .filter(pl.col("gaps") >= LEAST_GAPS, pl.col("silent_days") > pl.col("longest_days"))
        .sort("silent_days", "outlet", descending=[True, False])
        .select("outlet", "last", "silent_days", "longest_days")
    )


def _whole(articles: pl.DataFrame, until: date) -> pl.DataFrame:
    dated = articles.filter(pl.col("published_precision").cast(pl.String) == "day")
    return dated.rename({"published": "day"}).filter(pl.col("day") < until)


def _counts(articles: pl.DataFrame, until: date, since: date) -> pl.DataFrame:
    """Count by outlet and day from an outlet's first article, or `since`, on; days without articles too."""
    whole = _whole(articles, until)
    counted = whole.group_by("outlet", "day").agg(received=pl.len().cast(pl.Int64))
    last = pl.lit(until - timedelta(days=1))
    calendar = (
        whole.group_by("outlet")
        .agg(first=pl.max_horizontal(pl.col("day").min(), pl.lit(since)))
        .select("outlet", day=pl.date_ranges("first", last, "1d"))
        .explode("day")
    )
    return calendar.join(counted, on=["outlet", "day"], how="left").with_columns(
        pl.col("received").fill_null(0)
    )


def _usual_range(mean: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean, variance = mean.astype(np.float64), variance.astype(np.float64)
    spread = variance > mean
    size = np.where(spread, mean**2 / np.where(spread, variance - mean, 1), np.nan)
    share = np.where(spread, mean / np.where(spread, variance, 1), np.nan)
    bounds = []
    for quantile in (_OUTSIDE / 2, 1 - _OUTSIDE / 2):
        clustered = stats.nbinom.ppf(quantile, size, share)
        bounds.append(np.where(spread, clustered, stats.poisson.ppf(quantile, mean)))
    return bounds[0], bounds[1]
