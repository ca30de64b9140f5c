"""The body of a page, whole and alone: furniture left out, what is folded or kept as data put in."""

import json

import pytest
from arabic_page import OTHERS, PARAGRAPHS, TEXT, TITLE, article, linked, paragraphs, read

from flows.sources.problem import ItemError

AFTER_TWO = {
    "links below a label": f"<p><b>اقرأ أيضا:</b></p><ul>{linked()}</ul>",
    "links in paragraphs": f"<p><b>اقرأ أيضا:</b></p>{linked('p')}",
    "a label with a link": f"<p><a href='/o'>شاهد أيضا.. {OTHERS[0]}</a></p>",
    "an advertisement": "<p>إعلان</p>",
    "a call to a channel": "<p>اشترك في قناتنا على تلغرام لتصلك الأخبار <a href='/t'>اضغط هنا</a></p>",
    "words for the blind": "<p class='visually-hidden'>تخطى القائمة وواصل القراءة في هذه الصفحة.</p>",
}
BELOW = {
    "keywords": "<p>كلمات مفتاحية: المياه، البلدية</p>",
    "the source": "<p>المصدر: وكالات</p>",
    "an agency's signature": "<p>// انتهى //<br>14:32 ت م<br>0123</p>",
    "initials": "<p>ع.ج/ م.س</p>",
    "a disclaimer": "<p><em>المقالات تعبّر عن آراء أصحابها ولا تعبر بالضرورة عن رأي الجريدة.</em></p>",
    "a channel": "<p>تابعونا على <a href='/w'>واتساب</a> لمعرفة آخر الأخبار</p>",
    "a day": "<p>12/08/2025 14:32:10</p>",
}


@pytest.mark.parametrize("kind", AFTER_TWO)
def test_what_stands_between_two_paragraphs_is_left_out(kind):
    assert read(article(text=paragraphs(0, 2) + AFTER_TWO[kind] + paragraphs(2))).text == TEXT


@pytest.mark.parametrize("kind", BELOW)
def test_what_stands_below_the_last_paragraph_is_left_out(kind):
    assert read(article(text=paragraphs() + BELOW[kind])).text == TEXT


@pytest.mark.parametrize(
    "above",
    [
        f"<h2>{TITLE}</h2><p><strong>{TITLE}</strong></p>",
        "<p>كتبت – سلمى عيد</p>",
        "<ul><li>سلمى عيد</li><li>2025/08/12</li><li>1500</li></ul>",
    ],
)
def test_what_stands_above_the_first_paragraph_is_left_out(above):
    assert read(article(text=above + paragraphs())).text == TEXT


def test_a_timeline_keeps_its_days():
    days = "".join(f"<h3>{8 + n} أيار 2024</h3><p>{text}</p>" for n, text in enumerate(PARAGRAPHS[1:]))
    page = read(article("<time datetime='2024-05-12'></time>", paragraphs(0, 1) + days))
    assert all(f"{day} أيار 2024" in page.text for day in (9, 10))


def test_a_list_s_items_bear_no_mark_that_the_page_does_not_show():
    items = "".join(f"<li>{text}</li>" for text in PARAGRAPHS)
    assert read(article(text=f"<ul>{items}</ul>")).text == TEXT


def test_readers_comments_are_left_out_however_their_place_is_called():
    comments = "".join(f"<div class=c><b>زائر</b><p>{text}</p></div>" for text in OTHERS)
    long = (
        "<p>أنا من سكان الحي القديم، ولم تصل المياه إلى بيتنا منذ أسبوعين رغم كل هذه الوعود التي نسمعها.</p>"
    )
    below = f"<div id=x><h4>تعليقات القراء</h4>{comments}{long}</div>"
    assert read(f"<div><h1>{TITLE}</h1><div>{paragraphs()}</div>{below}</div>").text == TEXT


def test_the_rest_that_a_button_unfolds_is_read():
    folded = (
        f"<div>{paragraphs(0, 2)}</div><div style='display:none'>{paragraphs(2)}</div><a>قراءة المزيد</a>"
    )
    assert read(article(text=folded)).text == TEXT


def test_a_hidden_form_is_not_read():
    call = "<p>اكتب بريدك هنا لتصلك نشرتنا كل صباح مع أهم الأخبار والتقارير من المدينة كلها.</p>"
    hidden = f"<div style='display: none'>{call}<form><input></form></div>"
    assert read(article(text=paragraphs() + hidden)).text == TEXT


def test_the_rest_that_only_the_page_s_data_hold_is_read():
    data = json.dumps({"@type": "NewsArticle", "articleBody": TEXT}, ensure_ascii=False)
    head = f'<script type="application/ld+json">{data}</script>'
    assert read(article(text=paragraphs(0, 1)), head).text == TEXT


BODY = {"title": TITLE, "body": paragraphs(), "related": [{"title": title} for title in OTHERS]}
BLOCKS = {"content": {"blocks": [{"type": "text", "model": {"text": text}} for text in PARAGRAPHS]}}


def quoted(value):
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{quoted({"props": BODY})}</script>',
        f'<script id="data" type="application/json">{quoted(BLOCKS)}</script>',
        f"<script>window.__STATE__={quoted(BODY)};</script>",
        f"<script>self.push({quoted([1, '5:' + quoted(BODY)])})</script>",
    ],
)
def test_an_article_that_a_program_holds_is_read(script):
    assert read(f"<div id=app></div>{script}").text == TEXT


def test_a_page_within_a_form_has_its_date_and_text():
    body = (
        f"<form action='Details.aspx?id=5'><input type=hidden value=x><table><tr><td>{TITLE}</td></tr>"
        "<tr><td>12/08/2025 02:32:00 م</td></tr>"
        f"<tr><td>{'<br><br>'.join(PARAGRAPHS)}</td></tr></table></form>"
    )
    page = read(body)
    assert (page.text, page.published) == (TEXT, "2025-08-12")


@pytest.mark.parametrize(
    "text",
    [
        "عذرا، الصفحة التي تبحث عنها غير موجودة أو نقلت إلى عنوان آخر. يمكنك العودة إلى الصفحة الرئيسية.",
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا، وبمتابعة التصفح فإنك توافق على استخدامها.",
    ],
)
def test_a_notice_of_the_site_is_no_article(text):
    with pytest.raises(ItemError) as caught:
        read(f"<main><h1>مرحبا بكم</h1><p>{text}</p></main>")
    assert caught.value.reason == "no-text"


def test_marks_of_direction_do_not_double_a_lead():
    lead = PARAGRAPHS[0].replace(" ال", " \u200fال")
    body = f"<article><h1>{TITLE}</h1><div class=lead><p>{lead}</p></div>{paragraphs(1)}</article>"
    assert read(body, f'<meta name="description" content="{PARAGRAPHS[0]}">').text.count("مساء أمس") == 1
