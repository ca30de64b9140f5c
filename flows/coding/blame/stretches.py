"""Sentences without an end, as flattened articles have them, read a stretch at a time.

What stands hundreds of words away says nothing of who is blamed, and reading a sentence costs more than in
proportion to its length.
"""

import re
from collections.abc import Iterator

LONGEST_WORDS = 300
"""No sentence of a careful writer is nearly as long."""

_WORDS = re.compile(r"\S+\s*")
_CLAUSE_END = "،,؛;:"


def stretches(text: str) -> Iterator[tuple[int, str]]:
    """Cut a sentence that is too long, at the end of a clause where there is one.

    Args:
        text: the untouched sentence.

    Yields:
        each stretch with the offset at which it begins; of a sentence of usual length, the sentence.
    """
    # a word takes a letter and a space
    if len(text) <= 2 * LONGEST_WORDS or len(text.split()) <= LONGEST_WORDS:
        yield 0, text
        return
    words = [(match.start(), match.group()) for match in _WORDS.finditer(text)]
    first = 0
    while first < len(words):
        last = min(first + LONGEST_WORDS, len(words))
        if last < len(words):
            ends = (at for at in range(last, first + LONGEST_WORDS // 2, -1) if _ends(words[at - 1][1]))
            last = next(ends, last)
        start = words[first][0]
        stop = words[last][0] if last < len(words) else len(text)
        yield start, text[start:stop]
        first = last


def _ends(word: str) -> bool:
    return word.rstrip().endswith(tuple(_CLAUSE_END))
