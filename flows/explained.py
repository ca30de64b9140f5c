"""Why a text is coded as it is, set out for a reader: plain lines, or tables for a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl

from flows.codebook.model import Codebook
from flows.codebook.places import Places
from flows.coding.blame.coder import Compiled, days
from flows.coding.blame.explaining import explain_sentence
from flows.coding.blame.explanation import CueSeen, Explained, PartySeen, Weight
from flows.coding.blame.records import Record
from flows.coding.frames import code_frames
from flows.errors import UsageError
from flows.stream import Document, articles_of
from flows.text.sentences import split

# FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE: Arabic within a line must not reorder what stands beside it
_ISOLATE, _POP = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class SentenceSeen:
    """One sentence of the text with its frame mentions and its blame.

    Attributes:
        mentions: each frame mention: frame, entry, surface, status, voice and place (`file:line`).
        blame: what decided whether anyone is blamed.
    """

    mentions: tuple[dict[str, str | None], ...]
    blame: Explained


_SENTENCES_A_TIME = 20
"""Sentences whose frames are coded together: few, so that the first are told of at once."""


def explain_text(
    text: str, codebook: Codebook, places: Places, published: str | None = None
) -> Iterator[SentenceSeen]:
    """Explain each sentence of a text.

    Args:
        text: as written.
        codebook: the loaded codebook.
        places: where its entries stand.
        published: the day, month or year of publication, ISO 8601, or None.

    Yields:
        The sentences in order, each as soon as it is read.

    Raises:
        UsageError: the text holds no sentence.
    """
    article = articles_of([Document(0, text, published)])
    sentences = split(article)
    if sentences.is_empty():
        raise UsageError("There is no sentence to explain.", "Write an Arabic sentence, or - to read one.")
    compiled, period = Compiled.of(codebook), _period(article)
    for some in sentences.iter_slices(_SENTENCES_A_TIME):
        hits = code_frames(some, codebook).rows_by_key("sentence", named=True)
        for row in some.iter_rows(named=True):
            mentions = tuple(_mention(hit, places) for hit in hits.get(row["sentence"], ()))
            yield SentenceSeen(mentions, explain_sentence(row["text"], compiled, places, period))


def _period(article: pl.DataFrame) -> tuple[date, date] | None:
    """Give the first and last day on which an article may have been published."""
    first, last = article.select(*days(article)).row(0)
    return None if first is None else (first, last)


def _mention(hit: dict[str, Any], places: Places) -> dict[str, str | None]:
    names = ("frame", "entry", "surface", "status", "voice")
    return {name: hit[name] for name in names} | {
        "place": places.of("entry", f"{hit['frame']} {hit['entry']}")
    }


def as_json(sentence: SentenceSeen) -> dict[str, Any]:
    """Give the explanation of a sentence as plain data for JSON."""
    return asdict(sentence)


def in_lines(seen: Iterable[SentenceSeen]) -> Iterator[str]:
    """Give an explanation as plain lines, without the marks of direction that a terminal is given."""
    for number, sentence in enumerate(seen, start=1):
        lines = [] if number == 1 else [""]
        lines += [f"Sentence {number}: {' '.join(sentence.blame.text.split())}"]
        for heading, rows in _sections(sentence):
            lines += [f"{heading}:"] + [f"  {line}" for row in rows for line in row]
        yield from (line.replace(_ISOLATE, "").replace(_POP, "") for line in lines)


def _sections(sentence: SentenceSeen) -> Iterator[tuple[str, list[list[str]]]]:
    """Give the headings of a sentence, each with its rows of lines."""
    blame = sentence.blame
    yield "Gate", [[blame.gate, *map(weighed, blame.gate_weights if not blame.read else ())]]
    yield "Frames", [[mention_in_words(each)] for each in sentence.mentions] or [["none"]]
    yield "Cues", [[cue_in_words(each), f"  {each.outcome}"] for each in blame.cues] or [["none"]]
    if blame.shared:
        yield "All parties begin with", [[weighed(each)] for each in blame.shared]
    yield "Parties", [party_in_lines(each) for each in blame.parties] or [["none"]]
    yield "Blame", [[record_in_words(each)] for each in blame.records] or [["nobody is blamed"]]


def weighed(weight: Weight) -> str:
    """Give a weight with what it speaks of and its feature."""
    return f"{weight.weight:+.2f}  {weight.meaning}  [{weight.model}: {isolated(weight.feature)}]"


def isolated(text: str | None) -> str:
    """Give a text that keeps its own direction of writing within a line."""
    return f"{_ISOLATE}{text}{_POP}" if text else "–"


def mention_in_words(mention: dict[str, str | None]) -> str:
    """Give a frame mention in a line."""
    said = (
        f"{mention['frame']}: {isolated(mention['surface'])} ({mention['status']}, {mention['voice']} voice)"
    )
    return f"{said}, entry {isolated(mention['entry'])} at {mention['place']}"


def cue_in_words(cue: CueSeen) -> str:
    """Give a cue in a line."""
    slots = " or ".join(cue.blamed)
    frame = f"role frame {cue.frame} at {cue.frame_place}"
    return f"{isolated(cue.text)} = {cue.id} at {cue.place}; {frame}: {cue.kind}, blames {slots}"


def party_in_lines(party: PartySeen) -> list[str]:
    """Give a party in lines: who it is, whether it is blamed and why, and what weighed."""
    actor = "no actor of the codebook" if party.actor is None else f"{party.actor} at {party.place}"
    verdict = "blamed" if party.blamed else "not blamed"
    lines = [f"{isolated(party.text)} ({party.found_as}) = {actor}", f"  {verdict}: {party.reason}"]
    lines += [f"  rule {rule}" for rule in party.rules]
    if party.score is not None:
        lines.append(f"  comes to {party.score:+.2f}")
        lines += [f"    {weighed(each)}" for each in (*party.speaks_for, *party.speaks_against)]
    if party.scores:
        lines.append("  " + ", ".join(f"{name} {score:+.2f}" for name, score in party.scores.items()))
    return lines


def record_in_words(record: Record) -> str:
    """Give a blame record in a line."""
    source = isolated(record.source) if record.source else "the text's own voice"
    target = f"{isolated(record.target)} ({record.target_actor or 'no actor'})"
    wrong = f" for {isolated(record.wrong)}" if record.wrong else ""
    return f"{source} → {target}: {record.kind}, {record.stance}{wrong}; by {record.rule}"
