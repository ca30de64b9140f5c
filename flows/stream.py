"""Documents in, coded JSON Lines out, a chunk at a time: `khitab code` without its files and terminal."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

import polars as pl

from flows.sources.dates import read_date
from flows.tables import ARTICLES
from flows.workers import spread

CHUNK_LINES = 500
"""Lines coded together: enough for the speed of bulk work, few enough for bounded memory."""

_PRECISIONS = {0: "none", len("2016"): "year", len("2016-12"): "month", len("2016-12-01"): "day"}
_TIME = re.compile(r"(?<=^\d{4}-\d\d-\d\d)[T ].*$", re.DOTALL)
_HIT = ("frame", "entry", "surface", "status", "voice")
_HARM = ("cue", "surface")
_BLAME = ("target", "target_actor", "source", "source_actor", "kind", "stance", "wrong", "cue")

Coder = Callable[[pl.DataFrame], pl.DataFrame]
"""Takes `ARTICLES` and gives `CODED`."""


@dataclass(frozen=True, slots=True)
class Document:
    """What can be coded.

    Attributes:
        id: the caller's own id.
        text: the text.
        published: its date, ISO 8601 as stated, or None.
        title: its headline, empty where its row has none; None: its input knows no headlines.
    """

    id: str | int
    text: str
    published: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class BadItem:
    """One item of the input that cannot be coded.

    Attributes:
        place: where it stands: `line 3`, `row 7` (both from 1) or a file's name.
        reason: what is wrong with it, a clause.
    """

    place: str
    reason: str


OWN_CHUNKS = 8
"""Chunks that are coded before other processes are started: they need about as long to be of use."""


def code_lines(lines: Iterable[bytes], code: Coder) -> Iterator[str | BadItem]:
    """Code a stream of lines.

    Args:
        lines: as `read_lines` takes them.
        code: what codes articles.

    Yields:
        what `code_documents` does.
    """
    yield from code_documents(read_lines(lines), code)


def read_lines(lines: Iterable[bytes]) -> Iterator[Document | BadItem]:
    """Read documents from JSON Lines.

    Args:
        lines: JSON Lines in UTF-8, each `{"id": text or whole number, "text": text}`, and `"published"` or
            `"date"` where it is known; blank ones are passed over, other keys ignored, and so is a date that
            cannot be read.

    Yields:
        each line's document, or what is wrong with the line.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _parse(number, line)


def code_documents(documents: Iterable[Document | BadItem], code: Coder) -> Iterator[str | BadItem]:
    """Code a stream of documents, a chunk at a time.

    Args:
        documents: the documents, and what could not be read.
        code: what codes articles; where there are many documents, a copy of it works in other processes.

    Yields:
        for each document, in order, one line of JSON `{"id", "frames", "hits", "blame", "harm_without_doer"}`
        without its line break (offsets count Unicode code points of `text`, end exclusive); where the input
        knows headlines, each hit, blame and harm also says `"in"`, `text` or `title`, whose code points its
        offsets count; what could not be read, as it is.
    """
    yield from chain.from_iterable(spread(partial(_code_chunk, code), chunks(documents), OWN_CHUNKS))


def chunks(documents: Iterable[Document | BadItem]) -> Iterator[list[Document | BadItem]]:
    """Cut a stream of documents into lists of at most `CHUNK_LINES`."""
    chunk: list[Document | BadItem] = []
    for item in documents:
        chunk.append(item)
        if len(chunk) == CHUNK_LINES:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def articles_of(documents: Sequence[Document]) -> pl.DataFrame:
    """Give documents as the table ARTICLES; their ids, which may repeat, become positions.

    Args:
        documents: the documents.
    """
    articles = pl.DataFrame(
        {
            "article_id": [f"{position:016x}" for position in range(len(documents))],
            "text": [document.text for document in documents],
        },
        schema_overrides={"article_id": pl.String, "text": pl.String},
    ).with_columns(
        pl.lit("unknown").alias("outlet"),
        pl.Series("published", [_first_day(each.published) for each in documents], dtype=pl.Date),
        pl.Series("published_precision", [_PRECISIONS[len(each.published or "")] for each in documents]),
        pl.lit("none").alias("date_confidence"),
        *(pl.lit("").alias(name) for name in ("fetched_at", "source", "path")),
        pl.Series("title", [document.title or None for document in documents], dtype=pl.String),
        *(pl.lit(None).alias(name) for name in ("url", "author", "revises")),
        pl.lit(1).alias("revision"),
    )
    return ARTICLES.conform(articles)


def _first_day(published: str | None) -> date | None:
    """Give the first day of a day, month or year."""
    return None if published is None else date.fromisoformat(published + "2016-01-01"[len(published) :])


def _parse(number: int, line: bytes) -> Document | BadItem:
    place = f"line {number}"
    try:
        content = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        return BadItem(place, "it is not UTF-8")
    except (ValueError, RecursionError) as error:
        return BadItem(place, f"it is not JSON ({error})")
    if not isinstance(content, dict):
        return document_of(place, None, None)
    return document_of(
        place, content.get("id"), content.get("text"), content.get("published") or content.get("date")
    )


def document_of(
    place: str, name: object, text: object, published: object = None, title: object = None
) -> Document | BadItem:
    """Give a document, or what keeps it from being one.

    Args:
        place: where it stands in the input.
        name: what should be its id.
        text: what should be its text.
        published: what should be its date; what cannot be read as one is none.
        title: what should be its headline, empty where its row has none; None where its input knows none.
    """
    if not isinstance(name, str | int) or isinstance(name, bool) or not isinstance(text, str):
        reason = 'it is no object whose "id" is text or a whole number and whose "text" is text'
        return BadItem(place, reason)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return BadItem(place, '"text" holds half of a surrogate pair')
    return Document(name, text, _date_of(published), title if isinstance(title, str) else None)


def _date_of(written: object) -> str | None:
    """Read a date, or the day of a date and time, to ISO 8601 at the stated precision."""
    if isinstance(written, date):
        return written.isoformat()[: len("2016-12-01")]
    if not isinstance(written, str | int) or isinstance(written, bool):
        return None
    return read_date(_TIME.sub("", str(written)))


def _code_chunk(code: Coder, chunk: list[Document | BadItem]) -> list[str | BadItem]:
    articles = articles_of([item for item in chunk if isinstance(item, Document)])
    coded = {row["article_id"]: row for row in code(articles).iter_rows(named=True)}
    rows = iter(coded[key] for key in articles["article_id"])
    return [item if isinstance(item, BadItem) else _to_json(item, next(rows)) for item in chunk]


def _to_json(document: Document, row: dict[str, Any]) -> str:
    sentences = {sentence["sentence"]: sentence for sentence in row["sentences"]}
    placed = partial(_placed, sentences=sentences, knows_titles=document.title is not None)
    hits = [placed(hit, _HIT) for hit in row["hits"]]
    blame = [placed(record, _BLAME) | {"rule": record["rule"]} for record in row["blame"]]
    harm = [placed(told, _HARM) for told in row["harm"] if told["doer"] == "unnamed"]
    frames = sorted({hit["frame"] for hit in row["hits"]})
    coded = {"frames": frames, "hits": hits, "blame": blame, "harm_without_doer": harm}
    return json.dumps({"id": document.id} | coded, ensure_ascii=False)


def _placed(
    row: dict[str, Any], names: tuple[str, ...], sentences: dict[int, dict[str, Any]], *, knows_titles: bool
) -> dict[str, Any]:
    """Give the named fields, and the offsets counted from the start of the text, or of the headline."""
    sentence = sentences[row["sentence"]]
    within = {"in": "title" if sentence["position"] == "headline" else "text"} if knows_titles else {}
    offset = sentence["start"]
    place = {"start": offset + row["start"], "end": offset + row["end"]}
    return {name: row[name] for name in names} | within | place
