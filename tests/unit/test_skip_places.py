"""Each kind of source says of a skipped item whose it is and what date it states, as far as it knows."""

import json

import pytest
from site_on_loopback import serve_site

from flows.sources.feeds import read_feed
from flows.sources.fetch import Fetched
from flows.sources.receive import receive, receive_in_parts
from flows.sources.registry import Source, read_sources

NOW = "2026-01-31T23:30:00+00:00"
TODAY = "2026-01-31"
ENGLISH = (
    "The foreign minister said on Monday that the talks would continue next week and that both sides had "
    "agreed to meet again in the capital before the end of the month."
)


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    (folder / "inbox").mkdir(parents=True)
    return folder


def places(skips):
    return {(skip.item.rpartition("/")[2], skip.reason): (skip.outlet, skip.day) for skip in skips}


def from_disk(seeds, source):
    return places(skip for part in receive_in_parts(source, seeds, fetched_at=NOW) for skip in part.skips)


def test_a_row_of_a_table(seeds):
    rows = [
        {"id": 1, "text": "", "outlet": "صحيفة النهر", "date": "2026-01-20"},
        {"id": 2, "text": ENGLISH, "outlet": "", "date": "20 كانون الثاني 2026"},
        {"id": 3, "text": "", "outlet": "", "date": "2026"},
        {"id": 4, "text": "خبر من الغد في المدينة.", "outlet": "صحيفة النهر", "date": "2026-05-01"},
    ]
    (seeds.parent / "t.jsonl").write_text("\n".join(json.dumps(row) for row in [*rows, "torn"]))
    told = from_disk(seeds, Source("archive", "table", "t.jsonl", outlet="الأرشيف"))
    assert told == {
        ("t.jsonl#1", "empty"): ("صحيفة النهر", "2026-01-20"),
        ("t.jsonl#2", "language"): ("الأرشيف", "2026-01-20"),
        ("t.jsonl#3", "empty"): ("الأرشيف", TODAY),
        ("t.jsonl#4", "future-date"): ("صحيفة النهر", TODAY),
        ("t.jsonl#5", "unreadable"): ("الأرشيف", TODAY),
    }


def test_a_file_by_its_header_or_by_the_table_of_metadata(seeds):
    header = "---\noutlet: صحيفة النهر\npublished: 2026-01-20\n---\n"
    (seeds / "inbox" / "a.txt").write_text(header)
    (seeds / "inbox" / "b.txt").write_text(header + ENGLISH)
    (seeds / "inbox" / "c.txt").write_bytes(b"\x00\x01" * 50)
    (seeds / "inbox" / "d.txt").write_text("")
    (seeds / "metadata.csv").write_text("file,outlet,published\ninbox/c.txt,الوادي,2026-01-19\n")
    inbox = next(source for source in read_sources(seeds) if source.name == "inbox")
    assert from_disk(seeds, inbox) == {
        ("a.txt", "empty"): ("صحيفة النهر", "2026-01-20"),
        ("b.txt", "language"): ("صحيفة النهر", "2026-01-20"),
        ("c.txt", "binary"): ("الوادي", "2026-01-19"),
        ("d.txt", "empty"): (None, TODAY),
    }


def test_an_item_of_a_feed():
    items = "".join(
        f"<item><title>خبر</title><link>https://x.example/{number}</link><pubDate>{day}</pubDate>"
        f"<description>{text}</description></item>"
        for number, day, text in [
            (1, "Tue, 20 Jan 2026 01:00:00 +0300", ""),
            (2, "2026-01-21", ENGLISH),
            (3, "", ""),
        ]
    )
    feed = f'<rss version="2.0"><channel><title>موقع النهر</title>{items}</channel></rss>'
    given = read_feed(
        Fetched(feed.encode(), None, truncated=False), Source("wire", "feed", "https://x.example/rss"), NOW
    )
    assert places(given) == {
        ("1", "empty"): ("موقع النهر", "2026-01-20"),
        ("2", "language"): ("موقع النهر", "2026-01-21"),
        ("3", "empty"): ("موقع النهر", None),
    }


def test_a_page_that_a_sitemap_names_and_that_cannot_be_had(seeds):
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    with serve_site() as site:
        page = '<html lang="en"><head><meta property="article:published_time" content="2026-01-28"></head>'
        site.put("/english", f"{page}<body><article><p>{ENGLISH * 5}</p></article></body></html>")
        site.put(
            "/sitemap.xml",
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{news}">'
            "<url><loc>{site}/gone</loc><news:news><news:publication_date>2026-01-29</news:publication_date>"
            "</news:news></url><url><loc>{site}/english</loc><lastmod>2026-01-30</lastmod></url></urlset>",
            "application/xml",
        )
        source = Source(
            "map",
            "sitemap",
            f"{site.address}/sitemap.xml",
            outlet="الوادي",
            allow_private=True,
            pause_seconds=0.0,
        )
        received = receive(source, seeds, timeout_seconds=5, fetched_at=NOW)
    told = places(received.skips)
    assert {item: place for (item, _), place in told.items()} == {
        "gone": ("الوادي", "2026-01-29"),
        "english": ("الوادي", "2026-01-28"),
    }
    assert received.received == sum(skip.items for skip in received.skips) == 2


def test_the_pages_of_an_archive_that_are_in_other_languages_are_as_many_items(seeds):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{ENGLISH}</p>".encode()
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/{}\r\n"
        "WARC-Date: 2026-01-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    archive = b"".join(record.format(n, n).encode() + block + b"\r\n\r\n" for n in range(3))
    (seeds.parent / "a.warc").write_bytes(archive)
    (part,) = receive_in_parts(Source("crawl", "warc", "a.warc"), seeds, fetched_at=NOW)
    assert [(skip.reason, skip.items) for skip in part.skips] == [("language", 3)]
    assert part.received == 3
