"""The store of articles: one file each at `seeds/<outlet>/<date>/<id>.txt`, written once and atomically.

The raw files in seeds/ and seeds/inbox/ are never rewritten, moved or deleted. A run that is killed at any
moment and repeated leaves the same files as one that was not: an article is there wholly or not at all, and
the receipts, which come last, do not tell new articles from known ones. A changed article is a new file whose
header says which one it revises; the older file stays.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.disk import locked, remove_leftovers, write_all
from flows.sources.placing import whole_day
from flows.sources.receive import Received
from flows.sources.registry import STORED, read_sources
from flows.storing import index
from flows.storing.changes import add_changes, read_changes
from flows.storing.ledger import Ledger, heads_and_older
from flows.storing.receipts import add_to_entry, read_entries, to_tables, write_entries
from flows.storing.skips import missed_items, placed_by_path, remembered, to_skips_table
from flows.storing.stamps import stamps_of
from flows.storing.stored import slug
from flows.tables import ARTICLES, Article, Skip

__all__ = ["Loaded", "Settlement", "Settling", "coverage", "load", "settle", "slug", "stored_files"]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What one run brought.

    Attributes:
        new: the ids of the articles that were stored, in order.
        known: how many articles were stored before.
        receipts: `RECEIPTS`, one row a source of the registry that was ever read.
        skips: `SKIPS` of these sources.
    """

    new: tuple[str, ...]
    known: int
    receipts: pl.DataFrame
    skips: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is stored.

    Attributes:
        articles: `ARTICLES`, sorted by published, outlet and article_id; undated ones first. Of an article
            that was revised, the version that counts.
        skips: `SKIPS` of stored files that cannot be used.
        revisions: `ARTICLES`: the older versions, which are read by nobody but the curious.
    """

    articles: pl.DataFrame
    skips: pl.DataFrame
    revisions: pl.DataFrame


def settle(
    seeds: Path, received: Iterable[Received], on_article: Callable[[], None] | None = None
) -> Settlement:
    """Store what is new, note what is repeated, and write the receipts.

    Args:
        seeds: the seeds/ folder.
        received: the receipts of the sources, in the order of the registry; a source may come in parts that
            follow each other.
        on_article: called after each article, for a progress bar.

    Returns:
        The settlement. A source that was not read this time keeps its last receipt; one that is no longer in
        the registry has none.

    Raises:
        StorageError: the disk refuses, or another run holds the store; what was stored stays.
        SourcesError: sources.toml or metadata.csv is wrong.
    """
    settling = Settling(seeds, on_article)
    for part in received:
        settling.take(part)
    return settling.finish()


class Settling:
    """One run's storing, a part at a time: `take` each part of each source in turn, then `finish`.

    When `take` returns, all articles of the part are on the disk, whole, and stay there if the machine loses
    its power; a part that is cut short leaves those of its articles that were whole. The lock of seeds/ is
    held during each part, not between them, so two runs take turns.
    """

    def __init__(self, seeds: Path, on_article: Callable[[], None] | None = None) -> None:
        """Begin a run; nothing is read or written yet.

        Args:
            seeds: the seeds/ folder.
            on_article: called after each article, for a progress bar.
        """
        self._seeds = seeds
        self._on_article = on_article
        self._token = secrets.token_hex(8)
        self._ledger: Ledger | None = None
        self._entries: dict[str, dict[str, Any]] = {}
        self._missed: dict[str, set[str]] | None = None
        self._given: dict[str, set[str]] = {}
        self._met_on: dict[str, str | None] = {}
        self._source: str | None = None

    def take(self, part: Received) -> None:
        """Store what is new in a part of a source.

        Args:
            part: articles and skips; parts of one source follow each other.

        Raises:
            StorageError: the disk refuses, or another run holds the store; what was stored stays.
        """
        left_out: list[Skip] = []
        with locked(self._seeds):
            ledger = self._up_to_date()
            if self._source not in {None, part.source.name}:
                ledger.end_source(str(self._source))
            self._source = part.source.name
            ledger.known += part.known
            for article in part.articles:
                left_out += _entered(ledger, article, part)
                if self._on_article is not None:
                    self._on_article()
            self._write(ledger)
        entry = self._entries.get(part.source.name)
        self._entries[part.source.name] = add_to_entry(entry, part, left_out)
        self._note_given(part)

    def finish(self) -> Settlement:
        """Write the receipts.

        Raises:
            StorageError: the disk refuses; what was stored stays.
            SourcesError: sources.toml or metadata.csv is wrong.
        """
        names = tuple(source.name for source in read_sources(self._seeds))
        with locked(self._seeds):
            ledger = self._up_to_date()
            if self._source is not None:
                ledger.end_source(self._source)
                self._write(ledger)
            before = read_entries(self._seeds, broken_is_empty=True)
            entries = before | {
                name: remembered(entry, before.get(name), self._given[name], self._met_on[name])
                for name, entry in self._entries.items()
            }
            kept = {name: entries[name] for name in names if name in entries}
            write_entries(self._seeds, kept)
            index.tidy(self._seeds)
        return Settlement(tuple(ledger.new), ledger.known, *to_tables(kept))

    def _note_given(self, part: Received) -> None:
        """Note which items that were missed before are given now."""
        if self._missed is None:
            before = read_entries(self._seeds, broken_is_empty=True)
            self._missed = {name: missed_items(entry) for name, entry in before.items()}
        name = part.source.name
        missed = self._missed.get(name, set())
        items = {article.source.partition(":")[2] for article in part.articles} if missed else set()
        self._given.setdefault(name, set()).update(items & missed)
        self._met_on[name] = part.met_on

    def _up_to_date(self) -> Ledger:
        """Give the ledger, read anew where another run has had the lock since; hold the lock."""
        had_the_last_turn = index.take_turn(self._seeds, self._token)
        if self._ledger is None:
            remove_leftovers(self._seeds)
            self._ledger = Ledger(self._seeds)
        elif not had_the_last_turn:
            self._ledger.refresh()
        return self._ledger

    def _write(self, ledger: Ledger) -> None:
        writes = ledger.take_writes()
        add_changes(self._seeds, writes.changes)
        if writes.files:
            write_all(self._seeds, writes.files)
            paths = [self._seeds / str(row["path"]) for row in writes.rows]
            index.add(self._seeds, writes.rows, stamps_of(self._seeds, paths))


def _entered(ledger: Ledger, article: Article, part: Received) -> list[Skip]:
    """Take an article up; give the skip of one that is not."""
    try:
        original = ledger.enter(article)
    except (ValueError, TypeError) as error:
        # no reader should give such an article, but one of them never stops the others
        return [_unstorable(article, error, part)]
    return [] if original is None else [_duplicate(article, original, part)]


def _unstorable(article: Article, error: Exception, part: Received) -> Skip:
    item = article.source.partition(":")[2].encode(errors="replace").decode()
    return Skip(part.source.name, item, "failed", f"It could not be stored ({error}).", None, part.met_on)


def _duplicate(article: Article, original: str, part: Received) -> Skip:
    """Give the skip of an article that repeats one of this run."""
    day = whole_day(article.published) or part.met_on
    item, detail = article.source.partition(":")[2], f"It is a duplicate of {original}."
    return Skip(part.source.name, item, "duplicate", detail, article.outlet, day)


def load(seeds: Path, paths: Sequence[str] | None = None) -> Loaded:
    """Read stored articles; the text of each is one that was held against the digest in its file's name.

    Args:
        seeds: the seeds/ folder.
        paths: the files to read, as the column `path` names them; None reads all. What was not touched since
            it was read the last time comes from the index.

    Returns:
        The articles, a skip (source `stored`; `unreadable`, `altered` or `duplicate`) for each file that
        cannot be used, and the older versions of the articles. A header that a user corrected counts as it
        now stands; a text does not.

    Raises:
        StorageError: a folder cannot be listed.
    """
    if paths is None:
        rows, skips = index.stored_rows(seeds, with_text=True)
    else:
        read, skips = index.read_files(seeds, paths)
        rows = index.to_table(read)
    first = rows.unique("article_id", keep="first", maintain_order=True)
    if len(first) < len(rows):
        originals = dict(first.select("article_id", "path").iter_rows())
        copies = rows.join(first, on="path", how="anti").select("article_id", "path")
        for name, path in copies.iter_rows():
            detail = f"It is a duplicate of {originals[name]}."
            skips.append(Skip(STORED, f"{seeds.absolute().name}/{path}", "duplicate", detail))
    counted, older = first, first.clear()
    if paths is None:
        counted, older = heads_and_older(first, read_changes(seeds))
    in_order = [
        ARTICLES.conform(frame).sort("published", "outlet", "article_id", nulls_last=False)
        for frame in (counted, older)
    ]
    return Loaded(in_order[0], to_skips_table(placed_by_path(skips, first)), in_order[1])


def stored_files(seeds: Path) -> pl.DataFrame:
    """Give the file of each article that counts, in order of date, outlet and id; no text is read.

    Args:
        seeds: the seeds/ folder.

    Returns:
        `article_id`, `path` (relative to seeds/), `published`, `published_precision` and `title`.

    Raises:
        StorageError: a folder cannot be listed.
    """
    rows, _ = index.stored_rows(seeds, with_text=False)
    first = rows.unique("article_id", keep="first", maintain_order=True)
    counted, _ = heads_and_older(first, read_changes(seeds))
    in_order = counted.sort("published", "outlet", "article_id", nulls_last=False)
    return in_order.select("article_id", "path", "published", "published_precision", "title")


def coverage(seeds: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the receipts as last settled.

    Args:
        seeds: the seeds/ folder.

    Returns:
        `RECEIPTS` and `SKIPS`; empty where nothing was settled yet.

    Raises:
        StorageError: the receipts cannot be read.
    """
    return to_tables(read_entries(seeds, broken_is_empty=False))
