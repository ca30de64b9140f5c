"""HTML as text: the fragments inside feed items, and the lines of a whole page."""

import re
from collections.abc import Iterator

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from flows.sources.plaintext import is_paragraph, labels
from flows.sources.spelling import unify

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
        *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre"),
        *("section", "table", "td", "th", "tr", "ul", "center", "title", "head", "body", "nav", "fieldset"),
        *("caption", "details", "summary", "legend", "tbody", "marquee"),
    )
)
_LITERAL_TAG = re.compile(r"</(?:p|div|span|strong|a)>|<(?:p|br ?/?)>", re.IGNORECASE)
_CDATA_MARK = re.compile(r"<!\[CDATA\[|\]\]>")
_PARAGRAPH_CHARACTERS = 60
_CUT = "\x1f"
_EMPHASIS = frozenset({"b", "strong", "i", "em", "u", "mark", "bdi", "bdo", "sub", "sup", "wbr", "q", "cite"})
_UNREAD = frozenset(
    {"script", "style", "noscript", "template", "iframe", "figure", "button", "svg", "select"}
)


def fragment_text(html: str) -> str:
    """Read the HTML inside a feed item: paragraphs on a line each, no markup, no captions, no feed trailer.

    Args:
        html: a fragment, or plain text.

    Returns:
        The text; empty where there is none.
    """
    lines = _fragment_lines(_CDATA_MARK.sub("", html))
    if len(_LITERAL_TAG.findall("\n".join(lines))) > 1:
        # Some programs escape their markup twice.
        lines = _fragment_lines("\n".join(lines))
    return "\n".join(line for line in lines if not _is_trailer(line))


def _fragment_lines(html: str) -> list[str]:
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (ParserError, ValueError):
        return []
    return text_lines(root)


def text_lines(element: HtmlElement) -> list[str]:
    """Give the lines of an element as they would be read: one for each block, none of them empty.

    Args:
        element: an element; it is not changed.

    Returns:
        The lines, without scripts, forms and captions.
    """
    lines = (" ".join(line.split()) for line in "".join(_pieces(element)).split("\n"))
    return [line for line in lines if line]


def line_pieces(element: HtmlElement) -> list[list[str]]:
    """Give the lines of an element, each cut where an inline element begins or ends.

    Args:
        element: an element; it is not changed.

    Returns:
        For each line that `text_lines` gives, its pieces: sites set a name, a date and a number side by side
        and part them by style sheets alone.
    """
    cut = (line.split(_CUT) for line in "".join(_pieces(element, _CUT)).split("\n"))
    tidy = ([" ".join(piece.split()) for piece in line] for line in cut)
    return [pieces for line in tidy if (pieces := [piece for piece in line if piece])]


def is_plain_form(form: HtmlElement) -> bool:
    """Tell a form that asks for something from one that a whole page stands in, as old portals have it.

    Args:
        form: the element.

    Returns:
        Whether no paragraph stands in it.
    """
    return not any(
        is_paragraph(" ".join(text.split()))
        for element in form.iter("p", "td", "div", "span", "font", "br")
        for text in (element.text, element.tail)
        if text and len(text) > _PARAGRAPH_CHARACTERS
    )


def _pieces(element: HtmlElement, border: str = "") -> Iterator[str]:
    """Walk the tree without recursion, for a hostile page nests thousands of elements."""
    stack: list[HtmlElement | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        broken = "\n" if tag in _BLOCKS else ("" if tag in _EMPHASIS else border)
        yield broken
        parts: list[HtmlElement | str] = []
        if tag and tag not in _UNREAD and not (tag == "form" and is_plain_form(node)):
            parts.append(_one_line(node.text))
            for child in node:
                parts.extend((child, _one_line(child.tail)))
        stack.extend(reversed([*parts, broken]))


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace(_CUT, " ")


def _is_trailer(line: str) -> bool:
    plain = unify(line)
    return any(mark in plain for mark in labels()["feed_trailer"])
