"""Storing at scale, by ratio: a second run costs a part of the first, and reading almost nothing."""

import json
import time

import pytest

from flows.sources.receive import receive_in_parts
from flows.sources.registry import read_sources
from flows.storing.seeds import load, settle

ROWS = 4_000


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "sources.toml").write_text('[[source]]\nname = "t"\nkind = "table"\npath = "t.jsonl"\n')
    with (tmp_path / "t.jsonl").open("w", encoding="utf-8") as table:
        for number in range(ROWS):
            text = " ".join(f"الخبر {number * 7 + word} من المدينة" for word in range(60))
            row = {"text": text, "outlet": f"صحيفة {number % 7}", "date": f"2024-01-{number % 28 + 1:02}"}
            table.write(json.dumps(row, ensure_ascii=False) + "\n")
    return folder


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def run(seeds):
    now = "2026-01-31T02:00:00+00:00"
    settle(
        seeds, (part for one in read_sources(seeds) for part in receive_in_parts(one, seeds, fetched_at=now))
    )


def test_a_second_run_and_a_reading_cost_a_part_of_the_first(seeds):
    first = seconds(lambda: run(seeds))
    second = min(seconds(lambda: run(seeds)) for _ in range(2))
    reading = min(seconds(lambda: load(seeds)) for _ in range(3))
    print(
        f"{ROWS / first:.0f} articles stored a second; again {second / first:.2f}, read {reading / first:.2f}"
    )
    assert second < 0.7 * first
    assert reading < 0.1 * first
