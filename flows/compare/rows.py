"""Rows of the measured tables as the frozen objects of the comparison, in the order of the page."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import polars as pl

from flows.codebook.model import Codebook, Text
from flows.compare.evidence import party_label
from flows.compare.ledger import BlameShare, DoerlessShare, Pair, Target
from flows.compare.model import Cell, Frame, Group, Profile, Reliability, Source
from flows.compare.terms import Label, Measure
from flows.measures import reliability as measures
from flows.measures.intervals import share_interval
from flows.measures.rates import RATE_UNIT_WORDS
from flows.settings import GroupBy

_LABEL_WORDS = 7


def groups(articles: pl.DataFrame, sentences: pl.DataFrame, group_by: GroupBy) -> tuple[Group, ...]:
    """Describe each group.

    Args:
        articles: ARTICLES with `group` and `story`, in the order in which they are shown.
        sentences: the table SENTENCES.
        group_by: what a group stands for.
    """
    size = (
        articles.select("article_id", "group")
        .join(sentences, on="article_id", how="left")
        .group_by("group")
        .agg(sentences=pl.col("sentence").count(), words=pl.col("words").sum())
    )
    by_date = pl.col("published", "published_precision").sort_by("published", nulls_last=True)
    dated = pl.col("published").is_not_null()
    described = (
        articles.group_by("group", maintain_order=True)
        .agg(
            pl.len().alias("articles"),
            pl.col("story").n_unique().alias("stories"),
            by_date.first().name.prefix("first_"),
            by_date.filter(dated.sort(descending=True)).last().name.prefix("last_"),
            pl.col("published").null_count().alias("undated"),
            pl.col("title", "text").first(),
        )
        .join(size, on="group", maintain_order="left")
    )
    return tuple(
        Group(
            key=row["group"],
            anchor=f"g{number}",
            label=_group_label(row, group_by),
            articles=row["articles"],
            sentences=row["sentences"],
            words=row["words"],
            first=row["first_published"],
            last=row["last_published"],
            first_precision=row["first_published_precision"],
            last_precision=row["last_published_precision"] or "none",
            undated=row["undated"],
            stories=row["stories"],
        )
        for number, row in enumerate(described.iter_rows(named=True), start=1)
    )


def _group_label(row: Mapping[str, Any], group_by: GroupBy) -> Label:
    if group_by is not GroupBy.ARTICLE:
        return Label(row["group"], row["group"])
    words = row["text"].split()
    opening = " ".join(words[:_LABEL_WORDS]) + ("…" if len(words) > _LABEL_WORDS else "")
    name = row["title"] or opening
    dated = name if row["first_published"] is None else f"{row['first_published'].year} · {name}"
    return Label(dated, dated)


def frames(codebook: Codebook) -> tuple[Frame, ...]:
    """Give the codebook's frames as the page shows them."""
    return tuple(
        Frame(
            code=frame.code,
            label=_label(frame.label),
            definition=_label(frame.definition),
            include=tuple(_label(text) for text in frame.include),
            exclude=tuple(_label(text) for text in frame.exclude),
            examples=tuple(example.text for example in frame.examples),
            counterexamples=tuple(example.text for example in frame.counterexamples),
            entries=len(frame.entries),
        )
        for frame in codebook.frames
    )


def _label(text: Text) -> Label:
    return Label(text.en, text.ar)


def cells(rates: pl.DataFrame, order: Sequence[str]) -> tuple[Cell, ...]:
    """Give one cell for each group and frame, groups in `order`."""
    rows = {(row["group"], row["frame"]): row for row in rates.iter_rows(named=True)}
    codes = list(dict.fromkeys(rates["frame"]))
    return tuple(_cell(rows[group, frame]) for group in order for frame in codes)


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(
        group=row["group"],
        frame=row["frame"],
        rate=_measure(row, "mentions", "words", "mentions_per_1000_words", RATE_UNIT_WORDS),
        sentence_share=_measure(row, "sentences_with", "sentences", "sentence_share"),
        article_share=_measure(row, "articles_with", "articles", "article_share"),
        ratio=row["ratio"],
        p_adjusted=row["p_adjusted"],
    )


def _measure(row: Mapping[str, Any], numerator: str, denominator: str, value: str, per: int = 1) -> Measure:
    return Measure(
        row[numerator], row[denominator], row[value], row[f"{value}_low"], row[f"{value}_high"], per
    )


def profiles(shown: Sequence[Cell], order: Sequence[str]) -> tuple[Profile, ...]:
    """Name the frames that take more than an equal share of each group's mentions."""
    return tuple(_profile(group, [cell for cell in shown if cell.group == group]) for group in order)


def _profile(group: str, own: Sequence[Cell]) -> Profile:
    mentions = sum(cell.rate.numerator for cell in own)
    ranked = sorted(own, key=lambda cell: -cell.rate.numerator)
    leading = tuple(cell.frame for cell in ranked if cell.rate.numerator * len(own) > mentions)
    return Profile(group, mentions, leading)


def _share(numerator: int, denominator: int) -> Measure:
    """Give a share with its Wilson interval; without value and interval where there is no denominator."""
    if denominator == 0:
        return Measure(numerator, 0, None, None, None)
    low, high = share_interval([numerator], [denominator])
    return Measure(numerator, denominator, numerator / denominator, float(low[0]), float(high[0]))


def reliability(measured: Sequence[measures.Reliability]) -> tuple[Reliability, ...]:
    """Give precision and recall of each code with their intervals."""
    return tuple(
        Reliability(
            one.code, _share(one.correct, one.found), _share(one.correct, one.expected), one.sentences
        )
        for one in measured
    )


def blame_shares(rates: pl.DataFrame, order: Sequence[str]) -> tuple[BlameShare, ...]:
    """Give the share of each group's sentences in which anyone is blamed."""
    found = {
        row["group"]: BlameShare(
            row["group"], row["records"], _share(row["sentences_with"], row["sentences"])
        )
        for row in rates.iter_rows(named=True)
    }
    return tuple(found[group] for group in order)


def doerless(shares: pl.DataFrame, order: Sequence[str]) -> tuple[DoerlessShare, ...]:
    """Give the share of each group's tellings of harm that name no doer."""
    found = {
        row["group"]: DoerlessShare(
            row["group"], _measure(row, "without_doer", "harm_sentences", "without_doer_share")
        )
        for row in shares.iter_rows(named=True)
    }
    return tuple(found[group] for group in order)


def targets(counted: pl.DataFrame, order: Sequence[str], actors: Mapping[str, Label]) -> tuple[Target, ...]:
    """Give the targets of each group, groups in `order`."""
    return tuple(
        Target(
            group=row["group"],
            party=row["target_party"],
            label=party_label(row["target_party"], actors),
            accusation=row["accusation"],
            responsibility=row["responsibility"],
            harm=row["harm"],
            asserted=row["asserted"],
            denied=row["denied"],
            sentences=row["sentences"],
        )
        for group in order
        for row in counted.filter(pl.col("group") == group).iter_rows(named=True)
    )


def pairs(counted: pl.DataFrame, order: Sequence[str], actors: Mapping[str, Label]) -> tuple[Pair, ...]:
    """Give who blames whom in each group, groups in `order`."""
    return tuple(
        Pair(
            group=row["group"],
            source=row["source_party"],
            source_label=party_label(row["source_party"], actors),
            target=row["target_party"],
            target_label=party_label(row["target_party"], actors),
            records=row["records"],
            denied=row["denied"],
        )
        for group in order
        for row in counted.filter(pl.col("group") == group).iter_rows(named=True)
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sources(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """List the compared articles without their text: the fields of `Source`, in the order of `articles`."""
    words = sentences.group_by("article_id").agg(pl.col("words").sum())
    return (
        articles.join(words, on="article_id", how="left", maintain_order="left")
        .rename({"published_precision": "precision"})
        .with_columns(
            pl.col("words").fill_null(0),
            pl.col("precision").cast(pl.String),
            pl.col("date_confidence").cast(pl.String).fill_null("none"),
            sha256=pl.concat_str("title", "text", separator="\n", ignore_nulls=True).map_elements(
                _sha256, return_dtype=pl.String
            ),
        )
        .select(one.name for one in fields(Source))
    )
