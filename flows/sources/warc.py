"""Archives of web pages (WARC), as crawlers and CC-NEWS write them, read as a stream."""

import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.sources.extraction import RawPage, extract_all
from flows.sources.language import ANY, refuse_other_languages
from flows.sources.located import locate, written_at
from flows.sources.plaintext import Page
from flows.sources.problem import ItemError, known_of_item
from flows.sources.reading import Given, Passed, is_wanted
from flows.sources.registry import Source
from flows.tables import Article, Skip

# What it would print of a broken record, the skip says.
logging.getLogger("warcio").setLevel(logging.CRITICAL)

SUFFIXES = (".warc", ".warc.gz")
_BOUND_BYTES = 20_000_000
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_OK = "200"
_PAGE = {field.name for field in fields(Page)}
_SHARED = _PAGE & {field.name for field in fields(Article)}
# The first bytes of Arabic letters in UTF-8: a page of news holds thousands, others hardly any.
_UTF8_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_HIGH_BYTE = re.compile(rb"[\xc0-\xff]")
_FEW_LETTERS = 150
_SAMPLE_BYTES = 500_000
_FAULTS = (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error)


@dataclass(slots=True)
class _Tally:
    """What of one archive is no article and is told of in one row, or counted."""

    foreign: int = 0
    ruled_out: int = 0
    broken: str | None = None


def receive_warc(source: Source, seeds: Path, latest: date) -> Iterator[Given]:
    """Read archives in the order of their names: each response that is an HTML page.

    Args:
        source: a source of kind `warc`.
        seeds: the seeds/ folder.
        latest: the last day that an article can bear, for records that do not tell when they were got.

    Yields:
        An article, a skip or a passing-over for each page; one skip for all pages of an archive in which no
        Arabic letter stands where Arabic is wanted; a skip for an archive that breaks off, and for the source
        where there is no file or it has more pages than the source allows.
    """
    count = 0
    try:
        for path, name in locate(source, seeds, SUFFIXES):
            tally = _Tally()
            pages = _pages(source, path, latest, tally)
            for page, read in extract_all(pages):
                if count == source.max_items:
                    yield Skip(
                        source.name, "", "limit", f"Only the first {source.max_items} pages were taken."
                    )
                    return
                count += 1
                yield from _given(source, name, page, read)
            yield from _told(source, name, tally)
    except ItemError as error:
        yield Skip(source.name, "", error.reason, error.detail)


def _told(source: Source, name: str, tally: _Tally) -> Iterator[Given]:
    yield from repeat(Passed("pattern"), tally.ruled_out)
    if tally.foreign:
        detail = f"{tally.foreign} pages hold hardly any Arabic letter and were passed over."
        yield Skip(source.name, f"{name} (other languages)", "language", detail, items=tally.foreign)
    if tally.broken is not None:
        detail = f"The archive cannot be read on ({tally.broken}); the pages before were read."
        yield Skip(source.name, name, "truncated", detail, items=0)


def _pages(source: Source, path: Path, latest: date, tally: _Tally) -> Iterator[RawPage]:
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.format != "warc":
                    raise ValueError("it is no WARC")
                page = _page(source, record, path, latest, tally)
                if page is None:
                    continue
                if ANY not in source.languages and "ar" in source.languages and _is_foreign(page):
                    tally.foreign += 1
                    continue
                yield page
    except _FAULTS as error:
        tally.broken = str(error).partition("\n")[0][:200].rstrip(".") or type(error).__name__


def _page(
    source: Source,
    record: Any,  # noqa: ANN401 - untyped
    path: Path,
    latest: date,
    tally: _Tally,
) -> RawPage | None:
    """Give a record as a page; None for one that is none, or that the entry's patterns rule out."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type != "response" or not address.startswith(("http://", "https://")):
        return None
    answer = record.http_headers
    kind = (answer.get_header("Content-Type") or "") if answer else ""
    if answer is None or answer.get_statuscode() != _OK or not kind.lower().startswith(_HTML_TYPES):
        return None
    if not is_wanted(source, address):
        tally.ruled_out += 1
        return None
    charset = _CHARSET.search(kind)
    fetched_at = record.rec_headers.get_header("WARC-Date") or ""
    with suppress(ValueError, OverflowError):
        latest = min(latest, datetime.fromisoformat(fetched_at).date() + timedelta(days=1))
        return RawPage(address, _body(record), charset[1] if charset else None, fetched_at, latest)
    return RawPage(address, _body(record), charset[1] if charset else None, written_at(path), latest)


def _body(record: Any) -> bytes:  # noqa: ANN401 - untyped
    """Read a page's bytes, unpacked as they come and no further than the bound."""
    stream = record.content_stream()
    parts: list[bytes] = []
    size = 0
    while size <= _BOUND_BYTES and (part := stream.read(65_536)):
        parts.append(part)
        size += len(part)
    if size <= _BOUND_BYTES and getattr(record.raw_stream, "limit", 0) > 0:
        # Half a page would be stored as an article of its own, beside the whole one another day.
        raise EOFError("it ends within a page")
    return b"".join(parts)


def _is_foreign(page: RawPage) -> bool:
    """Tell whether a page holds too few Arabic letters to be an article, before the dear extraction."""
    sample = page.content[:_SAMPLE_BYTES]
    if len(_UTF8_ARABIC.findall(sample)) >= _FEW_LETTERS or b"&#1" in sample or b"\x00" in sample:
        return False
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        return len(_HIGH_BYTE.findall(sample)) < _FEW_LETTERS
    return True


def _given(source: Source, name: str, page: RawPage, read: Page | ItemError) -> Iterator[Article | Skip]:
    item = f"{name}#{page.address}"
    if len(page.content) > _BOUND_BYTES:
        read = ItemError("too-large", f"The page is larger than {_BOUND_BYTES // 1_000_000} MB.")
    try:
        if not isinstance(read, ItemError):
            with known_of_item(read.outlet, read.published):
                refuse_other_languages(read.text, source.languages)
    except ItemError as error:
        read = error
    if isinstance(read, ItemError):
        yield replace(read.to_skip(source.name, item), outlet=_outlet(source, read.outlet, page))
        return
    article = Article(text=read.text, source=f"{source.name}:{item}", fetched_at=page.fetched_at)
    stated = {name: value for name in _SHARED if (value := getattr(read, name)) is not None}
    stated["outlet"] = _outlet(source, read.outlet, page)
    stated["url"] = read.url or page.address
    article = replace(article, **stated)
    if article.published is not None and article.published > page.latest.isoformat():
        detail = (
            f"It bears the date {article.published}, later than it was got, so it is kept without a date."
        )
        yield Skip(source.name, item, "future-date", detail, article.outlet)
        article = replace(article, published=None, date_confidence="none")
    yield article


def _outlet(source: Source, read: str | None, page: RawPage) -> str:
    return source.outlet or read or urlsplit(page.address).hostname or "unknown"
