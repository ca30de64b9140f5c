"""One stored article as a file: its name and place, its header, and what is checked when it is read again."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl

from flows.sources.address import address_key
from flows.sources.header import join_header, split_header
from flows.sources.registry import INBOX
from flows.tables import ARTICLES, Article
from flows.text.identity import ID_LENGTH, digest, identity_text
from flows.vocabulary import CONFIDENCES

_UNSAFE = re.compile(r"[^\w]+")
_BOUND_SLUG_BYTES = 120
_PRECISION_BY_LENGTH = {10: "day", 7: "month", 4: "year", 0: "none"}
_FIRST_DAY = {"day": "", "month": "-01", "year": "-01-01"}
_GIVEN_DIGITS = 8
GIVEN = ("title", "outlet", "url", "published", "author")
"""What a source says of an article besides its text."""

STORED_SCHEMA = pl.Schema(
    {**ARTICLES.schema, "superseded_by": pl.String(), "given": pl.String(), "key": pl.String()}
)
"""A stored file as a row: `ARTICLES`; the version that takes its place, or null; the digest of what its
source said of it when that was last taken up; what `key_of` gives."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which version of an article a text is.

    Attributes:
        revision: 1 for the first that was stored, counted on with each newer one.
        revises: the id of the version before it, or None.
        superseded_by: the id of the version that is newer or fuller than this one, though it was stored
            earlier; or None.
    """

    revision: int = 1
    revises: str | None = None
    superseded_by: str | None = None


def given_digest(article: Article) -> str:
    """Give a short digest of what a source says of an article besides its text."""
    said = "\0".join(getattr(article, name) or "" for name in GIVEN)
    return hashlib.sha256(said.encode()).hexdigest()[:_GIVEN_DIGITS]


def place(seeds: Path, article: Article, article_id: str) -> Path:
    """Give the file that an article is stored in: `seeds/<outlet>/<date>/<id>.txt`."""
    return seeds / slug(article.outlet) / (article.published or "undated") / f"{article_id}.txt"


@lru_cache(maxsize=1_000)
def slug(outlet: str) -> str:
    """Make an outlet's name a folder name: letters, digits and hyphens, in lower case, of bounded length.

    Two outlets may share a folder: files are named by their texts, so they never collide.

    Args:
        outlet: any name.

    Returns:
        The folder's name, never empty, hidden, or that of the inbox.
    """
    plain = _UNSAFE.sub("-", identity_text(outlet).casefold()).strip("-_")
    short = plain.encode("utf-8", "ignore")[:_BOUND_SLUG_BYTES].decode("utf-8", "ignore").strip("-_")
    return f"{short}-outlet" if short == INBOX else short or "unknown"


@lru_cache(maxsize=1_000)
def key_of(outlet: str, url: str | None, source: str) -> str:
    """Name what two versions of one article have in common.

    Args:
        outlet: who published it: two outlets that state one address have an article each.
        url: its address, or None. The bare address of a site names no article.
        source: its source and item, which name it where it has no address.

    Returns:
        A key that begins with `url:` or `item:`.
    """
    address = address_key(url) if url else ""
    names_a_page = any(mark in address for mark in "/?")
    return f"url:{slug(outlet)} {address}" if names_a_page else f"item:{source}"


def to_file(article: Article, whole: str, lineage: Lineage) -> str:
    """Write an article as the text of its file.

    Args:
        article: the article.
        whole: the digest of its text.
        lineage: which version it is; the first one's header does not speak of it.
    """
    fields: dict[str, str | None] = {
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "date_confidence": article.date_confidence or ("stated" if article.published else "none"),
        "author": article.author,
        "fetched_at": article.fetched_at,
        "source": article.source,
        "given": given_digest(article),
        "sha256": whole,
    }
    if lineage.revises:
        fields |= {"revises": lineage.revises, "revision": str(lineage.revision)}
    if lineage.superseded_by:
        fields["superseded_by"] = lineage.superseded_by
    return join_header(fields, f"{article.text}\n")


def fields_of(content: bytes) -> dict[str, str | None]:
    """Read the header of a stored file.

    Raises:
        ValueError: it is no UTF-8, or its header cannot be read.
    """
    return split_header(_unmarked(content))[0]


def with_fields(content: bytes, changed: Mapping[str, str]) -> str:
    """Give a stored file's text with some fields of its header changed, all else as it stands.

    Raises:
        ValueError: it is no UTF-8, or its header cannot be read.
    """
    fields, body = split_header(_unmarked(content))
    return join_header({**fields, **changed}, body)


def _unmarked(content: bytes) -> str:
    # A user who corrected the header may have an editor that adds a mark or ends lines its own way.
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def read_stored(content: bytes, article_id: str, relative: str) -> dict[str, object] | None:
    """Give the row of one stored file, or None where its text is another than its name says.

    Args:
        content: the file's bytes.
        article_id: the name of the file.
        relative: its path, relative to seeds/.

    Returns:
        A row of `STORED_SCHEMA`.

    Raises:
        ValueError: it is no UTF-8, or its header lacks a field or states a date that is none.
    """
    fields, body = split_header(_unmarked(content))
    text = body.removesuffix("\n")
    if digest(text)[:ID_LENGTH] != article_id:
        return None
    missing = [name for name in ("outlet", "fetched_at", "source") if not fields.get(name)]
    if missing:
        raise ValueError(f"its header lacks {', '.join(missing)}")
    published = fields.get("published") or ""
    if len(published) not in _PRECISION_BY_LENGTH:
        raise ValueError(f"published {published!r} is no date")
    revision = fields.get("revision") or ""
    lineage = Lineage(
        int(revision) if revision.isdecimal() else 1, fields.get("revises"), fields.get("superseded_by")
    )
    article = Article(
        text=text,
        source=fields["source"] or "",
        fetched_at=fields["fetched_at"] or "",
        title=fields.get("title"),
        outlet=fields["outlet"] or "",
        url=fields.get("url"),
        published=published or None,
        date_confidence=fields.get("date_confidence"),
        author=fields.get("author"),
    )
    return to_row(article, article_id, relative, lineage) | {"given": fields.get("given")}


def _confidence(stated: str | None, precision: str) -> str:
    """Give how sure a stored date is; one of before this was noted, or set by a user, is stated."""
    if precision == "none":
        return "none"
    return stated if stated in CONFIDENCES and stated != "none" else "stated"


def to_row(article: Article, article_id: str, relative: str, lineage: Lineage) -> dict[str, object]:
    """Give an article as the row that its file is read as.

    Args:
        article: the article; its date is ISO 8601 of a length that states its precision.
        article_id: its id.
        relative: its file, relative to seeds/.
        lineage: which version it is.

    Returns:
        A row of `STORED_SCHEMA`.

    Raises:
        ValueError: the date is none.
    """
    published = article.published or ""
    precision = _PRECISION_BY_LENGTH[len(published)]
    return {
        "article_id": article_id,
        "outlet": article.outlet,
        "title": article.title,
        "url": article.url,
        "published": date.fromisoformat(published + _FIRST_DAY[precision]) if published else None,
        "published_precision": precision,
        "date_confidence": _confidence(article.date_confidence, precision),
        "author": article.author,
        "fetched_at": article.fetched_at,
        "source": article.source,
        "path": relative,
        "text": article.text,
        "revision": lineage.revision,
        "revises": lineage.revises,
        "superseded_by": lineage.superseded_by,
        "given": given_digest(article),
        "key": key_of(article.outlet, article.url, article.source),
    }
