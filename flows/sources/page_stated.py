"""The day that a page's metadata state: JSON-LD, meta elements, `<time>`, microdata and hAtom."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import lxml.html
from htmldate import find_date
from lxml.html import HtmlElement

from flows.sources.dates import read_stated
from flows.sources.machine_dates import machine_day
from flows.sources.page_data import article_data, loose_data

_PUBLISHED = re.compile(r'"(?:datePublished|dateCreated)"\s*:\s*"\s*([^"]{4,60})"')
_EARLIEST = "1995-01-01"
_FAR = timedelta(days=3650)
_ONE_DAY = timedelta(days=1)
_NAMES = frozenset(
    (
        *("article:published_time", "article:published", "og:article:published_time", "og:published_time"),
        *("og:pubdate", "og:publish_date", "datepublished", "published_time", "publisheddate", "publishdate"),
        *(
            "publish_date",
            "publish-date",
            "published-date",
            "published_date",
            "pubdate",
            "pub_date",
            "publication_date",
        ),
        *(
            "publication-date",
            "citation_publication_date",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date.published",
        ),
        *(
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:recs:publishtime",
            "bt:pubdate",
            "article.published",
        ),
        *("article_date_original", "originalpublicationdate", "originalpublishdate", "article-publish-date"),
    )
)


def stated_day(tree: HtmlElement, latest: date) -> str | None:
    """Give the day that the metadata state, in the outlet's own time zone: near midnight, UTC names another.

    Args:
        tree: the page, parsed and untouched.
        latest: the last day that it can bear.

    Returns:
        ISO 8601 to the day, a day to come as it stands; None where nothing states one.
    """
    in_meta = next(_of_meta(tree), None)
    in_data = next(_of_data(tree, "datePublished", "dateCreated", "uploadDate"), None) or next(
        _of_text(tree), None
    )
    if in_meta and in_data and abs(date.fromisoformat(in_meta) - date.fromisoformat(in_data)) > _ONE_DAY:
        return in_meta
    return (
        in_data
        or in_meta
        or search(_head_only(tree), latest + _FAR)
        or _of_marks(tree)
        or _of_time_element(tree)
        or next(_of_data(tree, "dateModified"), None)
    )


def search(page: HtmlElement | str, latest: date, *, extensive: bool = False) -> str | None:
    """Let htmldate look for a date.

    Args:
        page: the page or a part of it.
        latest: the last day that it can bear.
        extensive: whether it may guess.

    Returns:
        ISO 8601 to the day, or None; a fault of the library gives None too.
    """
    try:
        found = find_date(
            page,
            extensive_search=extensive,
            original_date=True,
            min_date=_EARLIEST,
            max_date=latest.isoformat(),
            deferred_url_extractor=True,
        )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return str(found) if found else None


def read_machine_date(value: object) -> str | None:
    """Read what programs write for a date.

    Args:
        value: what `machine_day` reads, or a date as Arabic sites write it.

    Returns:
        ISO 8601 to the day, or None.
    """
    day = machine_day(value)
    if day is not None:
        return day if day >= _EARLIEST else None
    stated = read_stated(value) if isinstance(value, str) else None
    return stated.published if stated and len(stated.published) == len(_EARLIEST) else None


def _of_meta(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("meta"):
        names = (element.get("property"), element.get("name"), element.get("itemprop"))
        if any((name or "").strip().lower() in _NAMES for name in names):
            day = read_machine_date(element.get("content") or "")
            if day:
                yield day


def _of_data(tree: HtmlElement, *names: str) -> Iterator[str]:
    for one in article_data(tree):
        for name in names:
            day = read_machine_date(one.get(name))
            if day:
                yield day


def _of_text(tree: HtmlElement) -> Iterator[str]:
    """Read the data of pages whose JSON is broken, or is part of a program."""
    for written in loose_data(tree):
        for match in _PUBLISHED.finditer(written):
            try:
                value = str(json.loads(f'"{match[1]}"'))
            except ValueError:
                value = match[1]
            day = read_machine_date(value)
            if day:
                yield day


def _head_only(tree: HtmlElement) -> HtmlElement:
    """Copy what states the page's metadata, without its addresses, which only hint at a date."""
    root = lxml.html.fromstring("<html><head></head><body></body></html>")
    for element in tree.iter("meta"):
        if "url" not in (element.get("property") or element.get("name") or ""):
            attributes = {str(k): str(v) for k, v in element.attrib.items()}
            root[0].append(lxml.html.Element("meta", attributes))
    return root


def _of_marks(tree: HtmlElement) -> str | None:
    """Read microdata and hAtom: `itemprop="datePublished"`, `<abbr class="published" title="…">`."""
    days: list[str] = []
    for element in tree.iter("time", "span", "div", "abbr", "p", "td", "li", "b", "i", "font", "em", "small"):
        marks = f"{element.get('itemprop') or ''} {element.get('property') or ''}".split()
        is_marked = any(mark.rpartition(":")[2] == "datePublished" for mark in marks)
        if is_marked or (element.tag == "abbr" and "published" in (element.get("class") or "").split()):
            values = [element.get(name) for name in ("content", "datetime", "title")]
            values.append(element.text_content()[:120])
            days += [day for value in values if value and (day := read_machine_date(value))][:1]
    return days[0] if days else None


def _of_time_element(tree: HtmlElement) -> str | None:
    """Read `<time datetime>`: the one that says it is the publication's, or the only day that any names."""
    days: dict[str, bool] = {}
    for element in tree.iter("time"):
        day = read_machine_date(element.get("datetime") or "")
        if day is not None:
            days[day] = days.get(day, False) or element.get("pubdate") is not None
    own = [day for day, is_own in days.items() if is_own] or (list(days) if len(days) == 1 else [])
    return own[0] if own else None
