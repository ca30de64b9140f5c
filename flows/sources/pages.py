"""HTML pages through trafilatura: body, headline, author, site; what is no article is refused."""

import logging
import re
from datetime import date

import trafilatura
from lxml.html import HtmlElement

from flows.sources.decode import decode
from flows.sources.fragments import line_pieces, text_lines
from flows.sources.page_author import find_author, stated_names
from flows.sources.page_checks import own_address, refuse_what_is_none
from flows.sources.page_dates import PageHead, date_page
from flows.sources.page_edges import trim_body
from flows.sources.page_extracted import find_article, whole_text, with_stated_lead
from flows.sources.page_head import body_end, find_head, find_notes, with_leads
from flows.sources.page_title import headline_above, own_title
from flows.sources.plaintext import Page
from flows.sources.problem import ItemError

# What these would print of a page without an article, the skip says.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_DECLARED_WITHIN_BYTES = 4096


def read_page(data: bytes, latest: date, declared: str | None = None, *, address: str | None = None) -> Page:
    """Read a saved or fetched page: its body without the site's furniture, headline, date, address and site.

    Args:
        data: the page's bytes.
        latest: the last day that the page can have been published.
        declared: the encoding that its server named, or None.
        address: where it was got, or None.

    Returns:
        The page; a date later than `latest` that its metadata state is left for the caller to tell.

    Raises:
        ItemError: `empty`, `binary`, `undecodable`, `paywall` where the page shows the beginning of an
            article only, or `no-text` where it holds no article.
    """
    match = _DECLARED.search(data, 0, _DECLARED_WITHIN_BYTES)
    html = decode(data, declared or (match[1].decode("ascii") if match else None))
    document = find_article(html, latest)
    if document is None:
        raise ItemError("no-text", "No article was found on the page; it may be a list, a form or a video.")
    whole: HtmlElement = trafilatura.load_html(
        html
    )  # once more, for the extraction prunes the tree that it is given
    lines = text_lines(whole)
    title = own_title(document.title, document.sitename, whole, lines)
    title = headline_above(title, whole, lines, document.text or "")
    links = {" ".join(link.text_content().split()) for link in whole.iter("a")}
    text = whole_text(document.text or "", html, whole, lines, links)
    text = with_stated_lead(trim_body(text, title, lines, links), document.description, whole)
    head = find_head(lines, title, text)
    text = with_leads(text, lines, head)
    refuse_what_is_none(text, html, whole)
    beside = range(max(head.start - 2, 0), min(head.stop + 1, len(lines)))
    own = own_address(_stated_address(whole) or document.url, address)
    notes, end = find_notes(lines, head, text), body_end(lines, text)
    dated = date_page(PageHead(whole, line_pieces(whole), notes, end, own), latest)
    return Page(
        text=text,
        title=title,
        published=dated.published,
        url=own,
        outlet=document.sitename,
        author=find_author(document.author, stated_names(whole), [lines[place] for place in beside]),
        date_confidence=dated.confidence,
    )


def _stated_address(tree: HtmlElement) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return str(link.get("href") or "").strip() or None
    return None
