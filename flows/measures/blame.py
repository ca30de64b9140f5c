"""Who is blamed, and by whom: blame records counted by target and by source → target, in each group."""

import polars as pl

from flows.tables import KINDS

OWN_VOICE = ""


def _party(actor: str, written: str) -> pl.Expr:
    """Name a party by its actor where the codebook knows it, else as written; the own voice is empty."""
    return pl.coalesce(pl.col(actor), pl.col(written), pl.lit(OWN_VOICE))


def ledger(blame: pl.DataFrame, membership: pl.DataFrame) -> pl.DataFrame:
    """Give the blame records of the groups, each party under one name.

    Args:
        blame: the table BLAME.
        membership: columns `article_id`, `group`; records of other articles are left out.

    Returns:
        The columns of BLAME with `group`, `target_party` and `source_party` (the codebook's actor, or the
        words as written; the source is empty where the outlet speaks itself).
    """
    return blame.join(membership, on="article_id").with_columns(
        target_party=_party("target_actor", "target"),
        source_party=_party("source_actor", "source"),
    )


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
            sentences=pl.struct("article_id", "sentence").n_unique().cast(pl.Int64),
        )
        .sort("group", "asserted", "denied", "target_party", descending=[False, True, True, False])
    )


def blame_pairs(records: pl.DataFrame) -> pl.DataFrame:
    """Count the asserted records of each source → target in each group.

    Args:
        records: what `ledger` gives.

    Returns:
        Columns `group`, `source_party` (empty: the outlet's own voice), `target_party`, `records`; most
        first in each group, then by name.
    """
    return (
        records.filter(pl.col("stance") == "asserted")
        .group_by("group", "source_party", "target_party")
        .agg(records=pl.len().cast(pl.Int64))
        .sort("group", "records", "source_party", "target_party", descending=[False, True, False, False])
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
            sentences_with=pl.struct("article_id", "sentence").n_unique().cast(pl.Int64),
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
