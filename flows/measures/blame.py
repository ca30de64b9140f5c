"""Who is blamed, and by whom: blame records counted by target and by source → target, in each group."""

import polars as pl

from flows.measures.parties import OWN_VOICE, name_parties
from flows.vocabulary import KINDS

OTHERS = "*"
"""Stands in a matrix for all parties that have no row or column of their own; no party is written so."""

ALL_GROUPS = ""
"""Stands in a matrix for all groups together."""

_SENTENCE = pl.struct("article_id", "sentence")


def ledger(blame: pl.DataFrame, membership: pl.DataFrame) -> pl.DataFrame:
    """Give the blame records of the groups, each party under one name.

    Args:
        blame: the table BLAME.
        membership: columns `article_id`, `group`; records of other articles are left out.

    Returns:
        The columns of BLAME with `group`, `target_party` and `source_party` (as `parties.name_parties` gives
        them; the source is empty where the outlet speaks itself).
    """
    return name_parties(blame.join(membership, on="article_id"))


def blame_targets(records: pl.DataFrame) -> pl.DataFrame:
    """Count the records of each target in each group.

    Args:
        records: what `ledger` gives.

    Returns:
        Columns `group`, `target_party`, `accusation`, `responsibility`, `harm` (asserted records of each
        kind), `asserted` (their sum), `denied`, `sentences` (distinct ones); most asserted first in each
        group, then by name.
    """
    is_asserted = pl.col("stance") == "asserted"
    return (
        records.group_by("group", "target_party")
        .agg(
            *((is_asserted & (pl.col("kind") == kind)).sum().cast(pl.Int64).alias(kind) for kind in KINDS),
            asserted=is_asserted.sum().cast(pl.Int64),
            denied=(~is_asserted).sum().cast(pl.Int64),
            sentences=_SENTENCE.n_unique().cast(pl.Int64),
        )
        .sort("group", "asserted", "denied", "target_party", descending=[False, True, True, False])
    )


def blame_pairs(records: pl.DataFrame) -> pl.DataFrame:
    """Count the records of each source → target in each group.

    Args:
        records: what `ledger` gives.

    Returns:
        Columns `group`, `source_party` (empty: the outlet's own voice), `target_party`, `records` (asserted),
        `denied`, `sentences` (distinct ones); most asserted first in each group, then most denied, then by
        name.
    """
    is_asserted = pl.col("stance") == "asserted"
    return (
        records.group_by("group", "source_party", "target_party")
        .agg(
            records=is_asserted.sum().cast(pl.Int64),
            denied=(~is_asserted).sum().cast(pl.Int64),
            sentences=_SENTENCE.n_unique().cast(pl.Int64),
        )
        .sort(
            "group",
            "records",
            "denied",
            "source_party",
            "target_party",
            descending=[False, True, True, False, False],
        )
    )


def matrix_places(records: pl.DataFrame, most_sources: int, most_targets: int) -> pl.DataFrame:
    """Place each record in the matrix of its group and, of several groups, in that of all together.

    Args:
        records: what `ledger` gives.
        most_sources: how many sources get a row of their own, beside the outlet's own voice.
        most_targets: how many targets get a column of their own.

    Returns:
        `records`, where there are several groups a second time under the group `ALL_GROUPS`, with
        `source_place` and `target_place`: the party, or `OTHERS` where it is not among those with most
        records (asserted before denied, then by name).
    """
    placed = records
    if records["group"].n_unique() > 1:
        placed = pl.concat([records, records.with_columns(group=pl.lit(ALL_GROUPS))])
    for role, most in (("source", most_sources), ("target", most_targets)):
        party = f"{role}_party"
        ranked = (
            placed.filter(pl.col(party) != OWN_VOICE)
            .group_by("group", party)
            .agg(asserted=(pl.col("stance") == "asserted").sum(), records=pl.len())
            .sort("group", "asserted", "records", party, descending=[False, True, True, False])
            .with_columns(place=pl.int_range(pl.len()).over("group"))
        )
        # others of one party are that party
        kept = (pl.col("place") < most) | (pl.col("place").max().over("group") <= most)
        own = ranked.filter(kept).select("group", party, pl.col(party).alias(f"{role}_place"))
        placed = placed.join(own, on=["group", party], how="left", maintain_order="left").with_columns(
            pl.when(pl.col(party) == OWN_VOICE)
            .then(pl.lit(OWN_VOICE))
            .otherwise(pl.col(f"{role}_place").fill_null(OTHERS))
            .alias(f"{role}_place")
        )
    return placed


def blame_matrix(placed: pl.DataFrame) -> pl.DataFrame:
    """Count the records in each cell of the matrices of who blames whom.

    Args:
        placed: what `matrix_places` gives.

    Returns:
        Columns `group` (`ALL_GROUPS`: all together), `source_place`, `target_place`, `asserted`, `denied`,
        `sentences` (distinct ones); by group and places. Cells without a record have no row.
    """
    is_asserted = pl.col("stance") == "asserted"
    return (
        placed.group_by("group", "source_place", "target_place")
        .agg(
            asserted=is_asserted.sum().cast(pl.Int64),
            denied=(~is_asserted).sum().cast(pl.Int64),
            sentences=_SENTENCE.n_unique().cast(pl.Int64),
        )
        .sort("group", "source_place", "target_place")
    )


def blame_rates(records: pl.DataFrame, sentences: pl.DataFrame, membership: pl.DataFrame) -> pl.DataFrame:
    """Count the sentences of each group in which anyone is blamed.

    Args:
        records: what `ledger` gives.
        sentences: the table SENTENCES.
        membership: columns `article_id`, `group`.

    Returns:
        Columns `group`, `records` (asserted), `sentences_with` (sentences that hold one), `sentences`; one
        row for each group, sorted by it.
    """
    blaming = (
        records.filter(pl.col("stance") == "asserted")
        .group_by("group")
        .agg(
            records=pl.len().cast(pl.Int64),
            sentences_with=_SENTENCE.n_unique().cast(pl.Int64),
        )
    )
    return (
        membership.join(sentences, on="article_id", how="left")
        .group_by("group")
        .agg(sentences=pl.col("sentence").count().cast(pl.Int64))
        .join(blaming, on="group", how="left")
        .with_columns(pl.col("records", "sentences_with").fill_null(0))
        .select("group", "records", "sentences_with", "sentences")
        .sort("group")
    )
