"""What a word is: a run of letters, marks and digits (tatweel and invisible marks inside it belong to it)."""

import re

import polars as pl

from flows.text.normalise import DELETED

_DROPPED = re.escape(DELETED)
_BODY = rf"[\p{{L}}\p{{M}}\p{{N}}{_DROPPED}]"
_KEPT = rf"[\p{{L}}\p{{M}}\p{{N}}--[{_DROPPED}]]"
WORD = rf"{_KEPT}{_BODY}*"
"""One word of untouched text, as a pattern of Polars' regular expressions; it holds at least one character
that the normaliser keeps, so the n-th word of a text is the n-th word of its key."""


def count_words(expression: pl.Expr) -> pl.Expr:
    """Count the words of every string.

    Args:
        expression: a string expression of untouched text.

    Returns:
        An Int64 expression; null stays null.
    """
    return expression.str.count_matches(WORD).cast(pl.Int64)
