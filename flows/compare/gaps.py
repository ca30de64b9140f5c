"""Periods without an article: what a comparison of periods must show as a gap, not pass over."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from flows.compare.model import Gap
from flows.settings import Period

_WEEK = timedelta(weeks=1)


def gaps(keys: Sequence[str], period: Period) -> tuple[Gap, ...]:
    """Give the periods that lie between the compared ones and hold no article.

    Args:
        keys: the compared periods as groups are named (`2016-12`, `2016-W50`), in the order of time.
        period: the length of each.

    Returns:
        One gap for each run of such periods, in the order of time.
    """
    found = []
    for before, after in pairwise(keys):
        run = list(_between(before, after, period))
        if run:
            found.append(Gap(after=before, first=run[0], last=run[-1], periods=len(run)))
    return tuple(found)


def _between(before: str, after: str, period: Period) -> Iterator[str]:
    key = _next(before, period)
    while key < after:
        yield key
        key = _next(key, period)


def _next(key: str, period: Period) -> str:
    """Name the period after the one that `key` names."""
    if period is Period.YEAR:
        return f"{int(key) + 1:04d}"
    if period is Period.MONTH:
        year, month = int(key[:4]), int(key[5:])
        return f"{year + month // 12:04d}-{month % 12 + 1:02d}"
    if period is Period.WEEK:
        following = date.fromisocalendar(int(key[:4]), int(key[6:]), 1) + _WEEK
        return f"{following.isocalendar().year:04d}-W{following.isocalendar().week:02d}"
    return (date.fromisoformat(key) + timedelta(days=1)).isoformat()
