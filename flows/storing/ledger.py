"""What is stored and what a run has seen: whether an article is new, known, repeated or a version."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from flows.storing.changes import corrected, read_changes, returned
from flows.storing.index import read_files, stored_rows
from flows.storing.lineage import Version, families_of, links_of, place_in_family, second_of, versions_of
from flows.storing.stored import (
    GIVEN,
    Lineage,
    fields_of,
    given_digest,
    key_of,
    place,
    to_file,
    to_row,
    with_fields,
)
from flows.tables import Article
from flows.text.identity import ID_LENGTH, digest

_UNSAID = (None, "", "unknown")


@dataclass(slots=True)
class Writes:
    """What a batch of articles asks to be written.

    Attributes:
        files: each file's place and content.
        rows: `STORED_SCHEMA` of the new ones among them.
        changes: lines for `changes.jsonl`.
    """

    files: list[tuple[Path, bytes]] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)


class Ledger:
    """The stored articles by id and by key. Enter each article, then write what `take_writes` gives.

    It holds no texts: some 500 bytes an article.

    Attributes:
        new: the ids that this run stored, in order.
        known: how many articles of this run were stored before it.
    """

    def __init__(self, seeds: Path) -> None:
        self.new: list[str] = []
        self.known = 0
        self._seeds = seeds
        self._seen: dict[str, str] = {}
        self._offered: dict[str, dict[str, str]] = {}
        self._writes = Writes()
        self.refresh()

    def refresh(self) -> None:
        """Read what is stored anew, since another run may have stored more."""
        rows, unusable = stored_rows(self._seeds, with_text=False)
        rows = rows.unique("article_id", keep="first", maintain_order=True)
        links = links_of(rows)
        linked = rows.filter(pl.col("article_id").is_in([name for link in links for name in link]))
        self._rows = rows
        families = families_of(versions_of(linked, read_changes(self._seeds)).values(), links)
        self._family_of = {one.article_id: family for family in families for one in family}
        self._number = {article_id: number for number, article_id in enumerate(rows["article_id"])}
        self._given = {
            article_id: (hash(source), given)
            for article_id, source, given in rows.select("article_id", "source", "given").iter_rows()
        }
        # A file that someone altered is his, and is not written over; an empty one is nobody's.
        altered = [self._seeds.parent / skip.item for skip in unusable]
        self._given |= {path.stem: (0, None) for path in altered if _size(path) > 0}
        single = rows.filter(~pl.col("article_id").is_in(list(self._family_of)))
        self._heads = {key: list(ids) for key, ids in single.group_by("key").agg("article_id").iter_rows()}
        for family in families:
            key = rows["key"][self._number[family[0].article_id]]
            self._heads.setdefault(key, []).append(family[0].article_id)

    def enter(self, article: Article) -> str | None:
        """Take an article up if it is new; give the item of this run that it repeats, or None.

        Raises:
            ValueError: a field of the article cannot be stored; nothing of it is taken up.
        """
        whole = digest(article.text)
        article_id = whole[:ID_LENGTH]
        if article_id in self._seen:
            return self._seen[article_id]
        if article_id in self._given:
            self.known += 1
            self._meet_again(article_id, article)
        else:
            self._take_up(article_id, whole, article)
        self._seen[article_id] = article.source.partition(":")[2]
        return None

    def end_source(self, source: str) -> None:
        """Note which articles the source has taken back to an older text; call when it was read to its end.

        Only where it gave one text of the article: a source that keeps both versions goes back to neither.
        """
        for offered in self._offered.values():
            if len(offered) == 1:
                ((article_id, fetched_at),) = offered.items()
                self._turn_back(article_id, source, fetched_at)
        self._offered = {}

    def take_writes(self) -> Writes:
        """Give what is to be written since the last time, and forget it."""
        writes, self._writes = self._writes, Writes()
        return writes

    def _take_up(self, article_id: str, whole: str, article: Article) -> None:
        key = key_of(article.outlet, article.url, article.source)
        heads = self._heads.setdefault(key, [])
        families = [(head := self._head(one), self._text(head)) for one in heads]
        if key.startswith("item:"):
            # One item that gives several texts in one reading gives several articles.
            families = [(head, text) for head, text in families if head.article_id not in self._seen]
        readable = [(version, text) for version, text in families if text is not None]
        found = place_in_family(key, article.text, article.fetched_at, readable)
        lineage = found[0] if found else Lineage()
        path = place(self._seeds, article, article_id)
        relative = path.relative_to(self._seeds).as_posix()
        at = second_of(article.fetched_at)
        is_older = lineage.superseded_by is not None
        # before anything is noted, since a field that cannot be stored is told of here
        content, row = (
            to_file(article, whole, lineage).encode(),
            to_row(article, article_id, relative, lineage),
        )
        version = Version(article_id, relative, lineage.revision, at, article.source, is_older)
        if found:
            self._join(version, readable[found[1]][0])
            self._offered.setdefault(key, {})[article_id] = at
        else:
            heads.append(article_id)
            self._family_of[article_id] = [version]
        self._given[article_id] = (hash(article.source), given_digest(article))
        self._writes.files.append((path, content))
        self._writes.rows.append(row)
        self.new.append(article_id)

    def _join(self, version: Version, head: Version) -> None:
        """Put a version into the family of `head`."""
        family = sorted(
            [*self._family_of.get(head.article_id, [head]), version], key=lambda one: one.rank, reverse=True
        )
        for one in family:
            self._family_of[one.article_id] = family

    def _meet_again(self, article_id: str, article: Article) -> None:
        origin, given = self._given[article_id]
        if origin == hash(article.source) and given != given_digest(article):
            self._correct(article_id, article, is_first_time=given is None)
        if len(self._family_of.get(article_id, ())) > 1:
            key = key_of(article.outlet, article.url, article.source)
            self._offered.setdefault(key, {})[article_id] = second_of(article.fetched_at)

    def _correct(self, article_id: str, article: Article, *, is_first_time: bool) -> None:
        """Take up what the source says otherwise than the last time; what a user wrote since stays.

        Of a file that does not tell what its source said, only gaps are filled.
        """
        path = self._seeds / self._version(article_id).path
        try:
            content = path.read_bytes()
            before = fields_of(content)
        except (OSError, ValueError):
            return
        after = {
            name: value
            for name in GIVEN
            if (value := getattr(article, name)) not in _UNSAID
            and value != before.get(name)
            and (not is_first_time or before.get(name) in _UNSAID)
        }
        if after:
            self._writes.changes.append(
                corrected(article_id, {name: before.get(name) for name in after}, after)
            )
        if after or not is_first_time:
            text = with_fields(content, {**after, "given": given_digest(article)})
            self._writes.files.append((path, text.encode()))

    def _turn_back(self, article_id: str, source: str, at: str) -> None:
        family = self._family_of.get(article_id, [])
        own = [one for one in family if one.source.partition(":")[0] == source]
        last = max(own, key=lambda one: (one.fetched_at, one.revision), default=None)
        if last is None or article_id in {last.article_id, family[0].article_id} or at <= last.fetched_at:
            return
        revision = family[0].revision + 1
        self._writes.changes.append(returned(article_id, revision, source, at))
        turned = [
            replace(one, revision=revision, fetched_at=at, superseded=False)
            if one.article_id == article_id
            else one
            for one in family
        ]
        family[:] = sorted(turned, key=lambda one: one.rank, reverse=True)

    def _version(self, article_id: str) -> Version:
        family = self._family_of.get(article_id)
        if family is not None:
            return next(one for one in family if one.article_id == article_id)
        return versions_of(self._rows[self._number[article_id]], ())[article_id]

    def _head(self, article_id: str) -> Version:
        """Give the version that counts of the article that `article_id` is a version of."""
        family = self._family_of.get(article_id)
        return family[0] if family else self._version(article_id)

    def _text(self, version: Version) -> str | None:
        """Give a stored or waiting text, None where its file cannot be used."""
        for row in reversed(self._writes.rows):
            if row["article_id"] == version.article_id:
                return str(row["text"])
        rows, _ = read_files(self._seeds, [version.path])
        return str(rows[0]["text"]) if rows else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 1


def heads_and_older(
    rows: pl.DataFrame, changes: Sequence[dict[str, Any]]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part stored rows into those that count and the older versions of them.

    Args:
        rows: `STORED_SCHEMA`, with or without texts, each article_id once.
        changes: what `read_changes` gives.

    Returns:
        The rows that count, with their numbers as later returns made them, and the others.
    """
    links = links_of(rows)
    linked = rows.filter(pl.col("article_id").is_in([name for link in links for name in link]))
    families = families_of(versions_of(linked, changes).values(), links)
    older = [one.article_id for family in families for one in family[1:]]
    numbers = {family[0].article_id: family[0].revision for family in families}
    is_older = pl.col("article_id").is_in(older)
    counted = rows.filter(~is_older).with_columns(
        pl.col("article_id")
        .replace_strict(
            list(numbers), list(numbers.values()), default=pl.col("revision"), return_dtype=pl.Int64
        )
        .alias("revision")
    )
    return counted, rows.filter(is_older)
