"""Who wrote a page: what its metadata state, else the byline beside its headline."""

import re
from collections.abc import Sequence

from flows.sources.dates import unify

_ADDRESS = re.compile(r"\bhttps?\b.*", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"[^\W\d_]{2}")
_BYLINE = re.compile(r"^(?:بقلم|كتب|كتبت|كتبه|كتبته|الكاتب|الكاتبه|اعداد|by)\s*[:/|\-–]?\s+(.+)$")
_MARKED = re.compile(r"^\S+\s*[:/|\-–]?\s+")
_MOST_WORDS = 6
_MOST_CHARACTERS = 200
_LABELS = frozenset(("admin", "administrator", "editor", "root", "webmaster", "null", "none", "unknown"))


def find_author(stated: str | None, lines: Sequence[str], head: range) -> str | None:
    """Choose the author of a page.

    Args:
        stated: what the metadata say, several names parted by semicolons, or None.
        lines: the page's lines.
        head: the places of its head among them.

    Returns:
        The names, parted by Arabic commas; None where nothing names a person or a desk.
    """
    names = [" ".join(name.split()) for name in _ADDRESS.sub("", stated or "").split(";")]
    kept = [name for name in dict.fromkeys(names) if _is_name(name)]
    return "، ".join(kept)[:_MOST_CHARACTERS] or _byline(lines[max(head.start - 2, 0) : head.stop])


def _is_name(name: str) -> bool:
    return bool(_NAME.search(name)) and len(name.split()) <= _MOST_WORDS and name.casefold() not in _LABELS


def _byline(lines: Sequence[str]) -> str | None:
    for line in lines:
        if len(line.split()) <= _MOST_WORDS and _BYLINE.match(unify(line)) and not line.endswith("."):
            name = " ".join(_MARKED.sub("", line, count=1).split())
            if _is_name(name):
                return name
    return None
