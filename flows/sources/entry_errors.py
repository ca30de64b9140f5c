"""What is wrong with an entry of `seeds/sources.toml`, in a sentence and a hint for whoever wrote it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import ValidationError

from flows.sources.entries import AnyEntry, ArticleField, Entry

_MODELS: dict[str, type[Entry]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(AnyEntry)
}
_FIELDS = {kind: [name for name in model.model_fields if name != "kind"] for kind, model in _MODELS.items()}
_SENTENCES: dict[str, str] = {
    "missing": "it is missing",
    "string_type": "it is no text",
    "string_too_short": "it is empty",
    "string_too_long": "it has more than {max_length} characters",
    "int_type": "it is no whole number",
    "int_parsing": "it is no whole number",
    "int_parsing_size": "the number is too large",
    "int_from_float": "it is no whole number",
    "float_type": "it is no number",
    "float_parsing": "it is no number",
    "finite_number": "it is no number",
    "bool_type": "it is neither true nor false",
    "bool_parsing": "it is neither true nor false",
    "greater_than": "it must be more than {gt:g}",
    "greater_than_equal": "it must be at least {ge:g}",
    "less_than_equal": "it must be at most {le:g}",
    "tuple_type": "it is no list",
    "too_short": "the list is empty",
}
_EXAMPLES = {
    "name": 'name = "my source"',
    "url": 'url = "https://example.org/feed"',
    "urls": 'urls = ["https://example.org/1"]',
    "path": 'path = "../archive"',
    "outlet": 'outlet = "الراصد"',
    "languages": 'languages = ["ar"], or ["any"]',
    "include": 'include = ["/politics/"]',
    "exclude": 'exclude = ["/video/"]',
    "columns": 'columns = { text = "body", published = "day" }',
    "max_items": "max_items = 500",
    "max_age_days": "max_age_days = 7",
    "pause_seconds": "pause_seconds = 1.5",
    "recursive": "recursive = true",
    "full_text": "full_text = true",
    "allow_private": "allow_private = true",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an entry.

    Attributes:
        field: the field that is wrong.
        sentence: what is wrong with it, a clause.
        hint: what to write instead.
    """

    field: str
    sentence: str
    hint: str


def in_words(error: ValidationError, raw: object) -> Fault:
    """Say the first thing that is wrong with an entry.

    Args:
        error: what its model says.
        raw: the entry as it was read. None of its texts is repeated but kinds, names of fields and language
            codes: an address may hold a password.
    """
    first = error.errors(include_url=False)[0]
    entry = raw if isinstance(raw, dict) else {}
    # The first step of the location is the kind that the union chose.
    kind, *steps = first["loc"] or ("",)
    say = _SPECIAL.get(first["type"])
    if say is not None:
        return say(str(kind), steps, entry, first)
    field = _field(steps, entry)
    sentence = _SENTENCES.get(first["type"], "it is not understood").format(**first.get("ctx", {}))
    if first["type"] == "tuple_type" and field == "columns":
        sentence = "it does not say which column holds what"
    return Fault(field, sentence, _example(field))


def _field(steps: Sequence[int | str], entry: Mapping[str, Any]) -> str:
    """Name a field; of `columns`, what the column is to hold."""
    if not steps:
        return "entry"
    columns = entry.get("columns")
    if steps[0] == "columns" and len(steps) > 1 and isinstance(columns, dict):
        return f"columns.{list(columns)[int(steps[1])]}"
    return str(steps[0])


def _example(field: str) -> str:
    example = _EXAMPLES.get(field.partition(".")[0])
    return f"Write {example}." if example else _listed("The kinds are", _MODELS)


def _listed(beginning: str, names: object) -> str:
    return f"{beginning} {', '.join(map(str, names))}."  # type: ignore[call-overload]


def _no_table(_kind: str, _steps: Sequence[int | str], _entry: Mapping[str, Any], _error: Any) -> Fault:  # noqa: ANN401 - pydantic's own dictionary
    return Fault("entry", "it has no fields", "Begin each entry with [[source]], and write its fields below.")


def _no_kind(_kind: str, _steps: Sequence[int | str], entry: Mapping[str, Any], _error: Any) -> Fault:  # noqa: ANN401
    hint = _listed("Write one of kind =", (f'"{kind}"' for kind in _MODELS))
    return Fault("kind", "there is no such kind" if "kind" in entry else "it is missing", hint)


def _no_field(kind: str, steps: Sequence[int | str], _entry: Mapping[str, Any], _error: Any) -> Fault:  # noqa: ANN401
    field = str(steps[0])
    near = get_close_matches(field, _FIELDS[kind], 1)
    meant = f"Perhaps {near[0]} is meant. " if near else ""
    others = [other for other, fields in _FIELDS.items() if field in fields]
    elsewhere = f"; it belongs to kind {' or '.join(others)}" if others else ""
    sentence = f"a {kind} has no such field{elsewhere}"
    return Fault(field, sentence, meant + _listed(f"The fields of a {kind} are", _FIELDS[kind]))


def _no_pattern(_kind: str, steps: Sequence[int | str], entry: Mapping[str, Any], error: Any) -> Fault:  # noqa: ANN401
    field = _field(steps, entry)
    if field == "languages":
        hint = 'Write codes of two or three letters, as languages = ["ar", "fa"], or ["any"].'
        return Fault(field, f"{error['input']!r} is no code of a language", hint)
    return Fault(
        field, "it holds a colon, a slash or a line break", "Write letters, digits, hyphens and spaces."
    )


def _no_column(_kind: str, steps: Sequence[int | str], entry: Mapping[str, Any], _error: Any) -> Fault:  # noqa: ANN401
    field = _field(steps, entry)
    return Fault(field, "an article has no such part", _listed("A column can hold", get_args(ArticleField)))


def _own_words(_kind: str, steps: Sequence[int | str], entry: Mapping[str, Any], error: Any) -> Fault:  # noqa: ANN401
    """Give what a validator of ours says."""
    field = _field(steps, entry) if steps else "urls"
    return Fault(field, str(error["msg"]).removeprefix("Value error, "), _example(field))


_Say = Callable[[str, Sequence[int | str], Mapping[str, Any], Any], Fault]
_SPECIAL: dict[str, _Say] = {
    "model_attributes_type": _no_table,
    "model_type": _no_table,
    "dict_type": _no_table,
    "union_tag_not_found": _no_kind,
    "union_tag_invalid": _no_kind,
    "extra_forbidden": _no_field,
    "string_pattern_mismatch": _no_pattern,
    "literal_error": _no_column,
    "value_error": _own_words,
}
