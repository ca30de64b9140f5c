"""What came in before the report, and what did not, as part of the comparison."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from flows.compare.intake import Counted, DayVolume, QuietOutlet, Volume
from flows.measures.intake import CONFIDENCES, daily_articles, daily_intake
from flows.measures.volume import daily_volume, quiet_outlets
from flows.settings import CompareParameters

DAYS_TOLD = 14
_PLACE = ["outlet", "day"]


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in and what did not, with the tables behind it.

    Attributes:
        daily: the table of `measures.intake.daily_intake`.
        articles: the table of `measures.intake.daily_articles`.
        skips: SKIPS by outlet and day: those of the last readings, and of earlier ones those that the days
            tell of.
    """

    volume: Volume
    daily: pl.DataFrame
    articles: pl.DataFrame
    skips: pl.DataFrame


def volume(articles: pl.DataFrame, skips: pl.DataFrame, parameters: CompareParameters) -> Intake:
    """Hold the outlets' last two weeks against their past, and count what was skipped.

    Args:
        articles: the table ARTICLES: all that is stored, since the past counts too.
        skips: the table SKIPS.
        parameters: the outlets asked for, and the days: told of are those before the report's date and that
            day itself as far as it went, or up to the last day that is compared.
    """
    window = _window(parameters)
    is_told = pl.col("in_last_reading") | pl.col("day").is_between(*window)
    skips = skips.filter(is_told).sort("outlet", "day", "reason", "source", "item", maintain_order=True)
    chosen = pl.col("outlet").is_in(parameters.outlets) if parameters.outlets else pl.lit(value=True)
    articles, own = articles.filter(chosen), skips.filter(chosen)
    until = _until(parameters)
    whole = daily_volume(articles, until, DAYS_TOLD)
    came = daily_articles(articles, window)
    daily = daily_intake(whole, came, own, window)
    is_recent = bool(whole["received"].sum())
    if not is_recent:
        # An archive: its many outlets without an article would be told of as silent.
        daily = daily.filter(pl.col("offered") > 0).vstack(
            daily.filter(pl.col("offered") == 0).join(own, on=_PLACE, how="semi")
        )
        daily = daily.sort(_PLACE)
    days = _days(daily, came, skips, own, window[1] if window[1] == until else None)
    quiet = _quiet(articles, daily, until) if is_recent else None
    return Intake(
        Volume(
            _newest(articles, until),
            days,
            () if quiet is None else tuple(QuietOutlet(**row) for row in quiet.iter_rows(named=True)),
            _counted(own.filter(~pl.col("day").is_between(*window).fill_null(value=False))),
        ),
        daily,
        came,
        skips,
    )


def _quiet(articles: pl.DataFrame, daily: pl.DataFrame, until: date) -> pl.DataFrame:
    """Name the outlets that are silent; one that came back on the open day is not."""
    back = daily.filter(pl.col("day") >= until, pl.col("received") > 0)
    return quiet_outlets(articles, until).join(back, on="outlet", how="anti", maintain_order="left")


def _days(
    daily: pl.DataFrame, came: pl.DataFrame, skips: pl.DataFrame, own: pl.DataFrame, open_day: date | None
) -> tuple[DayVolume, ...]:
    article_rows, skip_rows = _rows(came), _rows(skips)
    reasons = own.partition_by(_PLACE, as_dict=True)
    none = own.clear()
    return tuple(
        DayVolume(
            **{name: value for name, value in row.items() if not name.startswith("dates_")},
            dates=_dates(row),
            reasons=_counted(reasons.get(place, none)),
            remarks=_remarks(reasons.get(place, none)),
            is_open=row["day"] == open_day,
            article_rows=article_rows.get(place),
            skip_rows=skip_rows.get(place),
        )
        for row in daily.iter_rows(named=True)
        for place in [(row["outlet"], row["day"])]
    )


def _rows(table: pl.DataFrame) -> dict[tuple[Any, ...], tuple[int, int]]:
    """Give the first and last row of each outlet and day in the table's CSV, whose header is row 1."""
    number = pl.col("number")
    placed = table.with_row_index("number", offset=2).group_by(_PLACE)
    found = placed.agg(first=number.min(), last=number.max()).iter_rows()
    return {(outlet, day): (first, last) for outlet, day, first, last in found}


def _dates(row: Mapping[str, Any]) -> tuple[Counted, ...]:
    counted = [Counted(name, row[f"dates_{name}"]) for name in CONFIDENCES]
    return tuple(one for one in counted if one.count)


def _counted(skips: pl.DataFrame) -> tuple[Counted, ...]:
    """Count skipped items by reason, the commonest first."""
    return _by_reason(skips.filter(pl.col("items") > 0), pl.col("items").sum())


def _remarks(skips: pl.DataFrame) -> tuple[Counted, ...]:
    return _by_reason(skips.filter(pl.col("items") == 0), pl.len())


def _by_reason(skips: pl.DataFrame, count: pl.Expr) -> tuple[Counted, ...]:
    if skips.is_empty():
        return ()
    counted = skips.group_by(pl.col("reason").cast(pl.String)).agg(count=count)
    in_order = counted.sort("count", "reason", descending=[True, False])
    return tuple(Counted(reason, number) for reason, number in in_order.iter_rows())


def _newest(articles: pl.DataFrame, until: date) -> date | None:
    is_whole = pl.col("published_precision").cast(pl.String) == "day"
    newest = articles.filter(is_whole, pl.col("published") < until)["published"].max()
    return newest if isinstance(newest, date) else None


def _until(parameters: CompareParameters) -> date:
    """Give the day after the last that is held against the past; the report's own day is not over yet."""
    days = [day for day in (parameters.report_date, _after(parameters.until)) if day is not None]
    return min(days, default=date.max)


def _window(parameters: CompareParameters) -> tuple[date, date]:
    """Give the first and last day that are told of: the last is the report's own, where it is compared."""
    until = _until(parameters)
    is_whole = until != parameters.report_date or until == _after(parameters.until)
    return until - timedelta(days=DAYS_TOLD), until - timedelta(days=1) if is_whole else until


def _after(day: date | None) -> date | None:
    return None if day is None else day + timedelta(days=1)
