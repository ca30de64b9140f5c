"""`seeds/metadata.csv`: what raw files do not say about themselves."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flows.errors import SourcesError
from flows.sources.dates import read_stated

METADATA_FILE = "metadata.csv"
CHANGES_FILE = "changes.jsonl"
"""khitab's own record of what changed of stored articles; no source."""
_COLUMNS = ("file", "outlet", "title", "url", "published")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of metadata.csv.

    Attributes:
        line: its number in the file, from 1.
        fields: outlet, title, url and published where they are stated; published in ISO 8601, and
            date_confidence beside it where it was converted from the Hijri calendar.
    """

    line: int
    fields: Mapping[str, str]


def read_metadata(seeds: Path) -> Mapping[str, Row]:
    """Read `seeds/metadata.csv`.

    Args:
        seeds: the seeds/ folder.

    Returns:
        For each file, by its path relative to seeds/ with forward slashes, what is stated. Empty without the
        file.

    Raises:
        SourcesError: the file cannot be read, lacks the column `file` or has an unknown one, or a line has
            too many values, an unreadable date, a path that leaves seeds/, or a file that stood there
            before.
    """
    text = _read_text(seeds / METADATA_FILE)
    if not text.strip():
        return {}
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    rows: dict[str, Row] = {}
    try:
        _check_columns(reader.fieldnames or ())
        for raw in reader:
            file, row = _read_row(raw, reader.line_num)
            if file in rows:
                raise _wrong(
                    row.line, f"{file} stood in line {rows[file].line} before", "Keep one of the two."
                )
            rows[file] = row
    except csv.Error as error:
        raise _wrong(
            reader.line_num, str(error), "Close each quotation mark; double one inside a value."
        ) from error
    return rows


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise SourcesError(f"{METADATA_FILE} is not UTF-8.", "Save it again as CSV UTF-8.") from error
    except OSError as error:
        problem = f"{METADATA_FILE} cannot be read: {error.strerror}."
        raise SourcesError(problem, "Check its permissions.") from error


def _check_columns(names: Sequence[str]) -> None:
    unknown = [name for name in names if name not in _COLUMNS]
    if unknown or "file" not in names:
        problem = f"the column {unknown[0]!r} is unknown" if unknown else "there is no column 'file'"
        raise _wrong(1, problem, f"The columns are {', '.join(_COLUMNS)}; only file is required.")


def _read_row(raw: "dict[str | None, str | list[str] | None]", line: int) -> tuple[str, Row]:
    if None in raw:
        raise _wrong(line, "more values than columns", "Put a value that holds a comma in quotation marks.")
    stated = {
        str(name): value.strip() for name, value in raw.items() if isinstance(value, str) and value.strip()
    }
    file = stated.pop("file", "")
    path = PurePosixPath(file)
    if not file or path.is_absolute() or ".." in path.parts:
        raise _wrong(
            line, "file names no file in seeds/", "Write its path relative to seeds/, as inbox/text.txt."
        )
    if "published" in stated:
        published = read_stated(stated["published"])
        if published is None:
            raise _wrong(
                line, f"published {stated['published']!r} is no date", "Write 2025-12-25, 2016-12 or 2016."
            )
        stated["published"] = published.published
        if published.is_converted:
            stated["date_confidence"] = "converted"
    return path.as_posix(), Row(line, stated)


def _wrong(line: int, problem: str, hint: str) -> SourcesError:
    return SourcesError(f"{METADATA_FILE}, line {line}: {problem}.", hint)
