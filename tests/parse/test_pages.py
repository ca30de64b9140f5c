"""HTML pages and the fragments inside feeds."""

from datetime import date

import pytest

from flows.sources.fragments import fragment_text
from flows.sources.pages import read_page
from flows.sources.problem import ItemError

TODAY = date(2026, 1, 31)
LEAD = (
    "اتهمت وزارة الخارجية في بيان لها مساء أمس دولة مجاورة بإدارة حرب بالوكالة على حدود البلاد الشمالية،"
    " ودعت مجلس الأمن إلى جلسة"
    " عاجلة."
)
SECOND = (
    "وقال المتحدث باسم الوزارة إن الشراكة مع الدول الصديقة تقوم على الاحترام المتبادل،"
    " وإن بلاده لن تقبل أن يُملى عليها من الخارج"
    " ما يخص قرارها."
)
THIRD = (
    "ويرى مراقبون أن التصعيد الأخير يضع الاتفاق الذي وُقع قبل عام"
    " أمام اختبار صعب، وأن العودة إلى المفاوضات صارت أبعد."
)


def page(body=f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>", head="", charset="utf-8"):
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="{charset}">
<title>الخارجية تتهم جارتها - موقع الخبر</title><meta property="og:site_name" content="موقع الخبر">
{head}</head><body>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">سياسة</a></li></ul></nav>
<article><h1>الخارجية تتهم جارتها</h1>{body}</article>
<footer><p>جميع الحقوق محفوظة</p></footer></body></html>"""


def test_a_page_gives_body_headline_and_site():
    read = read_page(page().encode(), TODAY)
    assert read.text.split("\n") == [LEAD, SECOND, THIRD]
    assert (read.title, read.outlet) == ("الخارجية تتهم جارتها", "موقع الخبر")


@pytest.mark.parametrize("declared", ["windows-1256", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_the_encoding_is_found_whatever_is_declared(encoding, declared):
    assert read_page(page(charset=declared).encode(encoding, "ignore"), TODAY).text.startswith(LEAD)


def test_an_xml_prolog_does_no_harm():
    html = '<?xml version="1.0" encoding="utf-8"?>' + page()
    assert read_page(html.encode(), TODAY).text.startswith(LEAD)


def test_the_date_is_that_of_the_outlet_s_own_clock():
    head = (
        '<meta property="article:published_time" content="2025-12-24T23:30:00+00:00">'
        '<script type="application/ld+json">'
        '{"@type":"NewsArticle","datePublished":"2025-12-25T02:30:00+03:00"}</script>'
    )
    assert read_page(page(head=head).encode(), TODAY).published == "2025-12-25"


def test_a_stated_date_of_the_future_is_left_for_the_caller_to_tell():
    head = '<meta property="article:published_time" content="2031-05-04T10:00:00+00:00">'
    read = read_page(page(head=head).encode(), TODAY)
    assert (read.published, read.date_confidence) == ("2031-05-04", "stated")


def test_a_lead_set_apart_from_the_body_is_kept():
    lead = "قالت الوزارة إن ما جرى على الحدود خرق للسيادة لا يمكن السكوت عنه بعد اليوم."
    html = page(head=f'<meta name="description" content="{lead}">').replace(
        "<article>", f'<div class="teaser-box"><div class="social">{lead}</div></div><article>'
    )
    assert read_page(html.encode(), TODAY).text.split("\n") == [lead, LEAD, SECOND, THIRD]


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<html><body><nav><a href='/'>أخبار</a></nav></body></html>"]
)
def test_a_page_without_an_article_says_so(html):
    with pytest.raises(ItemError) as caught:
        read_page(html.encode(), TODAY)
    assert caught.value.reason == "no-text"


def test_a_fragment_keeps_paragraphs_and_drops_markup():
    html = (
        "<p>فقرة&nbsp;أولى <b>مهمة</b>.</p>\n<div>ثانية<br>وثالثة</div>"
        "<script>alert(1)</script><figure>صورة</figure>"
    )
    assert fragment_text(html) == "فقرة أولى مهمة.\nثانية\nوثالثة"


def test_a_fragment_drops_the_feed_s_own_trailer():
    assert fragment_text("<p>متن.</p><p>The post عنوان appeared first on موقع.</p>") == "متن."


@pytest.mark.parametrize("html", ["", "   ", "<!-- -->", "<script>x</script>"])
def test_a_fragment_without_text_is_empty(html):
    assert fragment_text(html) == ""


def test_a_fragment_nested_without_end_is_read():
    assert "متن" in fragment_text("<div>متن " * 20_000)
