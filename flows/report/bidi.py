"""Names and paths of both scripts within one line: which way each runs, and what keeps it apart."""

import re
from unicodedata import bidirectional

from markupsafe import Markup

# … ISOLATE and POP DIRECTIONAL ISOLATE: a name in the other script must not reorder its sentence.
_FIRST_STRONG, _RIGHT_TO_LEFT, _POP = "\u2068", "\u2067", "\u2069"
_RIGHT_TO_LEFT_LETTERS = {"R", "AL"}
_PATH_ENDS = re.compile(r"(/)")


def is_misled(text: str) -> bool:
    """Tell whether a text is mostly of Arabic letters and yet begins with a Latin one (`CNN بالعربية`).

    Browsers take a text's direction from its first letter, and would set its words in the wrong order.
    """
    classes = [found for letter in text if (found := bidirectional(letter)) in {"L", "R", "AL"}]
    rightwards = classes.count("L")
    return classes[:1] == ["L"] and rightwards < len(classes) - rightwards


def isolated(text: str) -> str:
    """Wrap a name in the marks that keep it from reordering its surroundings."""
    return f"{_RIGHT_TO_LEFT if is_misled(text) else _FIRST_STRONG}{text}{_POP}"


def path_markup(path: str) -> Markup:
    """Give a path as HTML in which a folder in Arabic letters does not reorder the others."""
    if not any(bidirectional(letter) in _RIGHT_TO_LEFT_LETTERS for letter in path):
        return Markup("{}").format(path)
    parts = (part if part == "/" else Markup("<bdi>{}</bdi>").format(part) for part in _PATH_ENDS.split(path))
    return Markup("").join(parts)
