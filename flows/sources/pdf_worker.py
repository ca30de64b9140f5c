"""The text of a PDF, read in a process of its own: `python -m flows.sources.pdf_worker < file > paragraphs`.

A PDF places glyphs, not words. pdfminer gives each line's glyphs from left to right; a right-to-left line is
turned here, glyph by glyph, so that a ligature keeps its letters in order, and its numbers and Latin words
are turned back.
"""

import io
import json
import logging
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby

from flows.sources.pdf_order import Box, in_reading_order

MOST_PAGES = 300
CPU_SECONDS = 60
_MEMORY_BYTES = 1_500_000_000
_MARK_APART = re.compile(r"[ \u00a0]+(?=[\u064b-\u0652\u0670])")
_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_OPENING = frozenset("([{«")
_CLOSING = frozenset(")]}»")
_LEFT_TO_RIGHT = frozenset(("L", "EN", "AN"))
_JOINS_NUMBERS = frozenset(("ES", "CS", "ET"))
_REPEATED_ON_PAGES = 3
_FURNITURE_SHARE = 0.6
_NUMBER_ALONE = re.compile(r"[\W\d_]*")


def to_logical(glyphs: Sequence[str]) -> str:
    """Turn a line from the order in which it is seen to the order in which it is read.

    Args:
        glyphs: what each glyph stands for, from left to right; a ligature stands for several letters.

    Returns:
        The line; one without Arabic or Hebrew letters as it is.
    """
    kinds = [_kind(glyph) for glyph in glyphs]
    if kinds.count("R") <= kinds.count("L"):
        return "".join(glyphs)
    kinds = _joined(kinds)
    turned: list[str] = []
    runs = [(kind in _LEFT_TO_RIGHT, list(run)) for kind, run in _runs(glyphs, kinds)]
    for is_left_to_right, run in reversed(runs):
        turned += run if is_left_to_right else reversed(run)
    line = "".join(turned)
    first = next((letter for letter in line if letter in _OPENING | _CLOSING), "")
    # Some programs write the bracket that is seen, others the one that is meant.
    line = line.translate(_MIRRORED) if first in _CLOSING else line
    return _MARK_APART.sub("", unicodedata.normalize("NFKC", line))


def _kind(glyph: str) -> str:
    kind = unicodedata.bidirectional(glyph[0]) if glyph else "WS"
    return "R" if kind == "AL" else kind


def _joined(kinds: Sequence[str]) -> list[str]:
    """Count what stands between two digits or Latin letters with them: 3.5, 12/10/2025, a Latin phrase."""
    joined = list(kinds)
    for place in range(1, len(kinds) - 1):
        before, after = joined[place - 1], kinds[place + 1]
        if kinds[place] in _JOINS_NUMBERS and before in _LEFT_TO_RIGHT and after in _LEFT_TO_RIGHT:
            joined[place] = "EN"
        elif kinds[place] in {"WS", "ON", "ES"} and before == after == "L":
            joined[place] = "L"
    return joined


def _runs(glyphs: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    pairs = zip(kinds, glyphs, strict=True)
    for is_left, run in groupby(pairs, key=lambda pair: pair[0] in _LEFT_TO_RIGHT):
        yield ("L" if is_left else "R"), [glyph for _, glyph in run]


def paragraphs(data: bytes) -> tuple[list[str], int]:
    """Read a PDF's paragraphs; what stands on most pages alike, and bare numbers, is its furniture.

    Args:
        data: the file.

    Returns:
        The paragraphs in order, and how many pages were read.
    """
    from pdfminer.high_level import extract_pages  # noqa: PLC0415 - after the limits are set
    from pdfminer.layout import LAParams, LTTextBox  # noqa: PLC0415

    pages: list[list[str]] = []
    for layout in extract_pages(io.BytesIO(data), maxpages=MOST_PAGES, laparams=LAParams(boxes_flow=None)):
        boxes = [Box(*box.bbox, _box_text(box)) for box in layout if isinstance(box, LTTextBox)]
        pages.append([box.text for box in in_reading_order(boxes) if box.text])
    counted = Counter(text for page in pages for text in set(page))
    bound = max(_REPEATED_ON_PAGES, _FURNITURE_SHARE * len(pages))
    kept = [text for page in pages for text in page if counted[text] < bound]
    return [text for text in kept if not _NUMBER_ALONE.fullmatch(text)], len(pages)


def _box_text(box: object) -> str:
    from pdfminer.layout import LTAnno, LTChar, LTTextLine  # noqa: PLC0415

    lines = [line for line in box if isinstance(line, LTTextLine)]  # type: ignore[attr-defined]
    texts = []
    for line in lines:
        glyphs = [item.get_text() for item in line if isinstance(item, LTChar | LTAnno)]
        texts.append(to_logical([glyph for glyph in glyphs if glyph and glyph != "\n"]))
    return " ".join(" ".join(texts).split())


def _limit() -> None:
    """Bound what the file can make this process use."""
    import resource  # noqa: PLC0415 - Unix only

    for kind, bound in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, _MEMORY_BYTES)):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))


def main() -> None:
    """Read a file from standard input and write its paragraphs as JSON."""
    with suppress(ImportError):
        _limit()
    logging.disable(logging.CRITICAL)
    found, pages = paragraphs(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps({"paragraphs": found, "pages": pages}))


if __name__ == "__main__":
    main()
