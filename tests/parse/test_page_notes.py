"""The date that a page shows its readers: beside names and numbers, in pieces, above and below the body."""

import pytest
from arabic_page import OTHERS, PARAGRAPHS, article, paragraphs, read

from flows.sources.dates import read_note

HEADER = "<div>الأحد 22 نوفمبر 2026</div>"


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("<div><span>سلمى عيد</span><span>8 أيار 2024</span><span>415 مشاهدة</span></div>", "2024-05-08"),
        ("<div><a>سلمى عيد</a> <time>8 مايو، 2024 الساعة 5:10 مساء</time></div>", "2024-05-08"),
        ("<div>أضيف بواسطة admin في أربعاء, 05/08/2024 - 17:10</div>", "2024-05-08"),
        ("<div>الأربعاء، 08/05/2024</div>", "2024-05-08"),
        ("<div>كتبت: سلمى عيد - الأربعاء 8 أيار 2024</div>", "2024-05-08"),
        ("<div>نشر في 8 مايو 2024 الساعة 09:15 ، آخر تحديث 9 مايو 2024 الساعة 10:20</div>", "2024-05-08"),
        ("<div>آخر تحديث: 09/05/2024 - 10:20 | تاريخ النشر: 08/05/2024 - 09:15</div>", "2024-05-08"),
        ("<div>8 مايو 2024•تحديث: 9 مايو 2024</div>", "2024-05-08"),
        ("<div>الأربعاء / 29 / شوال / 1445 هـ الأربعاء 8 مايو 2024 02:05</div>", "2024-05-08"),
        ("<div>GMT 9:15 2024 الأربعاء ,8 أيار / مايو</div>", "2024-05-08"),
        ("<div>أضيف في 8 ماي 2024 الساعة 32 : 14</div>", "2024-05-08"),
        ("<div>08-05-2024 17:10 عدد القراءات: 1532</div>", "2024-05-08"),
        ("<div>08/05/24 - 17:10</div>", "2024-05-08"),
        ("<div>05/31/2024</div>", "2024-05-31"),
        ("<div>Wednesday, May 8th, 2024 - 17:10</div>", "2024-05-08"),
        ("<div class=d><span>8</span><span>أيار</span><span>2024</span></div>", "2024-05-08"),
        ("<div>عدد أيار 2024</div>", "2024-05"),
    ],
)
def test_the_note_below_the_headline_is_read_and_not_the_day_above_it(note, day):
    page = read(article(note, above=HEADER))
    assert (page.published, page.date_confidence) == (day, "found")


@pytest.mark.parametrize(
    "line",
    [
        "متظاهرون في بيروت، 17 تشرين الأول 2019",
        "اجتماع 5 حزيران 2018 يعود إلى الواجهة",
        "وقال الوزير يوم الأربعاء 8 أيار 2024 إن الخطة جاهزة.",
        "08/05/24",
    ],
)
def test_a_caption_a_headline_or_a_sentence_that_names_a_day_is_no_note(line):
    assert read_note(line) is None


def test_a_day_of_another_time_in_a_caption_is_not_the_article_s():
    note = "<div>متظاهرون في بيروت، 17 تشرين الأول 2019</div><div>8 أيار 2024</div>"
    assert read(article(note)).published == "2024-05-08"


def test_the_date_below_the_body_is_read():
    body = f"{HEADER}<article><h1>عنوان الخبر هنا اليوم</h1>{paragraphs()}<div>8 أيار 2024</div></article>"
    page = read(body)
    assert (page.published, page.date_confidence) == ("2024-05-08", "found")


def test_the_dates_of_other_articles_above_and_below_are_not_its_own():
    strip = "".join(
        f"<div><a>{title}</a><span>1{n} نوفمبر 2026</span></div>" for n, title in enumerate(OTHERS)
    )
    assert read(article(above=f"<div>{strip}</div>")).date_confidence in {"none", "guessed"}
    below = f"<h3>مقالات ذات صلة</h3>{strip}"
    assert read(f"{article()}<div>{below}</div>").date_confidence in {"none", "guessed"}


def test_the_day_of_the_request_alone_is_a_guess():
    page = read(article(above=HEADER))
    assert (page.published, page.date_confidence) == ("2026-11-22", "guessed")


def test_the_date_between_a_lead_and_its_article_is_read_and_left_out_of_the_text():
    head = f"<h1>عنوان الخبر هنا اليوم</h1><h2>{PARAGRAPHS[0]}</h2><div>8 أيار 2024</div>"
    page = read(f"<article>{head}{paragraphs(1)}</article>")
    assert page.published == "2024-05-08"
    assert "أيار" not in page.text
