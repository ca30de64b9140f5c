"""The store of articles: once, whole, and never lost."""

import errno
import json
import os
import subprocess
import sys
from dataclasses import replace

import polars as pl
import pytest
from filelock import FileLock

from flows import disk
from flows.errors import StorageError
from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.storing.seeds import coverage, load, settle, slug
from flows.tables import ARTICLES, RECEIPTS, SKIPS, Article, Skip

INBOX = Source("inbox", "folder", "seeds/inbox")
RAW = Source("seeds", "folder", "seeds")


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def article(text="صمدت الهدنة يوماً كاملاً في الجنوب.", item="seeds/inbox/a.txt", **fields):
    return Article(text=text, source=f"inbox:{item}", fetched_at="2026-01-31T02:00:00Z", **fields)


def received(*articles, source=INBOX, skips=()):
    return Received(source, articles, tuple(skips), len(articles) + len(skips))


def stored(seeds):
    return sorted(path.relative_to(seeds).as_posix() for path in seeds.glob("*/*/*"))


def test_an_article_is_stored_by_outlet_date_and_id_and_read_again(seeds):
    given = article(
        title='"نصر": أم هزيمة؟', outlet="صحيفة الراصد/بيروت", url="https://x.example/1", published="2016-12"
    )
    settlement = settle(seeds, [received(given)])
    (article_id,) = settlement.new
    path = f"صحيفة-الراصد-بيروت/2016-12/{article_id}.txt"
    assert stored(seeds) == [path]
    loaded = load(seeds)
    assert loaded.articles.schema == ARTICLES.schema
    assert loaded.skips.is_empty()
    assert loaded.articles.row(0, named=True) == {
        "article_id": article_id,
        "outlet": given.outlet,
        "title": given.title,
        "url": given.url,
        "published": pl.Series(["2016-12-01"]).str.to_date()[0],
        "published_precision": "month",
        "date_confidence": "stated",
        "author": None,
        "fetched_at": given.fetched_at,
        "source": given.source,
        "path": path,
        "text": given.text,
        "revision": 1,
        "revises": None,
    }


@pytest.mark.parametrize(
    ("published", "folder", "precision"),
    [
        ("2025-12-25", "2025-12-25", "day"),
        ("2016-12", "2016-12", "month"),
        ("2016", "2016", "year"),
        (None, "undated", "none"),
    ],
)
def test_a_date_keeps_its_precision(seeds, published, folder, precision):
    settle(seeds, [received(article(published=published))])
    assert stored(seeds)[0].split("/")[1] == folder
    assert load(seeds).articles["published_precision"].to_list() == [precision]


def test_an_article_is_stored_once_however_often_it_comes(seeds):
    first = settle(seeds, [received(article())])
    before = {path: path.read_bytes() for path in seeds.rglob("*") if path.is_file()}
    again = settle(seeds, [received(article())])
    assert (len(first.new), first.known, again.new, again.known) == (1, 0, (), 1)
    assert {path: path.read_bytes() for path in seeds.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "fields",
    [{"published": "2026-13-45"}, {"author": "\ud83d"}],
    ids=["no such day", "half an emoji"],
)
def test_an_article_that_cannot_be_stored_is_a_skip_and_the_others_are_stored(seeds, fields):
    first, last = article(), article("عادت الكهرباء إلى الحي بعد شهر.", item="seeds/inbox/c.txt")
    broken = replace(article("وصلت القافلة إلى المدينة ليلاً.", item="seeds/inbox/b.txt"), **fields)
    settlement = settle(seeds, [received(first, broken, last)])
    assert len(settlement.new) == 2
    assert settlement.skips.select("item", "reason").rows() == [("seeds/inbox/b.txt", "failed")]
    assert set(load(seeds).articles["text"]) == {first.text, last.text}
    again = settle(seeds, [received(first, broken, last)])
    assert (len(again.new), again.known) == (0, 2)


def test_the_same_text_from_another_outlet_on_another_day_is_the_same_article(seeds):
    settle(seeds, [received(article(outlet="الراصد", published="2024-01-01"))])
    copy = article("صَمَدت  الهدنة يوما كاملا\nفي الجنوب.", outlet="غيره", published="2024-01-02")
    assert settle(seeds, [received(copy)]).new == ()
    assert len(stored(seeds)) == 1


def test_two_copies_in_one_run_are_one_article_and_one_skip_alike_in_every_run(seeds):
    run = [received(article(), article(item="seeds/inbox/b.txt"))]
    for _ in range(2):
        settlement = settle(seeds, run)
        assert settlement.skips.rows(named=True) == [
            {
                "source": "inbox",
                "item": "seeds/inbox/b.txt",
                "reason": "duplicate",
                "detail": "It is a duplicate of seeds/inbox/a.txt.",
                "outlet": "unknown",
                "day": None,
                "items": 1,
                "in_last_reading": True,
            }
        ]
        assert settlement.receipts.select("received", "kept").rows() == [(2, 1)]
    assert len(stored(seeds)) == 1


def test_receipts_and_skips_are_tables_and_can_be_read_later(seeds):
    skip = Skip("inbox", "seeds/inbox/x.txt", "binary", "It is not a text but binary data.")
    settlement = settle(seeds, [received(source=RAW), received(article(), skips=[skip])])
    receipts, skips = coverage(seeds)
    assert (receipts.schema, skips.schema) == (RECEIPTS.schema, SKIPS.schema)
    assert receipts.equals(settlement.receipts)
    assert skips.equals(settlement.skips)
    assert receipts.rows() == [("seeds", "folder", "seeds", 0, 0), ("inbox", "folder", "seeds/inbox", 2, 1)]


def test_a_source_that_was_not_read_keeps_its_receipt_and_one_that_is_gone_has_none(seeds):
    registry = seeds / "sources.toml"
    registry.write_text('[[source]]\nname = "قناة"\nkind = "feed"\nurl = "https://x.example/rss?key=word"\n')
    feed = Source("قناة", "feed", "https://x.example/rss?key=word")
    settle(seeds, [received(article(), source=feed)])
    settle(seeds, [received(source=RAW)])
    assert coverage(seeds)[0]["source"].to_list() == ["seeds", "قناة"]
    assert "word" not in (seeds / ".receipts.json").read_text()
    registry.unlink()
    assert settle(seeds, [received(source=RAW)]).receipts["source"].to_list() == ["seeds"]


def test_before_the_first_run_there_is_nothing(tmp_path):
    receipts, skips = coverage(tmp_path / "seeds")
    loaded = load(tmp_path / "seeds")
    assert [len(table) for table in (receipts, skips, loaded.articles, loaded.skips)] == [0, 0, 0, 0]


def test_articles_are_sorted_by_date_outlet_and_id(seeds):
    settle(
        seeds,
        [
            received(
                article("خبر أول.", outlet="ب", published="2024-05-01"),
                article("خبر ثان.", outlet="أ", published="2024-05-01"),
                article("خبر ثالث.", outlet="ت", published="2023"),
                article("خبر رابع.", outlet="ث"),
            )
        ],
    )
    assert load(seeds).articles["text"].to_list() == ["خبر رابع.", "خبر ثالث.", "خبر ثان.", "خبر أول."]


def test_progress_is_told_for_each_article(seeds):
    told = []
    settle(seeds, [received(article(), article("خبر آخر."))], on_article=lambda: told.append(1))
    assert len(told) == 2


def only_file(seeds):
    return seeds / stored(seeds)[0]


def test_a_text_that_was_changed_is_a_skip(seeds):
    settle(seeds, [received(article())])
    path = only_file(seeds)
    path.write_text(path.read_text().replace("الجنوب", "الشمال"))
    loaded = load(seeds)
    assert loaded.articles.is_empty()
    assert loaded.skips.select("source", "reason").rows() == [("stored", "altered")]


def test_a_header_that_was_corrected_counts(seeds):
    settle(seeds, [received(article(outlet="الراضد"))])
    path = only_file(seeds)
    path.write_text(path.read_text().replace("outlet: الراضد", "outlet: الراصد: الطبعة الأولى"))
    assert load(seeds).articles["outlet"].to_list() == ["الراصد: الطبعة الأولى"]


def test_an_editor_s_own_line_ends_and_mark_do_no_harm(seeds):
    settle(seeds, [received(article("خبر أول.\nفقرة ثانية."))])
    path = only_file(seeds)
    path.write_bytes("\ufeff".encode() + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(seeds).articles["text"].to_list() == ["خبر أول.\nفقرة ثانية."]


@pytest.mark.parametrize("damage", ["utf-8", "header", "fence", "date"])
def test_a_stored_file_that_cannot_be_read_is_a_skip_and_the_others_stay(seeds, damage):
    settle(seeds, [received(article(published="2024-01-01"), article("خبر آخر.", published="2025-01-01"))])
    path = only_file(seeds)
    content = path.read_bytes()
    if damage == "utf-8":
        path.write_bytes(content + b"\xff")
    elif damage == "fence":
        path.write_bytes(content.replace(b"\n---\n", b"\n"))
    elif damage == "header":
        path.write_bytes(content.replace(b"fetched_at", b"fetched"))
    else:
        path.write_bytes(content.replace(b"'2024-01-01'", b"'2024-99-01'"))
    loaded = load(seeds)
    assert loaded.articles["text"].to_list() == ["خبر آخر."]
    assert loaded.skips["reason"].to_list() == ["unreadable"]


def test_a_copy_that_a_user_made_counts_once(seeds):
    settle(seeds, [received(article())])
    path = only_file(seeds)
    (path.parent.parent / "copy").mkdir()
    (path.parent.parent / "copy" / path.name).write_bytes(path.read_bytes())
    loaded = load(seeds)
    assert (len(loaded.articles), loaded.skips["reason"].to_list()) == (1, ["duplicate"])


@pytest.mark.parametrize(
    ("outlet", "folder"),
    [
        ("الجزيرة نت", "الجزيرة-نت"),
        ("الجزِيـرة نت", "الجزيرة-نت"),
        ("Al Jazeera", "al-jazeera"),
        ("../../etc", "etc"),
        (".hidden", "hidden"),
        ("inbox", "inbox-outlet"),
        ("INBOX", "inbox-outlet"),
        ("...", "unknown"),
        ("a/b\\c:d", "a-b-c-d"),
    ],
)
def test_an_outlet_s_folder_is_safe(outlet, folder):
    assert slug(outlet) == folder


def test_an_outlet_s_folder_is_of_bounded_length():
    assert len(slug("ش" * 5_000).encode()) <= 120


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_refuses_harms_nothing_and_leaves_nothing(seeds, monkeypatch, code):
    settle(seeds, [received(article())])
    before = {path: path.read_bytes() for path in seeds.rglob("*") if path.is_file()}

    def refuse(_descriptor):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(disk.os, "fsync", refuse)
    with pytest.raises(StorageError) as caught:
        settle(seeds, [received(article("خبر آخر."))])
    assert os.strerror(code) in caught.value.message
    assert caught.value.hint
    assert {path: path.read_bytes() for path in seeds.rglob("*") if path.is_file()} == before


FULL = """
import resource, signal, sys
from pathlib import Path
from flows.errors import StorageError
from flows.storing.seeds import settle
from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.tables import Article
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
texts = ["خبر قصير.", "خبر طويل. " * 2000]
articles = tuple(Article(text=t, source="inbox:x", fetched_at="2026-01-31T02:00:00Z") for t in texts)
try:
    settle(Path(sys.argv[1]), [Received(Source("inbox", "folder", "seeds/inbox"), articles, (), 2)])
except StorageError as error:
    sys.exit(error.exit_code)
"""


def test_a_write_that_the_system_itself_refuses_keeps_what_was_stored(seeds):
    done = subprocess.run([sys.executable, "-c", FULL, str(seeds)], check=False)
    assert done.returncode == StorageError.exit_code
    assert load(seeds).articles["text"].to_list() == ["خبر قصير."]
    assert list(seeds.glob("**/.*.tmp")) == []


def test_left_overs_of_a_killed_run_are_cleaned_and_never_loaded(seeds):
    settle(seeds, [received(article())])
    leftover = only_file(seeds).with_name(".0123456789abcdef.txt.tmp")
    leftover.write_text("نصف خبر")
    assert len(load(seeds).articles) == 1
    settle(seeds, [received(article())])
    assert not leftover.exists()


def test_a_run_does_not_wait_for_another_for_ever(seeds):
    with FileLock(seeds / ".lock"), pytest.raises(StorageError, match="Another run"), disk.locked(seeds, 0.1):
        pass


def test_seeds_that_is_a_file_is_a_clear_error(tmp_path):
    (tmp_path / "seeds").write_text("x")
    with pytest.raises(StorageError), disk.locked(tmp_path / "seeds"):
        pass


def test_broken_receipts_are_told_and_written_anew_by_the_next_run(seeds):
    settle(seeds, [received(article())])
    for broken in ("{", "[]", json.dumps({"inbox": {"source": "inbox"}})):
        (seeds / ".receipts.json").write_text(broken)
        with pytest.raises(StorageError, match="receipts"):
            coverage(seeds)
        settle(seeds, [received(article())])
        assert coverage(seeds)[0]["kept"].to_list() == [1]


def test_an_item_is_skipped_once_in_the_table(seeds):
    twice = article()
    settlement = settle(seeds, [received(twice, replace(twice), replace(twice))])
    assert settlement.skips.select("source", "item").is_duplicated().any() is False
