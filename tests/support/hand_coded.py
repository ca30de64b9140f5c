"""What the coder finds in hand-coded sentences, counted as `flows/measures/reliability.yaml` keeps it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from flows.codebook.load import load
from flows.coding.blame.coder import code_blame
from flows.coding.frames import code_frames
from flows.measures.agreement import Blamed, score_blame
from flows.measures.reliability import BLAME, MEASURED

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev.jsonl"
_HEAD = "# How the coder did on hand-coded sentences; made by: python tests/support/hand_coded.py\n"


def measure() -> dict[str, Any]:
    """Count, for each frame and for blame targets, what is correct, found and expected."""
    content = GOLD.read_bytes()
    rows = [json.loads(line) for line in content.decode().splitlines()]
    sentences = pl.DataFrame(
        {"article_id": [row["id"] for row in rows], "text": [row["text"] for row in rows]}
    ).with_columns(sentence=pl.lit(0, pl.Int64))
    codebook = load()
    found = code_frames(sentences, codebook).select("article_id", "frame").unique()
    expected = pl.DataFrame(
        [(row["id"], frame) for row in rows for frame in row["frames"]], found.schema, orient="row"
    )
    correct = found.join(expected, on=["article_id", "frame"], how="semi")
    tables = {"correct": correct, "found": found, "expected": expected}
    codes = {
        frame.code: {name: table.filter(frame=frame.code).height for name, table in tables.items()}
        for frame in codebook.frames
    }
    codes[BLAME] = _blame(rows, code_blame(sentences, codebook))
    return {
        "codebook_version": codebook.version,
        "gold_sha256": hashlib.sha256(content).hexdigest(),
        "sentences": len(rows),
        "codes": codes,
    }


def _blame(rows: list[dict[str, Any]], blame: pl.DataFrame) -> dict[str, int]:
    records = blame.rows_by_key("article_id", named=True)
    predicted = [[Blamed.of(record) for record in records.get(row["id"], [])] for row in rows]
    gold = [[Blamed.of(record) for record in row["blame"]] for row in rows]
    every = score_blame(predicted, gold).every
    return {"correct": every.correct, "found": every.found, "expected": every.expected}


if __name__ == "__main__":
    MEASURED.write_text(_HEAD + yaml.safe_dump(measure(), sort_keys=False), encoding="utf-8")
