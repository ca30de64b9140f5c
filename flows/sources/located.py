"""The files that an entry's path names: one file, all of a folder, or those that a pattern matches."""

import glob
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flows.sources.problem import ItemError
from flows.sources.reading import is_wanted
from flows.sources.registry import Source


def locate(source: Source, seeds: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Find the files of a source.

    Args:
        source: its location is a file, a folder (all its files of a fitting name, at any depth), or a
            pattern with `*`, `?` or `**`; relative to the folder that holds seeds/, or absolute.
        seeds: the seeds/ folder.
        suffixes: how the name of a fitting file ends, in lower case.

    Yields:
        Each file and its name for reports, sorted; without those that include and exclude rule out.

    Raises:
        ItemError: `missing`, where there is no such file at all.
    """
    home = seeds.absolute().parent
    named = home / source.location
    if named.is_file():
        found = [named]
    elif named.is_dir():
        found = _fitting(named.rglob("*"), suffixes)
    else:
        found = _fitting(map(Path, glob.iglob(str(named), recursive=True)), suffixes)  # noqa: PTH207 - may be absolute
    if not found:
        endings = ", ".join(suffixes)
        raise ItemError("missing", f"There is no file {source.location} (their names end in {endings}).")
    for path in found:
        inside = path.is_relative_to(home)
        name = (path.relative_to(home) if inside else path).as_posix()
        name = os.fsencode(name).decode("utf-8", "replace")
        if is_wanted(source, name):
            yield path, name


def written_at(path: Path) -> str:
    """Give when a file was last written, ISO 8601 in UTC."""
    moment = datetime.fromtimestamp(int(path.stat().st_mtime), tz=UTC)
    return moment.isoformat().replace("+00:00", "Z")


def _fitting(paths: Iterator[Path], suffixes: tuple[str, ...]) -> list[Path]:
    return sorted(
        path
        for path in paths
        if path.name.lower().endswith(suffixes) and not path.name.startswith(".") and path.is_file()
    )
