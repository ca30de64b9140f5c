"""What a change of the codebook changes: the sentences whose frames, mentions or blame are not the same."""

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.blame.coder import code_blame
from flows.coding.frames import code_frames

_RECORD = pl.Struct(
    dict.fromkeys(("target", "target_actor", "source", "source_actor", "kind", "stance"), pl.String())
)
"""What of a blame record is compared: not its cue and rule, which are how and not what is found."""

CHANGES = pl.Schema(
    {
        "article_id": pl.String(),
        "sentence": pl.Int64(),
        "text": pl.String(),
        "frame": pl.String(),
        "change": pl.Enum(["lost", "gained", "other words"]),
        "old": pl.List(pl.String()),
        "new": pl.List(pl.String()),
    }
)
"""A sentence × frame that is coded otherwise: lost, gained, or found by other words; and the surfaces before
and after."""


BLAME_CHANGES = pl.Schema(
    {
        "article_id": pl.String(),
        "sentence": pl.Int64(),
        "text": pl.String(),
        "change": pl.Enum(["lost", "gained", "otherwise"]),
        "start": pl.Int64(),
        "old": _RECORD,
        "new": _RECORD,
    }
)
"""A blame record that is lost, gained, or of one target but coded otherwise; how it was and how it is."""


def compare_blame(sentences: pl.DataFrame, old: Codebook, new: Codebook) -> pl.DataFrame:
    """Code the blame of sentences with two codebooks and keep what differs.

    Args:
        sentences: rows of `tables.SENTENCES`.
        old: the codebook before.
        new: the codebook after.

    Returns:
        Rows of `BLAME_CHANGES`, by article, sentence and the target's place.
    """
    keys = ["article_id", "sentence", "start", "end"]
    fields = [field.name for field in _RECORD.fields]
    before, after = (
        code_blame(sentences, codebook)
        .unique(keys, keep="first", maintain_order=True)
        .with_columns(pl.col("kind", "stance").cast(pl.String))
        .select(*keys, pl.struct(fields).alias(side))
        for codebook, side in ((old, "old"), (new, "new"))
    )
    changed = _changes(before, after, keys, "otherwise")
    return (
        _with_text(changed, sentences)
        .select(pl.col(name).cast(dtype) for name, dtype in BLAME_CHANGES.items())
        .sort("article_id", "sentence", "start", "change")
    )


def compare_codebooks(sentences: pl.DataFrame, old: Codebook, new: Codebook) -> pl.DataFrame:
    """Code sentences with two codebooks and keep what differs.

    Args:
        sentences: rows of `tables.SENTENCES`.
        old: the codebook before.
        new: the codebook after.

    Returns:
        Rows of `CHANGES`, by article, sentence and frame.
    """
    keys = ["article_id", "sentence", "frame"]
    before, after = (
        code_frames(sentences, codebook).group_by(keys).agg(pl.col("surface").sort_by("start").alias(side))
        for codebook, side in ((old, "old"), (new, "new"))
    )
    changed = _changes(before, after, keys, "other words").with_columns(pl.col("old", "new").fill_null([]))
    return (
        _with_text(changed, sentences)
        .select(pl.col(name).cast(dtype) for name, dtype in CHANGES.items())
        .sort(keys)
    )


def _changes(before: pl.DataFrame, after: pl.DataFrame, keys: list[str], otherwise: str) -> pl.DataFrame:
    """Keep what differs: `keys`, `old`, `new` (null: not there) and `change`."""
    change = (
        pl.when(pl.col("new").is_null())
        .then(pl.lit("lost"))
        .when(pl.col("old").is_null())
        .then(pl.lit("gained"))
        .otherwise(pl.lit(otherwise))
    )
    joined = before.join(after, on=keys, how="full", coalesce=True)
    return joined.filter(pl.col("old").ne_missing(pl.col("new"))).with_columns(change=change)


def _with_text(changed: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    place = ["article_id", "sentence"]
    return changed.join(sentences.select(*place, "text"), on=place, how="left")
