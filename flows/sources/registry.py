"""Which sources there are: the two folders always read, then the entries of `seeds/sources.toml` in order."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from flows.errors import SourcesError
from flows.sources.entries import ENTRY, FOLDER_ITEMS, SITEMAP_AGE_DAYS, WEB_KINDS, AnyEntry
from flows.sources.entry_errors import in_words
from flows.sources.metadata import read_metadata
from flows.sources.politeness import PAUSE_SECONDS

SOURCES_FILE = "sources.toml"
SEEDS, INBOX, STORED = "seeds", "inbox", "stored"
"""Names that no entry may take: the two built-in folders, and what coverage calls the stored articles."""

Kind = Literal["folder", "feed", "sitemap", "page", "table", "warc"]


@dataclass(frozen=True, slots=True)
class Source:
    """One place that articles come from.

    Attributes:
        name: what reports and messages call it; unique.
        kind: how it is read.
        location: a folder or list of addresses (relative to the project, which holds seeds/, or absolute),
            or the address of a feed or sitemap.
        outlet: who published what lies there, where the item itself does not say; None: unknown.
        recursive: whether folders below a folder are read too.
        max_items: how many items are taken in one run; the rest is reported as a skip.
        contact: an address for the owners of the site, sent with each request; None: none is sent.
        allow_private: whether this machine and private networks may be asked.
        pause_seconds: the least time between two requests to one host.
        languages: ISO 639-1 codes of the languages that are kept; `any` keeps all.
        include: regular expressions, of which one must be found in an address or path.
        exclude: regular expressions, of which none may be.
        full_text: of a feed: whether the page of an item that brings only a summary is read.
        max_age_days: of a sitemap: how old what it names may be.
        urls: of a page list: the addresses that stand in the entry itself.
        columns: of a table: what an article has, and the column that holds it.
        max_pages: how many pages are asked for in one run; None: as many as items.
        is_trial: whether somebody waits to be told what it would bring, so that a fault is told and not
            waited out.
    """

    name: str
    kind: Kind
    location: str
    outlet: str | None = None
    recursive: bool = False
    max_items: int = FOLDER_ITEMS
    contact: str | None = None
    allow_private: bool = False
    pause_seconds: float = PAUSE_SECONDS
    languages: tuple[str, ...] = ("ar",)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    full_text: bool = False
    max_age_days: int = SITEMAP_AGE_DAYS
    urls: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    max_pages: int | None = None
    is_trial: bool = False

    @property
    def is_remote(self) -> bool:
        """Whether it lies on the network."""
        return self.kind in WEB_KINDS

    @property
    def asks_for_pages(self) -> bool:
        """Whether it asks for one page an article, which no page that is stored already needs."""
        return self.kind in {"sitemap", "page"} or self.full_text


def read_contact(seeds: Path) -> str | None:
    """Read the address for the owners of sites, which every request bears.

    Args:
        seeds: the seeds/ folder.

    Returns:
        The address, or None.

    Raises:
        SourcesError: sources.toml is wrong.
    """
    return _contact(_read_toml(seeds / SOURCES_FILE))


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
    contact = _contact(document)
    entries = document.get("source", [])
    if not isinstance(entries, list) or set(document) - {"contact", "source"}:
        unknown = ", ".join(sorted(set(document) - {"contact", "source"})) or "source"
        raise SourcesError(
            f"{SOURCES_FILE}: {unknown} is not understood.", "Begin each entry with [[source]]."
        )
    listed = tuple(_to_source(raw, number, contact) for number, raw in enumerate(entries, start=1))
    _refuse_repeated((*built_in, *listed))
    return (*built_in, *listed)


def _contact(document: Mapping[str, object]) -> str | None:
    contact = document.get("contact")
    if contact is not None and not isinstance(contact, str):
        raise SourcesError(f"{SOURCES_FILE}: contact is no text.", "Write it in quotes, or leave it out.")
    return contact


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
        entry = ENTRY.validate_python(raw)
    except ValidationError as error:
        fault = in_words(error, raw)
        name = raw.get("name") if isinstance(raw, dict) else None
        label = f"entry {number}" + (f" ({name})" if isinstance(name, str) else "")
        raise SourcesError(
            f"{SOURCES_FILE}, {label}, {fault.field}: {fault.sentence}.", fault.hint
        ) from error
    return _from_entry(entry, contact)


def _from_entry(entry: AnyEntry, contact: str | None) -> Source:
    """Give an entry as a source: its address or path is the location, every other field keeps its name."""
    fields = {name: value for name, value in entry if name not in {"url", "path"}}
    location = next(value for value in _places(entry) if value)
    return Source(location=location, contact=contact if entry.kind in WEB_KINDS else None, **fields)


def _places(entry: AnyEntry) -> tuple[str | None, ...]:
    """Give where an entry lies: its address, its path, the first of its pages, as far as it has them."""
    urls: tuple[str, ...] = getattr(entry, "urls", ())
    return getattr(entry, "url", None), getattr(entry, "path", None), *urls


def _refuse_repeated(sources: tuple[Source, ...]) -> None:
    seen = {STORED}
    for source in sources:
        if source.name in seen:
            raise SourcesError(
                f"{SOURCES_FILE}, entry {source.name}, name: this name is taken.",
                f"Choose another; {SEEDS}, {INBOX} and {STORED} are khitab's own.",
            )
        seen.add(source.name)
