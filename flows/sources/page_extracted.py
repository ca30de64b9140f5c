"""The body of a page as trafilatura finds it, and the rest of it where that is a part only."""

from collections.abc import Collection, Sequence
from datetime import date

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from flows.sources.page_data import stated_body
from flows.sources.page_prepared import prepare
from flows.sources.plaintext import is_label, is_paragraph
from flows.sources.spelling import unify

_LIVE_BLOG = '"LiveBlogPosting"'
_OF_TABLES = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")
_EARLIEST = "1995-01-01"
_ARTICLE_WORDS = 8
_LEAD_WORDS = 8
_LEAD_GROWTH = 3
_OPENING_CHARACTERS = 50
_GROWTH = 1.5
_GROWTH_OF_PAGE = 2.0
_GROWTH_WORDS = 30
_HEADLINE_WORDS = 4


def find_article(html: str, latest: date) -> Document | None:
    """Extract for precision, which on real Arabic pages drops boilerplate and hardly loses a paragraph.

    For recall where the page is a live blog, of whose entries the first alone may be kept. Where nothing is
    found, the cells of tables count as blocks of text, for old sites set their pages in tables; last comes
    what the page states as data.

    Args:
        html: the page.
        latest: the last day that it can have been published.

    Returns:
        The library's document, its text a paragraph a line; None where there is no article.
    """
    precise = _LIVE_BLOG not in html
    for flatten in (False, True):
        tree = trafilatura.load_html(html)
        if tree is None:
            return None
        for cell in tree.iter(*_OF_TABLES) if flatten else ():
            cell.tag = "div"
        document = _extract(tree, latest, precise=precise, recall=not precise)
        if document is not None and len((document.text or "").split()) >= _ARTICLE_WORDS:
            return document
    return _stated_article(html)


def whole_text(text: str, html: str, tree: HtmlElement, lines: Sequence[str], links: Collection[str]) -> str:
    """Give the rest of a body of which the beginning was found.

    Args:
        text: the body as extracted for precision.
        html: the page.
        tree: the same, parsed.
        lines: its lines, as they would be read.
        links: what its links say.

    Returns:
        What the page's data state where that is half as long again; else, where the page shows twice as
        many words in paragraphs below the body's first, what a less strict extraction finds; else the text.
    """
    stated = stated_body(tree, with_app=False)
    if _goes_on(text, stated, _GROWTH):
        return stated
    shown = _prose_below(text, lines, links)
    if shown < _GROWTH_OF_PAGE * len(text.split()) or shown < len(text.split()) + _GROWTH_WORDS:
        return text
    document = _extract(trafilatura.load_html(html), None, precise=False, recall=False)
    found = (document.text or "") if document else ""
    return found if _goes_on(text, found, _GROWTH_OF_PAGE) else text


def with_stated_lead(text: str, description: str | None, tree: HtmlElement) -> str:
    """Put the lead back where the site sets it apart from the body; the page's description repeats it.

    Args:
        text: the body.
        description: what the metadata say of the page, or None.
        tree: the page, parsed.

    Returns:
        The body with its lead.
    """
    lead = " ".join((description or "").rstrip(" .…").split())
    if len(lead.split()) < _LEAD_WORDS or unify(lead) in unify(text):
        return text
    for element in tree.iter("p", "div", "h2", "h3", "span", "strong"):
        written = " ".join(element.text_content().split())
        # Sites cut their description short, so the paragraph may say more than it.
        if written.startswith(lead) and len(written) <= _LEAD_GROWTH * len(lead):
            return text if unify(written) in unify(text) else f"{written}\n{text}"
    return text


def _opening(text: str) -> str:
    paragraphs = text.split("\n")
    return next(filter(is_paragraph, paragraphs), paragraphs[0])


def _goes_on(text: str, longer: str, growth: float) -> bool:
    words = len(text.split())
    is_longer = len(longer.split()) >= max(growth * words, words + _ARTICLE_WORDS)
    return is_longer and unify(_opening(text))[:_OPENING_CHARACTERS] in unify(longer)


def _prose_below(text: str, lines: Sequence[str], links: Collection[str]) -> int:
    """Count the words of paragraphs from the body's first to a label or a linked headline that ends it."""
    opening = _opening(text)[:_OPENING_CHARACTERS]
    place = next((number for number, line in enumerate(lines) if opening and line.startswith(opening)), None)
    words = 0
    for line in lines[place:] if place is not None else ():
        if is_label(line, "end", "related") or (line in links and len(line.split()) >= _HEADLINE_WORDS):
            break
        words += len(line.split()) if is_paragraph(line) else 0
    return words


def _stated_article(html: str) -> Document | None:
    tree = trafilatura.load_html(html)
    body = stated_body(tree)
    if len(body.split()) < _ARTICLE_WORDS:
        return None
    document = trafilatura.extract_metadata(tree)
    if not isinstance(document, Document):
        return None
    document.text = body
    return document


def _extract(tree: HtmlElement, latest: date | None, *, precise: bool, recall: bool) -> Document | None:
    prepare(tree)
    found = trafilatura.bare_extraction(
        tree,
        favor_precision=precise,
        favor_recall=recall,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # The date is looked for apart, where it is known how it was stated; this is the cheapest way to none.
        date_extraction_params={
            "extensive_search": False,
            "max_date": latest.isoformat() if latest else _EARLIEST,
        },
    )
    return found if isinstance(found, Document) else None
