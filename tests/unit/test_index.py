"""The index of stored files: as good as reading them, and no change escapes it."""

import os
import shutil

import pytest

from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.storing import index
from flows.storing.seeds import load, settle, stored_files
from flows.tables import Article

SOURCE = Source("inbox", "folder", "seeds/inbox")


def give(seeds, *texts):
    articles = tuple(
        Article(text, f"inbox:{text[:20]}", "2026-01-01T00:00:00Z", outlet="الراصد", published="2025-12-01")
        for text in texts
    )
    return settle(seeds, [Received(SOURCE, articles, (), len(articles))])


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    give(folder, *(f"الخبر رقم {number} من المدينة." for number in range(30)))
    return folder


def files(seeds):
    return sorted(seeds.glob("*/*/*.txt"))


def count_reads(monkeypatch):
    read = []
    monkeypatch.setattr(index, "read_stored", lambda *given: read.append(given[1]) or reader(*given))
    return read


reader = index.read_stored


def test_what_was_just_stored_is_not_read_again(seeds, monkeypatch):
    read = count_reads(monkeypatch)
    assert len(load(seeds).articles) == 30
    assert read == []


def test_index_and_files_give_the_same(seeds):
    from_index = load(seeds)
    shutil.rmtree(seeds.parent / ".khitab")
    from_files = load(seeds)
    assert from_index.articles.equals(from_files.articles)
    assert stored_files(seeds)["article_id"].to_list() == from_files.articles["article_id"].to_list()


def test_a_text_altered_at_equal_length_and_time_is_noticed(seeds):
    path = files(seeds)[3]
    before = path.stat()
    path.write_text(path.read_text().replace("المدينة", "المدينه"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    loaded = load(seeds)
    # The same article to a reader's eye may be another to the digest: only the letters decide.
    assert (len(loaded.articles), loaded.skips["reason"].to_list()) == (29, ["altered"])


def test_a_file_put_in_place_of_another_is_noticed(seeds):
    one, other = files(seeds)[:2]
    fake = other.with_name("fake")
    fake.write_bytes(one.read_bytes().replace("المدينة".encode(), "القرية ".encode()))
    fake.replace(one)
    assert load(seeds).skips["reason"].to_list() == ["altered"]


def test_a_file_that_was_deleted_is_stored_anew(seeds):
    files(seeds)[0].unlink()
    assert len(load(seeds).articles) == 29
    texts = [f"الخبر رقم {number} من المدينة." for number in range(30)]
    assert len(give(seeds, *texts).new) == 1


@pytest.mark.parametrize("damage", ["torn", "gone", "other"])
def test_a_damaged_index_is_made_anew(seeds, damage):
    whole = load(seeds).articles
    for part in (seeds.parent / ".khitab" / "index").rglob("*.parquet"):
        if damage == "torn":
            part.write_bytes(part.read_bytes()[:-20])
        elif damage == "gone":
            part.unlink()
        else:
            part.write_bytes(b"no parquet")
    assert load(seeds).articles.equals(whole)


def test_many_parts_become_one_and_leftovers_go(seeds, monkeypatch):
    monkeypatch.setattr(index, "_MOST_PARTS", 3)
    for number in range(6):
        give(seeds, f"خبر الليلة {number} من الجنوب.")
    folder = index.folder_of(seeds)
    leftover = folder / ".part-abc"
    leftover.write_bytes(b"half")
    os.utime(leftover, (1, 1))
    give(seeds, "خبر أخير من الشمال.")
    assert not leftover.exists()
    assert len(list(folder.glob("*.parquet"))) <= 4
    assert len(load(seeds).articles) == 37


def test_where_nothing_can_be_kept_all_is_read_from_the_files(seeds):
    shutil.rmtree(seeds.parent / ".khitab")
    (seeds.parent / ".khitab").write_text("in the way")
    give(seeds, "خبر جديد من الساحل.")
    assert len(load(seeds).articles) == 31
