"""Whether groups differ by more than chance would give: rates against the rest, and the mix of frames.

Mentions of one article are not independent of each other, so both tests work on effective counts: those that
were counted, divided by the frame's design effect and rounded down (see `dispersion`). Where each group is a
single article nothing can be known of that, and a verdict is a reason to read the sentences, not a proof.
"""

from typing import Any

import numpy as np
import polars as pl
from scipy import stats

RESAMPLES = 9999
SEED = 20161219


def rate_differences(rates: pl.DataFrame) -> pl.DataFrame:
    """Hold each group's rate of each frame against that of all other groups together.

    The test is the conditional exact test of two Poisson rates (Przyborowski and Wilenski, 1940): given the
    total, the group's count is binomial with its share of the words. P-values are adjusted over all rows for
    the false discovery rate (Benjamini and Hochberg, 1995).

    Args:
        rates: columns `group`, `frame`, `mentions`, `words`, `rate_dispersion`, as `frame_rates` gives them.

    Returns:
        Columns `group`, `frame`, `mentions`, `rest_mentions`, `rest_words`, `ratio` (of the rates; null where
        the rest has no mention or either has no words), `p_value`, `p_adjusted` (null where no test is
        possible); in the order of `rates`.
    """
    compared = rates.select(
        "group",
        "frame",
        "mentions",
        "words",
        "rate_dispersion",
        rest_mentions=pl.col("mentions").sum().over("frame") - pl.col("mentions"),
        rest_words=pl.col("words").sum().over("frame") - pl.col("words"),
    ).with_columns(
        ratio=pl.when(pl.col("rest_mentions") > 0, pl.col("words") > 0).then(
            (pl.col("mentions") / pl.col("words")) / (pl.col("rest_mentions") / pl.col("rest_words"))
        )
    )
    p_values = [_rate_test(row) for row in compared.iter_rows(named=True)]
    return compared.with_columns(
        pl.Series("p_value", p_values, dtype=pl.Float64),
        pl.Series("p_adjusted", _adjusted(p_values), dtype=pl.Float64),
    ).drop("words", "rate_dispersion")


def _rate_test(row: dict[str, Any]) -> float | None:
    if row["mentions"] + row["rest_mentions"] == 0 or row["words"] == 0 or row["rest_words"] == 0:
        return None
    own, rest = (int(row[name] / row["rate_dispersion"]) for name in ("mentions", "rest_mentions"))
    share_of_words = row["words"] / (row["words"] + row["rest_words"])
    return float(stats.binomtest(own, own + rest, share_of_words).pvalue) if own + rest else 1.0


def _adjusted(p_values: list[float | None]) -> list[float | None]:
    tested = [p for p in p_values if p is not None]
    adjusted = iter(stats.false_discovery_control(tested).tolist() if tested else [])
    return [None if p is None else next(adjusted) for p in p_values]


def mix_p_value(rates: pl.DataFrame) -> float | None:
    """Test whether the groups spread their mentions over the frames alike (Fisher's exact test, r × c).

    Args:
        rates: columns `group`, `frame`, `mentions`, `rate_dispersion`.

    Returns:
        The p-value (by simulation with a fixed seed where the table is larger than 2 × 2), or None where
        fewer than two groups or two frames have any mention.
    """
    effective = rates.with_columns((pl.col("mentions") / pl.col("rate_dispersion")).floor().cast(pl.Int64))
    wide = effective.pivot("frame", index="group", values="mentions").drop("group").to_numpy()
    table = wide[wide.sum(axis=1) > 0][:, wide.sum(axis=0) > 0]
    if min(table.shape) < 2:  # noqa: PLR2004  a contingency table has two rows and two columns at least
        return None
    if table.shape == (2, 2):
        return float(stats.fisher_exact(table).pvalue)
    method = stats.MonteCarloMethod(n_resamples=RESAMPLES, rng=np.random.default_rng(SEED))
    # The simulated p-value comes back as a number or as an array of one, by the shape of the table.
    return float(np.ravel(stats.fisher_exact(table, method=method).pvalue)[0])
