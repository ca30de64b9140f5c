"""Where the entries of a codebook stand: the file and line of each actor, office, cue and frame entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flows.codebook.load import ACTORS_FILE, CUES_FILE, NOT_FRAMES, SHIPPED
from flows.codebook.problems import Lines, read_yaml


@dataclass(frozen=True)
class Places:
    """The place of each entry, as `file:line`, by its kind and name.

    Attributes:
        places: by kind and name; the kinds are actor, office, cue, role frame, and entry (its name is its
            frame and its own).
    """

    places: Mapping[tuple[str, str], str]

    def of(self, kind: str, name: str | None) -> str | None:
        """Give the place of an entry, or None of one that the files do not hold."""
        return None if name is None else self.places.get((kind, name))


def read_places(directory: Path | None = None) -> Places:
    """Read where the entries of a codebook stand.

    Args:
        directory: the folder of its YAML files; absent, the shipped codebook. A file that cannot be read
            holds no entry here; `load` says what is wrong with it.

    Returns:
        The places.
    """
    folder = SHIPPED if directory is None else directory
    found: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.yaml")):
        content, lines = read_yaml(path, [])
        if not isinstance(content, dict):
            continue
        for kind, name, line in _entries(path.name, content, lines):
            found.setdefault((kind, name), f"{path.name}:{line}")
    return Places(MappingProxyType(found))


def _entries(file: str, content: dict[str, Any], lines: Lines) -> Iterator[tuple[str, str, int | None]]:
    """Give the kind, name and line of each entry of one file."""
    if file == ACTORS_FILE:
        for kind, field in (("actor", "actors"), ("office", "offices")):
            for at, entry in enumerate(content.get(field) or ()):
                yield kind, str(entry["id"]), lines.at((field, at))
    elif file == CUES_FILE:
        for at, entry in enumerate(content.get("cues") or ()):
            yield "cue", str(entry["id"]), lines.at(("cues", at))
        for name in content.get("role_frames") or ():
            yield "role frame", str(name), lines.at(("role_frames", name))
    elif file not in NOT_FRAMES:
        for at, entry in enumerate(content.get("entries") or ()):
            yield "entry", f"{content['code']} {entry['entry']}", lines.at(("entries", at))
