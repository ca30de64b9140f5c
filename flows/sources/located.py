"""The files that an entry's path names: one file, all of a folder, or those that a pattern matches."""

import glob
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flows.sources.problem import ItemError
from flows.sources.reading import is_excluded
from flows.sources.registry import Source

SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
"""Endings of files that hold a table and cannot be read a row at a time."""
_TEXTS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".html", ".htm", ".txt", ".md")


def on_disk(home: Path, location: str) -> Path:
    """Give the file or folder that an entry names.

    Args:
        home: the folder that holds seeds/.
        location: relative to that, absolute, or beginning with `~`, the user's own folder.
    """
    return home / os.path.expanduser(location)  # noqa: PTH111 - pathlib's raises for a user who is not there


def locate(
    source: Source, seeds: Path, suffixes: tuple[str, ...], refused: tuple[str, ...] = ()
) -> Iterator[tuple[Path, str]]:
    """Find the files of a source.

    Args:
        source: its location is a file, a folder (all its files of a fitting name, at any depth), or a
            pattern with `*`, `?` or `**`; relative to the folder that holds seeds/, or absolute.
        seeds: the seeds/ folder.
        suffixes: how the name of a fitting file ends, in lower case.
        refused: endings of files that are given too, for the reader to say why it cannot read them.

    Yields:
        Each file and its name for reports, sorted; without those that `exclude` rules out. What `include`
        asks for is looked for in each row or page.

    Raises:
        ItemError: `missing`, where there is no such file at all.
    """
    home = seeds.absolute().parent
    named = on_disk(home, source.location)
    if named.is_file():
        found = there = [named]
    else:
        # Only the location is a pattern: the project's own folder may hold a bracket.
        pattern = str(named.relative_to(home) if named.is_relative_to(home) else named)
        matches = (home / each for each in glob.iglob(pattern, root_dir=home, recursive=True))  # noqa: PTH207 - may be absolute
        there = _visible_files(named.rglob("*") if named.is_dir() else matches)
        found = [path for path in there if path.name.lower().endswith((*suffixes, *refused))]
    if not found:
        raise ItemError("missing", _nothing_fits(source.location, there, suffixes))
    for path in found:
        inside = path.is_relative_to(home)
        name = (path.relative_to(home) if inside else path).as_posix()
        name = os.fsencode(name).decode("utf-8", "replace")
        if not is_excluded(source, name):
            yield path, name


def written_at(path: Path) -> str:
    """Give when a file was last written, ISO 8601 in UTC."""
    moment = datetime.fromtimestamp(int(path.stat().st_mtime), tz=UTC)
    return moment.isoformat().replace("+00:00", "Z")


def _visible_files(paths: Iterator[Path]) -> list[Path]:
    return sorted(path for path in paths if not path.name.startswith(".") and path.is_file())


def _nothing_fits(location: str, there: list[Path], suffixes: tuple[str, ...]) -> str:
    said = f"There is no file {location} (their names end in {', '.join(suffixes)})"
    if not there:
        return f"{said}."
    told = f"{said}; {there[0].name} is none."
    return f'{told} Files of text are read by kind = "folder".' if there[0].suffix.lower() in _TEXTS else told
