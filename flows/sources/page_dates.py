"""The date of a page and how sure it is: what its head states, what stands by its headline, or a guess."""

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta

import lxml.html
from htmldate import find_date
from lxml.html import HtmlElement

from flows.sources.dates import DateLine, read_stated

_ADDRESS_DAY = re.compile(r"/(20\d{2})[/-]?(\d{1,2})[/-]?(\d{1,2})(?=[/_.-])")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"\s*([^"]{4,40})"')
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ONE_DAY = timedelta(days=1)
_ABOVE_HEADLINE = 4
_FAR = timedelta(days=3650)
_EARLIEST = "1995-01-01"
_BESIDE = ("nav", "footer", "aside", "ul", "ol", "select", "form")
_OTHERS = re.compile(r"related|sidebar|widget|latest|recent|most|more|comment|footer", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its confidence.

    Attributes:
        published: ISO 8601, or None.
        confidence: one of `tables.CONFIDENCES`.
    """

    published: str | None = None
    confidence: str = "none"


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the date of a page is looked for in.

    Attributes:
        html: the page.
        tree: the same, parsed and untouched.
        lines: its lines, as they would be read.
        head: the places of its head among them, the headline's first.
        address: its address, or None.
    """

    html: str
    tree: HtmlElement
    lines: Sequence[str]
    head: range
    address: str | None


def date_page(page: PageHead, latest: date) -> Dated:
    """Find when a page was published.

    Args:
        page: where to look.
        latest: the last day that it can bear.

    Returns:
        The date that its metadata states (one of the future as it stands: the caller drops and tells it),
        else the one beside its headline, else that of its address or htmldate's best guess.
    """
    stated = _stated(page.html, page.tree, latest)
    if stated is not None:
        return Dated(stated, "stated")
    lines, head = page.lines, page.head
    from_address = _of_address(page.address, latest)
    below = _first_date([lines[place] for place in head], latest)
    if below is not None:
        return _of_line(below)
    # Above the headline many sites print the day on which the page was asked for.
    above = _first_date(reversed(lines[max(head.start - _ABOVE_HEADLINE, 0) : head.start]), latest)
    if above is not None and (from_address is None or above.published == from_address):
        return _of_line(above)
    guessed = from_address or _guess(page.tree, latest)
    return Dated(guessed, "guessed") if guessed else Dated()


def _of_line(line: DateLine) -> Dated:
    return Dated(line.published, "converted" if line.is_converted else "found")


def _stated(html: str, tree: HtmlElement, latest: date) -> str | None:
    """Give the day of the metadata, in the outlet's own time zone: near midnight, UTC names another."""
    found = _search(_head_only(tree), latest + _FAR)
    local = next(_json_days(html), None)
    if local is not None and (found is None or abs(local - date.fromisoformat(found)) <= _ONE_DAY):
        return local.isoformat()
    return found or _of_time_element(tree)


def _json_days(html: str) -> Iterator[date]:
    for match in _PUBLISHED.finditer(html):
        try:
            written = str(json.loads(f'"{match[1]}"'))
        except ValueError:
            written = match[1]
        day = _ISO_DAY.match(written.strip())
        try:
            if day:
                yield date.fromisoformat(day[0])
        except ValueError:
            continue


def _head_only(tree: HtmlElement) -> HtmlElement:
    """Copy what states the page's metadata, without its addresses, which only hint at a date."""
    root = lxml.html.fromstring("<html><head></head><body></body></html>")
    for element in tree.iter("meta", "script"):
        is_data = element.tag == "script" and "ld+json" in (element.get("type") or "")
        is_meta = element.tag == "meta" and "url" not in (
            element.get("property") or element.get("name") or ""
        )
        if is_data or is_meta:
            copy = lxml.html.Element(element.tag, {str(k): str(v) for k, v in element.attrib.items()})
            copy.text = element.text
            root[0].append(copy)
    return root


def _search(page: HtmlElement | str, latest: date, *, extensive: bool = False) -> str | None:
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


def _of_time_element(tree: HtmlElement) -> str | None:
    """Read `<time datetime>`: the one that says it is the publication's, or the only day that any names."""
    days: dict[str, bool] = {}
    for element in tree.iter("time"):
        day = _ISO_DAY.match((element.get("datetime") or "").strip())
        if day is None:
            continue
        is_own = element.get("pubdate") is not None or element.get("itemprop") == "datePublished"
        days[day[0]] = days.get(day[0], False) or is_own
    own = [day for day, is_own in days.items() if is_own] or (list(days) if len(days) == 1 else [])
    try:
        return date.fromisoformat(own[0]).isoformat() if own else None
    except ValueError:
        return None


def _first_date(lines: "Sequence[str] | Iterator[str]", latest: date) -> DateLine | None:
    dates = [stated for line in lines if (stated := read_stated(line))]
    dates = [stated for stated in dates if len(stated.published) == len("2025-12-25")]
    dates = [stated for stated in dates if stated.published <= latest.isoformat()]
    dates.sort(key=lambda stated: stated.is_update)
    return dates[0] if dates else None


def _of_address(address: str | None, latest: date) -> str | None:
    match = _ADDRESS_DAY.search(address or "")
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day.isoformat() if day and day <= latest else None


def _guess(tree: HtmlElement, latest: date) -> str | None:
    """Let htmldate look at what is not in a list or at the side, where the dates of other articles stand."""
    pruned = deepcopy(tree)
    for element in list(pruned.iter(*_BESIDE)):
        element.drop_tree()
    for element in list(pruned.iter("div", "section")):
        if _OTHERS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            element.drop_tree()
    found = _search(pruned, latest, extensive=True)
    # The first of January is what htmldate makes of a bare year, such as that of the copyright.
    return None if found is None or found.endswith("-01-01") else found
