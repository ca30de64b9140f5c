"""Blame coding: which party a sentence blames, by whom, as what, and by which rule.

Sentences without a cue are set aside by one vectorised scan; only the others are read word by word.
"""

from functools import lru_cache
from typing import Any

import polars as pl

from flows.codebook.grammar import grammar
from flows.codebook.model import Codebook
from flows.coding.blame_lexicon import Lexicon
from flows.coding.blame_resolution import Record, resolve
from flows.coding.hits import fold_expression
from flows.tables import BLAME


def code_blame(sentences: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Find the blame records of every sentence.

    Args:
        sentences: rows of `tables.SENTENCES`.
        codebook: a loaded codebook; its actors and cues decide.

    Returns:
        Rows of `tables.BLAME`, by article, sentence, start and kind.
    """
    compiled = _Compiled.of(codebook)
    if sentences.is_empty() or not compiled.keys.len():
        return BLAME.empty()
    held = sentences.filter(
        fold_expression(pl.col("text")).str.contains_any(
            compiled.keys.implode(), ascii_case_insensitive=False
        )
    )
    rows: list[dict[str, Any]] = []
    columns = held.select("article_id", "sentence", "text").iter_rows()
    for article_id, sentence, text in columns:
        place = {"article_id": article_id, "sentence": sentence}
        rows.extend(place | _row(record) for record in resolve(text, compiled.lexicon))
    coded = pl.DataFrame(rows, schema=BLAME.schema) if rows else BLAME.empty()
    return BLAME.conform(coded).sort(*BLAME.key)


def _row(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in BLAME.columns if name not in {"article_id", "sentence"}}


class _Compiled:
    """A codebook's lexicon and the folded forms of its cues, made once for each codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self.lexicon = Lexicon(codebook.actors, codebook.cues, grammar())
        forms = sorted({form for cue in codebook.cues for form in cue.forms})
        self.keys = pl.Series(forms, dtype=pl.String).map_elements(" {} ".format, return_dtype=pl.String)

    @staticmethod
    def of(codebook: Codebook) -> "_Compiled":
        """Give the compiled codebook, from memory where it was compiled before."""
        return _compiled(_ByIdentity(codebook))


class _ByIdentity:
    """A codebook as a key: codebooks do not change, so the object itself tells them apart."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook

    def __hash__(self) -> int:
        return id(self.codebook)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.codebook is self.codebook


@lru_cache(maxsize=4)
def _compiled(key: _ByIdentity) -> _Compiled:
    return _Compiled(key.codebook)
