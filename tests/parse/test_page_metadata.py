"""The day, headline and author that a page's metadata state, in the notations of all kinds of programs."""

import json

import pytest
from arabic_page import TITLE, article, paragraphs, read

OTHERS = [{"@type": "NewsArticle", "datePublished": "2026-11-20"}]
SCRIPT = '<script type="application/ld+json">{}</script>'


def data(**fields):
    return SCRIPT.format(json.dumps({"@type": "NewsArticle", **fields}, ensure_ascii=False))


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    "head",
    [
        data(datePublished=1715177400000),
        data(datePublished="Wed, 08 May 2024 17:10:00 +0300"),
        data(datePublished="08-05-2024"),
        data(datePublished="2024/05/08 17:10"),
        data(datePublished="8 مايو 2024"),
        data(datePublished="5/8/2024 5:10:00 PM"),
        data(datePublished="2024-05-08T01:10:00+03:00", dateModified="2025-01-01"),
        data(dateModified="2024-05-08T17:10:00+03:00"),
        meta("article:published_time", "الأربعاء، 8 مايو 2024"),
        meta("article:published_time", "08/05/2024 17:10"),
        meta("article:published_time", "1715177400"),
        '<meta name="publish-date" content="1715177400000">',
        '<meta name="pubdate" content="20240508">',
        '<meta itemprop="datePublished" content="2024-05-08T17:10:00Z">',
        data(**{"@type": "WebSite", "datePublished": "2019-01-05"}) + data(datePublished="2024-05-08"),
        data(
            **{
                "@type": "ItemList",
                "itemListElement": [{"@type": "NewsArticle", "datePublished": "2026-11-20"}],
            }
        )
        + data(datePublished="2024-05-08"),
        SCRIPT.format('{"headline":"قال "نعم"","datePublished":"2024-05-08T10:00:00Z",}'),
        SCRIPT.format('//<![CDATA[\n{"@type":"Article","datePublished":"2024-05-08"}\n//]]>'),
    ],
)
def test_every_notation_of_the_day_is_read(head):
    page = read(article(above="<div>الأحد 22 نوفمبر 2026</div>"), head)
    assert (page.published, page.date_confidence) == ("2024-05-08", "stated")


def test_microdata_and_marks_of_blogs_state_the_day():
    assert (
        read(article('<span itemprop="datePublished" content="2024-05-08">أمس</span>')).published
        == "2024-05-08"
    )
    assert (
        read(article('<abbr class="published" title="2024-05-08T02:11:00-07:00">2:11</abbr>')).published
        == "2024-05-08"
    )


def test_the_data_of_other_articles_alone_state_nothing():
    page = read(article(), data(**{"@type": "ItemList", "itemListElement": OTHERS}))
    assert page.date_confidence != "stated"


def test_a_headline_that_a_quotation_mark_cuts_short_is_taken_from_its_heading():
    whole = 'المجلس يؤجل التصويت على "خطة المياه" أسبوعا آخر'
    head = '<meta property="og:title" content="المجلس يؤجل التصويت على "خطة المياه" أسبوعا آخر">'
    page = read(f"<article><h1>{whole}</h1>{paragraphs()}</article>", head, f"{whole} - جريدة الحي")
    assert page.title == whole
    assert whole not in page.text


def test_a_nested_headline_is_not_the_page_s():
    head = data(headline=TITLE, comment=[{"@type": "Comment", "headline": "تعليق طويل على ما جاء في الخبر"}])
    assert read(article(), head).title == TITLE


def test_a_page_that_names_its_site_alone_has_the_line_above_its_body_for_a_headline():
    rows = (f"<b>{TITLE}</b>", "8/5/2004", paragraphs())
    body = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    page = read(f"<table>{body}</table>", title="جريدة الحي")
    assert (page.title, page.published) == (TITLE, "2004-05-08")


@pytest.mark.parametrize(
    ("head", "note", "author"),
    [
        ("", "<div>كتبها محمود عيد</div>", "محمود عيد"),
        ("", "<div>كتب – محمود عيد</div>", "محمود عيد"),
        ("", "<div>نُشر بواسطة: محمود عيد بتاريخ 8 مايو 2024</div>", "محمود عيد"),
        ('<meta name="author" content="بواسطة محمود عيد">', "", "محمود عيد"),
        ('<meta name="author" content="د. محمود عيد">', "", "د. محمود عيد"),
        (data(author=[{"name": "محمود عيد"}, {"name": "رنا سعد"}]), "", "محمود عيد، رنا سعد"),
    ],
)
def test_the_author_is_named_without_the_words_around(head, note, author):
    assert read(article(note), head).author == author
