"""The identity of an article: what of its text makes it the same article, and the digest of that.

The ids in seeds/ rest on this file, so its rules are frozen. They share nothing with the normaliser that
matching
uses: that one may improve with every version, while a change here would store every article a second time.
"""

import hashlib
import re
import unicodedata

ID_LENGTH = 16
"""Hexadecimal digits of the digest that make an article's id."""

# Arabic vowel signs, Quranic signs and the superscript alef; tatweel; the soft hyphen; zero-width and
# direction marks; the byte order mark.
_UNSEEN = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
    "\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)


def identity_text(text: str) -> str:
    """Reduce a text to what its identity rests on; applying it again changes nothing.

    Unicode NFKC, then without Arabic diacritics, tatweel, zero-width and direction marks, and each run of
    white space one space. Composing happens again after the removal, because a removed mark may have stood
    between a letter and its accent.

    Args:
        text: any text.

    Returns:
        The reduced text; empty where nothing is left to identify.
    """
    bare = _UNSEEN.sub("", _composed(text))
    return " ".join(_composed(bare).split())


def _composed(text: str) -> str:
    # To ask is ten times as fast as to do, and most texts are composed already.
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def digest(text: str) -> str:
    """Give the SHA-256 of what identifies a text; the first `ID_LENGTH` digits are the article's id.

    Args:
        text: an article's body.

    Returns:
        64 hexadecimal digits over `identity_text(text)` in UTF-8; a lone surrogate counts as U+FFFD.
    """
    return hashlib.sha256(identity_text(text).encode("utf-8", "replace")).hexdigest()
