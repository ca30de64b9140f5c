"""The sentences that the evidence is learned from: hand-coded, or coded standing off from the corpus.

`tests/eval/standoff.parquet` holds no text: each row names an article of the corpus, the part of it (title or
text), the sentence's place in that, its frames, and its blame records by their places in the sentence.
Language models gave the labels, reading one sentence after the other by the annotation guidelines; on 1,329
hand-coded sentences that were mixed in without a mark they agree with the hand at F1 .87 (sovereignty), .89
(partnership) and .92 (proxy war, blame targets).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from worked_blame import CASES

from flows.codebook.parties import Cue

ROOT = Path(__file__).parents[2]
STANDOFF = ROOT / "tests" / "eval" / "standoff.parquet"
GOLD = ROOT.parent / "shared" / "gold" / "train.jsonl"
CORPUS = ROOT.parent / "shared" / "corpus" / "articles.parquet"
EXAMPLE_WEIGHT = 8.0
"""How often an example of the codebook counts: it is one of a kind, and plain."""


@dataclass(frozen=True)
class Coded:
    """A coded sentence: its text and outlet, its frames, and its blame records as in the guidelines."""

    text: str
    outlet: str
    by_hand: bool = False
    frames: frozenset[str] = frozenset()
    blame: tuple[dict[str, str | None], ...] = ()
    weight: float = 1.0


def coded_sentences() -> list[Coded]:
    """Read all of them, the hand-coded ones first; a sentence that stands in both is the hand's."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    by_hand = [
        Coded(
            row["text"],
            row["outlet"],
            by_hand=True,
            frames=frozenset(row["frames"]),
            blame=tuple(row["blame"]),
        )
        for row in rows
    ]
    known = {each.text for each in by_hand}
    corpus = pl.read_parquet(CORPUS, columns=["id", "source", "title", "text"])
    standoff = pl.read_parquet(STANDOFF).join(corpus, left_on="article_id", right_on="id", how="left")
    others = [_stood_off(row) for row in standoff.iter_rows(named=True)]
    return by_hand + [each for each in others if each.text not in known]


def examples(cues: Iterable[Cue]) -> list[Coded]:
    """Give the examples of the codebook's cues as coded sentences, each as its own outlet."""
    return [
        Coded(cue.example.text, cue.id, blame=tuple(_records(cue)), weight=EXAMPLE_WEIGHT) for cue in cues
    ]


def worked() -> list[Coded]:
    """Give the sentences that are worked by hand as coded sentences, each as its own outlet."""
    return [
        Coded(
            text,
            f"worked: {name}",
            blame=tuple(
                {"target": target, "source": source, "kind": kind, "stance": stance}
                for target, source, kind, stance in records
            ),
            weight=EXAMPLE_WEIGHT,
        )
        for name, (text, records) in CASES.items()
    ]


def _records(cue: Cue) -> Iterator[dict[str, str | None]]:
    roles = cue.roles
    for target in cue.example.targets:
        yield {"target": target, "source": cue.example.source, "kind": roles.kind, "stance": roles.stance}


def _stood_off(row: dict) -> Coded:
    sentence = (row["title"] if row["part"] == "title" else row["text"])[row["start"] : row["end"]]
    blame = tuple(
        {
            "target": sentence[each["target_start"] : each["target_end"]],
            "source": None
            if each["source_start"] is None
            else sentence[each["source_start"] : each["source_end"]],
            "kind": each["kind"],
            "stance": each["stance"],
        }
        for each in row["blame"]
    )
    return Coded(sentence, row["source"], frames=frozenset(row["frames"]), blame=blame)
