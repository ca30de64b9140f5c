"""A page's tree made ready for extraction: words for screen readers out, a folded rest of an article in."""

import re

from lxml.html import HtmlElement

from flows.sources.plaintext import is_paragraph

_UNSEEN = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text|screen-reader|u-hidden-visually)(?:\s|$)",
    re.IGNORECASE,
)
_FOLDED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN_CHARACTERS = 200
_HOLDERS = ("div", "section", "span", "p")


def prepare(tree: HtmlElement) -> None:
    """Change a tree in place.

    Args:
        tree: a page, parsed; words for screen readers are dropped, for they stand in no reader's text; the
            rest of an article that a button unfolds is shown, unless a form stands in it.
    """
    for element in list(tree.iter("span", "div", "p", "li", "strong", "h2", "h3", "a", "em")):
        is_unseen = _UNSEEN.search(element.get("class") or "") and element.getparent() is not None
        if is_unseen and len(element.text_content()) < _UNSEEN_CHARACTERS:
            element.drop_tree()
    for element in list(tree.iter(*_HOLDERS)):
        if _FOLDED.search(element.get("style") or "") and _continues(element):
            del element.attrib["style"]


def _continues(element: HtmlElement) -> bool:
    """Tell whether an element holds paragraphs, and paragraphs stand before it in the same place."""
    if next(element.iter("form", "input", "button", "iframe"), None) is not None or not _paragraphs(element):
        return False
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    return before is not None and (_paragraphs(before) >= 1 or _is_prose(before))


def _paragraphs(element: HtmlElement) -> int:
    return sum(1 for paragraph in element.iter("p") if _is_prose(paragraph))


def _is_prose(element: HtmlElement) -> bool:
    return element.tag == "p" and is_paragraph(" ".join(element.text_content().split()))
