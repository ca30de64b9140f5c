"""Who wrote a page: what its metadata state, else the byline beside its headline."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from flows.sources.page_data import article_data
from flows.sources.spelling import unify

_ADDRESS = re.compile(r"\bhttps?\b.*", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[^\W\d_]{2}")
_MARK = r"(?:(?:نشر|نشرت|كتب|كتبت|اضيف|ارسل)\s+)?(?:"
_MARK += r"بقلم|بواسطه|كتب|كتبت|كتبه|كتبها|كتبته|الكاتب|الكاتبه|اعداد|by)"
_BYLINE = re.compile(rf"^{_MARK}(?:\s*[:/|\-–—]\s*|\s+)(.+)$", re.IGNORECASE)
_MORE = re.compile(r"\s+(?:بتاريخ|في\s*:?\s*\d|نشر|نشرت|اخر|on)\b.*$")
_MOST_WORDS = 6
_MOST_CHARACTERS = 200
_LABELS = frozenset(("admin", "administrator", "editor", "root", "webmaster", "null", "none", "unknown"))


def stated_names(tree: HtmlElement) -> list[str]:
    """Give the names of authors as a page's metadata write them; the library drops their full stops.

    Args:
        tree: the page, parsed.

    Returns:
        The names.
    """
    names = [
        str(element.get("content") or "")
        for element in tree.iter("meta")
        if (element.get("name") or element.get("property") or "").lower() in {"author", "article:author"}
    ]
    for one in article_data(tree):
        authors = one.get("author")
        names += [
            str(author.get("name") if isinstance(author, dict) else author or "")
            for author in (authors if isinstance(authors, list) else [authors])
        ]
    return [" ".join(name.split()) for name in names if name.strip()]


def find_author(stated: str | None, written: Sequence[str], beside: Sequence[str]) -> str | None:
    """Choose the author of a page.

    Args:
        stated: what the metadata say, several names parted by semicolons, or None.
        written: the names as the metadata write them.
        beside: the lines beside the headline.

    Returns:
        The names, parted by Arabic commas; None where nothing names a person or a desk.
    """
    whole = {_key(name): name for name in written}
    listed = stated or ";".join(written)
    names = [" ".join(name.split()) for name in _ADDRESS.sub("", listed).split(";")]
    names = [_bare(whole.get(_key(name), name)) for name in names]
    kept = [name for name in dict.fromkeys(names) if _is_name(name)]
    return "، ".join(kept)[:_MOST_CHARACTERS] or next(filter(None, map(_byline, beside)), None)


def _key(name: str) -> str:
    return " ".join(_WORD.findall(unify(name)))


def is_byline(line: str) -> bool:
    """Tell whether a line says who wrote the article, and no more.

    Args:
        line: one line.
    """
    return _byline(line) is not None


def _bare(name: str) -> str:
    """Take off the words that sites print around a name."""
    words = name.split()
    plain = [unify(word) for word in words]
    matched = _BYLINE.match(" ".join(plain))
    if matched is None or len(plain) != len(words):
        return name
    written = _MORE.sub("", matched[1]).split()
    start = len(words) - len(matched[1].split())
    return " ".join(words[start : start + len(written)])


def _is_name(name: str) -> bool:
    return bool(_NAME.search(name)) and len(name.split()) <= _MOST_WORDS and name.casefold() not in _LABELS


def _byline(line: str) -> str | None:
    words = line.split()
    if not 1 < len(words) <= _MOST_WORDS + 2 or line.endswith(".") or not _BYLINE.match(unify(line)):
        return None
    name = _bare(" ".join(words))
    return name if name != line and _is_name(name) else None
