"""JSON Lines in, coded JSON Lines out, a chunk at a time: `khitab code` without its files and terminal."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.tables import ARTICLES

CHUNK_LINES = 500
"""Lines coded together: enough for the speed of bulk work, few enough for bounded memory."""

_HIT = ("frame", "entry", "surface", "status", "voice")
_BLAME = ("target", "target_actor", "source", "source_actor", "kind", "stance", "cue", "rule")

Coder = Callable[[pl.DataFrame], pl.DataFrame]
"""Takes `ARTICLES` and gives `CODED`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One line of the input that can be coded: the caller's own id, and the text."""

    id: str | int
    text: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """One line of the input that cannot: its number, from 1, and what is wrong with it."""

    number: int
    reason: str


def code_lines(lines: Iterable[bytes], code: Coder) -> Iterator[str | BadLine]:
    """Code a stream of documents.

    Args:
        lines: JSON Lines in UTF-8, each `{"id": text or whole number, "text": text}`; blank ones are passed
            over, other keys ignored.
        code: what codes articles.

    Yields:
        for each line, in order, one line of JSON `{"id", "frames", "hits", "blame"}` without its line break
        (offsets count Unicode code points of `text`, end exclusive), or what is wrong with it.
    """
    chunk: list[Document | BadLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        chunk.append(_parse(number, line))
        if len(chunk) == CHUNK_LINES:
            yield from _code_chunk(chunk, code)
            chunk = []
    yield from _code_chunk(chunk, code)


def _parse(number: int, line: bytes) -> Document | BadLine:
    try:
        content = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        return BadLine(number, "it is not UTF-8")
    except (ValueError, RecursionError) as error:
        return BadLine(number, f"it is not JSON ({error})")
    name, text = (content.get("id"), content.get("text")) if isinstance(content, dict) else (None, None)
    if not isinstance(name, str | int) or isinstance(name, bool) or not isinstance(text, str):
        return BadLine(
            number, 'it is no object whose "id" is text or a whole number and whose "text" is text'
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        return BadLine(number, '"text" holds half of a surrogate pair')
    return Document(name, text)


def _code_chunk(chunk: list[Document | BadLine], code: Coder) -> Iterator[str | BadLine]:
    documents = [item for item in chunk if isinstance(item, Document)]
    # The caller's ids may repeat; the tables' key may not.
    keys = [f"{position:016x}" for position in range(len(documents))]
    articles = pl.DataFrame(
        {"article_id": keys, "text": [document.text for document in documents]},
        schema_overrides={"article_id": pl.String, "text": pl.String},
    ).with_columns(
        pl.lit("unknown").alias("outlet"),
        pl.lit("none").alias("published_precision"),
        *(pl.lit("").alias(name) for name in ("fetched_at", "source", "path")),
        *(pl.lit(None).alias(name) for name in ("title", "url", "published")),
    )
    coded = {row["article_id"]: row for row in code(ARTICLES.conform(articles)).iter_rows(named=True)}
    rows = iter(coded[key] for key in keys)
    for item in chunk:
        yield item if isinstance(item, BadLine) else _to_json(item, next(rows))


def _to_json(document: Document, row: dict[str, Any]) -> str:
    starts = {sentence["sentence"]: sentence["start"] for sentence in row["sentences"]}
    hits = [_placed(hit, _HIT, starts) for hit in row["hits"]]
    blame = [_placed(record, _BLAME, starts) for record in row["blame"]]
    frames = sorted({hit["frame"] for hit in row["hits"]})
    return json.dumps({"id": document.id, "frames": frames, "hits": hits, "blame": blame}, ensure_ascii=False)


def _placed(row: dict[str, Any], names: tuple[str, ...], starts: dict[int, int]) -> dict[str, Any]:
    """Give the named fields, and the offsets counted from the start of the text."""
    offset = starts[row["sentence"]]
    return {name: row[name] for name in names} | {"start": offset + row["start"], "end": offset + row["end"]}
