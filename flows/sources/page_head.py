"""The head of a page's article: the lines from its headline to its first paragraph."""

from collections.abc import Sequence

from flows.sources.dates import unify
from flows.sources.plaintext import is_label, is_paragraph

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
    opening = text.split("\n", 1)[0][:_SURE_CHARACTERS]
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
    leads = [
        line for line in between if is_paragraph(line) and line not in text and not is_label(line, "end")
    ]
    return "\n".join([*leads[-_LEADS:], text])
