"""Writing an entry at the end of `seeds/sources.toml`; what stands there stays, comments and all."""

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from flows.disk import locked, write_atomically
from flows.errors import SourcesError
from flows.sources.address import address_key
from flows.sources.discover import Found
from flows.sources.entries import ENTRY
from flows.sources.registry import INBOX, SEEDS, SOURCES_FILE, STORED, Source, read_sources

_UNFIT = re.compile(r"[:/\\\n\t]+")
_NAME_CHARACTERS = 60


def add_source(seeds: Path, found: Found, name: str | None, outlet: str | None) -> str:
    """Write the entry of a source.

    Args:
        seeds: the seeds/ folder.
        found: what it gives.
        name: its name; None: the site's host name, with a number where that is taken.
        outlet: who publishes it; None: what the source itself says.

    Returns:
        The entry as it was written.

    Raises:
        SourcesError: the source is listed already, the name is taken or unfit, or the file is wrong as it is.
        StorageError: the disk refuses.
    """
    with locked(seeds):
        sources = read_sources(seeds)
        _refuse_listed(found, sources)
        entry = _entry(found, name or _free_name(found.url, sources), outlet)
        path = seeds / SOURCES_FILE
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        line_end = "\r\n" if "\r\n" in before else "\n"
        separator = line_end * (2 if before.endswith(("\n", "\r")) else 3) if before.strip() else ""
        after = before + separator.removeprefix(line_end) + entry.replace("\n", line_end)
        _check(entry, after, sources)
        write_atomically(path, after)
    return entry


def _refuse_listed(found: Found, sources: Sequence[Source]) -> None:
    for source in sources:
        if source.kind == found.kind and address_key(source.location) == address_key(found.url):
            raise SourcesError(
                f"{found.url} is listed already, as {source.name}.", f"See it in {SOURCES_FILE}."
            )


def _free_name(url: str, sources: Sequence[Source]) -> str:
    host = (urlsplit(url).hostname or "source").removeprefix("www.")
    plain = _UNFIT.sub("-", host)[:_NAME_CHARACTERS]
    taken = {source.name for source in sources} | {SEEDS, INBOX, STORED}
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return plain if plain not in taken else next(one for one in numbered if one not in taken)


def _entry(found: Found, name: str, outlet: str | None) -> str:
    fields: dict[str, object] = {"name": name, "kind": found.kind, "url": found.url}
    if outlet:
        fields["outlet"] = outlet
    if found.is_summary:
        fields["full_text"] = True
    # What JSON writes of a text or a truth value, TOML reads as the same.
    lines = [f"{field} = {json.dumps(value, ensure_ascii=False)}" for field, value in fields.items()]
    return "\n".join(["[[source]]", *lines]) + "\n"


def _check(entry: str, after: str, sources: Sequence[Source]) -> None:
    """See that the file can be read with the new entry, before it is written."""
    try:
        (fields,) = tomllib.loads(entry)["source"]
        ENTRY.validate_python(fields)
        tomllib.loads(after.removeprefix("\ufeff"))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise SourcesError(
            f"{first['loc'][-1]}: {first['msg']}.", "Choose another with --name or --outlet."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(
            f"{SOURCES_FILE} cannot take another entry: {error}.", "Begin each entry in it with [[source]]."
        ) from error
    if fields["name"] in {STORED, *(source.name for source in sources)}:
        raise SourcesError(f"The name {fields['name']} is taken.", "Choose another with --name.")
