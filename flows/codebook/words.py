"""The words of a codebook: a lemma with what is declared of it, or a named set of such words."""

from functools import lru_cache
from typing import Annotated, Literal, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from flows.codebook.inflect import Declared, PartOfSpeech, surface_forms

_PARTS_OF_SPEECH: tuple[PartOfSpeech, ...] = ("noun", "adjective", "verb", "name", "fixed")


class Strict(BaseModel):
    """A part of a codebook that takes no field it does not know, and no empty text."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)


class Word(Strict):
    """One lemma with what is declared of it (see `inflect.Declared`), or a named set of words.

    Exactly one of `noun`, `adjective`, `verb`, `name`, `fixed` and `set` is given.
    """

    noun: str | None = None
    adjective: str | None = None
    verb: str | None = None
    name: str | None = None
    fixed: str | None = None
    set: str | None = None
    plurals: tuple[str, ...] | None = None
    also: tuple[str, ...] | None = None
    sound: Literal["f", "m", "both", "none"] | None = None
    dual: bool | None = None
    pronouns: bool | None = None
    article: Literal["any", "always", "never"] | None = None
    preposition: Literal["ب", "ل", "ك", ""] | None = None
    conjunctions: bool | None = None
    nisba: bool | None = None
    future: Literal["فتحة", "ضمة", "كسرة"] | None = None
    passive: bool | None = None
    without: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _is_one_word(self) -> "Word":
        given = [part for part in (*_PARTS_OF_SPEECH, "set") if getattr(self, part) is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of noun, adjective, verb, name, fixed and set")
        if self.set is not None and self.model_fields_set != {"set"}:
            raise ValueError("a set takes no further declaration here; declare it at the set's words")
        return self

    @property
    def part_of_speech(self) -> PartOfSpeech:
        """The part of speech; a set has none."""
        return next(part for part in _PARTS_OF_SPEECH if getattr(self, part) is not None)

    @property
    def lemma(self) -> str:
        """The dictionary form, or the set's name."""
        return str(self.set or getattr(self, self.part_of_speech))

    @property
    def forms(self) -> frozenset[str]:
        """Every surface form, normalised.

        Raises:
            ValueError: the lemma cannot be inflected.
        """
        return _forms(self)


@lru_cache(maxsize=8192)
def _forms(word: Word) -> frozenset[str]:
    """Inflect a word once, however many entries write it."""
    declared = word.model_dump(include=set(Declared.__annotations__), exclude_none=True)
    return surface_forms(word.lemma, word.part_of_speech, **cast("Declared", declared))


def as_words(value: object) -> object:
    """Read the shorthands of YAML: a plain string is a fixed expression, one word is a list of one.

    Args:
        value: what stands in the file.
    """
    items = value if isinstance(value, list) else [value]
    return [{"fixed": item} if isinstance(item, str) else item for item in items]


Words = Annotated[tuple[Word, ...], BeforeValidator(as_words), Field(min_length=1)]
