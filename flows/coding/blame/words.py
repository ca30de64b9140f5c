"""The words of one sentence as role resolution reads them: clitics taken off, classes looked up.

A written word is analysed once and remembered, because news repeats its words; the analysis prefers the
reading that takes off least and leaves a known word.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.reading import Reading

# in brackets, so that splitting by it gives the words as well as what stands between them; no letter that was
# taken is given back, since none of the classes of letters can end a word earlier
_WORD = re.compile(
    r"([^\W_\u0640][^\W_]*+(?:[\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f]++[^\W_]*+)*+)"
)
_STRONG = frozenset(".!?؟…;؛:")
_COMMAS = frozenset("،,")
_BRACKETS = frozenset("()[]-–—")
_QUOTES = frozenset("\"«»“”„'‘’")
_MOST_GAPS = 1_000


@dataclass(slots=True)
class Token:
    """One word of the sentence.

    Attributes:
        start: offset of the word in the sentence.
        end: offset of its end.
        reading: what the word can be.
        mark: the strongest mark between it and the word before: "." (a stop, colon or semicolon), ",", "(" (a
            bracket or dash), '"' (a quotation mark) or "" (none).
        colon: whether a colon stands before it.
    """

    start: int
    end: int
    reading: Reading
    mark: str
    colon: bool = field(default=False)


def tokens_of(text: str, lexicon: Lexicon) -> list[Token]:
    """Split a sentence into its words.

    Args:
        text: the untouched sentence.
        lexicon: the compiled codebook.

    Returns:
        The words in order.
    """
    parts = _WORD.split(text)
    offsets = list(accumulate(map(len, parts)))
    readings = map(lexicon.readings.__getitem__, parts[1::2])
    marks, colons = zip(*map(_mark, parts[::2]), strict=True)
    return list(map(Token, offsets[::2], offsets[1::2], readings, marks, colons))


@lru_cache(_MOST_GAPS)
def _mark(gap: str) -> tuple[str, bool]:
    """Give the strongest mark between two words, and whether a colon is among them."""
    marks = set(gap)
    if marks & _STRONG:
        return ".", ":" in gap
    if marks & _COMMAS:
        return ",", False
    if marks & _BRACKETS:
        return "(", False
    return '"' if marks & _QUOTES else "", False
