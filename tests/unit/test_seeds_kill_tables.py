"""Runs over a table that are killed, two at once, or on a full disk: nothing torn, lost or stored twice."""

import json
import signal
import subprocess
import sys
import time

import pytest
from kills import kill_and_repeat, tree

from flows import disk
from flows.errors import StorageError
from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.storing.seeds import load, settle
from flows.tables import Article

RUN = """
import sys
from pathlib import Path
from flows.storing.seeds import Settling
from flows.sources import receive
from flows.sources.registry import read_sources
receive._PART_ROWS = 100
seeds = Path(sys.argv[1])
settling = Settling(seeds)
print("begin", flush=True)
for source in read_sources(seeds):
    for part in receive.receive_in_parts(source, seeds, fetched_at="2026-01-31T02:00:00+00:00"):
        settling.take(part)
settling.finish()
print("end", flush=True)
"""
ROWS = 900


def make_seeds(folder):
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "sources.toml").write_text('[[source]]\nname = "t"\nkind = "table"\npath = "t.jsonl"\n')
    with (folder / "t.jsonl").open("w", encoding="utf-8") as table:
        for number in range(ROWS):
            row = {
                "text": f"خبر رقم {number % 800} من المدينة. " * 20,
                "outlet": f"صحيفة {number % 5}",
                "published": f"2024-0{number % 9 + 1}",
                "url": f"https://x.example/{number % 700}",
                "fetched_at": f"2026-01-{number // 700 + 1:02}T00:00:00Z",
            }
            table.write(json.dumps(row, ensure_ascii=False) + "\n")
    return seeds


def start(seeds):
    return subprocess.Popen([sys.executable, "-c", RUN, str(seeds)], stdout=subprocess.PIPE)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    seeds = make_seeds(tmp_path_factory.mktemp("undisturbed"))
    with start(seeds) as run:
        assert run.stdout.read() == b"begin\nend\n"
    loaded = load(seeds)
    assert (len(loaded.articles), len(loaded.revisions)) == (700, 100)
    return tree(seeds)


@pytest.mark.parametrize("seed", range(3))
def test_killed_and_repeated_is_the_same_as_undisturbed(tmp_path, undisturbed, seed):
    seeds = make_seeds(tmp_path)
    assert kill_and_repeat(start, seeds, seed, times=4, longest_seconds=0.5) == undisturbed


def test_two_runs_at_once_and_one_of_them_killed_store_nothing_twice(tmp_path, undisturbed):
    seeds = make_seeds(tmp_path)
    with start(seeds) as one, start(seeds) as other, start(seeds) as killed:
        assert killed.stdout.readline() == b"begin\n"
        time.sleep(0.2)
        killed.send_signal(signal.SIGKILL)
        assert (one.wait(), other.wait()) == (0, 0)
    assert tree(seeds) == undisturbed


def test_a_disk_that_fills_up_keeps_what_was_whole_and_the_next_run_goes_on(tmp_path, monkeypatch):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    source = Source("t", "table", "t.jsonl")
    texts = [f"خبر رقم {number} من الساحل." for number in range(60)]
    articles = tuple(Article(text, f"t:t.jsonl#{text}", "2026-01-01T00:00:00Z") for text in texts)
    write, calls = disk._write_through, []

    def until_full(path, content):
        calls.append(path)
        if len(calls) > 20:
            path.write_bytes(content[:10])
            return OSError(28, "No space left on device")
        return write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "_write_through", until_full)
        with pytest.raises(StorageError, match="No space left"):
            settle(seeds, [Received(source, articles, (), 60)])
    loaded = load(seeds)
    assert (len(loaded.articles), len(loaded.skips)) == (20, 0)
    assert not list(seeds.rglob("*.tmp"))
    settlement = settle(seeds, [Received(source, articles, (), 60)])
    assert (len(settlement.new), settlement.known) == (40, 20)


def test_leftovers_of_a_killed_batch_are_swept_and_never_read(tmp_path):
    seeds = make_seeds(tmp_path)
    (seeds / ".incoming").mkdir()
    (seeds / ".incoming" / "7.tmp").write_text("نصف خبر", encoding="utf-8")
    assert load(seeds).articles.is_empty()
    settle(seeds, [])
    assert not (seeds / ".incoming" / "7.tmp").exists()
