"""Feeds as careless programs write them: every item with its text, its address and its day."""

import gzip

import pytest

from flows.sources.feeds import parse_feed
from flows.sources.fetch import Fetched

SENTENCES = (
    "أعلنت بلدية المدينة أنها ستغلق الجسر القديم شهرا كاملا لإصلاح أعمدته.",
    "وقال مهندس البلدية إن الأعمال تأخرت عامين بسبب نقص المال، وإنها تبدأ الآن.",
)
TEXT = "\n".join(SENTENCES)
HTML = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
ESCAPED = HTML.replace("<", "&lt;")
BURNER = 'xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"'
DATE = "<pubDate>Wed, 08 May 2024 17:10:00 +0300</pubDate>"


def item(number, body=f"<description>{ESCAPED}</description>", date=DATE, link=None):
    address = f"<link>https://x.example/{number}</link>" if link is None else link
    return f"<item><title>خبر {number}</title>{address}{date}{body}</item>"


def parse(*items, content=None):
    text = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>م</title>{"".join(items)}</channel></rss>'
    )
    data = text.encode() if content is None else content(text)
    return parse_feed(Fetched(data, None, truncated=False), "https://x.example/rss.xml")


@pytest.mark.parametrize(
    "body",
    [
        f"<description>{ESCAPED.replace('&', '&amp;')}</description>",
        f"<description><![CDATA[{ESCAPED}]]></description>",
        f"<description><![CDATA[<![CDATA[{HTML}]]>]]></description>",
        f"<description>موجز</description><fulltext><![CDATA[{HTML}]]></fulltext>",
        f'<description>موجز</description><y:full-text xmlns:y="u">{ESCAPED}</y:full-text>',
        f"<description><![CDATA[{HTML}<p>ظهرت المقالة <a>خبر</a> أولاً على الموقع.</p>]]></description>",
    ],
)
def test_the_text_is_whole_and_alone(body):
    assert [given.text for given in parse(item(1, body), item(2)).items] == [TEXT, TEXT]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1715177400", "2024-05-08"),
        ("1715177400000", "2024-05-08"),
        ("5/8/2024 5:10:00 PM", "2024-05-08"),
        ("08/05/2024 05:10:00 م", "2024-05-08"),
        ("Wed, 08 May 24 17:10:00 +0300", "2024-05-08"),
        ("Wed, 08 May 2024 01:10:00 +03:00", "2024-05-08"),
        ("Wed May 08 17:10:00 AST 2024", "2024-05-08"),
        ("mer., 8 mai 2024 17:10:00 +0100", "2024-05-08"),
        ("الأربعاء، 8 أيار 2024", "2024-05-08"),
        ("0000-00-00 00:00:00", None),
        ("Wed, 30 Nov -0001 00:00:00 +0000", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("1970-01-01T03:00:00+03:00", None),
        ("قبل ساعتين", None),
    ],
)
def test_the_day_is_read_or_none(written, day):
    (given,) = parse(item(1, date=f"<pubDate>{written}</pubDate>")).items
    assert given.published == day


def test_an_item_whose_tags_are_not_closed_costs_no_other():
    broken = item(2).replace("</description>", "")
    found = parse(item(1), broken, item(3)).items
    assert [(given.link[-1], given.text) for given in found] == [("1", TEXT), ("2", TEXT), ("3", TEXT)]


def test_a_compressed_file_is_read_and_one_that_breaks_off_is_told():
    assert len(parse(item(1), item(2), content=lambda text: gzip.compress(text.encode())).items) == 2
    assert not parse(item(1), content=lambda text: gzip.compress(text.encode())[:-20]).whole


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("<link>www.x.example/1</link>", "http://www.x.example/1"),
        ("<link>//x.example/1</link>", "https://x.example/1"),
        ("<link>/1</link>", "https://x.example/1"),
        (
            f"<link>https://count.example/1</link><f:origLink {BURNER}>https://x.example/1</f:origLink>",
            "https://x.example/1",
        ),
    ],
)
def test_the_address_is_the_article_s_own(link, address):
    (given,) = parse(item(1, link=link)).items
    assert given.link == address
