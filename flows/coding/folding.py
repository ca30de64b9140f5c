"""Folding: a text as its normalised words and clause marks, one after the other."""

import polars as pl

from flows.text.normalise import TABLE
from flows.text.words import WORD

MARK = "،"
"""What stands for every clause mark in folded text."""

CLAUSE_MARKS = "،,؛;:.!?؟…()[]-–—"
"""The characters that no form runs across; each counts as one word in distances."""

# with the spaces around it, lest these double; leftmost, so that the longest, which stand first, are taken
_SPACED = {
    written: f" {MARK} "
    for around in (" {} ", "{} ", " {}", "{}")
    for written in map(around.format, CLAUSE_MARKS)
} | dict(TABLE)
# what is to become one space: not the single spaces that are there already, which would be written anew
_NOT_WORD = (
    rf"[^\p{{L}}\p{{M}}\p{{N}}{MARK} ][^\p{{L}}\p{{M}}\p{{N}}{MARK}]*| [^\p{{L}}\p{{M}}\p{{N}}{MARK}]+"
)
_MARK = "[" + "".join(f"\\{mark}" if mark.isascii() else mark for mark in CLAUSE_MARKS) + "]"
TOKEN = rf"(?:{WORD}|{_MARK})"
"""A word or clause mark of untouched text, as a pattern: the n-th is the n-th word of the folded text."""


def fold_expression(expression: pl.Expr) -> pl.Expr:
    """Fold text for matching: normalised words and clause marks (each as `MARK`) between single spaces.

    Args:
        expression: a string expression of untouched text.

    Returns:
        A string expression; each string begins and ends with a space.
    """
    spaced = expression.str.replace_many(list(_SPACED), list(_SPACED.values()), leftmost=True)
    folded = spaced.str.replace_all(_NOT_WORD, " ").str.strip_chars(" ")
    return pl.format(" {} ", folded)
