"""What every part of a comparison is made of: names in two languages, and numbers that can be checked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages of the report."""

    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that can be checked: value = numerator / denominator × `per`, with its 95 % interval.

    Attributes:
        value, low, high: None where the denominator is 0.
        per: 1 for a share, 1000 for a rate per 1,000 words.
    """

    numerator: int
    denominator: int
    value: float | None
    low: float | None
    high: float | None
    per: int = 1
