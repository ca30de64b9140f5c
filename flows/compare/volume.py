"""What came in before the report, as part of the comparison."""

from datetime import date, timedelta

import polars as pl

from flows.compare.intake import DayVolume, QuietOutlet, Volume
from flows.measures.volume import daily_volume, quiet_outlets
from flows.settings import CompareParameters

DAYS_TOLD = 14


def volume(articles: pl.DataFrame, parameters: CompareParameters) -> tuple[Volume, pl.DataFrame]:
    """Hold the outlets' last two weeks against their past.

    Args:
        articles: the table ARTICLES: all that is stored, since the past counts too.
        parameters: the outlets asked for, and the days: told of are those before the report's date, or up to
            the last day that is compared.

    Returns:
        The volume, and the table of `daily_volume` behind it.
    """
    if parameters.outlets:
        articles = articles.filter(pl.col("outlet").is_in(parameters.outlets))
    until = _until(parameters)
    told = daily_volume(articles, until, DAYS_TOLD)
    newest = articles.filter(
        pl.col("published_precision").cast(pl.String) == "day", pl.col("published") < until
    )["published"].max()
    if not isinstance(newest, date):
        return Volume(None, (), ()), told.clear()
    if not told["received"].sum():
        return Volume(newest, (), ()), told.clear()
    return (
        Volume(
            newest,
            tuple(DayVolume(**row) for row in told.iter_rows(named=True)),
            tuple(QuietOutlet(**row) for row in quiet_outlets(articles, until).iter_rows(named=True)),
        ),
        told,
    )


def _until(parameters: CompareParameters) -> date:
    """Give the day after the last that is told of; the report's own day is not over yet."""
    days = [day for day in (parameters.report_date, _after(parameters.until)) if day is not None]
    return min(days, default=date.max)


def _after(day: date | None) -> date | None:
    return None if day is None else day + timedelta(days=1)
