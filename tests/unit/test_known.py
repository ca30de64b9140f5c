"""Which addresses are stored."""

from flows.sources.address import address_key
from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.storing.known import known_addresses, stored_ids
from flows.storing.seeds import load, settle
from flows.tables import Article

EARLY, LATE = "2026-01-30T02:00:00+00:00", "2026-01-31T02:00:00+00:00"


def store(seeds, *articles):
    return settle(seeds, [Received(Source("inbox", "folder", "seeds/inbox"), articles, (), len(articles))])


def article(number, fetched_at=EARLY, **fields):
    source = fields.pop("source", f"قناة:https://x.example/asked/{number}")
    return Article(f"نص المقال رقم {number} كاملا.", source, fetched_at, **fields)


def test_stored_addresses_are_known_with_the_moment_of_their_receipt(tmp_path):
    seeds = tmp_path / "seeds"
    (seeds / "inbox").mkdir(parents=True)
    url = "https://x.example/خبر: أول #1?a='ب'"
    store(
        seeds,
        article(1, url=url, title="url: https://y.example/"),
        article(2, LATE, url="https://www.x.example/2"),
        article(3, url=None, source="inbox:seeds/inbox/a.txt"),
    )
    (seeds / "outlet" / "2026-01-30").mkdir(parents=True)
    (seeds / "outlet" / "2026-01-30" / f"{'a' * 16}.txt").write_bytes(b"\xff no header")
    assert known_addresses(seeds, "run 1") == {
        address_key(url): EARLY,
        "x.example/asked/1": EARLY,
        "x.example/2": LATE,
        "x.example/asked/2": LATE,
    }
    assert len(stored_ids(seeds)) == 4


def test_addresses_come_from_the_index_and_no_file_is_opened_again(tmp_path, monkeypatch):
    seeds = tmp_path / "seeds"
    (seeds / "inbox").mkdir(parents=True)
    store(seeds, *(article(number, url=f"https://x.example/{number}") for number in range(50)))
    monkeypatch.setattr("flows.storing.index.read_stored", lambda *_: 1 / 0)
    assert len(known_addresses(seeds, "run 3")) == 100
    assert len(stored_ids(seeds)) == 50


def test_the_answer_is_that_of_the_run(tmp_path):
    seeds = tmp_path / "seeds"
    (seeds / "inbox").mkdir(parents=True)
    assert known_addresses(seeds, "run 1") == {}
    store(seeds, article(1, url="https://x.example/1"))
    assert "x.example/1" in known_addresses(seeds, "run 2")


def test_what_was_not_asked_for_counts_as_received_and_kept(tmp_path):
    seeds = tmp_path / "seeds"
    (seeds / "inbox").mkdir(parents=True)
    source = Source("inbox", "folder", "seeds/inbox")
    settlement = settle(seeds, [Received(source, (article(1),), (), 3, {"known": 2, "old": 9})])
    (row,) = settlement.receipts.rows(named=True)
    assert (row["received"], row["kept"], settlement.known) == (3, 3, 2)


def test_confidence_and_author_are_stored_and_what_was_stored_before_counts_as_stated(tmp_path):
    seeds = tmp_path / "seeds"
    (seeds / "inbox").mkdir(parents=True)
    store(
        seeds,
        article(1, published="2025-11-11", date_confidence="converted", author="ليلى: الخطيب"),
        article(2, published="2025-11-12"),
        article(3),
    )
    before = next(seeds.glob("unknown/2025-11-12/*.txt"))
    lines = before.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("date_confidence", "author"))]
    before.write_text("".join(kept), encoding="utf-8")
    rows = load(seeds).articles.sort("text").select("published_precision", "date_confidence", "author").rows()
    assert rows == [("day", "converted", "ليلى: الخطيب"), ("day", "stated", None), ("none", "none", None)]
