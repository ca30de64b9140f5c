"""The grammar's word lists: closed classes and party words that role resolution reads from `grammar.yaml`."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from flows.text.normalise import normalise

SHIPPED = Path(__file__).with_name("grammar.yaml")


class PartyHeads(BaseModel):
    """Heads of a party's noun phrase, by the gender of its verb."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    m: tuple[str, ...]
    f: tuple[str, ...]


class Grammar(BaseModel):
    """The lists of `grammar.yaml`; what each is for is written there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prepositions: frozenset[str]
    victim_prepositions: frozenset[str]
    agent_phrases: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    negations: frozenset[str]
    particles: frozenset[str]
    party_heads: PartyHeads
    weak_heads: frozenset[str]
    definite_heads: frozenset[str]
    vague_heads: frozenset[str]
    broken_plurals: frozenset[str]
    allies: frozenset[str]
    titles: frozenset[str]
    adjectives: frozenset[str]
    speech_verbs: tuple[str, ...]
    speech_forms: frozenset[str]
    speech_participles: frozenset[str]
    attributions: frozenset[str]
    whole_stems: frozenset[str]
    circumstances: frozenset[str]
    occasions: frozenset[str]
    manners: frozenset[str]
    stoppings: frozenset[str]
    answerings: frozenset[str]
    no_speakers: frozenset[str]
    counts_of: frozenset[str]
    trusts: frozenset[str]
    broken_nisbas: frozenset[str]


@cache
def grammar() -> Grammar:
    """Read the shipped grammar, its words folded.

    Returns:
        The lists; the same object at every call.
    """
    content = yaml.load(SHIPPED.read_bytes(), Loader=yaml.CSafeLoader)
    return Grammar.model_validate(_folded(content))


def _folded(content: object) -> object:
    if isinstance(content, dict):
        return {key: _folded(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_folded(item) for item in content]
    return normalise(str(content))
