"""What extraction leaves around a body and between its paragraphs: headlines, dates, labels, links."""

import re
from collections.abc import Collection, Sequence

from flows.sources.dates import read_date_line, read_note
from flows.sources.page_author import is_byline
from flows.sources.plaintext import is_label, is_paragraph, labels
from flows.sources.spelling import unify

_MARK = re.compile(r"^[-•*]\s+")
_LABEL_END = re.compile(r"\s*(?:[:…!|]|\.\.)\s*")
_PART = re.compile(r"[\W_]+")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_LINES_ABOVE = 8
_LINES_BELOW = 12
_ITEM_WORDS = 5
_NOTE_WORDS = 45
_LINK_WORDS = 25
_CALL_WORDS = 20
_SIGN_WORDS = 7
_LABEL_WORDS = 6
_LINES_OF_LEAD = 3
_INITIALS = 3


def trim_body(text: str, title: str | None, lines: Sequence[str], links: Collection[str]) -> str:
    """Take off a body what belongs to the page around it.

    Args:
        text: what was extracted, a paragraph a line.
        title: the headline, or None.
        lines: the page's lines, as they would be read.
        links: what its links say.

    Returns:
        The body; never less than one line of a text that has any.
    """
    shown = frozenset(lines)
    raw = [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]
    listed = {bare for line in raw if (bare := _unmarked(line, shown)) != line}
    kept = _without_comments([_unmarked(line, shown) for line in raw], lines)
    kept = _without_links(kept, links)
    return "\n".join(_without_foot(_without_top(kept, unify(title or ""), listed)))


def _without_comments(text: list[str], lines: Sequence[str]) -> list[str]:
    """Drop what stands below the headline of the readers' comments, and nowhere above it."""
    first = next(filter(is_paragraph, text), "")
    start = next((place for place, line in enumerate(lines) if first and line == first), None)
    if start is None:
        return text
    heading = next((place for place in range(start, len(lines)) if is_label(lines[place], "comments")), None)
    if heading is None:
        return text
    above, below = frozenset(lines[:heading]), frozenset(lines[heading:])
    return [line for line in text if line in above or line not in below]


def _unmarked(line: str, shown: Collection[str]) -> str:
    """Drop the mark of a list that the page does not show as a letter."""
    bare = _MARK.sub("", line)
    return bare if bare and bare != line and line not in shown else line


def _is_labelled(line: str, *kinds: str) -> bool:
    """Tell whether a line is a label, one with what it announces, or one with a word or two."""
    words = line.split()
    if is_label(_LABEL_END.split(line, maxsplit=1)[0], *kinds):
        return True
    is_short = len(words) <= _LABEL_WORDS
    return is_short and any(is_label(" ".join(words[:count]), *kinds) for count in range(2, len(words)))


def _without_links(lines: Sequence[str], links: Collection[str]) -> list[str]:
    """Drop links to other articles between two paragraphs, which a label announces."""
    kept: list[str] = []
    is_list = False
    for line in lines:
        if len(line.split()) <= _LINK_WORDS and _is_labelled(line, "related", "share"):
            is_list = True
        elif is_label(line, "advert") or _is_call(line):
            continue
        elif not (is_list and line in links):
            is_list = False
            kept.append(line)
    return kept or list(lines)


def _is_call(line: str) -> bool:
    """Tell a line that calls readers to a channel or newsletter."""
    words = unify(line).split()
    return 1 < len(words) <= _CALL_WORDS and words[0] in labels()["call"] and _is_of_site(unify(line))


def _is_of_site(plain: str) -> bool:
    return any(phrase in plain for phrase in labels()["foot"])


def _without_top(lines: list[str], title: str, listed: Collection[str]) -> list[str]:
    first = next(
        (place for place, line in enumerate(lines) if is_paragraph(line) and unify(line) != title), None
    )
    if first is None:
        first = min(len(lines) - 1, 2)
    above = lines[: min(first, _LINES_ABOVE)]
    places = [place for place, line in enumerate(above) if title and unify(line) == title]
    start = places[-1] + 1 if places else 0
    kept = [line for line in lines[start : len(above)] if not (_is_note(line) or _is_item(line, listed))]
    rest = lines[len(above) :]
    # Between a lead and its article sites print the date too.
    dated = [place for place, line in enumerate(rest) if read_date_line(line)]
    if len(dated) == 1 and dated[0] < _LINES_OF_LEAD:
        del rest[dated[0]]
    return [*kept, *rest] or lines


def _is_item(line: str, listed: Collection[str]) -> bool:
    return line in listed and len(line.split()) <= _ITEM_WORDS


def _is_note(line: str) -> bool:
    """Tell a line of the page's head: a date, a byline, a number of readers."""
    if read_date_line(line) or is_byline(line) or is_label(line, "navigation", "share", "end"):
        return True
    return not any(letter.isalpha() for letter in line) or (
        len(line.split()) <= _SIGN_WORDS and read_note(line) is not None
    )


def _without_foot(lines: list[str]) -> list[str]:
    lowest = max(len(lines) - _LINES_BELOW, 1)
    end = len(lines)
    # What is over for certain is over even where an ordinary line follows.
    for place in range(lowest, len(lines)):
        if _is_labelled(lines[place], "end"):
            end = place
            break
    while end > 1 and _is_foot(lines[end - 1]):
        end -= 1
    return lines[:end]


def _is_foot(line: str) -> bool:
    plain = unify(line)
    bare = _EDGE.sub("", plain)
    words = bare.split()
    if not any(letter.isalpha() for letter in bare) or read_date_line(line):
        return True
    if len(words) <= _SIGN_WORDS and (_is_labelled(line, "source") or _is_signed(line, words)):
        return True
    if len(words) <= _LABEL_WORDS and _is_labelled(line, "related", "end"):
        return True
    if len(words) > _NOTE_WORDS:
        return False
    return _is_of_site(plain)


def _is_signed(line: str, words: Sequence[str]) -> bool:
    """Tell the last line of an agency's report: initials of its desk, a clock, a mark and its name."""
    initials = sum(1 for word in words if all(len(part) < _INITIALS for part in _PART.split(word)))
    return line.startswith(("--", "//", "##", "**")) or initials >= max(len(words) - 1, 2)
