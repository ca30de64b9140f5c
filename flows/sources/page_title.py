"""The headline of a page: what its metadata state, held against the headings that it shows."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from flows.sources.dates import read_note
from flows.sources.plaintext import is_paragraph
from flows.sources.spelling import unify

_TITLE_BREAK = re.compile(r"\s+[-–—|»:]+\s+")
_LEAST_WORDS = 3
_LINES_ABOVE = 4
_OPENING_CHARACTERS = 60


def own_title(title: str | None, site: str | None, tree: HtmlElement, lines: Sequence[str]) -> str | None:
    """Choose the headline, without the site's name: `headline - site` and `site - headline`.

    Args:
        title: what the metadata state, or None.
        site: what the site calls itself, or None.
        tree: the page, parsed.
        lines: its lines, as they would be read.

    Returns:
        The headline, or None.
    """
    headings = _headings(tree)
    named = next((" ".join(element.text_content().split()) for element in tree.iter("title")), "")
    stated = _from_heading(title, named, headings) or title
    if not stated:
        return None
    if stated in headings:
        return stated
    shown = _shown_segment(named, lines) if stated == site or stated not in lines else None
    return shown or _without_site(stated, site, headings)


def headline_above(title: str | None, tree: HtmlElement, lines: Sequence[str], text: str) -> str | None:
    """Find the headline of a page that names the site alone and marks no heading, as old portals do.

    Args:
        title: the title that was found, or None.
        tree: the page, parsed.
        lines: its lines, as they would be read.
        text: the body.

    Returns:
        The nearest line of a headline's length above the body; else the title as it was.
    """
    if _headings(tree) or len((title or "").split()) >= _LEAST_WORDS:
        return title
    opening = next(filter(is_paragraph, text.split("\n")), "")[:_OPENING_CHARACTERS]
    place = next((number for number, line in enumerate(lines) if opening and line.startswith(opening)), 0)
    links = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    above = [line for line in reversed(lines[max(place - _LINES_ABOVE, 0) : place]) if line not in links]
    fitting = (line for line in above if len(line.split()) > _LEAST_WORDS and read_note(line) is None)
    return next(fitting, title)


def _headings(tree: HtmlElement) -> list[str]:
    texts = (" ".join(heading.text_content().split()) for heading in tree.iter("h1", "h2", "h3"))
    return [text for text in texts if text]


def _from_heading(title: str | None, named: str, headings: Sequence[str]) -> str | None:
    """Give the heading that a quotation mark cut short in an attribute, or that the page's title names."""
    plain = unify(title or "")
    for heading in headings:
        if plain and heading != title and unify(heading).startswith(f"{plain} ") and heading in named:
            return heading
    if title and (title in headings or title in named):
        return None
    # A nested object's headline is not the page's.
    inside = [text for text in headings if len(text.split()) >= _LEAST_WORDS and text in named]
    return max(inside, key=len, default=None)


def _shown_segment(named: str, lines: Sequence[str]) -> str | None:
    segments = [segment.strip() for segment in _TITLE_BREAK.split(named)]
    shown = [text for text in segments if len(text.split()) >= _LEAST_WORDS and text in lines]
    return max(shown, key=len, default=None)


def _without_site(title: str, site: str | None, headings: Sequence[str]) -> str:
    segments = [segment.strip() for segment in _TITLE_BREAK.split(title) if segment.strip()]
    kept = [segment for segment in segments if segment != site]
    exact = [segment for segment in kept if segment in headings]
    if len(segments) > 1 and exact:
        return max(exact, key=len)
    for start, end in ((0, len(segments) - 1), (1, len(segments))):
        if len(segments) > 1 and kept == segments[start:end]:
            cut = title.index(segments[start]), title.rindex(segments[end - 1]) + len(segments[end - 1])
            return title[slice(*cut)]
    return title
