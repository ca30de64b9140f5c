"""What every source's articles go through, whatever it is."""

import json
import os

import pytest
from servers import respond, serve

from flows.errors import SourceUnavailableError
from flows.sources.receive import MOST_CHARACTERS, receive
from flows.sources.registry import Source
from flows.storing.seeds import load, settle

NOW = "2026-01-31T02:00:00+00:00"
SENTENCE = "أعلنت البلدية أن أعمال الصيانة في الشارع الرئيسي تبدأ الأسبوع المقبل، وتستمر شهرين. "


def inbox(folder, **files):
    seeds = folder / "seeds"
    (seeds / "inbox").mkdir(parents=True)
    for name, text in files.items():
        (seeds / "inbox" / f"{name}.txt").write_text(text, encoding="utf-8")
    return seeds


def read(seeds, source=None):
    source = source or Source("inbox", "folder", "seeds/inbox")
    return receive(source, seeds, timeout_seconds=5, fetched_at=NOW)


def test_a_text_beyond_measure_is_told_and_costs_no_other(tmp_path):
    book = "\n".join([SENTENCE * 4] * (MOST_CHARACTERS // (4 * len(SENTENCE)) + 2))
    received = read(inbox(tmp_path, book=book, news=SENTENCE))
    assert [one.source for one in received.articles] == ["inbox:seeds/inbox/news.txt"]
    (skip,) = received.skips
    assert (skip.item, skip.reason, received.received) == ("seeds/inbox/book.txt", "too-large", 2)
    assert "500,000" in skip.detail


def test_nothing_was_received_after_the_run_began(tmp_path):
    seeds = inbox(tmp_path, early=SENTENCE, late=SENTENCE + "ثم جاء المساء.")
    os.utime(seeds / "inbox" / "early.txt", (1_700_000_000, 1_700_000_000))
    os.utime(seeds / "inbox" / "late.txt", (4_000_000_000, 4_000_000_000))
    assert [one.fetched_at for one in read(seeds).articles] == ["2023-11-14T22:13:20Z", NOW]


def test_a_hijri_date_of_metadata_is_a_converted_one(tmp_path):
    seeds = inbox(tmp_path, a=SENTENCE, b=SENTENCE + "وانتهى الأمر.")
    (seeds / "metadata.csv").write_text(
        "file,published\ninbox/a.txt,20 ذو الحجة 1446 هـ\ninbox/b.txt,2025-06-16\n", encoding="utf-8"
    )
    found = [(one.published, one.date_confidence) for one in read(seeds).articles]
    assert found == [("2025-06-16", "converted"), ("2025-06-16", "stated")]


@pytest.mark.parametrize("location", ["~/texts"])
def test_a_folder_may_lie_in_the_users_own(tmp_path, monkeypatch, location):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(SENTENCE, encoding="utf-8")
    received = read(inbox(tmp_path / "project"), Source("mine", "folder", location))
    assert (len(received.articles), received.skips) == (1, ())


def test_a_trial_tells_of_a_fault_and_does_not_wait_it_out(tmp_path, monkeypatch):
    waits = []
    monkeypatch.setattr("flows.sources.visitor.time.sleep", waits.append)
    asked = []

    def broken(handler):
        asked.append(handler.path)
        respond(b"", 500)(handler)

    with serve(broken) as address:
        source = Source("قناة", "feed", f"{address}/rss", allow_private=True, pause_seconds=0, is_trial=True)
        with pytest.raises(SourceUnavailableError):
            read(inbox(tmp_path), source)
    assert waits == []
    assert len(asked) == 1


def test_a_headline_taken_up_later_is_read_with_the_article(tmp_path):
    seeds = inbox(tmp_path, a=SENTENCE)
    settle(seeds, [read(seeds)])
    (seeds / "metadata.csv").write_text("file,title\ninbox/a.txt,سيادة البلاد أولا\n", encoding="utf-8")
    settle(seeds, [read(seeds)])
    assert load(seeds).articles["title"].to_list() == ["سيادة البلاد أولا"]


def test_half_a_sign_in_what_an_item_says_costs_neither_it_nor_the_others(tmp_path):
    half = "\ud83d"  # of an emoji that a program cut in two
    rows = [
        {"id": f"1{half}", "text": SENTENCE, "outlet": f"الراصد{half}", "url": f"https://x.example/{half}"},
        {"id": f"2{half}", "text": "", "outlet": f"الراصد{half}"},
        {"id": "3", "text": SENTENCE + "وانتهى الأمر."},
    ]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="ascii")
    seeds = inbox(tmp_path)
    (seeds / "sources.toml").write_text(
        '[[source]]\nname = "t"\nkind = "table"\npath = "t.jsonl"\n', encoding="utf-8"
    )
    settlement = settle(seeds, [read(seeds, Source("t", "table", "t.jsonl"))])
    assert len(settlement.new) == 2
    assert settlement.skips.select("item", "outlet").rows() == [("t.jsonl#2?", "الراصد?")]
    assert sorted(load(seeds).articles["source"]) == ["t:t.jsonl#1?", "t:t.jsonl#3"]
