"""The gate: which sentences are worth reading word by word, told in bulk by the weights of their words."""

from collections.abc import Mapping

import polars as pl

from flows.codebook.evidence import CONSTANT
from flows.coding.forms import Words
from flows.text.stems import stems

LONGEST = 80
"""The most words that a sentence is judged by as a whole."""


def worth_reading(folded: pl.Series, weights: Mapping[str, float]) -> pl.Series:
    """Tell which sentences may blame somebody.

    Args:
        folded: sentences as `hits.fold_expression` gives them.
        weights: by stem, and the constant.

    Returns:
        A Boolean for each sentence: whether its constant and the weights of all its words are above zero; of
        more than `LONGEST` words always, since there one clause can blame among many that do not.
    """
    words = Words.of(folded)
    written = words.words.unique()
    # in whole hundredths, which the weights are given in: a running sum of fractions is never quite exact
    hundredths = [round(weight * 100) for weight in weights.values()]
    known = pl.DataFrame({"word": written, "stem": stems(written)}).join(
        pl.DataFrame({"stem": list(weights), "weight": hundredths}), on="stem"
    )
    each = pl.DataFrame({"word": words.words}).join(
        known.select("word", "weight"), on="word", how="left", maintain_order="left"
    )
    running = pl.concat([pl.Series([0]), each["weight"].fill_null(0).cum_sum()])
    ends = pl.concat([words.starts.slice(1), pl.Series([words.words.len()], dtype=words.starts.dtype)])
    speaks = running.gather(ends) - running.gather(words.starts) + round(weights[CONSTANT] * 100) > 0
    return speaks | (ends.cast(pl.Int64) - words.starts.cast(pl.Int64) > LONGEST)
