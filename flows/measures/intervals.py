"""Confidence intervals for shares and rates, vectorised over arrays; an empty denominator gives NaN, never 0.

Sources of the formulas: Wilson (1927), *Probable inference, the law of succession, and statistical
inference*, written out because `scipy.stats` takes whole counts only; Garwood (1936), *Fiducial limits for
the Poisson distribution*, through the chi-squared quantiles.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

CONFIDENCE = 0.95

Bounds = tuple[NDArray[np.float64], NDArray[np.float64]]


def share_interval(successes: ArrayLike, trials: ArrayLike) -> Bounds:
    """Give the Wilson score interval of each share `successes / trials`.

    Args:
        successes: counts, shape (n,); they need not be whole (effective counts).
        trials: counts, shape (n,), each at least its `successes`.

    Returns:
        Lower and upper bounds as shares in [0, 1], shape (n,) each; NaN where `trials` is 0.
    """
    found = np.atleast_1d(np.asarray(successes, dtype=np.float64))
    tried = np.atleast_1d(np.asarray(trials, dtype=np.float64))
    tried = np.where(tried > 0, tried, np.nan)
    z = stats.norm.ppf(1 - (1 - CONFIDENCE) / 2)
    share = found / tried
    middle = share + z**2 / (2 * tried)
    half = z * np.sqrt(share * (1 - share) / tried + z**2 / (4 * tried**2))
    scale = 1 + z**2 / tried
    # Rounding must not put a bound a hair outside what a share can be.
    return np.clip((middle - half) / scale, 0, 1), np.clip((middle + half) / scale, 0, 1)


def rate_interval(counts: ArrayLike, exposures: ArrayLike) -> Bounds:
    """Give the exact Poisson interval (Garwood) of each rate `counts / exposures`.

    Args:
        counts: numbers of events, shape (n,); they need not be whole (effective counts).
        exposures: amounts in which they were counted, shape (n,), in any unit.

    Returns:
        Lower and upper bounds in events per unit of exposure, shape (n,) each; NaN where the exposure is 0.
    """
    events = np.atleast_1d(np.asarray(counts, dtype=np.float64))
    exposure = np.atleast_1d(np.asarray(exposures, dtype=np.float64))
    tail = (1 - CONFIDENCE) / 2
    # With no event the lower quantile has no degrees of freedom: the bound is 0 by definition.
    least = np.where(events > 0, stats.chi2.ppf(tail, 2 * np.where(events > 0, events, 1)) / 2, 0.0)
    most = stats.chi2.ppf(1 - tail, 2 * (events + 1)) / 2
    divisor = np.where(exposure > 0, exposure, np.nan)
    return least / divisor, most / divisor
