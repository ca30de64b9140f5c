"""HTML: whole pages through trafilatura, the fragments inside feed items through lxml."""

import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta

import lxml.html
import trafilatura
from lxml.etree import ParserError
from lxml.html import HtmlElement
from trafilatura.settings import Document

from flows.sources.decode import decode
from flows.sources.plaintext import Page, labels
from flows.sources.problem import ItemError

# What these would print of a page without an article, the skip says.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_DECLARED_WITHIN_BYTES = 4096
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_TITLE_BREAK = re.compile(r"\s+[-–—|»:]+\s+")
_ARTICLE_WORDS = 8
_LEAD_WORDS = 8
_LEAD_GROWTH = 3
_ONE_DAY = timedelta(days=1)
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
        *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre"),
        *("section", "table", "td", "th", "tr", "ul"),
    )
)
_UNREAD = frozenset({"script", "style", "noscript", "template", "iframe", "figure", "form", "button", "svg"})


def read_page(data: bytes, latest: date, declared: str | None = None) -> Page:
    """Read a saved or fetched page: its body without the site's furniture, headline, date, address and site.

    Args:
        data: the page's bytes.
        latest: the last day that the page can have been published.
        declared: the encoding that its server named, or None.

    Returns:
        The page.

    Raises:
        ItemError: `empty`, `binary`, `undecodable`, or `no-text` where the page holds no article.
    """
    match = _DECLARED.search(data, 0, _DECLARED_WITHIN_BYTES)
    html = decode(data, declared or (match[1].decode("ascii") if match else None))
    tree = trafilatura.load_html(html)
    document = None if tree is None else _extract(tree, latest)
    body = (document.text if document else None) or ""
    if document is None or len(body.split()) < _ARTICLE_WORDS:
        raise ItemError("no-text", "No article was found on the page; it may be a list, a form or a video.")
    whole = trafilatura.load_html(html)  # once more, for the extraction prunes the tree that it is given
    title = _own_title(document.title, document.sitename, whole)
    return Page(
        text=_with_lead(_without_title(body, title), document.description, whole),
        title=title,
        published=_published(html, document.date, latest),
        url=document.url,
        outlet=document.sitename,
    )


def _extract(tree: HtmlElement, latest: date) -> Document | None:
    # Precision before recall: on real Arabic pages it drops the agency's boilerplate and loses no paragraph.
    found = trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={
            "original_date": True,
            "extensive_search": True,
            "max_date": latest.isoformat(),
        },
    )
    return found if isinstance(found, Document) else None


def _published(html: str, found: str | None, latest: date) -> str | None:
    """Prefer the date in the outlet's own time zone: near midnight, UTC names the day before."""
    stated = _JSON_DATE.search(html)
    if stated:
        try:
            local = date.fromisoformat(stated[1])
        except ValueError:
            return found
        if local <= latest and (found is None or abs(local - date.fromisoformat(found)) <= _ONE_DAY):
            return local.isoformat()
    return found


def _own_title(title: str | None, site: str | None, tree: HtmlElement) -> str | None:
    """Take the site's name off a page title: `headline - site` and `site - headline`."""
    if not title:
        return None
    headings = {" ".join(heading.text_content().split()) for heading in tree.iter("h1", "h2")}
    segments = [segment.strip() for segment in _TITLE_BREAK.split(title) if segment.strip()]
    kept = [segment for segment in segments if segment != site]
    exact = [segment for segment in kept if segment in headings]
    if len(segments) > 1 and exact and title not in headings:
        return max(exact, key=len)
    for start, end in ((0, len(segments) - 1), (1, len(segments))):
        if len(segments) > 1 and kept == segments[start:end]:
            cut = title.index(segments[start]), title.rindex(segments[end - 1]) + len(segments[end - 1])
            return title[slice(*cut)]
    return title


def _without_title(text: str, title: str | None) -> str:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    kept = [line for line in lines if line]
    if len(kept) > 1 and kept[0] == title:
        kept = kept[1:]
    return "\n".join(kept)


def _with_lead(text: str, description: str | None, tree: HtmlElement) -> str:
    """Put the lead back where the site sets it apart from the body; the page's description repeats it."""
    lead = " ".join((description or "").rstrip(" .…").split())
    if len(lead.split()) < _LEAD_WORDS or lead in text:
        return text
    for element in tree.iter("p", "div", "h2", "h3", "span", "strong"):
        written = " ".join(element.text_content().split())
        # Sites cut their description short, so the paragraph may say more than it.
        if written.startswith(lead) and len(written) <= _LEAD_GROWTH * len(lead):
            return text if written in text else f"{written}\n{text}"
    return text


def fragment_text(html: str) -> str:
    """Read the HTML inside a feed item: paragraphs on a line each, no markup, no captions, no feed trailer.

    Args:
        html: a fragment, or plain text.

    Returns:
        The text; empty where there is none.
    """
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (ParserError, ValueError):
        return ""
    lines = (" ".join(line.split()) for line in "".join(_pieces(root)).split("\n"))
    return "\n".join(line for line in lines if line and not _is_trailer(line))


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Walk the tree without recursion, for a hostile page nests thousands of elements."""
    stack: list[HtmlElement | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        broken = "\n" if tag in _BLOCKS else ""
        yield broken
        parts: list[HtmlElement | str] = []
        if tag and tag not in _UNREAD:
            parts.append(_one_line(node.text))
            for child in node:
                parts.extend((child, _one_line(child.tail)))
        stack.extend(reversed([*parts, broken]))


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _is_trailer(line: str) -> bool:
    return any(mark in line for mark in labels()["feed_trailer"])
