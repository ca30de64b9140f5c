"""What a codebook is: frames with their definitions, entries and written examples, checked when read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from flows.codebook.evidence import Evidence
from flows.codebook.inflect import Declared, PartOfSpeech, surface_forms
from flows.codebook.offices import Office, SharedName
from flows.codebook.parties import Actor, Cue

if TYPE_CHECKING:  # it speaks of words, which are defined here
    from flows.codebook.harms import Harms

_PARTS_OF_SPEECH: tuple[PartOfSpeech, ...] = ("noun", "adjective", "verb", "name", "fixed")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)


class Text(_Strict):
    """A text in the report's two languages."""

    en: str
    ar: str


class Word(_Strict):
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


def _as_words(value: object) -> object:
    """Read the shorthands: a plain string is a fixed expression, one word is a list of one."""
    items = value if isinstance(value, list) else [value]
    return [{"fixed": item} if isinstance(item, str) else item for item in items]


Words = Annotated[tuple[Word, ...], BeforeValidator(_as_words), Field(min_length=1)]


class Part(_Strict):
    """One place in an entry: any of its words, at most `gap` words after the part before it."""

    any: Words
    gap: Annotated[int, Field(ge=0, le=12)] = 0


class Condition(_Strict):
    """Any of these words, at most `within` words away (1: next to it; absent: anywhere in the sentence)."""

    any: Words
    within: Annotated[int, Field(ge=1, le=30)] | None = None


def _as_parts(value: object) -> object:
    """Read `match`: words and lists of words are parts, `{gap: n}` widens the step to the next part."""
    if not isinstance(value, list):
        value = [value]
    parts: list[dict[str, object]] = []
    gap: object = 0
    for item in value:
        if isinstance(item, dict) and set(item) == {"gap"}:
            gap = item["gap"]
            continue
        if isinstance(item, dict) and "any" in item:  # a part as the model itself writes it
            parts.append(item)
            continue
        parts.append({"any": item, "gap": gap})
        gap = 0
    return parts


class Entry(_Strict):
    """What invokes the frame: a sequence of parts, and the conditions under which it does.

    Attributes:
        entry: its name, unique in the frame.
        match: the parts in order.
        unless_followed_by: not when such a word comes within reach after it.
        unless_preceded_by: not when such a word comes within reach before it.
        unless_near: not when such a word stands within reach on either side.
        only_near: only when such a word stands within reach on either side; every condition must hold.
        only_followed_by: only when such a word comes within reach after it.
        only_preceded_by: only when such a word comes within reach before it.
        only_likely: only in a sentence whose words speak for the frame, by the weights of
            `frame_evidence.csv`; never where the codebook has none.
    """

    entry: str
    match: Annotated[tuple[Part, ...], BeforeValidator(_as_parts), Field(min_length=1, max_length=5)]
    unless_followed_by: tuple[Condition, ...] = ()
    unless_preceded_by: tuple[Condition, ...] = ()
    unless_near: tuple[Condition, ...] = ()
    only_near: tuple[Condition, ...] = ()
    only_followed_by: tuple[Condition, ...] = ()
    only_preceded_by: tuple[Condition, ...] = ()
    only_likely: bool = False

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """Give each condition with the name of its field."""
        for kind in CONDITIONS:
            for condition in getattr(self, kind):
                yield kind, condition

    def words(self) -> Iterator[Word]:
        """Give every word of the parts and conditions."""
        for part in self.match:
            yield from part.any
        for _, condition in self.conditions():
            yield from condition.any


CONDITIONS = (
    "unless_followed_by",
    "unless_preceded_by",
    "unless_near",
    "only_near",
    "only_followed_by",
    "only_preceded_by",
)


class Example(_Strict):
    """A sentence of our own that invokes the frame, and why where that is not plain."""

    text: str
    why: str | None = None


class Counterexample(_Strict):
    """A sentence of our own that looks like the frame, and why it does not invoke it."""

    text: str
    why: str


class Frame(_Strict):
    """A frame: its meaning for people and its entries for the machine."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: Text
    definition: Text
    include: Annotated[tuple[Text, ...], Field(min_length=1)]
    exclude: Annotated[tuple[Text, ...], Field(min_length=1)]
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]
    counterexamples: Annotated[tuple[Counterexample, ...], Field(min_length=1)]


class WordSets(_Strict):
    """The named sets of words that entries share."""

    sets: dict[str, Annotated[tuple[Word, ...], BeforeValidator(_as_words), Field(min_length=1)]]


@dataclass(frozen=True)
class Codebook:
    """A loaded codebook.

    Attributes:
        version: 16 hex digits of the SHA-256 of its files.
        frames: its frames, by code.
        sets: the words of each named set.
        actors: its parties (see `parties.py`).
        cues: its blame cues (see `parties.py`).
        offices: names whose bearer changes (see `offices.py`).
        shared_names: names that several of its parties share (see `offices.py`).
        evidence: its learned weights (see `evidence.py`); none where the rules decide alone.
        frame_evidence: the learned weights of words, by frame.
        harms: the words that tell of a harm (see `harms.py`); None where it has none.
    """

    version: str
    frames: tuple[Frame, ...]
    sets: Mapping[str, tuple[Word, ...]]
    actors: tuple[Actor, ...] = ()
    cues: tuple[Cue, ...] = ()
    offices: tuple[Office, ...] = ()
    shared_names: tuple[SharedName, ...] = ()
    evidence: Evidence = field(default_factory=dict, repr=False)
    frame_evidence: Evidence = field(default_factory=dict, repr=False)
    harms: "Harms | None" = field(default=None, repr=False)

    def expand(self, words: tuple[Word, ...]) -> Iterator[Word]:
        """Give the words with each set replaced by its members."""
        for word in words:
            if word.set is None:
                yield word
            else:
                yield from self.sets[word.set]
