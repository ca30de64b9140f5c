"""Problems of codebook files, each with its file, line and hint, and YAML read with its line numbers."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, compiled where libyaml is there: ten times as fast, the same answer."""

_HINTS = {
    "missing": "add the field",
    "extra_forbidden": "mend its spelling or delete it",
    "string_type": "write a text here",
    "too_short": "give at least one",
    "string_too_short": "write a text here",
}


@dataclass(frozen=True)
class Lines:
    """Where each value of a YAML file stands: its path of keys and positions, and its line from 1."""

    lines: Mapping[tuple[Hashable, ...], int]

    def at(self, path: tuple[Hashable, ...]) -> int | None:
        """Give the line of a value, or of the nearest value that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


@dataclass(frozen=True)
class Problem:
    """One reason why a codebook cannot be used.

    Attributes:
        file: the file's name.
        line: its line from 1, or None where none can be named.
        message: what is wrong, without a full stop.
        hint: what to do about it.
    """

    file: str
    line: int | None
    message: str
    hint: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message} ({self.hint})"

    def place(self) -> tuple[str, int, str]:
        """Give what problems are sorted by."""
        return (self.file, self.line or 0, self.message)

    @classmethod
    def of_field(cls, file: str, lines: Lines, error: Mapping[str, Any]) -> "Problem":
        """Say what pydantic found wrong with one field."""
        path = tuple(error["loc"])
        shown = ".".join(str(step) for step in path) or "the file"
        message = str(error["msg"]).removeprefix("Value error, ")
        hint = _HINTS.get(str(error["type"]), "see the shipped codebook for an example")
        return cls(file, lines.at(path), f"{shown}: {message}", hint)


def read_yaml(path: Path, problems: list[Problem]) -> tuple[object | None, Lines]:
    """Read a YAML file with its line numbers; a problem is listed where that fails.

    Args:
        path: the file.
        problems: where problems are added.

    Returns:
        The content (None where it cannot be read) and its lines.
    """
    empty = Lines({})
    try:
        text = path.read_text(encoding="utf-8")
        loader = _LOADER(text)
        node = loader.get_single_node()
        content = None if node is None else loader.construct_document(node)
    except UnicodeDecodeError:
        problems.append(Problem(path.name, None, "it is not UTF-8", "save the file as UTF-8"))
        return None, empty
    except OSError as refusal:
        problems.append(Problem(path.name, None, f"it cannot be read: {refusal.strerror}", "check the file"))
        return None, empty
    except yaml.YAMLError as refusal:
        mark = getattr(refusal, "problem_mark", None)
        line = None if mark is None else mark.line + 1
        reason = getattr(refusal, "problem", None) or "it cannot be parsed"
        problems.append(
            Problem(path.name, line, f"not YAML: {reason}", "check indentation, colons and quotes")
        )
        return None, empty
    if not isinstance(content, dict) or node is None:
        problems.append(Problem(path.name, 1, "it holds no fields", "write `field: value` lines"))
        return None, empty
    lines: dict[tuple[Hashable, ...], int] = {}
    _walk(node, (), lines, path.name, problems)
    return content, Lines(lines)


def _walk(
    node: yaml.Node,
    path: tuple[Hashable, ...],
    lines: dict[tuple[Hashable, ...], int],
    file: str,
    problems: list[Problem],
) -> None:
    """Note the line of every value below `node`, and list keys that are written twice."""
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for at, child in enumerate(node.value):
            _walk(child, (*path, at), lines, file, problems)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                problems.append(Problem(file, line, f"the field {key.value} is there twice", "delete one"))
            seen.add(key.value)
            _walk(value, (*path, key.value), lines, file, problems)
            lines[(*path, key.value)] = key.start_mark.line + 1
