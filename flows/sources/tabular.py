"""A table of articles: which column holds what, and each row as an article."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from flows.sources.dates import DateLine, read_stated
from flows.sources.decode import decode
from flows.sources.fragments import fragment_text
from flows.sources.language import refuse_other_languages
from flows.sources.located import SPREADSHEETS, locate, written_at
from flows.sources.problem import ItemError, known_of_item
from flows.sources.reading import Given, Passed, is_wanted, latest_day
from flows.sources.registry import Source
from flows.sources.rows import SUFFIXES, Row, columns_of, read_rows
from flows.tables import Article, Skip
from flows.vocabulary import NOTICES

USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "article_text",
        "full_text",
        "maintext",
        "النص",
        "المحتوى",
    ),
    "title": ("title", "headline", "heading", "العنوان"),
    "url": ("url", "link", "address", "canonical_url", "الرابط"),
    "published": ("published", "date", "published_at", "date_publish", "publish_date", "pubdate", "التاريخ"),
    "outlet": (
        "outlet",
        "source",
        "publisher",
        "newspaper",
        "site_name",
        "source_domain",
        "domain",
        "المصدر",
    ),
    "author": ("author", "authors", "byline", "الكاتب"),
    "fetched_at": ("fetched_at", "date_download", "crawled_at", "downloaded_at"),
    "id": ("id", "article_id", "uuid", "_id"),
}
"""By which names a column is known where the entry does not say; the first that there is counts."""
_MARKUP = re.compile(r"</(?:p|div|br|span|a|li)>|<br ?/?>", re.IGNORECASE)
_ARTICLE_FIELDS = frozenset(field.name for field in fields(Article))
_BOUND_ITEM = 500
_BOUND_SHOWN = 60
_UNSAID = frozenset({"", "-", "–", "none", "null", "nan", "nat", "n/a", "na", "unknown", "0000-00-00"})
"""What programs write for a date that is not known."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The table being read: its entry, its name in reports, its mapping, when the file was written."""

    source: Source
    name: str
    columns: Mapping[str, str]
    written_at: str
    latest: date


def receive_table(source: Source, seeds: Path, latest: date) -> Iterator[Given]:
    """Read tables, in the order of their names, a row an article.

    Args:
        source: a source of kind `table`.
        seeds: the seeds/ folder.
        latest: the last day that an article can bear.

    Yields:
        An article, a skip or a passing-over for each row, beside an article a notice of a date that was not
        taken; a skip for each file that has no such columns or breaks off, and for the source where there is
        no file or it has more rows than the source allows.
    """
    count = 0
    try:
        for path, name in locate(source, seeds, SUFFIXES, SPREADSHEETS):
            for item in _read_table(source, path, name, latest):
                is_row = not (isinstance(item, Passed) or (isinstance(item, Skip) and item.reason in NOTICES))
                if count == source.max_items and is_row:
                    yield Skip(
                        source.name, "", "limit", f"Only the first {source.max_items} rows were taken."
                    )
                    return
                count += is_row
                yield item
    except ItemError as error:
        yield Skip(source.name, "", error.reason, error.detail)


def _read_table(source: Source, path: Path, name: str, latest: date) -> Iterator[Given]:
    try:
        present = columns_of(path)
        columns = map_columns(present, dict(source.columns))
        for column in dict.fromkeys(each for each in columns.values() if present.count(each) > 1):
            detail = f"Several columns are named {column!r}; the first is read. Give each its own name."
            yield Skip(source.name, f"{name} (column {column})"[:_BOUND_ITEM], "columns", detail)
        table = _Table(source, name, columns, written_at(path), latest)
        for number, row in read_rows(path, list(dict.fromkeys(columns.values()))):
            if isinstance(row, ItemError):
                item = f"{name}#{number}" if number else name
                yield Skip(source.name, item, row.reason, row.detail, items=1 if number else 0)
            else:
                yield from _given(table, number, row)
    except ItemError as error:
        yield Skip(source.name, name, error.reason, error.detail, items=0)
    except (OSError, EOFError, ValueError) as error:
        yield Skip(source.name, name, "unreadable", f"It cannot be read: {error}.", items=0)


def map_columns(present: Sequence[str], stated: Mapping[str, str]) -> dict[str, str]:
    """Tell which column holds what.

    Args:
        present: the table's columns.
        stated: for what an article has, the column, as the entry says it.

    Returns:
        The same with what the usual names add.

    Raises:
        ItemError: `columns`: a stated column is not there, or none holds the text; the message lists the
            columns and what they may be.
    """
    by_name = {name.casefold(): name for name in reversed(present)}
    taken = set(stated.values())
    guessed = {
        field: by_name[name]
        for field, names in USUAL_NAMES.items()
        for name in reversed(names)
        if name in by_name and by_name[name] not in taken
    }
    missing = [column for column in stated.values() if column not in present]
    mapped = guessed | dict(stated)
    if not missing and "text" in mapped:
        return mapped
    problem = f"There is no column {missing[0]!r}" if missing else "No column is known to hold the text"
    there = {name: column for name, column in stated.items() if column in present}
    proposed = {"text": "…"} | guessed | there
    example = ", ".join(f'{name} = "{column}"' for name, column in proposed.items())
    raise ItemError(
        "columns",
        f"{problem}; the columns are {', '.join(present) or 'none'}. Write columns = {{ {example} }}.",
    )


def _given(table: _Table, number: int, row: Row) -> Iterator[Given]:
    """Give a row as an article or a skip, or pass it over where the entry's patterns rule it out."""
    stated = {name: _plain(row.get(column)) for name, column in table.columns.items()}
    item = f"{table.name}#{stated.get('id') or number}"[:_BOUND_ITEM]
    if not is_wanted(table.source, stated.get("url") or item):
        yield Passed("pattern")
        return
    try:
        day = _day(stated.get("published", ""))
        with known_of_item(stated.get("outlet"), day.published if day else None):
            article = _to_article(table, item, stated, day)
    except ItemError as error:
        yield error.to_skip(table.source.name, item)
    except Exception as error:  # noqa: BLE001 - a fault over one row must not cost the others
        yield Skip(table.source.name, item, "failed", f"It could not be read ({type(error).__name__}).")
    else:
        yield from _with_notice(table, item, article, stated)


def _with_notice(
    table: _Table, item: str, article: Article, stated: Mapping[str, str]
) -> Iterator[Article | Skip]:
    """Give an article, and say so where the date that its row states cannot be its own."""
    written = stated.get("published", "")
    day = article.published
    if day is None and written.casefold() not in _UNSAID:
        detail = (
            f"Its date, {written[:_BOUND_SHOWN]!r}, could not be read, so it is kept without one;"
            " write 2025-12-25, 2016-12 or 2016."
        )
        yield article
        yield Skip(table.source.name, item, "unread-date", detail, article.outlet)
    elif day and _moment(stated.get("fetched_at", "")) and day > latest_day(article.fetched_at).isoformat():
        detail = f"Its date, {day}, is later than it was received, so it is kept without a date."
        yield replace(article, published=None, date_confidence=None)
        yield Skip(table.source.name, item, "future-date", detail, article.outlet)
    else:
        yield article


def _to_article(table: _Table, item: str, stated: Mapping[str, str], day: DateLine | None) -> Article:
    text = stated.get("text", "")
    if _MARKUP.search(text):
        text = fragment_text(text)
    if not any(letter.isalpha() for letter in text):
        raise ItemError("empty", "The row holds no text.")
    refuse_other_languages(text, table.source.languages)
    known: dict[str, Any] = {
        "text": text,
        "source": f"{table.source.name}:{item}",
        "fetched_at": _moment(stated.get("fetched_at", "")) or table.written_at,
        "title": stated.get("title") or None,
        "outlet": stated.get("outlet") or table.source.outlet or "unknown",
        "url": stated.get("url") or None,
        "published": day.published if day else None,
        "date_confidence": "converted" if day and day.is_converted else None,
        "author": stated.get("author") or None,
    }
    return Article(**{name: value for name, value in known.items() if name in _ARTICLE_FIELDS})


@lru_cache(maxsize=10_000)
def _day(stated: str) -> DateLine | None:
    return read_stated(stated)


def _plain(value: object) -> str:
    """Give a value as text: bytes decoded, a list as its parts, a moment as ISO 8601, an object as ""."""
    if isinstance(value, str):
        return value.strip()
    if value is None or value != value or isinstance(value, Mapping):  # noqa: PLR0124 - NaN alone is not itself
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_plain, value)))
    return _decoded(value) if isinstance(value, bytes) else str(value).strip()


def _decoded(value: bytes) -> str:
    """Read what some programs write into Parquet in place of a text; bytes of no text are none."""
    try:
        return decode(value).strip()
    except ItemError:
        return ""


def _moment(stated: str) -> str | None:
    try:
        moment = datetime.fromisoformat(stated)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):  # exports write the first or last moment there is for "not known"
        return None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
