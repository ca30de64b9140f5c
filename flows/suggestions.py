"""Parties that the codebook does not know, from documents to lines of YAML: `khitab actors suggest`.

The documents are read twice, a chunk at a time: once to tell the names among what is written, once to count
where they stand.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl
import yaml

from flows.codebook.grammar import grammar
from flows.codebook.model import Codebook
from flows.codebook.parties import Actor
from flows.codebook.romanise import romanise
from flows.coding.blame.coder import Compiled
from flows.coding.suggesting.decide import Candidate, decide
from flows.coding.suggesting.gather import RUNS, gather, merge
from flows.coding.suggesting.mentions import Mentions, Tracker
from flows.coding.suggesting.variants import group
from flows.coding.suggesting.words import enders
from flows.stream import BadItem, Document, articles_of, chunks
from flows.text.normalise import normalise
from flows.text.sentences import split

_TRACKED = 4
"""How many times as many candidates as asked for are counted exactly."""
_FEMININE = {"state"}

Documents = Callable[[], Iterable[Document | BadItem]]
"""Opens the documents; called once for each reading."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A party to be added to the codebook.

    Attributes:
        actor: its entry.
        mentions: how often it is named.
        articles: in how many documents.
        blamed: in how many blame records it is the target.
        examples: sentences that name it, those that blame it first.
    """

    actor: Actor
    mentions: int
    articles: int
    blamed: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What was found, the most named first; how many documents were read, and which could not be."""

    suggestions: tuple[Suggestion, ...]
    documents: int
    bad: tuple[BadItem, ...]


def suggest(documents: Documents, codebook: Codebook, top: int, least_articles: int) -> Suggested:
    """Find the parties that documents often name and no actor of a codebook covers.

    Args:
        documents: opens them.
        codebook: the loaded codebook.
        top: how many suggestions to give at most.
        least_articles: in how many documents a party must be named.

    Returns:
        The suggestions, by the number of documents that name it and of the records that blame it.
    """
    runs, read, bad = pl.DataFrame(schema=RUNS), 0, []
    stop = enders(codebook.cues)
    for chunk in chunks(documents()):
        bad += [item for item in chunk if isinstance(item, BadItem)]
        sentences = _sentences(chunk)
        read += sum(isinstance(item, Document) for item in chunk)
        # a line that every page bears says nothing of how often its words are used
        runs = merge(runs, gather(sentences.unique("text", keep="first", maintain_order=True), stop))
    found = group(decide(runs, Compiled.of(codebook).lexicon, least_articles))[: top * _TRACKED]
    tracker = Tracker(found, codebook)
    if found:
        for chunk in chunks(documents()):
            tracker.read(_sentences(chunk))
    ranked = sorted(zip(found, tracker.found, strict=True), key=lambda each: (-_rank(each[1]), each[0].names))
    often = [(one, seen) for one, seen in ranked if seen.articles >= least_articles and seen.spellings]
    return Suggested(tuple(_entries(often[:top], codebook)), read, tuple(bad))


def _sentences(chunk: Sequence[Document | BadItem]) -> pl.DataFrame:
    return split(articles_of([item for item in chunk if isinstance(item, Document)]))


def _rank(seen: Mentions) -> int:
    return seen.articles + seen.blamed


def _entries(often: Iterable[tuple[Candidate, Mentions]], codebook: Codebook) -> Iterator[Suggestion]:
    """Make entries of the codebook, none with an identifier or a name that is taken."""
    ids = {actor.id for actor in codebook.actors}
    taken = {
        normalise(name)
        for actor in codebook.actors
        for name in (*actor.names, *actor.metonyms, *actor.houses)
    }
    for candidate, seen in often:
        free = [name for name in candidate.names if name in seen.spellings and name not in taken]
        if not free:
            continue
        taken.update(free)
        names = tuple(seen.spellings[name].most_common(1)[0][0] for name in free)
        identifier = _identifier(names[0], ids)
        ids.add(identifier)
        yield Suggestion(
            _actor(candidate, names, identifier),
            seen.mentions,
            seen.articles,
            seen.blamed,
            tuple(seen.examples),
        )


def _identifier(name: str, taken: set[str]) -> str:
    """Give an identifier that no actor has."""
    base = romanise(name).replace(" ", "_")
    base = base if base[0].isalpha() else f"party_{base}"
    return next(
        each
        for number in range(len(taken) + 1)
        if (each := base + f"_{number + 1}" * bool(number)) not in taken
    )


def _actor(candidate: Candidate, names: tuple[str, ...], identifier: str) -> Actor:
    label = {"en": romanise(names[0]).title(), "ar": names[0]}
    content = {
        "id": identifier,
        "type": candidate.type,
        "gender": _gender(candidate),
        "label": label,
        "names": names,
    }
    return Actor.model_validate(content | ({"nisba": candidate.nisba} if candidate.nisba else {}))


def _gender(candidate: Candidate) -> str:
    """Give the gender of a party's verb: its head's; of states mostly feminine, of officials a guess."""
    head = candidate.names[0].partition(" ")[0].removeprefix("ال")
    heads = grammar().party_heads
    if candidate.type in _FEMININE or head in heads.f:
        return "f"
    return (
        "f"
        if candidate.type not in {"official", "leader"} and head not in heads.m and head.endswith("ه")
        else "m"
    )


def in_yaml(found: Suggested, place: str) -> str:
    """Give suggestions as lines to be pasted below `actors:` of `actors.yaml`.

    Args:
        found: what `suggest` gave.
        place: where the documents are, as the user named it.

    Returns:
        Text without a line break at its end; all but the entries is comment.
    """
    count, read = len(found.suggestions), found.documents
    told = f"{count} parties that no actor of the codebook covers, in {read:,} documents of {place}"
    lines = [f"  # {' '.join(told.split())}"]
    if found.suggestions:
        lines.append("  # paste below `actors:`; mend type, gender and English label, which are guessed")
    for one in found.suggestions:
        blamed = f", blamed {one.blamed} times" if one.blamed else ""
        lines += ["", f"  # named {one.mentions} times in {one.articles} documents{blamed}"]
        lines += [f"  #   {example}" for example in one.examples]
        lines.append(f"  - {_line(one.actor)}")
    return "\n".join(lines)


def _line(actor: Actor) -> str:
    """Give an entry on one line, as `actors.yaml` has it."""
    content = actor.model_dump(mode="json", exclude_unset=True)
    return yaml.safe_dump(
        content, default_flow_style=True, allow_unicode=True, sort_keys=False, width=100_000
    ).strip()
