"""Tables as rows: CSV, JSON Lines and Parquet, read a batch at a time; a row that is wrong costs no other.

CSV and JSON Lines are read a row at a time and not by Polars, which gives a whole file up for one broken row,
or mends it without a word.
"""

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, cast

import polars as pl

from flows.sources.decode import decode, unmarked_utf16
from flows.sources.problem import ItemError

_PLAIN = (".csv", ".tsv", ".jsonl", ".ndjson")
SUFFIXES = (*_PLAIN, *(f"{suffix}.gz" for suffix in _PLAIN), ".parquet")
_BATCH_ROWS = 2_000
_BOUND_VALUE = 20_000_000
_SAMPLE_BYTES = 1_000_000
_SAMPLE_ROWS = 200
_BOUND_BEGINNING = 64
_END = "\0end of table"
"""A line that is added to a CSV file: where it is no row of its own, a quotation mark was never closed."""
_DELIMITERS = ",;\t|"
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)

_OTHERS = {
    b"PK\x03\x04": "an Office file or a packed folder",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office file",
    b"%PDF-": "a PDF",
    b"SQLite format 3": "a database",
}
"""By what files of other kinds begin."""
_ADVICE = (
    'Save a spreadsheet or database table as CSV (UTF-8); read texts, Word files and PDFs by kind = "folder".'
)
_JSON_ARRAY = (
    "It is one JSON array, and a table has one object a line (JSON Lines);"
    " `jq -c '.[]' FILE > FILE.jsonl` makes one of it."
)

Row = Mapping[str, Any]

# The module's own bound, a hundred and thirty thousand characters, is less than a long article.
csv.field_size_limit(_BOUND_VALUE)


def columns_of(path: Path) -> Sequence[str]:
    """Give the names of a table's columns; of JSON Lines, the keys of the first rows, which may lack some.

    Args:
        path: a file whose name ends in one of `SUFFIXES`.

    Raises:
        ItemError: the file is no such table.
        OSError: it cannot be read.
    """
    _refuse_other_kinds(path)
    if path.name.lower().endswith(".parquet"):
        try:
            return pl.scan_parquet(path, glob=False).collect_schema().names()
        except pl.exceptions.PolarsError as error:
            raise _not_a_table(error) from error
    if _is_csv(path):
        with _text(path) as (text, delimiter):
            return [name.strip() for name in next(csv.reader(text, delimiter=delimiter), [])]
    names: dict[str, None] = {}
    with suppress(*_BROKEN):
        for _, row in islice(_json_rows(path), _SAMPLE_ROWS):
            names |= dict.fromkeys(row if isinstance(row, Mapping) else ())
    return list(names)


def read_rows(path: Path, wanted: Sequence[str]) -> Iterator[tuple[int, Row | ItemError]]:
    """Read a table's rows in bounded memory.

    Args:
        path: a file whose name ends in one of `SUFFIXES`.
        wanted: the columns that are needed.

    Yields:
        The number of each row, from 1, and the row or what is wrong with it. Last, with the number 0, what
        ended the reading before the file's end.

    Raises:
        OSError: the file cannot be opened.
    """
    if path.name.lower().endswith(".parquet"):
        rows = _parquet_rows(path, wanted)
    else:
        rows = _csv_rows(path) if _is_csv(path) else _json_rows(path)
    try:
        yield from rows
    except (pl.exceptions.PolarsError, csv.Error, *_BROKEN) as error:
        yield 0, _not_a_table(error)
    except ItemError as error:
        yield 0, error


def _refuse_other_kinds(path: Path) -> None:
    """Say of a spreadsheet, a PDF or the like what can be done; row by row it would be gibberish.

    Raises:
        ItemError: `unsupported`.
    """
    with path.open("rb") as file:
        beginning = file.read(_BOUND_BEGINNING)
    for mark, what in _OTHERS.items():
        if beginning.startswith(mark):
            raise ItemError("unsupported", f"It is {what}, and no table of text. {_ADVICE}")
    if not _is_csv(path) and re.match(rb"(?:\xef\xbb\xbf)?\s*\[\s*(?:\{|$)", beginning):
        raise ItemError("unsupported", _JSON_ARRAY)


def _not_a_table(error: Exception) -> ItemError:
    reason = str(error).partition("\n")[0].rstrip(".") or type(error).__name__
    return ItemError("unreadable", f"It cannot be read on as a table: {reason}.")


def _is_csv(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith((".csv", ".tsv"))


def _open(path: Path) -> IO[bytes]:
    if path.name.lower().endswith(".gz"):
        return cast("IO[bytes]", gzip.open(path, "rb"))
    return path.open("rb")


def _parquet_rows(path: Path, wanted: Sequence[str]) -> Iterator[tuple[int, Row | ItemError]]:
    scan = pl.scan_parquet(path, glob=False).select(wanted)
    number = 0
    for batch in scan.collect_batches(chunk_size=_BATCH_ROWS, maintain_order=True):
        for row in batch.iter_rows(named=True):
            number += 1
            yield number, row


def _json_rows(path: Path) -> Iterator[tuple[int, Row | ItemError]]:
    # In UTF-16 a line end is no single byte.
    utf16 = _utf16_of(_sample(path))
    with _open(path) as file:
        lines: Any = io.TextIOWrapper(file, utf16, "replace", newline="\n") if utf16 else file
        end = "\n" if utf16 else b"\n"
        number = 0
        while line := lines.readline(_BOUND_VALUE):
            number += 1
            if len(line) == _BOUND_VALUE and not line.endswith(end):
                yield number, ItemError("too-large", "The line is longer than 20 MB.")
                while line and not line.endswith(end):
                    line = lines.readline(_BOUND_VALUE)
            elif line.strip():
                yield number, _json_row(line)


def _json_row(line: str | bytes) -> Row | ItemError:
    try:
        row = json.loads(line if isinstance(line, str) else decode(line))
    except (ValueError, RecursionError):
        return ItemError("unreadable", "The line is no JSON.")
    except ItemError as error:
        return error
    if not isinstance(row, dict):
        return ItemError("unreadable", "The line is no JSON object: a table of JSON Lines has one a line.")
    return row


def _csv_rows(path: Path) -> Iterator[tuple[int, Row | ItemError]]:
    with _text(path) as (text, delimiter):
        reader = csv.reader(chain(text, [_END]), delimiter=delimiter)
        names = [name.strip() for name in next(reader, [])]
        for number, values in enumerate(reader, start=1):
            if values == [_END]:
                return
            if values and values[-1].endswith(_END):
                detail = (
                    "A quotation mark is opened in this row and never closed, so it and all below are lost."
                )
                yield number, ItemError("unreadable", detail)
            elif len(values) == len(names):
                # Backwards, so that of two columns of one name the first counts.
                yield number, dict(zip(reversed(names), reversed(values), strict=True))
            elif values:
                detail = f"The row has {len(values)} values for {len(names)} columns."
                yield number, ItemError("unreadable", detail)


@contextmanager
def _text(path: Path) -> Iterator[tuple[io.TextIOWrapper, str]]:
    """Open a CSV file as text, and tell what parts its values."""
    sample = _sample(path)
    encoding = _encoding_of(sample)
    first_line = sample.decode(encoding, "replace").partition("\n")[0]
    with _open(path) as file:
        text = io.TextIOWrapper(file, encoding, "replace", newline="")
        yield text, max(_DELIMITERS, key=first_line.count)


def _sample(path: Path) -> bytes:
    """Read a file's beginning; of a packed one that breaks off, as much as there is."""
    sample = b""
    with _open(path) as file, suppress(*_BROKEN):
        while len(sample) < _SAMPLE_BYTES and (piece := file.read1(_SAMPLE_BYTES)):  # type: ignore[attr-defined]
            sample += piece
    return sample


def _encoding_of(sample: bytes) -> str:
    """Name the encoding by which the whole file is read; the beginning decides."""
    utf16 = _utf16_of(sample)
    if utf16 is not None:
        return utf16
    try:
        # The sample may end within a letter.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        whole_lines = sample[: sample.rfind(b"\n") + 1] or sample
        read = decode(whole_lines)
        for encoding in ("windows-1256", "iso-8859-6"):
            if whole_lines.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n") == read:
                return encoding
    return "utf-8-sig"


def _utf16_of(sample: bytes) -> str | None:
    """Name the kind of UTF-16 by which a file is read, also of one without a mark; None: it is in none."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return unmarked_utf16(sample) if b"\x00" in sample else None
