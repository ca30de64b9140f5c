"""Blame coding: which party a sentence blames, by whom, as what, and by which rule.

Vectorised scans set aside the sentences that hold no cue or whose words speak of no blame; only the others
are read word by word.
"""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.codebook.evidence import GATE, GLANCE
from flows.codebook.grammar import grammar
from flows.codebook.model import Codebook
from flows.coding.blame.gate import Gate
from flows.coding.blame.glance import Cues, Glance
from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.records import Record
from flows.coding.blame.resolution import resolve
from flows.coding.blame.stretches import stretches
from flows.coding.blame.weights import Weights
from flows.coding.forms import Forms, keyed
from flows.coding.reading import Words
from flows.coding.remembered import remembered
from flows.tables import BLAME


def code_blame(sentences: pl.DataFrame, codebook: Codebook, words: Words | None = None) -> pl.DataFrame:
    """Find the blame records of every sentence.

    Args:
        sentences: rows of `tables.SENTENCES`; where it has them, `published` and `published_precision` of the
            article, by which titles name their bearer of the day (else they name the state).
        codebook: a loaded codebook; its actors and cues decide.
        words: the sentences' words, where they were read before.

    Returns:
        Rows of `tables.BLAME`, by article, sentence, start and kind.
    """
    compiled = Compiled.of(codebook)
    if sentences.is_empty() or not compiled.cues.anchors:
        return BLAME.empty()
    held = sentences.filter(compiled.held(Words.read(sentences["text"]) if words is None else words))
    rows: list[dict[str, Any]] = []
    columns = held.select("article_id", "sentence", "text", *days(held)).iter_rows()
    for article_id, sentence, text, first, last in columns:
        place = {"article_id": article_id, "sentence": sentence}
        period = None if first is None else (first, last)
        for offset, stretch in stretches(text):
            records = resolve(stretch, compiled.lexicon, compiled.weights, period)
            rows.extend(place | _row(record, offset) for record in records)
    coded = pl.DataFrame(rows, schema=BLAME.schema) if rows else BLAME.empty()
    return BLAME.conform(coded).sort(*BLAME.key)


def days(sentences: pl.DataFrame) -> tuple[pl.Expr, pl.Expr]:
    """Give the first and last day on which each row's article may have been published; null: unknown.

    Args:
        sentences: rows that may hold `published` and `published_precision`.

    Returns:
        Expressions for the columns `first` and `last`.
    """
    if not {"published", "published_precision"} <= set(sentences.columns):
        unknown = pl.lit(None, dtype=pl.Date)
        return unknown.alias("first"), unknown.alias("last")
    first, precision = pl.col("published"), pl.col("published_precision").cast(pl.String)
    last = (
        pl.when(precision == "year")
        .then(first.dt.offset_by("1y").dt.offset_by("-1d"))
        .when(precision == "month")
        .then(first.dt.month_end())
        .otherwise(first)
    )
    return first.alias("first"), last.alias("last")


def _row(record: Record, offset: int) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in BLAME.columns if name not in {"article_id", "sentence"}}
    return row | {"start": record.start + offset, "end": record.end + offset}


class Compiled:
    """A codebook's lexicon and the folded forms of its cues, made once for each codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self.weights = Weights(codebook.evidence) if codebook.evidence else None
        self.gate = Gate(codebook.evidence[GATE]) if codebook.evidence else None
        self.frames = sorted({cue.frame for cue in codebook.cues})
        self.lexicon = Lexicon(
            codebook.actors, codebook.cues, grammar(), codebook.offices, codebook.shared_names
        )
        glance = codebook.evidence.get(GLANCE)
        self._glance = Glance(glance, self.lexicon.stems_of_actors, self.frames) if glance else None
        number = {frame: at for at, frame in enumerate(self.frames)}
        forms = {(number[cue.frame], form) for cue in codebook.cues for form in cue.forms}
        schema = {"pattern": pl.Int64, "form": pl.String}
        self.cues = Forms.of(keyed(pl.DataFrame(list(forms), schema=schema, orient="row")))

    def held(self, words: Words) -> pl.Series:
        """Tell which sentences are to be read.

        Args:
            words: the words of all sentences.
        """
        passed = self.passed(words)
        if self.gate is None or self._glance is None:
            return pl.Series(passed)
        rows = np.flatnonzero(passed)
        some = words.of_rows(rows)
        held = np.zeros(len(passed), dtype=bool)
        held[rows] = self._glance.worth_reading(some, self.gate.totals(some), self.cues_in(some))
        return pl.Series(held)

    def passed(self, words: Words) -> NDArray[np.bool_]:
        """Tell which sentences hold a cue, and words that the gate lets pass.

        Args:
            words: the words of all sentences.
        """
        cued = self.cues.held(words)
        return cued if self.gate is None else cued & self.gate.worth_reading(words)

    def cues_in(self, words: Words) -> Cues:
        """Give where cues begin in sentences, each of the first of its role frames by name.

        Args:
            words: the words of all sentences.
        """
        found = self.cues.found(words, self.cues.written(words)).group_by("at").agg(pl.col("pattern").min())
        return Cues(*found.sort("at").select("at", "pattern").cast(pl.Int64).to_numpy().T)

    @staticmethod
    def of(codebook: Codebook) -> "Compiled":
        """Give the compiled codebook, from memory where it was compiled before."""
        return _compiled(codebook)


_compiled = remembered(Compiled)
