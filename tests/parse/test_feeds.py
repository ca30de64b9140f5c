"""Feeds as they are, whole and broken."""

import pytest

from flows.sources.feeds import read_feed
from flows.sources.fetch import Fetched
from flows.sources.problem import ItemError
from flows.sources.registry import Source
from flows.tables import Article, Skip

FEED = Source("خبر", "feed", "https://news.example.org/rss?key=secret")
NOW = "2026-01-31T02:00:00Z"
FIRST = """<item><title>الحكومة &amp; المعارضة</title><link>https://news.example.org/1?a=1&amp;b=2</link>
<pubDate>Thu, 25 Dec 2025 01:00:00 +0300</pubDate>
<description><![CDATA[<p>اتهمت الحكومة خصومها.</p><p>وردّ&nbsp;الخصوم.</p>]]></description></item>"""
SECOND = """<item><title>الهدنة</title><link>https://news.example.org/2</link>
<pubDate>الخميس، 25 كانون الأول 2025</pubDate>
<description>موجز &lt;b&gt;قصير&lt;/b&gt;</description>
<content:encoded><![CDATA[<div>صمدت الهدنة يوماً كاملاً في الجنوب.</div>]]></content:encoded></item>"""


def rss(*items, encoding="utf-8"):
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>موقع الخبر</title>'
        f"{''.join(items)}</channel></rss>"
    )


def read(content, source=FEED, *, charset=None, truncated=False):
    return list(read_feed(Fetched(content, charset, truncated), source, NOW))


def bodies(items):
    return [item.text for item in items if isinstance(item, Article)]


BOTH = ["اتهمت الحكومة خصومها.\nوردّ الخصوم.", "صمدت الهدنة يوماً كاملاً في الجنوب."]


def test_items_come_with_all_that_they_state():
    first, second = read(rss(FIRST, SECOND).encode())
    assert first == Article(
        text=BOTH[0],
        source="خبر:https://news.example.org/1?a=1&b=2",
        fetched_at=NOW,
        title="الحكومة & المعارضة",
        outlet="موقع الخبر",
        url="https://news.example.org/1?a=1&b=2",
        published="2025-12-25",
        date_confidence="stated",
    )
    assert (second.text, second.published) == (BOTH[1], "2025-12-25")


def test_the_registry_s_outlet_wins_over_the_feed_s_title():
    source = Source("خبر", "feed", FEED.location, outlet="الجريدة")
    assert read(rss(FIRST).encode(), source)[0].outlet == "الجريدة"


@pytest.mark.parametrize("declared", ["utf-8", "windows-1256"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256"])
def test_encodings_are_read_whatever_is_declared(encoding, declared):
    content = rss(FIRST, SECOND, encoding=declared).encode(encoding)
    assert bodies(read(content, charset="iso-8859-1")) == BOTH


@pytest.mark.parametrize("dirt", ["أ & ب", "أ &nbsp; ب", "أ \x08\x0b ب", "أ <b> ب", "أ &unknown; ب"])
def test_what_is_no_xml_still_gives_every_item(dirt):
    content = rss(FIRST.replace("الحكومة &amp; المعارضة", dirt), SECOND).encode()
    assert bodies(read(content)) == BOTH


def test_a_section_left_open_swallows_no_other_item():
    third = FIRST.replace("news.example.org/1", "news.example.org/3")
    items = read(rss(FIRST.replace("]]>", ""), SECOND, third).encode())
    assert [item.source.rpartition("/")[2] for item in items] == ["1?a=1&b=2", "2", "3?a=1&b=2"]
    assert bodies(items)[1:] == [BOTH[1], BOTH[0]]


def test_a_null_byte_costs_no_item():
    assert bodies(read(rss(FIRST.replace("الحكومة", "الح\x00كومة"), SECOND).encode())) == BOTH


def test_atom_is_read():
    content = """<feed xmlns="http://www.w3.org/2005/Atom"><title>أطلس</title><entry><title>خبر</title>
    <link href="https://news.example.org/3"/><updated>2025-12-25T23:30:00-05:00</updated>
    <content type="xhtml">
    <div xmlns="http://www.w3.org/1999/xhtml"><p>متن أول.</p><p>متن ثان.</p></div></content>
    </entry></feed>"""
    (item,) = read(content.encode())
    assert (item.text, item.published, item.outlet) == ("متن أول.\nمتن ثان.", "2025-12-25", "أطلس")


@pytest.mark.parametrize("cut", [30, 120, 200])
def test_a_truncated_feed_gives_its_whole_items_and_says_so(cut):
    *items, last = read(rss(FIRST, SECOND).encode()[:-cut])
    assert bodies(items) == BOTH[:1]
    assert (last.item, last.reason) == ("", "truncated")


def test_a_connection_that_broke_is_told_even_where_the_xml_seems_whole():
    assert read(rss(FIRST).encode(), truncated=True)[-1].reason == "truncated"


def test_an_item_without_text_is_a_skip_and_the_others_stay():
    bare = "<item><title>عنوان وحده</title><link>https://news.example.org/9</link></item>"
    items = read(rss(bare, FIRST).encode())
    assert items[0] == Skip(
        "خبر", "https://news.example.org/9", "empty", "The item holds no text.", "موقع الخبر"
    )
    assert bodies(items) == BOTH[:1]


def test_more_items_than_allowed_are_told():
    source = Source("خبر", "feed", FEED.location, max_items=1)
    items = read(rss(FIRST, SECOND).encode(), source)
    assert bodies(items) == BOTH[:1]
    assert items[-1].reason == "limit"


def test_a_feed_without_items_is_no_error():
    assert read(rss().encode()) == []


def test_entities_do_not_multiply():
    content = (
        '<!DOCTYPE r [<!ENTITY a "هاهاها"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<rss version='2.0'><channel><item><title>أ</title>"
        "<description>نص &b; آخر</description></item></channel></rss>"
    )
    assert "هاهاها" not in bodies(read(content.encode()))[0]


def test_no_file_is_opened_and_no_address_asked_for_what_only_looks_like_one():
    for content in (b"/etc/hostname", b"http://127.0.0.1:9/rss"):
        with pytest.raises(ItemError) as caught:
            read(content)
        assert caught.value.reason == "not-a-feed"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<!doctype html><html><body><h1>صفحة</h1></body></html>".encode(), "not-a-feed"),
        ('{"items": ["خبر"]}'.encode(), "not-a-feed"),
        (b"\x89PNG\r\n\x00", "not-a-feed"),
        ("كلام لا معنى له".encode(), "not-a-feed"),
        (b"  ", "empty"),
    ],
)
def test_what_is_no_feed_is_named(content, reason):
    with pytest.raises(ItemError) as caught:
        read(content)
    assert caught.value.reason == reason
