"""Archives of pages as sources: each Arabic page an article, and nothing in an archive stops the reading."""

import gzip
import uuid

import pytest

from flows.sources import extraction
from flows.sources.receive import receive_in_parts
from flows.sources.registry import Source

NOW = "2026-01-31T02:00:00+00:00"
PARAGRAPHS = (
    "أعلنت البلدية أن أعمال الصيانة في الشارع الرئيسي تبدأ الأسبوع المقبل وتستمر شهرين كاملين.",
    "وقال رئيس البلدية إن السكان سيجدون طرقا بديلة، وإن الحافلات ستغير مسارها ريثما ينتهي العمل.",
    "وأضاف أن الكلفة لن تتجاوز ما رصد في الميزانية، وأن الأشجار على جانبي الشارع ستبقى في مكانها.",
)


def page(number, paragraphs=PARAGRAPHS, date="2025-12-25"):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<html lang="ar"><head><title>صيانة الشارع {number}</title>'
        '<meta property="og:site_name" content="الراصد">'
        f'<meta property="article:published_time" content="{date}T08:00:00Z"></head>'
        f"<body><article><h1>صيانة الشارع {number}</h1>{body}<p>رقم {number}</p></article></body></html>"
    )


def write(path, pages, *, packed):
    """Write an archive of (address, bytes, content type, status, date), each record packed by itself."""
    records = [
        record("warcinfo", "application/warc-fields", "", "2026-01-05T10:00:00Z", b"software: a test\r\n")
    ]
    for address, content, kind, status, date in pages:
        answer = (
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
        )
        records.append(
            record("response", "application/http; msgtype=response", address, date, answer + content)
        )
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in records))
    return path


def record(sort, kind, address, date, block):
    lines = [
        "WARC/1.0",
        f"WARC-Type: {sort}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>",
        f"WARC-Date: {date}",
        *([f"WARC-Target-URI: {address}"] if address else []),
        f"Content-Type: {kind}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def html(number, **fields):
    return (
        f"https://news.example/{number}",
        page(number, **fields).encode(),
        "text/html; charset=utf-8",
        "200 OK",
        "2026-01-05T10:00:00Z",
    )


def read(folder, location="*.warc*", **fields):
    (folder / "seeds").mkdir(exist_ok=True)
    source = Source("crawl", "warc", location, **fields)
    parts = list(receive_in_parts(source, folder / "seeds", fetched_at=NOW))
    return [one for part in parts for one in part.articles], [one for part in parts for one in part.skips]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_are_articles_with_the_date_on_which_they_were_got(tmp_path, name):
    write(tmp_path / name, [html(1), html(2, date="2026-01-20")], packed=name.endswith("gz"))
    articles, skips = read(tmp_path)
    assert [(skip.item[-2:], skip.reason) for skip in skips] == [("/2", "future-date")]
    first, second = articles
    assert (first.title, first.url, first.published, first.outlet) == (
        "صيانة الشارع 1",
        "https://news.example/1",
        "2025-12-25",
        "الراصد",
    )
    assert all(paragraph in first.text for paragraph in PARAGRAPHS)
    assert (first.fetched_at, first.source) == (
        "2026-01-05T10:00:00Z",
        f"crawl:{name}#https://news.example/1",
    )
    assert second.published is None, "a page cannot be of a later day than it was got"


def test_what_is_no_arabic_page_is_left_out(tmp_path):
    day = "2026-01-05T10:00:00Z"
    english = "<html><body><article>" + "<p>The works begin next week.</p>" * 40 + "</article></body></html>"
    others = [
        ("https://news.example/a.png", b"\x89PNG", "image/png", "200 OK", day),
        ("https://news.example/gone", page(8).encode(), "text/html", "404 Not Found", day),
        ("https://news.example/en", english.encode(), "text/html", "200 OK", day),
        ("https://news.example/ads/1", page(9).encode(), "text/html", "200 OK", day),
        (
            "https://news.example/old",
            page(7).encode("windows-1256"),
            "text/html; charset=windows-1256",
            "200 OK",
            day,
        ),
    ]
    write(tmp_path / "a.warc.gz", [*others, html(1)], packed=True)
    articles, skips = read(tmp_path, exclude=("/ads/",))
    assert [article.url[-3:] for article in articles] == ["old", "e/1"]
    assert [(skip.item, skip.reason) for skip in skips] == [("a.warc.gz (other languages)", "language")]
    assert skips[0].detail.startswith("1 page")


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_breaks_off_gives_the_pages_before_and_a_skip(tmp_path, name):
    path = write(tmp_path / name, [html(number) for number in range(4)], packed=name.endswith("gz"))
    path.write_bytes(path.read_bytes()[: -path.stat().st_size // 8])
    (tmp_path / "b.warc").write_bytes(b"this is no archive at all")
    write(tmp_path / "c.warc", [html(9)], packed=False)
    articles, skips = read(tmp_path)
    assert [article.url[-1] for article in articles][:3] == ["0", "1", "2"]
    assert articles[-1].url.endswith("9")
    assert {skip.item for skip in skips if skip.reason == "truncated"} == {name, "b.warc"}


def test_a_page_that_hangs_or_kills_its_reader_costs_itself_only(tmp_path, monkeypatch):
    monkeypatch.setattr(extraction, "_extract", deadly)
    monkeypatch.setattr(extraction, "_TIMEOUT_SECONDS", 4.0)
    write(tmp_path / "a.warc", [html(number) for number in ("1", "die", "2", "hang", "3")], packed=False)
    articles, skips = read(tmp_path)
    assert [article.url[-1] for article in articles] == ["1", "2", "3"]
    assert [(skip.item[-4:], skip.reason) for skip in skips] == [("/die", "failed"), ("hang", "slow")]


def deadly(content, latest, charset, address):
    """Stand in for the extraction, in its process."""
    import os
    import time

    from flows.sources.plaintext import Page

    if "رقم die".encode() in content:
        os._exit(9)
    if "رقم hang".encode() in content:
        time.sleep(60)
    return Page(text=" ".join(PARAGRAPHS), title="خبر", published=None, url=None, outlet=None)


def test_a_limit_is_told(tmp_path):
    write(tmp_path / "a.warc", [html(number) for number in range(3)], packed=False)
    articles, skips = read(tmp_path, max_items=2)
    assert (len(articles), [skip.reason for skip in skips]) == (2, ["limit"])


@pytest.mark.parametrize("date", ["9999-12-31T00:00:00Z", "yesterday", ""])
def test_a_moment_that_cannot_be_costs_no_page(tmp_path, date):
    kind = "text/html; charset=utf-8"
    pages = [(f"https://x.example/{number}", page(number).encode(), kind, 200, date) for number in (1, 2)]
    write(tmp_path / "a.warc", pages, packed=False)
    articles, skips = read(tmp_path)
    assert [one.url for one in articles] == ["https://x.example/1", "https://x.example/2"]
    assert skips == []


def test_included_pages_are_read_whatever_the_name_of_the_archive_and_the_others_are_passed_over(tmp_path):
    write(tmp_path / "a.warc", [html(1), html(2)], packed=False)
    (tmp_path / "seeds").mkdir()
    source = Source("crawl", "warc", "a.warc", include=("/2$",))
    (part,) = receive_in_parts(source, tmp_path / "seeds", fetched_at=NOW)
    assert [article.url for article in part.articles] == ["https://news.example/2"]
    assert dict(part.passed) == {"pattern": 1}
