"""The entries of `seeds/sources.toml`, one model a kind: which fields each has, and what they must be."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

from flows.sources.address import split_web_address
from flows.sources.politeness import PAUSE_SECONDS

FEED_ITEMS = 1_000
FOLDER_ITEMS = 100_000
PAGE_ITEMS = 200
"""Pages asked for in one run: at a second each, as politeness wants, a few minutes."""
SITEMAP_AGE_DAYS = 7
MOST_AGE_DAYS = 36_500
ARCHIVE_ITEMS = 10_000_000
"""Rows or pages of tables and archives: they are read a batch at a time, so only patience is the limit."""

ArticleField = Literal["text", "title", "url", "published", "outlet", "author", "fetched_at", "id"]
"""What a column of a table can hold."""

WEB_KINDS = frozenset({"feed", "sitemap", "page"})
"""The kinds that lie on the network."""


def _one_address(address: str) -> str:
    split_web_address(address)
    return address


class Entry(BaseModel):
    """What every entry has.

    Attributes:
        name: what reports and messages call the source; unique.
        outlet: who published what it gives, where the item itself does not say.
        languages: ISO 639-1 codes of the languages that are kept; `any` keeps all.
        include: regular expressions; only addresses or paths that one of them is found in are read.
        exclude: regular expressions; what one of them is found in is not read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^:/\\\n\t]+$")]
    outlet: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    languages: Annotated[
        tuple[Annotated[str, Field(pattern=r"^(?:any|[a-z]{2,3})$")], ...], Field(min_length=1)
    ] = ("ar",)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @field_validator("include", "exclude", mode="before")
    @classmethod
    def _one_or_many(cls, patterns: object) -> object:
        return (patterns,) if isinstance(patterns, str) else patterns

    @field_validator("include", "exclude")
    @classmethod
    def _are_patterns(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression ({error})") from error
        return patterns


class WebEntry(Entry):
    """What every entry on the network has.

    Attributes:
        allow_private: whether this machine and private networks may be asked.
        pause_seconds: the least time between two requests to one host.
    """

    allow_private: bool = False
    pause_seconds: Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)] = PAUSE_SECONDS


class FeedEntry(WebEntry):
    """An RSS, Atom or JSON feed; with `full_text`, the page of an item that brings only a summary is read."""

    kind: Literal["feed"]
    url: Annotated[str, Field(min_length=1)]
    max_items: Annotated[int, Field(gt=0)] = FEED_ITEMS
    full_text: bool = False

    _is_web_address = field_validator("url")(_one_address)


class SitemapEntry(WebEntry):
    """A sitemap, a news sitemap or an index of sitemaps; the pages that it names are read."""

    kind: Literal["sitemap"]
    url: Annotated[str, Field(min_length=1)]
    max_items: Annotated[int, Field(gt=0)] = PAGE_ITEMS
    max_age_days: Annotated[int, Field(gt=0, le=MOST_AGE_DAYS)] = SITEMAP_AGE_DAYS

    _is_web_address = field_validator("url")(_one_address)


class PageEntry(WebEntry):
    """Single pages: their addresses here, or in a text file, one a line."""

    kind: Literal["page"]
    urls: tuple[str, ...] = ()
    path: Annotated[str, Field(min_length=1)] | None = None
    max_items: Annotated[int, Field(gt=0)] = PAGE_ITEMS

    @field_validator("urls")
    @classmethod
    def _are_web_addresses(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_one_address(url) for url in urls)

    @model_validator(mode="after")
    def _names_pages(self) -> "PageEntry":
        if not self.urls and self.path is None:
            raise ValueError("a page list has urls, or the path of a text file with an address a line")
        return self


class FolderEntry(Entry):
    """A folder of files."""

    kind: Literal["folder"]
    path: Annotated[str, Field(min_length=1)]
    recursive: bool = False
    max_items: Annotated[int, Field(gt=0)] = FOLDER_ITEMS


class TableEntry(Entry):
    """Tables, a row an article; `columns` says which column holds what, where their names do not."""

    kind: Literal["table"]
    path: Annotated[str, Field(min_length=1)]
    columns: tuple[tuple[ArticleField, str], ...] = ()
    max_items: Annotated[int, Field(gt=0)] = ARCHIVE_ITEMS

    @field_validator("columns", mode="before")
    @classmethod
    def _as_pairs(cls, columns: object) -> object:
        return tuple(columns.items()) if isinstance(columns, dict) else columns


class WarcEntry(Entry):
    """Archives of web pages (WARC), plain or compressed, as crawlers and CC-NEWS write them."""

    kind: Literal["warc"]
    path: Annotated[str, Field(min_length=1)]
    max_items: Annotated[int, Field(gt=0)] = ARCHIVE_ITEMS


AnyEntry = FeedEntry | SitemapEntry | PageEntry | FolderEntry | TableEntry | WarcEntry

ENTRY: TypeAdapter[AnyEntry] = TypeAdapter(Annotated[AnyEntry, Field(discriminator="kind")])
