"""How sure the coder is: what it found in hand-coded sentences, measured once and kept beside the code."""

from dataclasses import dataclass
from pathlib import Path

import yaml

MEASURED = Path(__file__).parent / "reliability.yaml"
BLAME = "blame"


@dataclass(frozen=True, slots=True)
class Reliability:
    """How the coder did on one code: counts, from which precision and recall follow.

    Attributes:
        code: a frame's code, or `blame` for blame targets of all kinds.
        correct: what the coder found and the hand-coding holds.
        found: what the coder found.
        expected: what the hand-coding holds.
        sentences: how many sentences were coded by hand.
    """

    code: str
    correct: int
    found: int
    expected: int
    sentences: int


def read_reliability(codebook_version: str) -> tuple[Reliability, ...]:
    """Give what was measured with this codebook; nothing where another one was measured.

    Args:
        codebook_version: of the codebook in use.
    """
    measured = yaml.safe_load(MEASURED.read_text(encoding="utf-8"))
    if measured["codebook_version"] != codebook_version:
        return ()
    return tuple(
        Reliability(code, **counts, sentences=measured["sentences"])
        for code, counts in measured["codes"].items()
    )
