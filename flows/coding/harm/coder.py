"""Harm coding: where a sentence tells of violence done to people or places, and whether it names a doer.

*Harm* is what was done by force: people killed, wounded, abducted, tortured or driven out, places struck,
besieged or destroyed. Accidents, nature and illness are not, nor is the fall of fighters, nor what is only
feared, asked about or denied. *A doer is named* where the sentence blames anybody, or where a party stands
in it that is neither the speaker, nor the victim, nor the place; and where culprits are told of without a
name (مسلحون مجهولون). When in doubt a doer counts as named: what is called doerless should be so.

Vectorised scans set aside the sentences that hold no cue; only the others are read word by word.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.codebook.harms import HarmCue, Harms
from flows.codebook.model import Codebook
from flows.coding.blame.coder import Compiled
from flows.coding.discourse import add_discourse
from flows.coding.forms import Forms, keyed
from flows.coding.harm.account import Account
from flows.coding.harm.doer import names_doer
from flows.coding.hits import locate, longest, occurrences
from flows.coding.reading import Numbers, Words
from flows.coding.remembered import remembered
from flows.tables import HARM

_CLASSES = ("cues", "violent cues", "accidents", "mishaps", "violence")
_KEY = ["article_id", "sentence"]
_CLITICS = tuple(
    before + each for before in ("", "و", "ف") for each in ("", "ب", "ل", "ك", "ال", "بال", "لل", "كال")
)


def code_harm(
    sentences: pl.DataFrame, blame: pl.DataFrame, codebook: Codebook, words: Words | None = None
) -> pl.DataFrame:
    """Find every telling of a harm.

    Args:
        sentences: rows of `tables.SENTENCES`.
        blame: their rows of `tables.BLAME`: who is blamed in a sentence is a doer that it names.
        codebook: a loaded codebook; its `harms` and actors decide.
        words: the sentences' words, where they were read before.

    Returns:
        Rows of `tables.HARM`, by article, sentence and start.
    """
    if sentences.is_empty() or codebook.harms is None:
        return HARM.empty()
    words = Words.read(sentences["text"]) if words is None else words
    found = _cues_in(sentences["text"], words, codebook.harms)
    blaming = set(blame.select(_KEY).rows())
    lexicon = Compiled.of(codebook).lexicon
    rows: list[dict[str, Any]] = []
    telling = sentences.with_row_index("row").join(found.select("row").unique(), on="row", how="semi")
    told = found.rows_by_key("row", named=True)
    cues = {cue.cue: cue for cue in codebook.harms.cues}
    for row, text, *key in telling.select("row", "text", *_KEY).iter_rows():
        account = Account(text, lexicon, codebook.harms)
        known = "named" if tuple(key) in blaming else None
        place = dict(zip(_KEY, key, strict=True))
        rows.extend(place | one for one in _tellings(account, told[row], cues, known))
    coded = pl.DataFrame(rows, schema=HARM.schema) if rows else HARM.empty()
    return HARM.conform(coded).sort(*HARM.key)


def _cues_in(texts: pl.Series, words: Words, harms: Harms) -> pl.DataFrame:
    """Give the cues that are told as having happened, in the sentences that may tell of violence."""
    compiled = _compiled(harms)
    rows, is_violent = compiled.telling(words)
    some = words.of_rows(rows)
    found = longest(occurrences(some, compiled.cues))
    means = pl.col("pattern").is_in([cue.cue for cue in harms.cues if cue.is_violent])
    found = found.filter(means | pl.Series(is_violent[rows]).gather(found["row"]))
    if found.is_empty():
        return found
    read = texts.gather(rows)
    located = add_discourse(locate(read, found), read, some)
    told = located.filter(pl.col("status") == "asserted").sort("row", "start", "pattern")
    told = told.unique(["row", "start"], keep="first", maintain_order=True)
    return told.with_columns(row=pl.Series(rows, dtype=pl.UInt32).gather(told["row"]))


def _tellings(
    account: Account, found: list[dict[str, Any]], cues: Mapping[str, HarmCue], known: str | None
) -> list[dict[str, Any]]:
    """Keep the cues that tell of a harm; `known` is what the blame records say of the doer."""
    told = [one for one in found if account.tells(cues[one["pattern"]], one["start"], one["end"])]
    if not told:
        return []
    doer = known or ("named" if names_doer(account) else "unnamed")
    return [
        {"cue": one["pattern"], "doer": doer} | {name: one[name] for name in ("surface", "start", "end")}
        for one in told
    ]


class _Compiled:
    """The words of harm as they are looked up."""

    def __init__(self, harms: Harms) -> None:
        self.cues = _looked_up({(cue.cue, form) for cue in harms.cues for form in cue.forms})
        self.classes = _looked_up(
            {("cues", form) for cue in harms.cues for form in cue.forms}
            | {("violent cues", form) for cue in harms.cues if cue.is_violent for form in cue.forms}
            | {
                (name, form)
                for name in ("accidents", "mishaps", "violence")
                for form in _with_clitics(harms.word_classes[name])
            }
        )

    def telling(self, words: Words) -> tuple[Numbers, NDArray[np.bool_]]:
        """Tell which sentences may tell of violence.

        Returns:
            Their positions, and of each sentence whether a word of it is of violence.
        """
        found = self.classes.found(words, self.classes.written(words))
        holds = {name: np.zeros(len(words.starts), dtype=bool) for name in _CLASSES}
        for name, held in holds.items():
            held[found.filter(pl.col("pattern") == name)["row"].to_numpy()] = True
        violent = holds["violence"] | (holds["violent cues"] & ~holds["mishaps"])
        return np.flatnonzero(holds["cues"] & ~holds["accidents"] & violent), holds["violence"]


def _looked_up(rows: set[tuple[str, str]]) -> Forms:
    return Forms.of(
        keyed(pl.DataFrame(sorted(rows), schema={"pattern": pl.String, "form": pl.String}, orient="row"))
    )


def _with_clitics(words: Iterable[str]) -> Iterator[str]:
    return (clitic + word + case for clitic, word, case in product(_CLITICS, words, ("", "ا")))


_compiled = remembered(_Compiled)
