"""The sentences behind the numbers: chosen for every number of the page, and set out with their marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.compare.ledger import BlameRecord
from flows.compare.model import Evidence, Mark
from flows.compare.terms import Label
from flows.measures.blame import ALL_GROUPS

EVIDENCE_LIMIT = 25
RECORD_LIMIT = 12
_SENTENCE_KEY = ("article_id", "sentence")


@dataclass(frozen=True, slots=True)
class ChosenEvidence:
    """What is quoted on the page, and all that could be.

    Attributes:
        quoted: SENTENCES with `group`, in the order in which they are shown.
        mentions: HITS of the compared articles, with `group`.
        ledger: the blame ledger of the compared articles.
        doerless: HARM of the compared articles where no doer is named, with `group`.
        coded_sentences: SENTENCES with `group`: all that hold a mention, a record or a harm without a doer.
    """

    quoted: pl.DataFrame
    mentions: pl.DataFrame
    ledger: pl.DataFrame
    doerless: pl.DataFrame
    coded_sentences: pl.DataFrame

    def quote(self, actors: Mapping[str, Label]) -> tuple[Evidence, ...]:
        """Give each quoted sentence with its marks and its blame records.

        Args:
            actors: the name of each actor of the codebook by its id.
        """
        mentions = _rows_by_sentence(self.mentions, self.quoted)
        records = _rows_by_sentence(self.ledger, self.quoted)
        harm = _rows_by_sentence(self.doerless, self.quoted)
        return tuple(
            Evidence(
                **{name: row[name] for name in ("group", "article_id", "sentence", "position", "text")},
                marks=_marks(mentions.get(key, ()), records.get(key, ()), harm.get(key, ())),
                blame=tuple(_record(record, actors) for record in records.get(key, ())),
            )
            for row in self.quoted.iter_rows(named=True)
            for key in [(row["article_id"], row["sentence"])]
        )


def choose_evidence(
    sentences: pl.DataFrame,
    hits: pl.DataFrame,
    placed_records: pl.DataFrame,
    harm: pl.DataFrame,
    articles: pl.DataFrame,
) -> ChosenEvidence:
    """Choose, for each number of the page, the first sentences that hold it.

    Args:
        sentences: the table SENTENCES.
        hits: the table HITS.
        placed_records: what `measures.blame.matrix_places` gives.
        harm: the table HARM.
        articles: columns `article_id` and `group`, in the order in which they are shown.
    """
    order = articles.select("article_id", "group").with_row_index("rank")
    ranks = order.drop("group")
    placed = sentences.join(order, on="article_id").sort("rank", "sentence")
    mentions = hits.join(order, on="article_id").sort("rank", "sentence", "start", "end", "frame")
    records = placed_records.join(ranks, on="article_id").sort("rank", "sentence", "start", "kind")
    doerless = harm.filter(pl.col("doer") == "unnamed").join(order, on="article_id")
    doerless = doerless.sort("rank", "sentence", "start")
    quoted = pl.concat(
        [
            _first(mentions, EVIDENCE_LIMIT, "frame"),
            _first(doerless, EVIDENCE_LIMIT),
            _first(records, RECORD_LIMIT, "target_party", "kind", "stance"),
            _first(records, RECORD_LIMIT, "target_party", "stance"),
            _first(records, RECORD_LIMIT, "source_place", "target_place"),
        ]
    )
    ledger = records.filter(pl.col("group") != ALL_GROUPS).drop("source_place", "target_place")
    coded = pl.concat(each.select(_SENTENCE_KEY) for each in (mentions, ledger, doerless))
    return ChosenEvidence(
        quoted=placed.join(quoted, on=_SENTENCE_KEY, how="semi", maintain_order="left").drop("rank"),
        mentions=mentions.drop("rank"),
        ledger=ledger.drop("rank"),
        doerless=doerless.drop("rank"),
        coded_sentences=placed.join(coded, on=_SENTENCE_KEY, how="semi", maintain_order="left").drop("rank"),
    )


def _first(references: pl.DataFrame, limit: int, *number: str) -> pl.DataFrame:
    """Keep the first sentences behind each number."""
    distinct = references.select("rank", "group", *number, *_SENTENCE_KEY).unique()
    position = pl.int_range(pl.len()).over("group", *number)
    return distinct.sort("rank", "sentence").filter(position < limit).select(_SENTENCE_KEY)


def _rows_by_sentence(
    table: pl.DataFrame, quoted: pl.DataFrame
) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    shown = table.join(quoted, on=_SENTENCE_KEY, how="semi", maintain_order="left")
    return shown.rows_by_key(_SENTENCE_KEY, named=True, include_key=True)


def _marks(mentions: Any, records: Any, harm: Any) -> tuple[Mark, ...]:  # noqa: ANN401  rows as Polars gives them
    marks = [
        Mark(hit["start"], hit["end"], hit["frame"], None, hit["status"], hit["voice"]) for hit in mentions
    ]
    marks += [Mark(record["start"], record["end"], None, record["target_party"]) for record in records]
    marks += [Mark(told["start"], told["end"], None, None, harm=told["cue"]) for told in harm]
    return tuple(dict.fromkeys(sorted(marks, key=lambda mark: (mark.start, -mark.end))))


def _record(record: Mapping[str, Any], actors: Mapping[str, Label]) -> BlameRecord:
    return BlameRecord(
        target=record["target_party"],
        target_label=party_label(record["target_party"], actors),
        source=record["source_party"],
        source_label=party_label(record["source_party"], actors),
        kind=record["kind"],
        stance=record["stance"],
        wrong=record["wrong"],
        cue=record["cue"],
        rule=record["rule"],
    )


def party_label(party: str, actors: Mapping[str, Label]) -> Label:
    """Give the actor's name where the codebook knows it, else the words as written."""
    return actors.get(party, Label(party, party))
