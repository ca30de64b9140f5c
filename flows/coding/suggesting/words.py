"""The words that a party's name begins with, those that stand before a person's, and those that end both."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict

from flows.codebook.grammar import grammar
from flows.codebook.inflect import surface_forms
from flows.codebook.parties import Cue
from flows.text.normalise import normalise

SHIPPED = Path(__file__).with_name("words.yaml")
HEAD, TITLE = "head", "title"
SURFACES = pl.Schema({"word": pl.String(), "first": pl.String(), "role": pl.String()})
"""A word that begins a name: folded with its clitics, without them, and whether it is head or title."""

_PREFIXES = tuple(joined + governed for joined in ("", "و", "ف") for governed in ("", "ب", "ل", "ك"))


class PartyWords(BaseModel):
    """The lists of `words.yaml`, folded; what each is for is written there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    heads: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]
    common: frozenset[str]
    generic: frozenset[str]
    unsuited: frozenset[str]

    def type_of(self, word: str) -> str | None:
        """Give the type of party that a head or title names, with or without the article; else None."""
        bare = word.removeprefix("ال")
        named = chain(self.heads.items(), self.titles.items())
        return next((kind for kind, words in named if bare in words or word in words), None)


@cache
def party_words() -> PartyWords:
    """Read the lists; the same object at every call."""
    return PartyWords.model_validate(_folded(yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))))


def _folded(content: object) -> object:
    if isinstance(content, dict):
        return {key: _folded(value) for key, value in content.items()}
    return [normalise(str(item)) for item in content] if isinstance(content, list) else content


@cache
def surfaces() -> pl.DataFrame:
    """Give every written form of the heads and titles, clitics and article on and off.

    Returns:
        Rows of `SURFACES`; a word that is both stands twice.
    """
    words = party_words()
    rows = [
        (written, first, role)
        for role, lists in ((HEAD, words.heads), (TITLE, words.titles))
        for word in dict.fromkeys(chain.from_iterable(lists.values()))
        for written, first in _written(word)
    ]
    return pl.DataFrame(rows, schema=SURFACES, orient="row").unique(["word", "role"], maintain_order=True)


def _written(word: str) -> Iterator[tuple[str, str]]:
    for prefix in _PREFIXES:
        yield prefix + word, word
        definite = f"{prefix}ل{word}" if prefix.endswith("ل") else f"{prefix}ال{word}"
        yield definite, f"ال{word}"


def enders(cues: Iterable[Cue]) -> frozenset[str]:
    """Give the folded words that no name goes on with: small words, verbs of speech, cues.

    Args:
        cues: the codebook's blame cues.
    """
    lists = grammar()
    closed = {
        *lists.prepositions,
        *lists.subordinators,
        *lists.relatives,
        *lists.negations,
        *lists.particles,
        *lists.speech_forms,
        *lists.speech_participles,
    }
    verbs = {form for lemma in lists.speech_verbs for form in surface_forms(lemma, "verb", pronouns=False)}
    verbs |= {form for cue in cues for form in cue.forms if cue.pos == "verb" or not form.startswith("ال")}
    joined = {letter + word for letter in "وف" for word in closed}
    return frozenset(closed | joined | verbs | party_words().common)
