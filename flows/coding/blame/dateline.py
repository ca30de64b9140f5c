"""The place and the agency that open a report, which name no party of it."""

from collections.abc import Sequence

from flows.coding.blame.reading import Token

_LONGEST = 9


def after_dateline(tokens: Sequence[Token]) -> int:
    """Give the first word after the place and the agency that open a report: `باريس، فرنسا (CNN) --`.

    Args:
        tokens: the words of the report's first sentence, or of any.

    Returns:
        The word's place; 0 where no agency stands in brackets near the beginning.
    """
    if "(" not in [token.mark for token in tokens[1:_LONGEST]]:
        return 0
    bracketed = (
        at
        for at in range(1, min(_LONGEST, len(tokens) - 1))
        if tokens[at].mark == "(" == tokens[at + 1].mark
        and tokens[at].reading.norm.isascii()
        and tokens[at].reading.norm.isalpha()
    )
    return next(bracketed, -1) + 1
