"""Which articles are compared, and which group each belongs to."""

import difflib
from dataclasses import dataclass

import polars as pl

from flows.errors import EmptyComparisonError, UsageError
from flows.settings import CompareParameters, GroupBy, Period
from flows.tables import SKIPS

MOST_ARTICLES_BY_ITSELF = 8
MOST_ARTICLES_ASKED_FOR = 60
_PERIOD_FORMATS = {Period.DAY: "%Y-%m-%d", Period.WEEK: "%G-W%V", Period.MONTH: "%Y-%m", Period.YEAR: "%Y"}
_PRECISE_ENOUGH = {
    Period.DAY: ("day",),
    Period.WEEK: ("day",),
    Period.MONTH: ("day", "month"),
    Period.YEAR: ("day", "month", "year"),
}


@dataclass(frozen=True, slots=True)
class Grouping:
    """The articles that are compared, and those that could not be placed.

    Attributes:
        group_by: outlet, period or article: 'auto' is resolved.
        articles: ARTICLES with the column `group`, in the order of groups: articles and periods by date,
            outlets by name.
        left_out: the table SKIPS: articles whose date is too vague for what was asked.
    """

    group_by: GroupBy
    articles: pl.DataFrame
    left_out: pl.DataFrame


def assign_groups(articles: pl.DataFrame, parameters: CompareParameters) -> Grouping:
    """Choose the articles of the comparison and give each its group.

    Args:
        articles: the table ARTICLES.
        parameters: the outlets, window and grouping asked for.

    Returns:
        At least one article, each in one group.

    Raises:
        UsageError: an outlet is not in the corpus, or there are too many single articles to read.
        EmptyComparisonError: no article is left.
    """
    _check_outlets(articles, parameters.outlets)
    chosen = articles
    if parameters.outlets:
        chosen = chosen.filter(pl.col("outlet").is_in(parameters.outlets))
    chosen, vague = _in_window(chosen, parameters)
    group_by = _resolve(parameters.group_by, chosen.height)
    if group_by is GroupBy.PERIOD:
        is_placed = pl.col("published_precision").is_in(_PRECISE_ENOUGH[parameters.period])
        vague = pl.concat([vague, chosen.filter(~is_placed)])
        chosen = chosen.filter(is_placed)
    if chosen.is_empty():
        raise EmptyComparisonError(
            f"None of the {articles.height} stored articles is left to compare.",
            "Widen since/until or name other outlets; `khitab ingest` shows what is received.",
        )
    return Grouping(group_by, _with_group(chosen, group_by, parameters.period), _left_out(vague))


def _check_outlets(articles: pl.DataFrame, outlets: tuple[str, ...]) -> None:
    known = sorted(articles["outlet"].unique().to_list())
    for outlet in outlets:
        if outlet not in known:
            near = difflib.get_close_matches(outlet, known, n=1)
            listed = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")  # noqa: PLR2004  one line
            hint = f"Did you mean '{near[0]}'?" if near else f"The outlets are: {listed or 'none yet'}."
            raise UsageError(f"No stored article is by the outlet '{outlet}'.", hint)


def _in_window(articles: pl.DataFrame, parameters: CompareParameters) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split off the articles that lie wholly in the window, and those that may or may not."""
    since, until = parameters.since, parameters.until
    if since is None and until is None:
        return articles, articles.clear()
    precision = pl.col("published_precision")
    first = pl.col("published")
    last = (
        pl.when(precision == "month")
        .then(first.dt.month_end())
        .when(precision == "year")
        .then(pl.date(first.dt.year(), 12, 31))
        .otherwise(first)
    )
    after = pl.lit(value=True) if since is None else first >= since
    before = pl.lit(value=True) if until is None else last <= until
    beyond = (pl.lit(value=False) if since is None else last < since) | (
        pl.lit(value=False) if until is None else first > until
    )
    inside = (after & before).fill_null(value=False)
    return articles.filter(inside), articles.filter(~inside & ~beyond.fill_null(value=False))


def _resolve(group_by: GroupBy, count: int) -> GroupBy:
    if group_by is GroupBy.AUTO:
        return GroupBy.ARTICLE if count <= MOST_ARTICLES_BY_ITSELF else GroupBy.OUTLET
    if group_by is GroupBy.ARTICLE and count > MOST_ARTICLES_ASKED_FOR:
        raise UsageError(
            f"{count} single articles side by side give a page that nobody can read.",
            f"Narrow them to {MOST_ARTICLES_ASKED_FOR} by outlets, since and until, or compare outlets.",
        )
    return group_by


def _with_group(articles: pl.DataFrame, group_by: GroupBy, period: Period) -> pl.DataFrame:
    keys = {
        GroupBy.ARTICLE: pl.col("article_id"),
        GroupBy.OUTLET: pl.col("outlet"),
        GroupBy.PERIOD: pl.col("published").dt.strftime(_PERIOD_FORMATS[period]),
    }
    by_date = ("published", "outlet", "article_id")
    order = by_date if group_by is GroupBy.ARTICLE else ("group", *by_date)
    return articles.with_columns(group=keys[group_by]).sort(order, nulls_last=True)


def _left_out(articles: pl.DataFrame) -> pl.DataFrame:
    stated = pl.col("published").dt.strftime("%Y-%m-%d").fill_null("no date")
    return SKIPS.conform(
        articles.sort("path").select(
            source=pl.col("source").str.split(":").list.first(),
            item=pl.col("path"),
            reason=pl.lit("vague-date"),
            detail=pl.format(
                "Its date is too vague to place it (stated: {}, to the {}).",
                stated,
                pl.col("published_precision").cast(pl.String),
            ),
            outlet=pl.col("outlet"),
            day=pl.lit(None),
            items=pl.lit(0),
            in_last_reading=pl.lit(value=True),
        )
    )
