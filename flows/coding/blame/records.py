"""Blame records, and how parties, sources and cues are written in them."""

from dataclasses import dataclass

from flows.coding.blame.owners import DEMONSTRATIVES
from flows.coding.blame.party import Party
from flows.coding.blame.phrase import bears_b
from flows.coding.blame.reading import Reading
from flows.coding.blame.scene import Occurrence, Scene
from flows.coding.blame.source import Speaker
from flows.coding.blame.words import spans_of

_LONGEST_CLITIC = 3
_QUOTES = (('"', '"'), ("«", "»"), ("“", "”"), ("”", "“"))
_OPENING = frozenset(opening for opening, _ in _QUOTES)
_CLOSING = frozenset('"»)”')


@dataclass(frozen=True, slots=True)
class Record:
    """One blame record; the fields are the columns of `tables.BLAME`."""

    target: str
    target_actor: str | None
    source: str | None
    source_actor: str | None
    kind: str
    stance: str
    wrong: str | None
    cue: str
    start: int
    end: int
    rule: str


def target_of(text: str, scene: Scene, party: Party) -> tuple[str, int, int]:
    """Give the party's name; `هذه الجماعة` is named by the fuller phrase of the same head before it."""
    if party.first and scene.tokens[party.first - 1].reading.bare in DEMONSTRATIVES:
        head = scene.tokens[party.first].reading.stem
        named = [other for other in scene.parties if other.first < party.first and other.last > other.first]
        party = next((other for other in named if scene.tokens[other.first].reading.stem == head), party)
    return written_span(text, scene, party.name_first, party.name_last)


def source_of(text: str, scene: Scene, source: Party | Speaker | None) -> str | None:
    """Give a source's name as written; None of none."""
    if source is None:
        return None
    first, last = (
        (source.name_first, source.name_last) if isinstance(source, Party) else (source.first, source.last)
    )
    return written_span(text, scene, first, last)[0]


def cue_of(text: str, occurrence: Occurrence) -> str:
    """Give a cue as written."""
    spans = spans_of(text)
    return text[spans[occurrence.first][0] : spans[occurrence.last][1]]


def wrong_written(text: str, scene: Scene, span: tuple[int, int] | None) -> str | None:
    """Give the wrong as written, without clitics before it and quotation marks closed; None of none."""
    if span is None:
        return None
    written, start, end = written_span(text, scene, *span)
    token = scene.tokens[span[0]]
    beside = max(start - _LONGEST_CLITIC, 0)
    for opening, closing in () if _OPENING.isdisjoint(text[beside:start]) else _QUOTES:
        before = text.rfind(opening, beside, start)
        if before >= 0 and _half_open(written, opening, closing):
            return text[before:end]
    # بأن and لأن are each one word to the grammar, as بشن is: what is charged begins at the second letter
    whole = token.reading.has("subordinator") and token.reading.bare[0] in "بل"
    if not whole and (token.reading.preposition or not bears_b(scene, span[0])):
        return written
    return written[next(at for at in range(1, len(written)) if written[at].isalpha()) :]


def _half_open(written: str, opening: str, closing: str) -> bool:
    """Tell whether a quotation closes in the text that was opened before it."""
    return (
        written.count(closing) % 2 == 1
        if opening == closing
        else written.count(closing) > written.count(opening)
    )


def written_span(text: str, scene: Scene, first: int, last: int) -> tuple[str, int, int]:
    """Give the written words from first to last, without clitics before them, quotation marks closed."""
    spans = spans_of(text)
    start, end = spans[first][0], spans[last][1]
    start += clitics_length(text[slice(*spans[first])], scene.tokens[first].reading)
    if text[end : end + 1] not in _CLOSING:
        return text[start:end], start, end
    if text[start:end].count('"') % 2 and text[end : end + 1] == '"':
        end += 1
    for opening, closing in ("«»", "()", "“”"):
        if opening in text[start:end] and closing not in text[start:end] and text[end : end + 1] == closing:
            end += 1
    return text[start:end], start, end


def clitics_length(written: str, reading: Reading) -> int:
    """Give how many characters of a written word are its conjunction and preposition."""
    letters = len(reading.conjunction) + len(reading.preposition)
    letters += reading.preposition == "ل" and reading.definite  # للنظام: the article has lost its alef
    at = 0
    while letters and at < len(written):
        at += 1
        letters -= 1
        while at < len(written) and not written[at].isalpha():
            at += 1
    return at
