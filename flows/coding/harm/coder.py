"""Harm coding: where a sentence tells of violence done to people or places, and whether it names a doer.

*Harm* is what was done by force: people killed, wounded, abducted, tortured or driven out, places struck,
besieged or destroyed. Accidents, nature and illness are not, nor is the fall of fighters, nor what is only
feared, asked about or denied. *A doer is named* where the sentence blames anybody, or where a party stands
in it that is neither the speaker, nor the victim, nor the place; and where culprits are told of without a
name (مسلحون مجهولون). When in doubt a doer counts as named: what is called doerless should be so.

Vectorised scans set aside the sentences that hold no cue; only the others are read word by word.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import polars as pl

from flows.codebook.harms import Harms
from flows.codebook.model import Codebook
from flows.coding.blame.coder import Compiled
from flows.coding.discourse import add_discourse
from flows.coding.harm.account import Account
from flows.coding.harm.doer import names_doer
from flows.coding.hits import fold_expression, locate, longest, occurrences
from flows.coding.remembered import remembered
from flows.tables import HARM

_KEY = ["article_id", "sentence"]
_CLITICS = tuple(
    before + each for before in ("", "و", "ف") for each in ("", "ب", "ل", "ك", "ال", "بال", "لل", "كال")
)


def code_harm(sentences: pl.DataFrame, blame: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Find every telling of a harm.

    Args:
        sentences: rows of `tables.SENTENCES`.
        blame: their rows of `tables.BLAME`: who is blamed in a sentence is a doer that it names.
        codebook: a loaded codebook; its `harms` and actors decide.

    Returns:
        Rows of `tables.HARM`, by article, sentence and start.
    """
    if sentences.is_empty() or codebook.harms is None:
        return HARM.empty()
    read, found = _cues_in(sentences, codebook.harms)
    if found.is_empty():
        return HARM.empty()
    blaming = set(blame.select(_KEY).rows())
    lexicon = Compiled.of(codebook).lexicon
    rows: list[dict[str, Any]] = []
    for key, told in found.rows_by_key("row", named=True).items():
        row = read.row(key[0] if isinstance(key, tuple) else key, named=True)
        place = {name: row[name] for name in _KEY}
        account = Account(row["text"], lexicon, codebook.harms)
        known = "named" if tuple(place.values()) in blaming else None
        rows.extend(place | one for one in _tellings(account, told, codebook.harms, known))
    coded = pl.DataFrame(rows, schema=HARM.schema) if rows else HARM.empty()
    return HARM.conform(coded).sort(*HARM.key)


def _cues_in(sentences: pl.DataFrame, harms: Harms) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the sentences that may tell of violence, and the cues in them that are told as having happened."""
    compiled = _compiled(harms)
    read = sentences.select(*_KEY, "text", folded=fold_expression(pl.col("text"))).filter(
        _holds(compiled.cues)
    )
    read = read.filter(~_holds(compiled.accidents)).with_columns(is_violent=_holds(compiled.violence))
    read = read.filter(pl.col("is_violent") | (_holds(compiled.violent_cues) & ~_holds(compiled.mishaps)))
    found = longest(occurrences(read["folded"], compiled.patterns))
    means = pl.col("pattern").is_in([cue.cue for cue in harms.cues if cue.is_violent])
    found = found.filter(means | read["is_violent"].gather(found["row"]))
    if found.is_empty():
        return read, found
    located = add_discourse(locate(read["text"], found), read)
    told = located.filter(pl.col("status") == "asserted").sort("row", "start", "pattern")
    return read, told.unique(["row", "start"], keep="first", maintain_order=True)


def _holds(forms: pl.Series) -> pl.Expr:
    return pl.col("folded").str.contains_any(forms.implode(), ascii_case_insensitive=False)


def _tellings(
    account: Account, found: list[dict[str, Any]], harms: Harms, known: str | None
) -> list[dict[str, Any]]:
    """Keep the cues that tell of a harm; `known` is what the blame records say of the doer."""
    cues = {cue.cue: cue for cue in harms.cues}
    told = [one for one in found if account.tells(cues[one["pattern"]], one["start"], one["end"])]
    if not told:
        return []
    doer = known or ("named" if names_doer(account) else "unnamed")
    return [
        {"cue": one["pattern"], "doer": doer} | {name: one[name] for name in ("surface", "start", "end")}
        for one in told
    ]


class _Compiled:
    """The words of harm as the matching law takes them, and as they stand in folded text."""

    def __init__(self, harms: Harms) -> None:
        rows = sorted({(cue.cue, form) for cue in harms.cues for form in cue.forms})
        violent = {form for cue in harms.cues if cue.is_violent for form in cue.forms}
        self.patterns = pl.DataFrame(rows, schema=["pattern", "form"], orient="row")
        self.cues = _spaced(form for _, form in rows)
        self.violent_cues = _spaced(violent)
        self.accidents = _spaced(_with_clitics(harms.word_classes["accidents"]))
        self.mishaps = _spaced(_with_clitics(harms.word_classes["mishaps"]))
        self.violence = _spaced(_with_clitics(harms.word_classes["violence"]))


def _with_clitics(words: Iterable[str]) -> Iterator[str]:
    return (clitic + word + case for clitic, word, case in product(_CLITICS, words, ("", "ا")))


def _spaced(forms: Iterable[str]) -> pl.Series:
    return pl.Series(sorted({f" {form} " for form in forms}), dtype=pl.String)


_compiled = remembered(_Compiled)
