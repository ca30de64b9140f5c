"""Confidence intervals for shares and rates, vectorised over arrays; an empty denominator gives NaN, never 0.

Sources of the formulas: Wilson (1927), *Probable inference, the law of succession, and statistical
inference*, as computed by `scipy.stats`; Garwood (1936), *Fiducial limits for the Poisson distribution*,
through the chi-squared quantiles.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

CONFIDENCE = 0.95

Bounds = tuple[NDArray[np.float64], NDArray[np.float64]]


def share_interval(successes: ArrayLike, trials: ArrayLike) -> Bounds:
    """Give the Wilson score interval of each share `successes / trials`.

    Args:
        successes: counts, shape (n,).
        trials: counts, shape (n,), each at least its `successes`.

    Returns:
        Lower and upper bounds as shares in [0, 1], shape (n,) each; NaN where `trials` is 0.
    """
    pairs = zip(np.atleast_1d(successes).tolist(), np.atleast_1d(trials).tolist(), strict=True)
    bounds = [_wilson(k, n) for k, n in pairs]
    low, high = np.array(bounds, dtype=np.float64).reshape(-1, 2).T
    return low, high


def _wilson(successes: int, trials: int) -> tuple[float, float]:
    if trials == 0:
        return (float("nan"), float("nan"))
    interval = stats.binomtest(successes, trials).proportion_ci(CONFIDENCE, method="wilson")
    return (float(interval.low), float(interval.high))


def rate_interval(counts: ArrayLike, exposures: ArrayLike) -> Bounds:
    """Give the exact Poisson interval (Garwood) of each rate `counts / exposures`.

    Args:
        counts: numbers of events, shape (n,).
        exposures: amounts in which they were counted, shape (n,), in any unit.

    Returns:
        Lower and upper bounds in events per unit of exposure, shape (n,) each; NaN where the exposure is 0.
    """
    events = np.atleast_1d(np.asarray(counts, dtype=np.float64))
    exposure = np.atleast_1d(np.asarray(exposures, dtype=np.float64))
    tail = (1 - CONFIDENCE) / 2
    # With no event the lower quantile has no degrees of freedom: the bound is 0 by definition.
    least = np.where(events > 0, stats.chi2.ppf(tail, 2 * np.maximum(events, 1)) / 2, 0.0)
    most = stats.chi2.ppf(1 - tail, 2 * (events + 1)) / 2
    divisor = np.where(exposure > 0, exposure, np.nan)
    return least / divisor, most / divisor
