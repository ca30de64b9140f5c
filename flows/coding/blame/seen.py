"""What the coder saw in a sentence, in the sentence's own words: what an error of blame is told apart by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.blame.coder import Compiled
from flows.coding.blame.party import Party
from flows.coding.blame.records import written_span
from flows.coding.blame.resolution import sight_of
from flows.coding.blame.sight import Sight
from flows.coding.blame.words import spans_of
from flows.coding.reading import Words


@dataclass(frozen=True, slots=True)
class SeenParty:
    """A party that the coder saw.

    Attributes:
        name: its name as written.
        phrase: its whole phrase as written, with office and adjectives.
        actor: the codebook's actor, or None.
        governed: the preposition that governs it, folded, or "".
        joined: whether a conjunction joins it to the party right before it.
        accuses: whether the rules hold it for the subject of an accusing verb.
    """

    name: str
    phrase: str
    actor: str | None = None
    governed: str = ""
    joined: bool = False
    accuses: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What the coder saw in a sentence.

    Attributes:
        parties: who could be blamed, in order.
        cues: its cues as written.
        weak: its cues that lack a word which they need.
        read: whether it was read at all; else the scans set it aside.
    """

    parties: tuple[SeenParty, ...] = ()
    cues: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    read: bool = False


def look(sentences: pl.DataFrame, codebook: Codebook) -> list[Seen]:
    """Tell what the coder sees in sentences.

    Args:
        sentences: rows with a column `text`.
        codebook: a loaded codebook.

    Returns:
        What it sees in each, in order.
    """
    compiled = Compiled.of(codebook)
    if sentences.is_empty() or not compiled.cues.anchors:
        return [Seen() for _ in range(sentences.height)]
    held = compiled.held(Words.read(sentences["text"]))
    return [
        _seen(text, sight_of(text, compiled.lexicon), read=read)
        for text, read in zip(sentences["text"], held, strict=True)
    ]


def _seen(text: str, sighted: tuple[Sight, object] | None, *, read: bool) -> Seen:
    if sighted is None:
        return Seen(read=read)
    sight, _ = sighted
    return Seen(
        tuple(_party(text, sight, party) for party in sight.candidates),
        tuple(_written(text, [(each.first, each.last) for each in sight.occurrences])),
        tuple(_written(text, [(each.first, each.last) for each in sight.weak])),
        read,
    )


def _written(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    offsets = spans_of(text)
    for first, last in spans:
        yield text[offsets[first][0] : offsets[last][1]]


def _party(text: str, sight: Sight, party: Party) -> SeenParty:
    return SeenParty(
        name=written_span(text, sight.scene, party.name_first, party.name_last)[0],
        phrase=written_span(text, sight.scene, party.first, party.last)[0],
        actor=party.actor,
        governed=party.governed,
        joined=party.joined,
        accuses=any(first <= party.name_last and last >= party.name_first for first, last in sight.accusers),
    )
