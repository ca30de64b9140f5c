"""The header of a text file: YAML between two lines of `---`, before the body."""

import re
from collections.abc import Iterable, Mapping

import yaml

_FENCE = "---"
_KNOWN = frozenset({"title", "outlet", "url", "published", "fetched_at", "source"})
_ALIASES = {"date": "published"}
_BOUND_CHARACTERS = 20_000
_OPENING = re.compile(r"\A(?:\s*\n)?---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_FIELD = re.compile(r"[\"']?([A-Za-z_][\w -]{0,40}?)[\"']?\s*:\s*(.*)")
_FIRST_FIELD = re.compile(r"\s*(?:#.*\n\s*)*[\"']?[^\W\d][\w -]{0,40}[\"']?\s*:")


class HeaderError(ValueError):
    """A text that opens like a header and cannot be read as one; the message has no full stop."""


def split_header(text: str) -> tuple[dict[str, str | None], str]:
    """Part a file's text into its header and its body.

    A title with an unquoted colon is not YAML, yet it is what people write; such a header is read line by
    line. Field names count in lower case, `date` is `published`, and a field that is not a text is left out
    unless it is one that khitab reads.

    Args:
        text: the whole file, its lines ended by a line feed.

    Returns:
        The header's fields (a null or empty value is None) and the body. A file without a header gives no
        fields and its whole text; one that opens with a mere rule of `---`, what stands below the rule.

    Raises:
        HeaderError: the header is not closed, or cannot be read.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return {}, text
    below = text[opening.end() :]
    closing = _CLOSING.search(below)
    if closing is not None and closing.start() > _BOUND_CHARACTERS:
        closing = None
    block = below[: closing.start()] if closing else ""
    lines = block.split("\n")
    if not _FIRST_FIELD.match(below) and not any(_FIELD.match(line) for line in lines):
        is_empty = closing is not None and not _content(lines)
        return {}, below[closing.end() :] if closing and is_empty else below
    if closing is None:
        raise HeaderError("the header is not closed by a line of ---")
    return _read_fields(block), below[closing.end() :]


def _content(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _read_fields(block: str) -> dict[str, str | None]:
    try:
        loaded = yaml.load(block, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader builds strings only
    except yaml.YAMLError:
        loaded = None
    if not isinstance(loaded, dict):
        loaded = _read_lines(block)
    fields: dict[str, str | None] = {}
    aliased: dict[str, str | None] = {}
    for key, value in loaded.items():
        name = str(key).strip().lower()
        into, name = (aliased, _ALIASES[name]) if name in _ALIASES else (fields, name)
        if isinstance(value, str):
            into[name] = value or None
        elif name in _KNOWN:
            raise HeaderError(f"the header's {key} is not a single text; set it in quotation marks")
    if not any(name.isascii() for name in map(str, loaded)):
        raise HeaderError("the header states no field; the fields are title, outlet, url and published")
    stated = {name: value for name, value in aliased.items() if value and not fields.get(name)}
    return fields | stated


def _read_lines(block: str) -> dict[str, object]:
    fields: dict[str, object] = {}
    last = ""
    for line in _content(block.split("\n")):
        match = _FIELD.match(line)
        if match is not None:
            last = match[1]
            fields[last] = _read_value(match[2])
        elif last and line.startswith((" ", "\t", "-")):
            fields[last] = None  # a list or a text of several lines, which this reading cannot tell apart
        else:
            raise HeaderError(f"the header has a line that is no field: {line.strip()[:60]}")
    return fields


def _read_value(written: str) -> str:
    try:
        value = yaml.load(written, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader builds strings only
    except yaml.YAMLError:
        value = None
    return value if isinstance(value, str) else written.strip()


def join_header(fields: Mapping[str, str | None], body: str) -> str:
    """Write a header and a body as one text that `split_header` parts again into the same.

    Args:
        fields: the header's fields in order; None is written as an empty value.
        body: the body.

    Returns:
        The file's text.
    """
    block = yaml.dump(
        {key: value or "" for key, value in fields.items()},
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=10**9,
    )
    return f"{_FENCE}\n{block}{_FENCE}\n{body}"
