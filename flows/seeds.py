"""The store of articles: one file each at `seeds/<outlet>/<date>/<id>.txt`, written once and atomically.

The raw files in seeds/ and seeds/inbox/ are never rewritten, moved or deleted. A run that is killed at any
moment and repeated leaves the same files as one that was not: an article is there wholly or not at all, and
the receipts, which come last, do not tell new articles from known ones.
"""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from flows.disk import locked, remove_leftovers, write_atomically
from flows.errors import StorageError
from flows.receipts import read_entries, to_entry, to_skips_table, to_tables, write_entries
from flows.sources.header import join_header, split_header
from flows.sources.receive import Received
from flows.sources.registry import INBOX, STORED, read_sources
from flows.tables import ARTICLES, CONFIDENCES, Article, Skip
from flows.text.identity import ID_LENGTH, digest, identity_text

_STORED_NAME = re.compile(rf"^[0-9a-f]{{{ID_LENGTH}}}\.txt$")
_UNSAFE = re.compile(r"[^\w]+")
_BOUND_SLUG_BYTES = 120
_PRECISION_BY_LENGTH = {10: "day", 7: "month", 4: "year", 0: "none"}
_FIRST_DAY = {"day": "", "month": "-01", "year": "-01-01"}


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
        articles: `ARTICLES`, sorted by published, outlet and article_id; undated ones first.
        skips: `SKIPS` of stored files that cannot be used.
    """

    articles: pl.DataFrame
    skips: pl.DataFrame


def settle(
    seeds: Path, received: Sequence[Received], on_article: Callable[[], None] | None = None
) -> Settlement:
    """Store what is new, note what is repeated, and write the receipts.

    Args:
        seeds: the seeds/ folder.
        received: the receipts of the sources, in the order of the registry.
        on_article: called after each article, for a progress bar.

    Returns:
        The settlement. A source that was not read this time keeps its last receipt; one that is no longer in
        the registry has none.

    Raises:
        StorageError: the disk refuses, or another run holds the store; what was stored stays.
        SourcesError: sources.toml or metadata.csv is wrong.
    """
    names = tuple(source.name for source in read_sources(seeds))
    with locked(seeds):
        remove_leftovers(seeds)
        ledger = _Ledger(seeds, {path.stem for path in _stored_paths(seeds)})
        entries = read_entries(seeds, broken_is_empty=True)
        for receipt in received:
            ledger.known += receipt.known
            duplicates: list[Skip] = []
            for article in receipt.articles:
                original = ledger.enter(article)
                if original is not None:
                    detail = f"It is a duplicate of {original}."
                    duplicates.append(Skip(receipt.source.name, _item(article), "duplicate", detail))
                if on_article is not None:
                    on_article()
            entries[receipt.source.name] = to_entry(receipt, duplicates)
        kept = {name: entries[name] for name in names if name in entries}
        write_entries(seeds, kept)
    return Settlement(tuple(ledger.new), ledger.known, *to_tables(kept))


class _Ledger:
    """What is stored already, and what this run has seen so far."""

    def __init__(self, seeds: Path, stored: AbstractSet[str]) -> None:
        self.new: list[str] = []
        self.known = 0
        self._seeds = seeds
        self._stored = stored
        self._seen: dict[str, str] = {}

    def enter(self, article: Article) -> str | None:
        """Store an article if it is new; give the item of this run that it repeats, or None."""
        whole = digest(article.text)
        article_id = whole[:ID_LENGTH]
        if article_id in self._seen:
            return self._seen[article_id]
        self._seen[article_id] = _item(article)
        if article_id in self._stored:
            self.known += 1
        else:
            folder = self._seeds / slug(article.outlet) / (article.published or "undated")
            write_atomically(folder / f"{article_id}.txt", _to_file(article, whole))
            self.new.append(article_id)
        return None


def load(seeds: Path, paths: Sequence[str] | None = None) -> Loaded:
    """Read stored articles, checking that the text of each is still the one that was stored.

    Args:
        seeds: the seeds/ folder.
        paths: the files to read, as the column `path` names them; None reads all.

    Returns:
        The articles, and a skip (source `stored`; `unreadable`, `altered` or `duplicate`) for each file that
        cannot be used. A header that a user corrected counts as it now stands; a text does not.

    Raises:
        StorageError: a folder cannot be listed.
    """
    rows: dict[str, dict[str, object]] = {}
    skips: list[Skip] = []
    for path in _stored_paths(seeds) if paths is None else map(seeds.joinpath, paths):
        relative = path.relative_to(seeds).as_posix()
        item = f"{seeds.absolute().name}/{relative}"
        try:
            row = _read_stored(path, relative)
        except (OSError, ValueError) as error:
            detail = f"The stored file cannot be read: {error}."
            skips.append(Skip(STORED, item, "unreadable", detail))
            continue
        if row is None:
            detail = (
                "The text is not the one that was stored; delete the file, and the next run stores it anew."
            )
            skips.append(Skip(STORED, item, "altered", detail))
        elif path.stem in rows:
            detail = f"It is a duplicate of {rows[path.stem]['path']}."
            skips.append(Skip(STORED, item, "duplicate", detail))
        else:
            rows[path.stem] = row
    frame = pl.DataFrame(list(rows.values()), schema=ARTICLES.schema)
    return Loaded(frame.sort("published", "outlet", "article_id", nulls_last=False), to_skips_table(skips))


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


def slug(outlet: str) -> str:
    """Make an outlet's name a folder name: letters, digits and hyphens, in lower case, of bounded length.

    Args:
        outlet: any name.

    Returns:
        The folder's name, never empty, hidden, or that of the inbox.
    """
    plain = _UNSAFE.sub("-", identity_text(outlet).casefold()).strip("-_")
    short = plain.encode("utf-8", "ignore")[:_BOUND_SLUG_BYTES].decode("utf-8", "ignore").strip("-_")
    return f"{short}-outlet" if short == INBOX else short or "unknown"


def _stored_paths(seeds: Path) -> list[Path]:
    try:
        return [
            path
            for outlet in _folders(seeds)
            if outlet.name != INBOX
            for day in _folders(outlet)
            for path in sorted(day.iterdir())
            if _STORED_NAME.match(path.name)
        ]
    except OSError as error:
        raise StorageError(
            f"{error.filename} cannot be read: {error.strerror}.", "Give the user who runs khitab that right."
        ) from error


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(path for path in parent.iterdir() if path.is_dir() and not path.name.startswith("."))


def _confidence(stated: str | None, precision: str) -> str:
    """Give how sure a stored date is; one of before this was noted, or set by a user, is stated."""
    if precision == "none":
        return "none"
    return stated if stated in CONFIDENCES and stated != "none" else "stated"


def _item(article: Article) -> str:
    return article.source.partition(":")[2]


def _to_file(article: Article, whole: str) -> str:
    fields = {
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "date_confidence": article.date_confidence or ("stated" if article.published else "none"),
        "author": article.author,
        "fetched_at": article.fetched_at,
        "source": article.source,
        "sha256": whole,
    }
    return join_header(fields, f"{article.text}\n")


def _read_stored(path: Path, relative: str) -> dict[str, object] | None:
    """Give the row of one stored file, or None where its text is another than its name says.

    Raises:
        OSError: it cannot be opened.
        ValueError: it is no UTF-8, or its header lacks a field or states a date that is none.
    """
    # A user who corrected the header may have an editor that adds a mark or ends lines its own way.
    fields, body = split_header(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    text = body.removesuffix("\n")
    if digest(text)[:ID_LENGTH] != path.stem:
        return None
    missing = [name for name in ("outlet", "fetched_at", "source") if not fields.get(name)]
    if missing:
        raise ValueError(f"its header lacks {', '.join(missing)}")
    published = fields.get("published") or ""
    precision = _PRECISION_BY_LENGTH.get(len(published))
    if precision is None:
        raise ValueError(f"published {published!r} is no date")
    first_day = None if precision == "none" else date.fromisoformat(published + _FIRST_DAY[precision])
    return {
        "article_id": path.stem,
        "outlet": fields["outlet"],
        "title": fields.get("title"),
        "url": fields.get("url"),
        "published": first_day,
        "published_precision": precision,
        "date_confidence": _confidence(fields.get("date_confidence"), precision),
        "author": fields.get("author"),
        "fetched_at": fields["fetched_at"],
        "source": fields["source"],
        "path": relative,
        "text": text,
    }
