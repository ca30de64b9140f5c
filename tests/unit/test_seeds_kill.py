"""A run that is killed at any moment and repeated leaves the same seeds as one that was not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from kills import kill_and_repeat, tree

from flows.storing.seeds import load

RUN = """
import sys
from pathlib import Path
from flows.storing.seeds import settle
from flows.sources.receive import receive
from flows.sources.registry import read_sources
seeds = Path(sys.argv[1])
now = "2026-01-31T02:00:00Z"
received = [receive(source, seeds, timeout_seconds=1, fetched_at=now) for source in read_sources(seeds)]
print("begin", flush=True)
settle(seeds, received)
print("end", flush=True)
"""
FILES = 120


def make_seeds(folder: Path) -> Path:
    inbox = folder / "seeds" / "inbox"
    inbox.mkdir(parents=True)
    for number in range(FILES):
        header = f"---\noutlet: صحيفة {number % 4}\npublished: 2024-0{number % 9 + 1}\n---\n"
        text = header + f"أعلنت البلدية الخبر رقم {number % 100} من المدينة. " * 80
        path = inbox / f"{number:03}.txt"
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_700_000_000, 1_700_000_000))
    (inbox / "binary.txt").write_bytes(b"\x00")
    return folder / "seeds"


def start(seeds: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", RUN, str(seeds)], stdout=subprocess.PIPE)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    seeds = make_seeds(tmp_path_factory.mktemp("undisturbed"))
    with start(seeds) as run:
        assert run.stdout.read() == b"begin\nend\n"
    assert len(load(seeds).articles) == 100
    return tree(seeds)


@pytest.mark.parametrize("seed", range(4))
def test_killed_and_repeated_is_the_same_as_undisturbed(tmp_path, undisturbed, seed):
    seeds = make_seeds(tmp_path)
    assert kill_and_repeat(start, seeds, seed, times=3, longest_seconds=0.08) == undisturbed
