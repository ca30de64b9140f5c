"""The normaliser: small named rules that fold the spellings of one Arabic word into one key.

Every rule maps single characters to what stands for them in the key; no rule's output is another rule's
input, so the rules may be applied in any order, all at once, and any number of times. A character that no
rule names is kept. The key is for matching only and is never shown: it writes على and علي alike.
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

_DIACRITICS = "".join(map(chr, [*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6DD)]))
_DIACRITICS += "".join(map(chr, [*range(0x6DF, 0x6E5), 0x6E7, 0x6E8, *range(0x6EA, 0x6EE)]))
TATWEEL = "ـ"
_INVISIBLE = "".join(
    map(chr, [0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
)
_LETTERS = {
    "hamza on alef": dict.fromkeys("أإآٱٲٳٵ", "ا"),
    "hamza on waw and yeh": dict.fromkeys("ؤئ", "ء"),
    "alef maqsura": {"ى": "ي"},
    "teh marbuta": {"ة": "ه"},
    "Persian and Urdu letters": dict.fromkeys("یېےۍ", "ي")
    | dict.fromkeys("کڪ", "ك")
    | dict.fromkeys("ہھەۀۃ", "ه"),
    "digits": {chr(zero + value): str(value) for zero in (0x660, 0x6F0) for value in range(10)},
}
_DELETIONS = {
    "diacritics": dict.fromkeys(_DIACRITICS, ""),
    "tatweel": {TATWEEL: ""},
    "invisible marks": dict.fromkeys(_INVISIBLE, ""),
}


def _presentation_forms() -> dict[str, str]:
    """Map each contextual form and ligature to its letters, as the other rules would write them.

    Ligatures that stand for several words (ﷺ) are kept: they would add word boundaries.
    """
    others = {key: value for rule in (_LETTERS | _DELETIONS).values() for key, value in rule.items()}
    table = {}
    for character in map(chr, [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)]):
        letters = unicodedata.normalize("NFKC", character)
        if letters == character or " " in letters.strip(" "):
            continue
        if all(unicodedata.category(letter)[0] in "LM" for letter in letters.strip(" ")):
            table[character] = "".join(others.get(letter, letter) for letter in letters.strip(" "))
    return table


RULES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    _LETTERS | _DELETIONS | {"presentation forms": _presentation_forms()}
)
"""Each rule's name and its table: a character and what stands for it ('' deletes it)."""

TABLE: Mapping[str, str] = MappingProxyType(
    {key: value for rule in RULES.values() for key, value in rule.items()}
)
"""All rules as one table."""

DELETED = "".join(sorted(key for key, value in TABLE.items() if not value))
"""The characters that have no place in the key."""

_TRANSLATION = str.maketrans(dict(TABLE))


def normalise(text: str) -> str:
    """Give the key of `text`; the same as `normalise_expression` gives for a column.

    Args:
        text: any text.

    Returns:
        The folded text. Idempotent; punctuation, spaces and unknown characters are kept.
    """
    return text.translate(_TRANSLATION)


def normalise_expression(expression: pl.Expr) -> pl.Expr:
    """Give the key of every string of `expression`; the same as `normalise` gives for one.

    Args:
        expression: a string expression.

    Returns:
        A string expression; null stays null.
    """
    return expression.str.replace_many(list(TABLE), list(TABLE.values()))


def origins(text: str) -> list[int]:
    """Map offsets in `normalise(text)` back to the untouched text.

    Args:
        text: the untouched text.

    Returns:
        For each character of the key, the offset in `text` of the character it came from, and at the end
        `len(text)`: so a span `[i, j)` of the key, i < j, was written in `text[origins[i] : origins[j - 1] +
        1]`.
    """
    offsets = [at for at, character in enumerate(text) for _ in TABLE.get(character, character)]
    return [*offsets, len(text)]
