"""Shingles: the runs of three words of a text, as 64-bit numbers, by which near-copies are known."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.text.normalise import normalise_expression

SHINGLE_WORDS = 3
_WORD = r"[\p{L}\p{N}]+"
# Odd numbers without a pattern, so that the order of the words counts.
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)

Numbers: TypeAlias = npt.NDArray[np.uint64]


def word_numbers(texts: pl.Series) -> list[Numbers]:
    """Give the normalised words of texts as numbers.

    Args:
        texts: any texts, none of them null.

    Returns:
        For each text, a number for each of its words in order; equal words have equal numbers for as long as
        Polars keeps its hash.
    """
    words = (
        pl.select(normalise_expression(pl.lit(texts)).str.to_lowercase().str.extract_all(_WORD))
        .to_series()
        .rename("words")
    )
    lengths = words.list.len().to_numpy()
    flat = words.explode(empty_as_null=False).hash(seed=1).to_numpy()
    return np.split(flat, np.cumsum(lengths)[:-1]) if len(texts) else []


def shingles(words: Numbers) -> Numbers:
    """Give the shingles of a text, each once; a text of fewer words is one shingle.

    Args:
        words: a text's words, as `word_numbers` gives them.

    Returns:
        A number for each run of three words, sorted.
    """
    if len(words) < SHINGLE_WORDS:
        return np.array([words.sum()], dtype=np.uint64) if len(words) else words
    with np.errstate(over="ignore"):
        runs = (words[start : len(words) - SHINGLE_WORDS + 1 + start] for start in range(SHINGLE_WORDS))
        return np.unique(
            sum((run * factor for run, factor in zip(runs, _FACTORS, strict=True)), np.uint64(0))
        )
