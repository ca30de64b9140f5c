"""The words that tell of a harm, with or without its doer: the model of `harm.yaml`, and its loader."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from flows.codebook.problems import Problem, read_yaml
from flows.codebook.words import Strict, Words
from flows.text.normalise import normalise

_REQUIRED = """
accidents acts also_nouns armed attacks bombs casualties circumstances culprits dates deeds fighters
heads_of_nouns mishaps numbers people places placing subjects told_by vague_people violence where
"""
REQUIRED_CLASSES = frozenset(_REQUIRED.split())
"""The classes of words that the reading of a sentence asks for, whatever the cues name."""


class HarmCue(Strict):
    """A word that can tell of a harm; its fields are explained on top of `harm.yaml`."""

    cue: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    any: Words
    reads: Literal["event", "passive", "strikes", "undergone", "followed"]
    by: tuple[str, ...] = ()
    of: tuple[Literal["people", "places"], ...] = ()
    is_violent: bool = False
    example: str
    counterexample: str

    @model_validator(mode="after")
    def _is_whole(self) -> "HarmCue":
        if (self.reads in {"followed", "undergone"}) != bool(self.by):
            raise ValueError("`by` goes with `reads: followed` or `undergone`, and only with them")
        if (self.reads == "passive") != bool(self.of):
            raise ValueError("`of` goes with `reads: passive`, and only with it")
        if any(word.set is not None for word in self.any):
            raise ValueError("a set cannot stand here; write its words")
        return self

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every surface form, normalised.

        Raises:
            ValueError: a word cannot be inflected.
        """
        return frozenset(form for word in self.any for form in word.forms)


def _folded(value: object) -> object:
    return [normalise(str(item)) for item in value] if isinstance(value, list) else value


_Class = Annotated[frozenset[str], BeforeValidator(_folded), Field(min_length=1)]


class Harms(Strict):
    """The cues and classes of words of `harm.yaml`, the words folded."""

    cues: Annotated[tuple[HarmCue, ...], Field(min_length=1)]
    word_classes: dict[str, _Class]

    @model_validator(mode="after")
    def _names_what_is_there(self) -> "Harms":
        named = REQUIRED_CLASSES | {name for cue in self.cues for name in cue.by}
        missing = sorted(named - self.word_classes.keys())
        if missing:
            raise ValueError(f"there is no class of words {', '.join(missing)}")
        taken: set[str] = set()
        for cue in self.cues:
            if cue.cue in taken:
                raise ValueError(f"the cue {cue.cue} is there twice")
            if not cue.forms:
                raise ValueError(f"the cue {cue.cue} can never match")
            taken.add(cue.cue)
        return self


def load_harms(path: Path, problems: list[Problem]) -> Harms | None:
    """Read the words of harm.

    Args:
        path: `harm.yaml`.
        problems: every problem found is appended.

    Returns:
        The words; None where there is no such file or it cannot be used.
    """
    if not path.exists():
        return None
    content, lines = read_yaml(path, problems)
    if content is None:
        return None
    try:
        return Harms.model_validate(content)
    except ValidationError as refusal:
        problems.extend(Problem.of_field(path.name, lines, dict(error)) for error in refusal.errors())
        return None
