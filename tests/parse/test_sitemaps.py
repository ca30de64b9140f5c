"""Sitemaps in every form in which they are served."""

import gzip

import pytest

from flows.sources.fetch import Fetched
from flows.sources.problem import ItemError
from flows.sources.reading import Link
from flows.sources.sitemaps import read_sitemap

SITE = "https://news.example.org/sitemap.xml"
URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://news.example.org/1?a=1&amp;b=2 </loc><lastmod>2026-01-30T23:10:00+03:00</lastmod>
<image:image><image:loc>https://news.example.org/1.jpg</image:loc><image:title>صورة</image:title></image:image>
<news:news><news:publication><news:name>الخبر</news:name><news:language>ar</news:language></news:publication>
<news:publication_date>2026-01-29T08:00:00Z</news:publication_date>
<news:title>خبر أول</news:title></news:news></url>
<url><loc>/2</loc></url>
<url><loc>javascript:alert(1)</loc></url>
</urlset>"""
FIRST = Link("https://news.example.org/1?a=1&b=2", "خبر أول", "2026-01-29", "2026-01-30")
SECOND = Link("https://news.example.org/2")


def read(content, *, truncated=False):
    return read_sitemap(
        Fetched(content if isinstance(content, bytes) else content.encode(), None, truncated), SITE
    )


def test_pages_come_with_their_dates_and_headlines():
    sitemap = read(URLSET)
    assert sitemap.links == (FIRST, SECOND)
    assert (sitemap.children, sitemap.whole) == ((), True)


def test_a_compressed_sitemap_is_expanded():
    assert read(gzip.compress(URLSET.encode())).links == (FIRST, SECOND)


def test_a_bomb_is_not_expanded():
    with pytest.raises(ItemError) as caught:
        read(gzip.compress(b" " * 60_000_000))
    assert caught.value.reason == "too-large"


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1256", "utf-8-sig"])
def test_encodings_are_read_whatever_is_declared(encoding):
    assert read(URLSET.encode(encoding)).links == (FIRST, SECOND)


def test_raw_ampersands_entities_and_control_characters_do_no_harm():
    dirty = URLSET.replace("&amp;", "&").replace("خبر أول", "خبر\x0b&nbsp;أول")
    assert read(dirty).links[0].address == FIRST.address


def test_an_index_names_other_sitemaps():
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/a.xml.gz</loc>'
        "<lastmod>2026-01-30</lastmod></sitemap></sitemapindex>"
    )
    assert read(index).children == (Link("https://news.example.org/a.xml.gz", changed="2026-01-30"),)


def test_a_list_of_lines_is_a_sitemap():
    assert read("https://news.example.org/1\n\nhttps://news.example.org/2\nنص\n").links == (
        Link("https://news.example.org/1"),
        SECOND,
    )


@pytest.mark.parametrize("cut", [15, 60])
def test_a_truncated_sitemap_gives_what_is_whole_and_says_so(cut):
    sitemap = read(URLSET[:-cut])
    assert sitemap.links[:1] == (FIRST,)
    assert not sitemap.whole


def test_entities_do_not_multiply_and_no_file_is_read():
    hostile = (
        '<!DOCTYPE u [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
        "<urlset><url><loc>https://news.example.org/&b;&f;</loc></url></urlset>"
    )
    assert all("xxx" not in link.address and "localhost" not in link.address for link in read(hostile).links)


@pytest.mark.parametrize("content", ["<html><body>لا</body></html>", "كلام", b"\x89PNG\r\n\x00", "{}", "<a"])
def test_what_is_no_sitemap_is_named(content):
    with pytest.raises(ItemError) as caught:
        read(content)
    assert caught.value.reason == "not-a-sitemap"


def links_of(content):
    sitemap = read_sitemap(Fetched(content, None, truncated=False), "https://x.example/")
    assert sitemap.whole
    return sitemap.links


NEWS = (
    "<urlset><url><loc>https://x.example/1?a=1&amp;b=2</loc><news><publication_date>{}</publication_date>"
    "<title>{}</title></news></url></urlset>"
)


@pytest.mark.parametrize(
    ("date", "title"),
    [
        ("2024-05-08T01:10:00+03:00", "عنوان &amp; آخر"),
        ("1715177400", "<![CDATA[عنوان & آخر]]>"),
        ("5/8/2024 5:10:00 PM", "عنوان &amp;amp; آخر"),
        ("8 أيار 2024", "عنوان&nbsp;&amp; آخر"),
    ],
)
def test_each_notation_of_a_day_and_title_is_read(date, title):
    (link,) = links_of(NEWS.format(date, title).encode())
    assert link == Link("https://x.example/1?a=1&b=2", "عنوان & آخر", "2024-05-08")


def test_a_sitemap_below_a_warning_with_prefixes_or_compressed_twice_is_read():
    plain = NEWS.format("2024-05-08", "خبر")
    warned = "<br />\n<b>Warning</b>: a variable is missing in <b>x.php</b>\n" + plain
    prefixed = '<s:urlset xmlns:s="u"><s:url><s:loc>https://x.example/1</s:loc></s:url></s:urlset>'
    for content in (warned.encode(), prefixed.encode(), gzip.compress(gzip.compress(plain.encode()))):
        assert len(links_of(content)) == 1


def test_a_feed_may_stand_in_for_a_sitemap():
    feed = (
        "<rss version='2.0'><channel><item><title>خبر</title><link>https://x.example/1</link>"
        "<pubDate>Wed, 08 May 2024 17:10:00 +0300</pubDate></item></channel></rss>"
    )
    assert links_of(feed.encode()) == (Link("https://x.example/1", "خبر", "2024-05-08"),)


def test_a_compressed_sitemap_of_several_parts_is_read_to_its_end():
    one, other = (
        "<urlset><url><loc>https://x.example/1</loc></url>",
        "<url><loc>https://x.example/2</loc></url></urlset>",
    )
    packed = b"".join(gzip.compress(part.encode()) for part in (one, other))
    sitemap = read_sitemap(Fetched(packed, None, truncated=False), "https://x.example/s.xml.gz")
    assert [link.address for link in sitemap.links] == ["https://x.example/1", "https://x.example/2"]
    assert sitemap.whole
