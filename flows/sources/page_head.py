"""The head of a page's article: the lines from its headline to its first paragraph."""

from collections.abc import Sequence

from flows.sources.dates import read_note
from flows.sources.plaintext import is_label, is_paragraph
from flows.sources.spelling import unify

_MOST_LINES = 14
_WITHOUT_HEADLINE = 6
_SURE_CHARACTERS = 60
_LEADS = 2


def find_head(lines: Sequence[str], title: str | None, text: str) -> range:
    """Find the lines between the headline and the body.

    Args:
        lines: the page's lines, as they would be read.
        title: the headline, as far as it is known.
        text: the body.

    Returns:
        Their places, the headline's first; empty where neither headline nor body is among the lines.
    """
    paragraphs = text.split("\n")
    opening = next(filter(is_paragraph, paragraphs), paragraphs[0])[:_SURE_CHARACTERS]
    start = next((number for number, line in enumerate(lines) if opening and line.startswith(opening)), None)
    plain = unify(title or "")
    titles = [number for number, line in enumerate(lines) if plain and unify(line) == plain]
    above = [number for number in titles if start is None or number < start]
    if above:
        # The last, for the first may stand in a path of links; but no list of headlines below the body.
        place = above[-1] if start is not None else above[0]
        end = start if start is not None else place + _MOST_LINES
        return range(place, min(end, place + _MOST_LINES, len(lines)))
    return range(max((start or 0) - _WITHOUT_HEADLINE, 0), start or 0)


def with_leads(text: str, lines: Sequence[str], head: range) -> str:
    """Put a lead back that stands between headline and body in a place of its own.

    Args:
        text: the body.
        lines: the page's lines.
        head: the places of its head.

    Returns:
        The body, with the paragraphs of the head that it lacks on top; captions and other articles' headlines
        are shorter than paragraphs.
    """
    between = [lines[place] for place in head[1:]]
    plain = unify(text)
    leads = [
        line
        for line in between
        if is_paragraph(line)
        and unify(line) not in plain
        and not is_label(line, "end")
        and read_note(line) is None
    ]
    return "\n".join([*leads[-_LEADS:], text])


def find_notes(lines: Sequence[str], head: range, text: str) -> range:
    """Find the lines that may say when and by whom an article was published.

    Args:
        lines: the page's lines.
        head: the places of its head.
        text: the body.

    Returns:
        The head, and what stands between a lead and the paragraph that follows it.
    """
    second = [line for line in text.split("\n") if is_paragraph(line)][1:2]
    opening = second[0][:_SURE_CHARACTERS] if second else ""
    most = range(head.stop, min(head.stop + _WITHOUT_HEADLINE, len(lines)))
    end = next((place for place in most if opening and lines[place].startswith(opening)), head.stop)
    return range(head.start, end)


def body_end(lines: Sequence[str], text: str) -> int | None:
    """Find the place of the body's last line.

    Args:
        lines: the page's lines.
        text: the body.

    Returns:
        Its place among the lines; None where it is not found.
    """
    last = text.rsplit("\n", 1)[-1][-_SURE_CHARACTERS:]
    places = [place for place, line in enumerate(lines) if last and last in line]
    return places[-1] if places else None
