"""The words that tell a mention's status and voice: the model of `discourse.yaml`, and its forms."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from flows.codebook.words import Word, Words
from flows.coding.forms import Forms, keyed
from flows.text.normalise import normalise

SHIPPED = Path(__file__).with_name("discourse.yaml")
COLON = ":"


def _as_verbs(value: object) -> object:
    """Read a verb's lemma, or a verb with its declarations; neither passive nor object pronouns report."""
    items: list[Any] = value if isinstance(value, list) else [value]
    verbs = [{"verb": item} if isinstance(item, str) else item for item in items]
    return [{"pronouns": False, "passive": False} | verb for verb in verbs]


def _as_folded(value: object) -> object:
    return [normalise(str(item)) for item in value] if isinstance(value, list) else value


_Folded = Annotated[tuple[str, ...], BeforeValidator(_as_folded)]


class Marker(BaseModel):
    """One marker; its fields are explained on top of `discourse.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tells: Literal["denied", "distanced", "hypothetical", "quoted"]
    any: Words | tuple[()] = ()
    verbs: Annotated[tuple[Word, ...], BeforeValidator(_as_verbs)] = ()
    side: Literal["before", "after"] = "before"
    within: int
    across: int = 0
    next: str | None = None
    not_after: _Folded = ()
    through: _Folded = ()
    unless_between: _Folded = ()
    unless_after: _Folded = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word that is this marker."""
        return (*self.any, *self.verbs)


@dataclass(frozen=True)
class Markers:
    """The markers as tables.

    Attributes:
        rules: the markers, each named by its position.
        open_questions: words that begin a question which takes its matter for granted, as written.
        forms: `pattern` (a marker's position, as text) and `form`.
        reach: `pattern`, `tells`, `after` (whether it stands after the mention), `within` and `across`.
    """

    rules: tuple[Marker, ...]
    open_questions: tuple[str, ...]
    forms: pl.DataFrame
    reach: pl.DataFrame

    @cached_property
    def looked_up(self) -> Forms:
        """The forms as they are looked up."""
        return Forms.of(keyed(self.forms))

    def having(self, field: str) -> dict[Any, list[str]]:
        """Group the markers that fill a field by what they fill it with.

        Args:
            field: `next`, `not_after`, `through`, `unless_between` or `unless_after`.

        Returns:
            The patterns of the markers of each value.
        """
        groups: dict[Any, list[str]] = {}
        for number, rule in enumerate(self.rules):
            if getattr(rule, field):
                groups.setdefault(getattr(rule, field), []).append(str(number))
        return groups


@cache
def markers() -> Markers:
    """Read the shipped markers and inflect them.

    Returns:
        The markers; the same object at every call.
    """
    content = yaml.load(SHIPPED.read_bytes(), Loader=yaml.CSafeLoader)
    rules = tuple(Marker.model_validate(item) for item in content["markers"])
    forms = {
        (str(number), form) for number, rule in enumerate(rules) for word in rule.words for form in word.forms
    }
    reach = [
        (str(number), rule.tells, rule.side == "after", rule.within, rule.across)
        for number, rule in enumerate(rules)
    ]
    columns = ["pattern", "tells", "after", "within", "across"]
    return Markers(
        rules,
        tuple(content["open_questions"]),
        pl.DataFrame(sorted(forms), schema=["pattern", "form"], orient="row"),
        pl.DataFrame(reach, schema=columns, orient="row"),
    )
