"""Pasted pages and plain articles: what is headline, date, body and furniture."""

import pytest

from flows.sources.plaintext import read_plain

LEAD = (
    "اتهمت وزارة الخارجية في بيان لها مساء أمس دولة مجاورة بإدارة حرب بالوكالة على حدود البلاد الشمالية،"
    " ودعت مجلس الأمن إلى جلسة"
    " عاجلة تبحث فيها ما سمته خرقا للسيادة الوطنية."
)
SECOND = (
    "وقال المتحدث باسم الوزارة إن الشراكة مع الدول الصديقة تقوم على الاحترام المتبادل،"
    " وإن بلاده لن تقبل أن يُملى عليها من الخارج"
    " ما يخص قرارها ومستقبل أبنائها."
)
THIRD = (
    "ويرى مراقبون أن التصعيد الأخير يضع الاتفاق الذي وُقع قبل عام"
    " أمام اختبار صعب، وأن العودة إلى المفاوضات صارت أبعد مما كانت عليه"
    " قبل أسابيع قليلة فقط."
)
TITLE = "الخارجية تتهم جارتها بخرق السيادة"


def test_a_plain_article_without_a_headline_is_all_body():
    page = read_plain(f"{LEAD}\n{SECOND}\n")
    assert (page.title, page.published) == (None, None)
    assert page.text == f"{LEAD}\n{SECOND}"


def test_a_short_first_line_is_the_headline():
    page = read_plain(f"{TITLE}\n\n{LEAD}\n\n{SECOND}")
    assert page.title == TITLE
    assert page.text == f"{LEAD}\n{SECOND}"


def test_a_pasted_page_gives_headline_once_date_and_body_only():
    pasted = f"""الرئيسية
سياسة

\u00a0{TITLE}

كانون الثاني 7, 2024

{TITLE}
شارك
فيسبوك

{LEAD}

لماذا الآن؟

{SECOND}

\u00a0
شارك المقال
مقالات ذات صلة
هدنة جديدة في الجنوب
وزير الدفاع يزور الحدود
"""
    page = read_plain(pasted)
    assert page.title == TITLE
    assert page.published == "2024-01-07"
    assert page.text == f"{LEAD}\nلماذا الآن؟\n{SECOND}"


def test_a_subhead_in_the_body_stays():
    page = read_plain(f"{TITLE}\n{LEAD}\nاختبار الشراكة\n{SECOND}")
    assert page.text.split("\n") == [LEAD, "اختبار الشراكة", SECOND]


def test_a_kicker_above_the_headline_is_not_the_headline():
    page = read_plain(f"ملف الحدود\n{TITLE}\nبقلم: سعاد الحلبي\n{LEAD}")
    assert page.title == TITLE
    assert page.text == LEAD


def test_an_agency_and_its_city_are_no_headline():
    page = read_plain(f"وكالة الساحل – دمشق\n{LEAD}")
    assert (page.title, page.text) == (None, f"وكالة الساحل – دمشق\n{LEAD}")


@pytest.mark.parametrize(
    "title",
    [
        "إلى أين تمضي البلاد بعد عام من الهدنة الهشة في الجنوب؟",
        "من يدفع ثمن الحرب بالوكالة في البلدات الحدودية..",
    ],
)
def test_a_headline_may_end_as_a_question_or_in_dots(title):
    page = read_plain(f"{title}\n{LEAD}")
    assert (page.title, page.text) == (title, LEAD)


def test_a_standfirst_between_headline_and_body_stays():
    standfirst = "بيان حاد اللهجة قبل جلسة مجلس الأمن"
    page = read_plain(f"{TITLE}\n{standfirst}\n5 شباط 2024\n{LEAD}")
    assert (page.title, page.published) == (TITLE, "2024-02-05")
    assert page.text == f"{standfirst}\n{LEAD}"


def test_links_amid_the_article_are_left_out_and_the_article_goes_on():
    page = read_plain(f"{TITLE}\n{LEAD}\nاقرأ أيضاً:\nهدنة جديدة في الجنوب\n{SECOND}\n{THIRD}")
    assert page.text == f"{LEAD}\n{SECOND}\n{THIRD}"


def test_comments_are_no_article_however_long():
    page = read_plain(f"{TITLE}\n{LEAD}\nالتعليقات (3)\n{SECOND}\n{THIRD}")
    assert page.text == LEAD


def test_a_share_bar_amid_the_article_is_only_a_line():
    page = read_plain(f"{TITLE}\n{LEAD}\nشارك\nموقف المعارضة\n{SECOND}\n{THIRD}")
    assert page.text == f"{LEAD}\nموقف المعارضة\n{SECOND}\n{THIRD}"


def test_the_word_of_a_label_within_a_sentence_is_no_label():
    sentence = "شارك في الجلسة ممثلون عن دول عدة، وتحدثوا عن ضرورة العودة إلى الحوار."
    page = read_plain(f"{TITLE}\n{LEAD}\n{sentence}")
    assert page.text.endswith(sentence)


def test_the_date_of_publication_wins_over_that_of_a_change():
    page = read_plain(f"{TITLE}\nآخر تحديث: 9 آذار 2023\nنُشر في 7 آذار 2023\n{LEAD}")
    assert page.published == "2023-03-07"


def test_a_date_in_the_body_is_not_the_article_s():
    page = read_plain(f"{TITLE}\n{LEAD}\n7 آذار 2023\n{SECOND}")
    assert page.published is None


def test_lines_broken_at_a_fixed_width_are_joined():
    words, lines = LEAD.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) + 1 > 60:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    assert len(lines) > 2
    assert read_plain("\n".join(lines)).text == LEAD


@pytest.mark.parametrize("text", ["شارك\nمقالات ذات صلة", "7 آذار 2023", "فيسبوك"])
def test_nothing_but_furniture_is_an_empty_body(text):
    assert read_plain(text).text == ""


def test_short_lines_only_are_body():
    page = read_plain("تحيا البلاد\nتحيا الأمة\nشارك")
    assert (page.title, page.text) == (None, "تحيا البلاد\nتحيا الأمة")
