"""The header of a text file: YAML between two lines of `---`, before the body."""

import re
from collections.abc import Mapping

import yaml

_FENCE = "---"
_BOUND_CHARACTERS = 20_000
_LINE = re.compile(r"^([A-Za-z_][A-Za-z0-9_]*)\s*:\s*(.*)$")


def split_header(text: str) -> tuple[dict[str, str | None], str]:
    """Part a file's text into its header and its body.

    A title with an unquoted colon is not YAML, yet it is what people write; such a header is read line by
    line.

    Args:
        text: the whole file, its lines ended by a line feed.

    Returns:
        The header's fields (a null or empty value is None) and the body. A file without a header, or one
        whose fence encloses something else than fields, gives no fields and its whole text.
    """
    opening = f"{_FENCE}\n"
    if not text.startswith(opening):
        return {}, text
    end = text.find(f"\n{_FENCE}\n", len(opening) - 1, _BOUND_CHARACTERS)
    if end == -1 and text.endswith(f"\n{_FENCE}"):
        end = len(text) - len(_FENCE) - 1
    if end == -1:
        return {}, text
    fields = _read_fields(text[len(opening) : end + 1])
    if fields is None:
        return {}, text
    return fields, text[end + len(_FENCE) + 2 :]


def _read_fields(block: str) -> dict[str, str | None] | None:
    try:
        loaded = yaml.load(block, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader builds strings only
    except yaml.YAMLError:
        loaded = _read_lines(block)
    if not isinstance(loaded, dict) or not all(isinstance(value, str) for value in loaded.values()):
        return None
    return {str(key): value or None for key, value in loaded.items()}


def _read_lines(block: str) -> dict[str, object] | None:
    fields: dict[str, object] = {}
    for line in block.splitlines():
        match = _LINE.match(line)
        if match is None:
            return None
        try:
            value = yaml.load(match[2], Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader builds strings only
        except yaml.YAMLError:
            value = None
        fields[match[1]] = value if isinstance(value, str) else match[2].strip()
    return fields


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
