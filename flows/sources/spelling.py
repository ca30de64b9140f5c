"""One spelling of a short text, by which labels, month names and headlines are compared."""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_UNIFIED = str.maketrans("أإآٱىةی٬", "اااايهي,")


def unify(text: str) -> str:
    """Reduce a line to what a label or a month name is compared by.

    Args:
        text: a short text.

    Returns:
        NFKC, lower case, ASCII digits, no diacritics, soft hyphens or direction marks, alef, yeh and teh
        marbuta unified.
    """
    bare = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_UNIFIED)
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in bare).casefold().strip()
