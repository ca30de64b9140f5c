"""The tables between the rooms: each column with its type and its meaning or unit, and each table's key.

A room takes one of these tables and gives another; nothing else travels between rooms. Offsets count Unicode
code points, from 0, end exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from flows.vocabulary import (
    CONFIDENCES,
    DOERS,
    KINDS,
    POSITIONS,
    PRECISIONS,
    SKIP_REASONS,
    STANCES,
    STATUSES,
    VOICES,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Polars type and what it holds (with its unit)."""

    dtype: pl.DataType
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table's contract.

    Attributes:
        name: what the table is called in messages and file names.
        columns: the columns in order.
        key: the columns that together name a row once.
    """

    name: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]

    @property
    def schema(self) -> pl.Schema:
        """The Polars schema, columns in order."""
        return pl.Schema({name: column.dtype for name, column in self.columns.items()})

    def empty(self) -> pl.DataFrame:
        """Give the table without rows."""
        return pl.DataFrame(schema=self.schema)

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give `frame` with exactly this table's columns, in order and cast strictly.

        Raises:
            polars.exceptions.PolarsError: a column is missing or a value does not fit its type.
        """
        return frame.select(pl.col(name).cast(dtype) for name, dtype in self.schema.items())


def _text(meaning: str) -> Column:
    return Column(pl.String(), meaning)


def _count(meaning: str) -> Column:
    return Column(pl.Int64(), meaning)


_ARTICLE_ID = _text("16 hex digits of the SHA-256 of the normalised text")
_SENTENCE = _count("ordinal of the sentence in its article, from 0; the headline, where there is one, is 0")

ARTICLES = Table(
    "articles",
    {
        "article_id": _ARTICLE_ID,
        "outlet": _text("who published it; 'unknown' where nothing says so"),
        "title": _text("the headline, or null"),
        "url": _text("the canonical address, or null"),
        "published": Column(pl.Date(), "first day of the stated day, month or year; null: none stated"),
        "published_precision": Column(pl.Enum(PRECISIONS), "how much of the date is stated"),
        "date_confidence": Column(
            pl.Enum(CONFIDENCES),
            "stated by metadata or a feed; found beside the headline; converted from the Hijri calendar;"
            " guessed from the address or the page; none",
        ),
        "author": _text("who wrote it, as its source states it, or null"),
        "fetched_at": _text("when it was received, ISO 8601 in UTC"),
        "source": _text("the entry of sources.toml (or built-in folder) and item that it came from"),
        "path": _text("the stored file, relative to seeds/"),
        "text": _text("the body, without the headline and the site's furniture"),
        "revision": _count("which version of its article it is, from 1"),
        "revises": _text("the article_id of the version before it, or null"),
    },
    key=("article_id",),
)

STORIES = Table(
    "stories",
    {
        "article_id": _ARTICLE_ID,
        "story": _text("the article_id of the earliest of its near-duplicates, itself included"),
    },
    key=("article_id",),
)

SENTENCES = Table(
    "sentences",
    {
        "article_id": _ARTICLE_ID,
        "sentence": _SENTENCE,
        "position": Column(pl.Enum(POSITIONS), "headline, lead (first two sentences of the text) or body"),
        "start": _count("offset of the sentence in the title (headline) or in the text (others)"),
        "end": _count("offset of the sentence's end in the same string"),
        "text": _text("the sentence as written: exactly the characters from start to end"),
        "words": _count("words: runs of letters, marks and digits"),
    },
    key=("article_id", "sentence"),
)

HITS = Table(
    "hits",
    {
        "article_id": _ARTICLE_ID,
        "sentence": _SENTENCE,
        "frame": _text("the frame's code"),
        "entry": _text("the codebook entry that matched"),
        "surface": _text("what is written there"),
        "start": _count("offset in the sentence's text"),
        "end": _count("offset of the end in the sentence's text"),
        "status": Column(pl.Enum(STATUSES), "what the sentence does with it: see `coding/discourse.py`"),
        "voice": Column(pl.Enum(VOICES), "the outlet's own, or a quoted speaker's"),
    },
    key=("article_id", "sentence", "frame", "start"),
)

BLAME = Table(
    "blame",
    {
        "article_id": _ARTICLE_ID,
        "sentence": _SENTENCE,
        "target": _text("the blamed party as written"),
        "target_actor": _text("its actor in the codebook, or null"),
        "source": _text("who blames, as written, or null: the outlet's own voice"),
        "source_actor": _text("its actor in the codebook, or null"),
        "kind": Column(pl.Enum(KINDS), "accusation, responsibility or harm"),
        "stance": Column(pl.Enum(STANCES), "asserted, or denied where the blame is rejected"),
        "wrong": _text("what the target is blamed for, as written, or null: the sentence names nothing"),
        "cue": _text("the words that carry the blame"),
        "start": _count("offset of the target in the sentence's text"),
        "end": _count("offset of the target's end in the sentence's text"),
        "rule": _text("the rule that decided"),
    },
    key=("article_id", "sentence", "start", "kind"),
)

HARM = Table(
    "harm",
    {
        "article_id": _ARTICLE_ID,
        "sentence": _SENTENCE,
        "cue": _text("the codebook's cue that matched"),
        "surface": _text("what is written there"),
        "start": _count("offset in the sentence's text"),
        "end": _count("offset of the end in the sentence's text"),
        "doer": Column(pl.Enum(DOERS), "whether the sentence names anybody who did it: see `coding/harm`"),
    },
    key=("article_id", "sentence", "start"),
)

CODED = Table(
    "coded",
    {
        "article_id": _ARTICLE_ID,
        "published": _text(
            "the stated day, month or year, ISO 8601, by which it was coded; null: none stated"
        ),
        "title": _text("the headline that was coded with it, or null"),
        "sentences": Column(
            pl.List(pl.Struct({k: v for k, v in SENTENCES.schema.items() if k != "article_id"})),
            "the article's rows of `sentences`",
        ),
        "hits": Column(
            pl.List(pl.Struct({k: v for k, v in HITS.schema.items() if k != "article_id"})),
            "the article's rows of `hits`",
        ),
        "blame": Column(
            pl.List(pl.Struct({k: v for k, v in BLAME.schema.items() if k != "article_id"})),
            "the article's rows of `blame`",
        ),
        "harm": Column(
            pl.List(pl.Struct({k: v for k, v in HARM.schema.items() if k != "article_id"})),
            "the article's rows of `harm`",
        ),
    },
    key=("article_id",),
)

_STATED_FORMATS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}


def stated(articles: pl.DataFrame) -> pl.Expr:
    """Give an expression for the date that each article states, ISO 8601 at its precision; null: none.

    Args:
        articles: the table it is for; one without `published` and `published_precision` states none.
    """
    if not {"published", "published_precision"} <= set(articles.columns):
        return pl.lit(None, dtype=pl.String).alias("published")
    precision = pl.col("published_precision").cast(pl.String)
    said = pl.coalesce(
        pl.when(precision == name).then(pl.col("published").dt.strftime(written))
        for name, written in _STATED_FORMATS.items()
    )
    return said.alias("published")


RECEIPTS = Table(
    "receipts",
    {
        "source": _text("the entry of sources.toml, or a built-in folder"),
        "kind": _text("one of SOURCE_KINDS"),
        "location": _text("the folder, relative to the project where it lies in it, or the address"),
        "received": _count("items that the source offered"),
        "kept": _count("items that are stored: those of this run and those that already were"),
    },
    key=("source",),
)

SKIPS = Table(
    "skips",
    {
        "source": _text("the entry of sources.toml, or a built-in folder"),
        "item": _text("the file or address; empty where the source as a whole failed"),
        "reason": Column(pl.Enum(SKIP_REASONS), "a short code"),
        "detail": _text("one sentence for the reader"),
        "outlet": _text("whose item it is; 'unknown' where neither the item nor its source says so"),
        "day": Column(pl.Date(), "the whole date that the item states, else of the run that first met it"),
        "items": _count("for how many it stands; none of a notice, or of a source or table as a whole"),
        "in_last_reading": Column(pl.Boolean(), "met when its source was last read, not only before"),
    },
    key=("source", "item", "reason", "outlet", "day"),
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article as a source gives it, before it is stored.

    Attributes:
        text: the body, without headline and furniture.
        source: the source's name, a colon, and the item.
        fetched_at: when it was received, ISO 8601 in UTC (a file: when it was last written).
        title: the headline, or None.
        outlet: who published it; 'unknown' where nothing says so.
        url: the address, or None.
        published: ISO 8601 with the stated precision (`2025-12-25`, `2016-12`, `2016`), or None.
        date_confidence: how sure the date is, one of `CONFIDENCES`; None: `stated` where there is a date.
        author: who wrote it, or None.
    """

    text: str
    source: str
    fetched_at: str
    title: str | None = None
    outlet: str = "unknown"
    url: str | None = None
    published: str | None = None
    date_confidence: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """An item, or a whole source where `item` is empty, that gave no article: one row of `SKIPS`.

    With a reason of `NOTICES` the item gave its article, and the row tells what was left out of it.

    Attributes:
        outlet: whose item it is, as far as the item says so; None leaves it to its source.
        day: the date that the item states, ISO 8601; None leaves it to the run. See `sources/placing.py`.
        items: how many items it stands for.
        in_last_reading: whether it was met when its source was last read.
    """

    source: str
    item: str
    reason: str
    detail: str
    outlet: str | None = None
    day: str | None = None
    items: int = 1
    in_last_reading: bool = True
