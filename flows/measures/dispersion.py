"""How much mentions cluster in articles: the design effect by which counts overstate what is known.

An article that speaks of a frame tends to speak of it again, so a hundred mentions in ten articles tell less
than a hundred in a hundred. The design effect is the variance between the articles of a group over the
variance that independent mentions would have (Kish, 1965, *Survey Sampling*, for shares; McCullagh and
Nelder, 1989, *Generalized Linear Models*, for rates); counts and their denominators are divided by it before
anything is inferred from them. It is pooled over groups, never below 1, and 1 where no group holds two
articles.
"""

import polars as pl


def rate_dispersion(counts: pl.DataFrame) -> float:
    """Give the design effect of a rate.

    Args:
        counts: columns `group`, `count` (events) and `exposure`; one row for each article.
    """
    return _pooled(counts, pl.col("count").sum())


def share_dispersion(counts: pl.DataFrame) -> float:
    """Give the design effect of a share.

    Args:
        counts: columns `group`, `count` (successes) and `exposure` (trials); one row for each article.
    """
    share = pl.col("count").sum() / pl.col("exposure").sum()
    return _pooled(counts, pl.col("count").sum() * (1 - share))


def _pooled(counts: pl.DataFrame, independent_variance: pl.Expr) -> float:
    expected = (
        pl.col("exposure") * pl.col("count").sum().over("group") / pl.col("exposure").sum().over("group")
    )
    small_sample = pl.len() / (pl.len() - 1)
    variances = (
        # Sums of fractions depend on their order, and a report must come out the same byte for byte.
        counts.sort("group", "exposure", "count")
        .with_columns(residual=pl.col("count") - expected)
        .group_by("group", maintain_order=True)
        .agg(
            pl.len().alias("articles"),
            observed=small_sample * pl.col("residual").pow(2).sum(),
            independent=independent_variance,
        )
        .filter(pl.col("articles") > 1, pl.col("independent") > 0)
    )
    observed, independent = (float(variances[name].sum()) for name in ("observed", "independent"))
    return max(1.0, observed / independent) if independent > 0 else 1.0
