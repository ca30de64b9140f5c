"""Which sources there are: the two folders always read, then the entries of `seeds/sources.toml` in order."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from flows.errors import SourcesError
from flows.sources.address import split_web_address
from flows.sources.metadata import read_metadata
from flows.sources.politeness import PAUSE_SECONDS

SOURCES_FILE = "sources.toml"
SEEDS, INBOX, STORED = "seeds", "inbox", "stored"
"""Names that no entry may take: the two built-in folders, and what coverage calls the stored articles."""

_FEED_ITEMS = 1_000
_FOLDER_ITEMS = 100_000


@dataclass(frozen=True, slots=True)
class Source:
    """One place that articles come from.

    Attributes:
        name: what reports and messages call it; unique.
        kind: how it is read.
        location: a folder (relative to the project, which holds seeds/, or absolute) or a feed's address.
        outlet: who published what lies there, where the item itself does not say; None: unknown.
        recursive: whether folders below a folder are read too.
        max_items: how many items are taken in one run; the rest is reported as a skip.
        contact: an address for the owners of the site, sent with each request; None: none is sent.
        allow_private: whether this machine and private networks may be asked.
        pause_seconds: the least time between two requests to one host.
    """

    name: str
    kind: Literal["folder", "feed"]
    location: str
    outlet: str | None = None
    recursive: bool = False
    max_items: int = _FOLDER_ITEMS
    contact: str | None = None
    allow_private: bool = False
    pause_seconds: float = PAUSE_SECONDS


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^:/\\\n\t]+$")]
    outlet: Annotated[str, Field(min_length=1, max_length=200)] | None = None


class _FeedEntry(_Entry):
    kind: Literal["feed"]
    url: str
    max_items: Annotated[int, Field(gt=0)] = _FEED_ITEMS
    allow_private: bool = False
    pause_seconds: Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)] = PAUSE_SECONDS

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, url: str) -> str:
        split_web_address(url)
        return url


class _FolderEntry(_Entry):
    kind: Literal["folder"]
    path: Annotated[str, Field(min_length=1)]
    recursive: bool = False
    max_items: Annotated[int, Field(gt=0)] = _FOLDER_ITEMS


_ENTRY: TypeAdapter[_FeedEntry | _FolderEntry] = TypeAdapter(
    Annotated[_FeedEntry | _FolderEntry, Field(discriminator="kind")]
)


def read_sources(seeds: Path) -> tuple[Source, ...]:
    """Read the registry, and check `seeds/metadata.csv` with it, so that a run stops before it starts.

    Args:
        seeds: the seeds/ folder.

    Returns:
        The built-in folders `seeds` and `inbox`, then the entries of sources.toml in order. No sources.toml:
        only the built-in ones.

    Raises:
        SourcesError: sources.toml or metadata.csv is wrong; the message names file, entry and field.
    """
    read_metadata(seeds)
    folder = Path(os.path.abspath(seeds)).name  # noqa: PTH100 - resolve() would follow a link to another name
    built_in = (
        Source(SEEDS, "folder", folder),
        Source(INBOX, "folder", f"{folder}/inbox", recursive=True),
    )
    document = _read_toml(seeds / SOURCES_FILE)
    contact = document.get("contact")
    if contact is not None and not isinstance(contact, str):
        raise SourcesError(f"{SOURCES_FILE}: contact is no text.", "Write it in quotes, or leave it out.")
    entries = document.get("source", [])
    if not isinstance(entries, list) or set(document) - {"contact", "source"}:
        unknown = ", ".join(sorted(set(document) - {"contact", "source"})) or "source"
        raise SourcesError(
            f"{SOURCES_FILE}: {unknown} is not understood.", "Begin each entry with [[source]]."
        )
    listed = tuple(_to_source(raw, number, contact) for number, raw in enumerate(entries, start=1))
    _refuse_repeated((*built_in, *listed))
    return (*built_in, *listed)


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(
            f"{SOURCES_FILE} is not TOML: {error}.", "Mend that line; text stands in quotes."
        ) from error
    except UnicodeDecodeError as error:
        raise SourcesError(f"{SOURCES_FILE} is not UTF-8.", "Save it again as UTF-8.") from error
    except OSError as error:
        raise SourcesError(
            f"{SOURCES_FILE} cannot be read: {error.strerror}.", "Check its permissions."
        ) from error


def _to_source(raw: object, number: int, contact: str | None) -> Source:
    try:
        entry = _ENTRY.validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        # The first step of the location is the kind that the union chose.
        field = ".".join(str(step) for step in first["loc"][1:]) or "kind"
        name = raw.get("name") if isinstance(raw, dict) else None
        label = f"entry {number}" + (f" ({name})" if isinstance(name, str) else "")
        message = first["msg"].removeprefix("Value error, ")
        raise SourcesError(
            f"{SOURCES_FILE}, {label}, {field}: {message}.",
            "A feed has name, kind, url, outlet, max_items, allow_private, pause_seconds; a folder: name, "
            "kind, path, outlet, recursive, max_items.",
        ) from error
    if isinstance(entry, _FeedEntry):
        return Source(
            entry.name,
            "feed",
            entry.url,
            entry.outlet,
            max_items=entry.max_items,
            contact=contact,
            allow_private=entry.allow_private,
            pause_seconds=entry.pause_seconds,
        )
    return Source(entry.name, "folder", entry.path, entry.outlet, entry.recursive, entry.max_items)


def _refuse_repeated(sources: tuple[Source, ...]) -> None:
    seen = {STORED}
    for source in sources:
        if source.name in seen:
            raise SourcesError(
                f"{SOURCES_FILE}, entry {source.name}, name: this name is taken.",
                f"Choose another; {SEEDS}, {INBOX} and {STORED} are khitab's own.",
            )
        seen.add(source.name)
