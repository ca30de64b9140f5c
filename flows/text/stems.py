"""Rough stems: a word without clitics and endings, so that alike words are counted together.

No lemma is meant: `والقوات` and `قواتها` give one stem, and so may words that have little to do with each
other. What is looked up in the codebook is never stemmed; stems only weigh what stands around it.
"""

import re

import polars as pl

NUMBER = "#"
_RULES = (
    (r"^\d+$", NUMBER),
    (r"^[وف](.{4,})$", r"\1"),
    (r"^(?:[بك]?ال|لل)(.{3,})$", r"\1"),
    (r"^(.{3,}?)(?:هما|تها|تهم|تين|ها|هم|ته|نا|ات|ون|ين|ان|يه|ه|ي)$", r"\1"),
)
_ENDS = tuple(re.compile(pattern) for pattern, _ in _RULES[1:])


def stem(word: str) -> str:
    """Take clitics and endings off a folded word.

    Args:
        word: a folded word.

    Returns:
        Its stem; `#` of a number.
    """
    if word.isdecimal():
        return NUMBER
    for pattern in _ENDS:  # each keeps its one group
        found = pattern.fullmatch(word)
        if found:
            word = found[1]
    return word


def stems(words: pl.Series) -> pl.Series:
    """Do in bulk what `stem` does.

    Args:
        words: folded words.

    Returns:
        Their stems.
    """
    for pattern, to in _RULES:
        words = words.str.replace(pattern, to.replace(r"\1", "$1"))
    return words
