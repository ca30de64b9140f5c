"""What a page must not be to count as an article, and which of its addresses is its own."""

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from flows.sources.address import address_key, canonical
from flows.sources.fragments import text_lines
from flows.sources.plaintext import labels
from flows.sources.problem import ItemError
from flows.sources.spelling import unify

_LINK_WORDS = 3
_STUB_WORDS = 120
_NOTICE_WORDS = 80
_LINK_SHARE = 0.6
_LINES_OF_A_LIST = 3
_LINES_BELOW = 6
_WORD = re.compile(r"\w+")
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?\s*false', re.IGNORECASE)


def refuse_what_is_none(text: str, html: str, tree: HtmlElement) -> None:
    """Refuse a list of headlines, a notice of the site, and the first lines of an article for subscribers.

    Args:
        text: what was taken for the body.
        html: the page.
        tree: the same, parsed.

    Raises:
        ItemError: `no-text` or `paywall`.
    """
    lines = [" ".join(line.split()) for line in text.split("\n")]
    links = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    linked = sum(1 for line in lines if line in links and len(line.split()) >= _LINK_WORDS)
    if linked >= _LINES_OF_A_LIST and linked > _LINK_SHARE * len(lines):
        raise ItemError("no-text", "The page is a list of headlines, not an article.")
    plain = [unify(line) for line in lines]
    of_site = sum(1 for line in plain if any(phrase in line for phrase in labels()["no_article"]))
    if len(text.split()) < _NOTICE_WORDS and 2 * of_site >= len(lines):
        raise ItemError("no-text", "The page holds a notice of the site, not an article.")
    if len(text.split()) < _STUB_WORDS:
        below = " ".join(_lines_below(lines[-1], tree))
        if _NOT_FREE.search(html) or any(phrase in below for phrase in labels()["paywall"]):
            raise ItemError("paywall", "Only the beginning is shown; the rest is for subscribers.")


def _lines_below(last: str, tree: HtmlElement) -> list[str]:
    """Give the few lines that follow the body's last on the page, and that line itself."""
    lines = text_lines(tree)
    places = [number for number, line in enumerate(lines) if last in line]
    below = lines[places[-1] : places[-1] + _LINES_BELOW] if places else []
    return [" ".join(_WORD.findall(unify(line))) for line in below]


def own_address(stated: str | None, asked: str | None) -> str | None:
    """Choose a page's address: the one that it states, unless that is another page's or the site's front.

    Args:
        stated: the canonical address of the page's head, which may be relative, or None.
        asked: where the page was got, or None.

    Returns:
        The address in its canonical form, or None.
    """
    own = _joined(asked, stated) if stated else None
    got = canonical(asked) if asked else None
    if own is None or got is None:
        return own or got
    is_front = urlsplit(own).path in {"", "/"} and not urlsplit(own).query
    is_same_site = address_key(own).split("/")[0] == address_key(got).split("/")[0]
    return own if is_same_site and (not is_front or address_key(own) == address_key(got)) else got


def _joined(asked: str | None, stated: str) -> str | None:
    try:
        return canonical(urljoin(asked or "", stated))
    except ValueError:
        return None
