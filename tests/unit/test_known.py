"""Which addresses are stored."""

from flows.known import known_addresses, stored_ids
from flows.seeds import settle
from flows.sources.address import address_key
from flows.sources.receive import Received
from flows.sources.registry import Source
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


def test_the_answer_is_that_of_the_run(tmp_path):
    seeds = tmp_path / "seeds"
    (seeds / "inbox").mkdir(parents=True)
    assert known_addresses(seeds, "run 1") == {}
    store(seeds, article(1, url="https://x.example/1"))
    assert "x.example/1" in known_addresses(seeds, "run 2")
