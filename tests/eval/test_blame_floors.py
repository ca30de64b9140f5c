"""How well blame is found in hand-coded sentences: floors that may rise and never fall."""

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

from flows.codebook.load import load
from flows.coding.blame.coder import code_blame
from flows.measures.agreement import Blamed, score_blame

GOLD = Path(__file__).parents[2].parent / "shared" / "gold" / "dev.jsonl"
GOLD_SHA256 = "d32f9ef3d29b72b44ad514342807b106eb900836382d91d915e545df6038d8ac"
FLOORS = {
    "every kind, precision": 0.80,
    "every kind, recall": 0.60,
    "every kind, F1": 0.68,
    "explicit, F1": 0.62,
    "sentences, F1": 0.80,
    "sources": 0.80,
}


@pytest.fixture(scope="module")
def measured():
    if not GOLD.exists():
        pytest.skip(f"no hand-coded sentences: {GOLD} is not there")
    content = GOLD.read_bytes()
    assert hashlib.sha256(content).hexdigest() == GOLD_SHA256, (
        f"{GOLD} is not the file the floors were set on"
    )
    rows = [json.loads(line) for line in content.decode().splitlines()]
    sentences = pl.DataFrame(
        {
            "article_id": [row["id"] for row in rows],
            "sentence": [0] * len(rows),
            "text": [row["text"] for row in rows],
        }
    )
    found = code_blame(sentences, load())
    predicted = {row["id"]: [] for row in rows}
    for record in found.iter_rows(named=True):
        predicted[record["article_id"]].append(Blamed.of(record))
    gold = [[Blamed.of(record) for record in row["blame"]] for row in rows]
    scored = score_blame([predicted[row["id"]] for row in rows], gold)
    return {
        "every kind, precision": scored.every.precision,
        "every kind, recall": scored.every.recall,
        "every kind, F1": scored.every.f1,
        "explicit, F1": scored.explicit.f1,
        "sentences, F1": scored.sentences.f1,
        "sources": scored.sources.recall,
    }


@pytest.mark.parametrize("measure", FLOORS)
def test_no_measure_falls_below_its_floor(measured, measure):
    assert measured[measure] >= FLOORS[measure]


@pytest.mark.parametrize("measure", FLOORS)
def test_a_floor_is_raised_once_it_is_left_behind(measured, measure):
    assert measured[measure] < FLOORS[measure] + 0.02, f"raise the floor of {measure}"
