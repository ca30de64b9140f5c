"""The date of a page and how sure it is: what its head states, what stands by its headline, or a guess."""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta

from lxml.html import HtmlElement

from flows.sources.dates import DateLine, read_date_line, read_note, read_stated
from flows.sources.fragments import is_plain_form
from flows.sources.page_stated import search, stated_day
from flows.sources.plaintext import is_label, is_paragraph

_ADDRESS_DAY = re.compile(r"/(20\d{2})[/-]?(\d{1,2})[/-]?(\d{1,2})(?=[/_.-])")
_ONE_DAY = timedelta(days=1)
_ABOVE_HEADLINE = 4
_BELOW_BODY = 4
_LABEL_WORDS = 6
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
        tree: the page, parsed and untouched.
        lines: its lines as they would be read, each in the pieces that its markup parts.
        head: the places of its head among them, the headline's first.
        end: the place of the body's last line among them; None where it is not found.
        address: its address, or None.
    """

    tree: HtmlElement
    lines: Sequence[Sequence[str]]
    head: range
    end: int | None
    address: str | None


def date_page(page: PageHead, latest: date) -> Dated:
    """Find when a page was published.

    Args:
        page: where to look.
        latest: the last day that it can bear.

    Returns:
        The date that its metadata states (one of the future as it stands: the caller drops and tells it),
        else the one beside its headline or below its body, else that of its address or htmldate's best guess.
    """
    stated = stated_day(page.tree, latest)
    if stated is not None:
        return Dated(stated, "stated")
    lines, head = page.lines, page.head
    from_address = _of_address(page.address, latest)
    below = _first_date([lines[place] for place in head], latest)
    if below is not None:
        return _of_line(below)
    # Above the headline many sites print the day on which the page was asked for.
    above = _above_headline(page, latest)
    is_own = above is not None and above.published == from_address
    if above is not None and (is_own or not (from_address or _is_new(above, latest))):
        return _of_line(above)
    after = _first_date(_below_body(page), latest)
    if after is not None and (from_address is None or after.published == from_address):
        return _of_line(after)
    month = _first_month([lines[place] for place in head], latest)
    if month is not None and (from_address is None or from_address.startswith(month)):
        return Dated(from_address or month, "guessed" if from_address else "found")
    guessed = from_address or (above.published if above else _guess(page.tree, latest))
    return Dated(guessed, "guessed") if guessed else Dated()


def _above_headline(page: PageHead, latest: date) -> DateLine | None:
    """Read the date above the headline, unless several stand there: those are of other articles."""
    lines = page.lines[max(page.head.start - _ABOVE_HEADLINE, 0) : page.head.start]
    dates = [line for pieces in reversed(lines) if (line := _first_date([pieces], latest))]
    return dates[0] if len({line.published for line in dates}) == 1 else None


def _of_line(line: DateLine) -> Dated:
    return Dated(line.published, "converted" if line.is_converted else "found")


def _is_new(line: DateLine, latest: date) -> bool:
    return line.published >= (latest - _ONE_DAY).isoformat()


def _below_body(page: PageHead) -> list[Sequence[str]]:
    """Give the few lines below the body, up to the headline of another article."""
    kept: list[Sequence[str]] = []
    if page.end is None:
        return kept
    for pieces in page.lines[page.end + 1 : page.end + 1 + _BELOW_BODY]:
        line = " ".join(pieces)
        is_short = len(line.split()) <= _LABEL_WORDS
        if is_label(line, "related", "end") or not (is_short or read_date_line(line)):
            break
        kept.append(pieces)
    return kept


def _first_date(lines: Iterable[Sequence[str]], latest: date) -> DateLine | None:
    """Read the first date of lines: of a whole line, of a piece of one, or of a note among other words."""
    notes = [pieces for pieces in lines if not is_paragraph(" ".join(pieces))]
    for read in (read_stated, read_note):
        stated = [read(text) for pieces in notes for text in (" ".join(pieces), *pieces)]
        days = [line for line in stated if line is not None and len(line.published) == len("2025-12-25")]
        days = [line for line in days if line.published <= latest.isoformat()]
        if days:
            return min(days, key=lambda line: line.is_update)
    return None


def _first_month(lines: Iterable[Sequence[str]], latest: date) -> str | None:
    """Read the month that a line states alone, as monthlies do: `عدد أيار 2024`."""
    stated = [read_date_line(" ".join(pieces)) for pieces in lines]
    months = [line.published for line in stated if line and len(line.published) == len("2025-12")]
    return next((month for month in months if month <= latest.isoformat()), None)


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
        if element.tag != "form" or is_plain_form(element):
            element.drop_tree()
    for element in list(pruned.iter("div", "section")):
        if _OTHERS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            element.drop_tree()
    found = search(pruned, latest, extensive=True)
    # The first of January is what htmldate makes of a bare year, such as that of the copyright.
    return None if found is None or found.endswith("-01-01") else found
