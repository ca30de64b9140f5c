"""The words of one sentence as role resolution reads them: clitics taken off, classes looked up.

A written word is analysed once and remembered, because news repeats its words; the analysis prefers the
reading that takes off least and leaves a known word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flows.coding.blame.lexicon import Lexicon, Reading

_WORD = re.compile(r"(?:[^\W_\u0640])(?:[^\W_]|[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f])*")
_STRONG = frozenset(".!?؟…;؛:")
_COMMAS = frozenset("،,")
_BRACKETS = frozenset("()[]-–—")
_QUOTES = frozenset("\"«»“”„'‘’")


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
    return list(_tokens(text, lexicon))


def _tokens(text: str, lexicon: Lexicon) -> Iterator[Token]:
    last = 0
    for match in _WORD.finditer(text):
        gap = text[last : match.start()]
        # most words are parted by a space alone
        mark, colon = ("", False) if gap == " " else (_mark(set(gap)), ":" in gap)
        yield Token(match.start(), match.end(), lexicon.read(match.group()), mark, colon)
        last = match.end()


def _mark(gap: set[str]) -> str:
    if gap & _STRONG:
        return "."
    if gap & _COMMAS:
        return ","
    if gap & _BRACKETS:
        return "("
    return '"' if gap & _QUOTES else ""
