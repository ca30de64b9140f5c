"""What a codebook is: frames with their definitions, entries and written examples, checked when read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BeforeValidator, Field

from flows.codebook.evidence import Evidence
from flows.codebook.harms import Harms
from flows.codebook.offices import Office, SharedName
from flows.codebook.parties import Actor, Cue
from flows.codebook.words import Strict, Word, Words, as_words


class Text(Strict):
    """A text in the report's two languages."""

    en: str
    ar: str


class Part(Strict):
    """One place in an entry: any of its words, at most `gap` words after the part before it."""

    any: Words
    gap: Annotated[int, Field(ge=0, le=12)] = 0


class Condition(Strict):
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


class Entry(Strict):
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


class Example(Strict):
    """A sentence of our own that invokes the frame, and why where that is not plain."""

    text: str
    why: str | None = None


class Counterexample(Strict):
    """A sentence of our own that looks like the frame, and why it does not invoke it."""

    text: str
    why: str


class Frame(Strict):
    """A frame: its meaning for people and its entries for the machine."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: Text
    definition: Text
    include: Annotated[tuple[Text, ...], Field(min_length=1)]
    exclude: Annotated[tuple[Text, ...], Field(min_length=1)]
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]
    counterexamples: Annotated[tuple[Counterexample, ...], Field(min_length=1)]


class WordSets(Strict):
    """The named sets of words that entries share."""

    sets: dict[str, Annotated[tuple[Word, ...], BeforeValidator(as_words), Field(min_length=1)]]


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
    harms: Harms | None = field(default=None, repr=False)

    def expand(self, words: tuple[Word, ...]) -> Iterator[Word]:
        """Give the words with each set replaced by its members."""
        for word in words:
            if word.set is None:
                yield word
            else:
                yield from self.sets[word.set]
