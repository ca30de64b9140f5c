"""One name for each party: the codebook's actor, or the commonest spelling of what is written alike.

`النظام` and `نظام` are one party, and so is a name with a quotation mark left on it: without article, marks
and differences of spelling they are the same words.
"""

import polars as pl

from flows.text.normalise import normalise_expression

OWN_VOICE = ""
"""The outlet itself, as the party who blames."""

_MARKS = r"^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$"


def name_parties(records: pl.DataFrame) -> pl.DataFrame:
    """Give every party of blame records one name.

    Args:
        records: `target`, `target_actor`, `source`, `source_actor` and any others.

    Returns:
        `records` with `target_party` and `source_party`: the actor where the codebook knows it, else the
        commonest spelling in these records of the party's words; empty where the outlet speaks itself.
    """
    written = pl.concat(
        records.filter(pl.col(f"{role}_actor").is_null(), pl.col(role).is_not_null()).select(written=role)
        for role in ("target", "source")
    )
    spellings = (
        written.select(key=_key("written"), spelling=_bare("written"))
        .group_by("key", "spelling")
        .len()
        .sort("key", "len", "spelling", descending=[False, True, False])
        .unique("key", keep="first", maintain_order=True)
        .select("key", "spelling")
    )
    for role in ("target", "source"):
        names = spellings.rename({"key": f"{role}_key", "spelling": f"{role}_spelling"})
        records = (
            records.with_columns(_key(role).alias(f"{role}_key"))
            .join(names, on=f"{role}_key", how="left", maintain_order="left")
            .with_columns(
                pl.coalesce(f"{role}_actor", f"{role}_spelling", pl.lit(OWN_VOICE)).alias(f"{role}_party")
            )
            .drop(f"{role}_key", f"{role}_spelling")
        )
    return records


def _bare(column: str) -> pl.Expr:
    """Give the words as written, without the marks around them; all of it where nothing else is left."""
    bare = pl.col(column).str.replace_all(_MARKS, "").str.replace_all(r"\s+", " ")
    return pl.when(bare == "").then(pl.col(column)).otherwise(bare)


def _key(column: str) -> pl.Expr:
    """Give what is the same in all spellings of a party: its words without article."""
    words = normalise_expression(_bare(column)).str.replace_all(r"[^\p{L}\p{N}]+", " ")
    return words.str.replace_all(r"(^| )ال(\p{L}{3,})", "${1}${2}").str.strip_chars(" ")
