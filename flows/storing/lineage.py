"""Which texts are versions of one article, and which of them counts: pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.storing.stored import Lineage
from flows.text.normalise import normalise

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 3
_CONTAINED = 0.8
"""Share of a text's shingles that stand in another: from here on it is a part of that. A summary that ends in
«…» or a lead that was touched up keeps more than nine in ten."""
_PART_LENGTH = 0.7
"""A text that is contained in another and has fewer than this share of its words is a summary of it; a longer
one is an edit that cut a passage."""
_RESEMBLES = 0.25
"""Share of the smaller text's shingles that stand in the other: two versions of one text. Different articles
share a few in a hundred."""


@dataclass(frozen=True, slots=True)
class Version:
    """One stored text of an article.

    Attributes:
        article_id: its id.
        path: its file, relative to seeds/.
        revision: its number, with later returns.
        fetched_at: when it was received last, as `second_of` gives it.
        source: its source and item.
        superseded: whether another version takes its place whatever its number.
    """

    article_id: str
    path: str
    revision: int
    fetched_at: str
    source: str
    superseded: bool

    @property
    def rank(self) -> tuple[bool, int, str, str]:
        """The greatest of a family is the version that counts."""
        return (not self.superseded, self.revision, self.fetched_at, self.article_id)


def second_of(moment: str) -> str:
    """Cut a moment in UTC, ISO 8601, to what compares as it should: to the second, without the zone."""
    return moment[:19]


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Give the runs of three normalised words of a text; of a shorter text, its words."""
    words = _WORD.findall(normalise(text).casefold())
    if len(words) < _SHINGLE_WORDS:
        return frozenset((word,) for word in words)
    return frozenset(zip(*(words[start:] for start in range(_SHINGLE_WORDS)), strict=False))


def place_in_family(
    key: str, text: str, fetched_at: str, families: Sequence[tuple[Version, str]]
) -> tuple[Lineage, int] | None:
    """Tell whether a new text is a version of an article that is stored under the same key.

    A text that holds the stored one is fuller and takes its place; one that is a small part of it is a
    summary and does not. Else the one received later is the newer, if the key is an address; a file or row
    may be used again for another article, and so may an address under which one reading gave different
    articles, so there the texts must resemble each other.

    Args:
        key: what `key_of` gives.
        text: the new text.
        fetched_at: when it was received.
        families: of each article under that key, the version that counts and its text.

    Returns:
        Its lineage, and which of the families it joins; None: it is an article of its own.
    """
    own = shingles(text) if families else frozenset()
    for number, (version, stored_text) in enumerate(families):
        other = shingles(stored_text)
        smaller = min(len(own), len(other)) or 1
        share = len(own & other) / smaller
        newer = Lineage(version.revision + 1, revises=version.article_id)
        older = Lineage(superseded_by=version.article_id)
        if share >= _CONTAINED and len(own) < _PART_LENGTH * len(other):
            return older, number
        if share >= _CONTAINED and len(other) < _PART_LENGTH * len(own):
            return newer, number
        at = second_of(fetched_at)
        alone = len(families) == 1 and key.startswith("url:") and at != version.fetched_at
        if alone or share >= _RESEMBLES:
            return (newer if at >= version.fetched_at else older), number
    return None


def families_of(versions: Iterable[Version], links: Iterable[tuple[str, str]]) -> list[list[Version]]:
    """Gather the versions of each article.

    Args:
        versions: stored texts.
        links: pairs of ids of which one revises or supersedes the other; an id that is not stored any more
            links nothing but still joins those that name it.

    Returns:
        The families, the version that counts first in each.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in links:
        parent[root(one)] = root(other)
    families: dict[str, list[Version]] = {}
    for version in versions:
        families.setdefault(root(version.article_id), []).append(version)
    return [sorted(family, key=lambda one: one.rank, reverse=True) for family in families.values()]


def versions_of(rows: pl.DataFrame, changes: Sequence[Mapping[str, Any]]) -> dict[str, Version]:
    """Give stored rows as versions, with the numbers that later returns gave them.

    Args:
        rows: article_id, path, revision, fetched_at, source and superseded_by.
        changes: what `changes.read_changes` gives.

    Returns:
        Each version by its id.
    """
    again = {
        change["article_id"]: change
        for change in changes
        if change.get("change") == "returned" and isinstance(change.get("revision"), int)
    }
    versions: dict[str, Version] = {}
    columns = rows.select("article_id", "path", "revision", "fetched_at", "source", "superseded_by")
    for article_id, path, revision, fetched_at, source, superseded_by in columns.iter_rows():
        change = again.get(article_id)
        versions[article_id] = Version(
            article_id,
            path,
            max(revision, change["revision"]) if change else revision,
            second_of(max(fetched_at, str(change.get("at") or "")) if change else fetched_at),
            source,
            superseded_by is not None and change is None,
        )
    return versions


def links_of(rows: pl.DataFrame) -> list[tuple[str, str]]:
    """Give which stored texts are versions of one article, as their headers say it."""
    linked = rows.select("article_id", pl.coalesce("revises", "superseded_by").alias("other")).drop_nulls()
    return linked.rows()
