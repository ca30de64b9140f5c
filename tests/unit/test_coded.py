"""The store of coded sentences: once, whole, and never fatal."""

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest

from flows.errors import StorageError
from flows.storing import coded as store
from flows.tables import BLAME, CODED, HITS, SENTENCES

SENTENCE = {"sentence": 0, "position": "lead", "start": 0, "end": 4, "text": "جملة", "words": 1}
RECORD = {
    "sentence": 0,
    "target": "روسيا",
    "target_actor": "russia",
    "source": None,
    "source_actor": None,
    "kind": "harm",
    "stance": "asserted",
    "cue": "قصفت",
    "start": 5,
    "end": 10,
    "rule": "bomb: subject after verb",
}
ROOT = Path(__file__).parents[2]


def coded(*ids):
    rows = [{"article_id": each, "sentences": [SENTENCE], "hits": [], "blame": [RECORD]} for each in ids]
    return pl.DataFrame(rows, schema=CODED.schema)


def said(dates, title=None):
    rows = [(name, date, title) for name, date in dates.items()]
    names = ("article_id", "published", "title")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def test_what_is_put_is_loaded(tmp_path):
    store.put(tmp_path, "v", coded("b", "a"))
    found = store.load(tmp_path, "v", ["a", "b", "c"])
    assert found.sentences["article_id"].to_list() == ["a", "b"]
    assert found.blame["target_actor"].to_list() == ["russia", "russia"]
    assert found.sentences.schema == SENTENCES.schema
    assert found.hits.schema == HITS.schema
    assert found.blame.schema == BLAME.schema
    assert found.hits.is_empty()


def test_an_article_whose_headline_came_later_is_coded_anew(tmp_path):
    store.put(tmp_path, "v", coded("a"))
    title = "سيادة البلاد أولا"
    assert store.missing(tmp_path, "v", ["a"], said({"a": None})) == []
    assert store.missing(tmp_path, "v", ["a"], said({"a": None}, title)) == ["a"]
    store.put(tmp_path, "v", coded("a").with_columns(title=pl.lit(title)))
    assert store.missing(tmp_path, "v", ["a"], said({"a": None}, title)) == []
    assert store.load(tmp_path, "v", ["a"], said({"a": None}, title)).sentences.height == 1


def test_an_article_whose_date_was_corrected_is_coded_anew(tmp_path):
    dated = coded("a", "b").with_columns(published=pl.lit("2016-12"))
    store.put(tmp_path, "v", dated)
    assert store.missing(tmp_path, "v", ["a", "b"], said({"a": "2016-12", "b": "2025"})) == ["b"]
    assert store.missing(tmp_path, "v", ["a"], said({"a": None})) == ["a"]
    again = coded("b").with_columns(published=pl.lit("2025"))
    store.put(tmp_path, "v", again)
    for day in ("2016-12", "2025"):
        assert store.missing(tmp_path, "v", ["b"], said({"b": day})) == []
        assert store.load(tmp_path, "v", ["b"], said({"b": day})).sentences.height == 1
    assert store.load(tmp_path, "v", ["b"], said({"b": None})).sentences.is_empty()


def test_an_undated_article_is_found_again(tmp_path):
    store.put(tmp_path, "v", coded("a"))
    assert store.missing(tmp_path, "v", ["a"], said({"a": None})) == []
    assert store.load(tmp_path, "v", ["a"], said({"a": None})).sentences.height == 1


def test_only_what_is_asked_for_is_loaded(tmp_path):
    store.put(tmp_path, "v", coded("a", "b"))
    assert store.load(tmp_path, "v", ["b"]).sentences["article_id"].to_list() == ["b"]


def test_missing_keeps_the_order_and_gives_each_once(tmp_path):
    store.put(tmp_path, "v", coded("a"))
    assert store.missing(tmp_path, "v", ["c", "a", "b", "c"]) == ["c", "b"]


def test_another_version_finds_nothing(tmp_path):
    store.put(tmp_path, "v", coded("a"))
    assert store.missing(tmp_path, "w", ["a"]) == ["a"]
    assert store.load(tmp_path, "w", ["a"]).sentences.is_empty()


def test_nothing_stored_yet(tmp_path):
    assert store.missing(tmp_path / "none", "v", ["a"]) == ["a"]
    assert store.load(tmp_path / "none", "v", ["a"]).blame.schema == BLAME.schema


def test_the_same_articles_give_the_same_file(tmp_path):
    first = store.put(tmp_path, "v", coded("a", "b"))
    assert store.put(tmp_path, "v", coded("b", "a")) == first
    assert len(list(tmp_path.rglob("*.parquet"))) == 1


def test_articles_in_two_parts_count_once(tmp_path):
    store.put(tmp_path, "v", coded("a", "b"))
    store.put(tmp_path, "v", coded("b", "c"))
    found = store.load(tmp_path, "v", ["a", "b", "c"])
    assert found.sentences["article_id"].to_list() == ["a", "b", "c"]


@pytest.mark.parametrize("kept", [0, 1, 0.5, 0.99])
def test_a_cut_part_is_coded_again(tmp_path, kept):
    path = store.put(tmp_path, "v", coded("a"))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept) if kept < 1 else 1])
    assert store.missing(tmp_path, "v", ["a"]) == ["a"]
    assert store.load(tmp_path, "v", ["a"]).sentences.is_empty()
    store.put(tmp_path, "v", coded("a"))
    assert store.missing(tmp_path, "v", ["a"]) == []


def test_a_part_with_a_wrong_byte_is_coded_again(tmp_path):
    path = store.put(tmp_path, "v", coded("a"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert store.missing(tmp_path, "v", ["a"]) == ["a"]


def test_a_strange_file_is_passed_over(tmp_path):
    store.put(tmp_path, "v", coded("a"))
    (tmp_path / "v" / "notes.parquet").write_text("not a part")
    assert store.missing(tmp_path, "v", ["a", "b"]) == ["b"]


def test_a_full_disk_is_a_storage_error_and_leaves_nothing(tmp_path, monkeypatch):
    def refuse(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(StorageError, match="No space left") as refusal:
        store.put(tmp_path, "v", coded("a"))
    assert refusal.value.hint
    assert list((tmp_path / "v").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        store.put(tmp_path / "file", "v", coded("a"))


def test_two_runs_at_once(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(lambda _: store.put(tmp_path, "v", coded("a", "b")), range(40)))
    assert len(paths) == 1
    assert os.listdir(tmp_path / "v") == [next(iter(paths)).name]  # noqa: PTH208 - hidden files count
    assert store.missing(tmp_path, "v", ["a", "b"]) == []


def test_a_killed_run_leaves_only_whole_parts(tmp_path):
    writer = (
        "import sys, pathlib, polars as pl\n"
        "from flows.storing import coded as store\n"
        "from flows.tables import CODED\n"
        "at = 0\n"
        "while True:\n"
        "    ids = [f'{at:04d}{n:04d}' for n in range(400)]\n"
        "    rows = [{'article_id': i, 'sentences': [], 'hits': [], 'blame': []} for i in ids]\n"
        "    store.put(pathlib.Path(sys.argv[1]), 'v', pl.DataFrame(rows, schema=CODED.schema))\n"
        "    print(at, flush=True)\n"
        "    at += 1\n"
    )
    for delay_seconds in (0.0, 0.003, 0.011):
        command = [sys.executable, "-c", writer, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as run:
            run.stdout.readline()
            time.sleep(delay_seconds)
            run.send_signal(signal.SIGKILL)
    done = [f"{0:04d}{n:04d}" for n in range(400)]
    assert store.missing(tmp_path, "v", done) == []


def test_the_coder_version_is_the_codebooks_and_the_sources():
    assert store.coder_version("a") == store.coder_version("a")
    assert store.coder_version("a") != store.coder_version("b")


def test_the_coder_version_follows_the_sources(tmp_path, monkeypatch):
    for room in ("text", "codebook", "coding"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "x.py").write_text("1\n")
    monkeypatch.setattr(store, "__file__", str(tmp_path / "storing" / "coded.py"))
    before = store.coder_version("a")
    (tmp_path / "coding" / "x.py").write_text("2\n")
    assert store.coder_version("a") != before
