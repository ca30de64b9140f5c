"""The words of one sentence as role resolution reads them: clitics taken off, classes looked up.

A written word, with what stands between it and the word before, is analysed once and remembered, because news
repeats its words; the analysis prefers the reading that takes off least and leaves a known word.
"""

import re
from functools import lru_cache

from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.reading import BETWEEN, WORD, Token

__all__ = ["Token", "chunks_of", "next_word", "spans_of", "tokens_of"]

_CHUNK = re.compile(BETWEEN + WORD)
_WORD = re.compile(WORD)
_MOST_TEXTS = 4


def tokens_of(text: str, lexicon: Lexicon) -> list[Token]:
    """Split a sentence into its words.

    Args:
        text: the untouched sentence.
        lexicon: the compiled codebook.

    Returns:
        The words in order; a word that stands so in another place or sentence is the same object.
    """
    return list(map(lexicon.tokens.__getitem__, chunks_of(text)))


def chunks_of(text: str) -> list[str]:
    """Give each word of a sentence with what stands between it and the word before, as written.

    Args:
        text: the untouched sentence.

    Returns:
        What `Lexicon.tokens` knows the words by; together the text up to the end of its last word.
    """
    found: list[str] = _CHUNK.findall(text)
    return found


def next_word(text: str, at: int) -> int:
    """Give where the first word from a place on begins; at the text's end where there is none."""
    found = _WORD.search(text, at)
    return found.start() if found else len(text)


@lru_cache(_MOST_TEXTS)
def spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """Give where each word of a sentence begins and ends, in the order of `tokens_of`.

    Args:
        text: the untouched sentence.

    Returns:
        The offsets of each word's first character and of what follows its last.
    """
    return tuple(map(re.Match.span, _WORD.finditer(text)))
