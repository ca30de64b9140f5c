"""Where documents come from: JSON Lines, a folder of plain files, or a table; read a piece at a time."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import polars as pl

from flows.errors import UsageError
from flows.sources.decode import decode
from flows.sources.header import HeaderError, split_header
from flows.sources.problem import ItemError
from flows.stream import BadItem, Document, document_of, read_lines

TABLES = (".parquet", ".csv")
_SHOWN = re.compile(r"[^\n]")
_DATES = ("published", "date")
_TITLE = "title"
_PLAIN = (".txt", ".md")
_BATCH_ROWS = 2_000


def read_documents(
    path: Path, id_column: str = "id", text_column: str = "text", title_column: str | None = None
) -> Iterator[Document | BadItem]:
    """Read documents from a file or folder.

    Args:
        path: a folder, whose `.txt` and `.md` files at any depth are each a document, named by its path in
            the folder, its YAML header blanked; a `.parquet` or `.csv` table, each row a document; else JSON
            Lines.
        id_column: the column of a table that names its documents, of text or whole numbers.
        text_column: the column of a table that holds their text; where it has a column `published` or `date`,
            that is their date.
        title_column: the column of a table that holds their headlines; None: `title`, where there is one.

    Yields:
        the documents in the order of lines, rows or paths, and what could not be read.

    Raises:
        UsageError: the file or folder cannot be read, or a table has no such column.
    """
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.suffix.lower() in TABLES:
            yield from _table(path, id_column, text_column, title_column)
        else:
            with path.open("rb") as lines:
                yield from read_lines(lines)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror or error}.",
            "Name a file of JSON Lines, a folder, or a Parquet or CSV table.",
        ) from error


def read_stream(stream: BinaryIO) -> Iterator[Document | BadItem]:
    """Read documents from an open stream of JSON Lines."""
    yield from read_lines(stream)


def _folder(folder: Path) -> Iterator[Document | BadItem]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if hidden or path.suffix.lower() not in _PLAIN or not path.is_file():
            continue
        try:
            yield Document(name.as_posix(), _without_header(decode(path.read_bytes())))
        except ItemError as error:
            yield BadItem(name.as_posix(), error.detail.rstrip("."))
        except HeaderError as error:
            yield BadItem(name.as_posix(), str(error))
        except OSError as error:
            yield BadItem(name.as_posix(), f"it cannot be read: {error.strerror}")


def _without_header(text: str) -> str:
    """Blank the YAML header of a file, so that it is not coded and every offset stays that of the file.

    Raises:
        HeaderError: the header cannot be read.
    """
    body = split_header(text)[1]
    held = len(text) - len(body)
    return _SHOWN.sub(" ", text[:held]) + body


def _table(
    path: Path, id_column: str, text_column: str, title_column: str | None
) -> Iterator[Document | BadItem]:
    scan = (
        pl.scan_parquet(path) if path.suffix.lower() == ".parquet" else pl.scan_csv(path, infer_schema=False)
    )
    number = 0
    try:
        chosen = _chosen(path, scan.collect_schema().names(), (id_column, text_column, title_column))
        names = list(dict.fromkeys(name for name in chosen if name is not None))
        places = [None if name is None else names.index(name) for name in chosen]
        for batch in scan.select(names).collect_batches(chunk_size=_BATCH_ROWS):
            for row in batch.select(names).iter_rows():
                number += 1
                name, text, title, day = (None if at is None else row[at] for at in places)
                known = None if chosen[2] is None else "" if title is None else str(title)
                yield document_of(f"row {number}", name, text, day, known)
    except pl.exceptions.PolarsError as error:
        reason = str(error).partition("\n")[0]
        raise UsageError(f"{path} cannot be read as a table: {reason}.", "Check the file.") from error


def _chosen(
    path: Path, columns: list[str], named: tuple[str, str, str | None]
) -> tuple[str, str, str | None, str | None]:
    """Give the columns of a table that hold id, text, headline and date; the last two may be missing.

    Raises:
        UsageError: a column that was named, or must be there, is not.
    """
    missing = [name for name in named if name is not None and name not in columns]
    if missing:
        raise UsageError(
            f"{path} has no column {' or '.join(missing)}.",
            "Name them with --id-column, --text-column and --title-column.",
        )
    name, text, title = named
    free = [column for column in columns if column not in {name, text, title}]
    if title is None and _TITLE in free:
        title = _TITLE
    return name, text, title, next((column for column in _DATES if column in free), None)
