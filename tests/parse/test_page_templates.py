"""One article as a dozen kinds of sites would set it: the whole body, nothing but the body, and its date."""

import json
from collections import Counter
from datetime import date

import pytest

from flows.sources.pages import read_page
from flows.sources.spelling import unify

TODAY = date(2026, 11, 22)
TITLE = "البلدية تبدأ إصلاح الطريق الجبلي بعد سنوات من الإهمال"
PARAGRAPHS = (
    (
        "أعلنت البلدية أمس أنها ستبدأ في الأسبوع المقبل إصلاح الطريق الذي يربط القرى الجبلية "
        "بالمدينة، بعد سنوات من"
        " الإهمال والوعود التي لم تنفذ."
    ),
    (
        "وقال رئيس البلدية في مؤتمر صحفي إن كلفة المشروع تبلغ ثلاثة ملايين، وإن الحكومة السابقة هي "
        "التي أوقفت العمل فيه"
        " قبل أربع سنوات."
    ),
    "ورحب الأهالي بالقرار، لكنهم طالبوا بجدول زمني واضح وبرقابة مستقلة على الشركات التي تنفذ المشروع.",
    "ويخدم الطريق نحو عشرين ألف نسمة، وقد أدت حالته إلى حوادث كثيرة في فصل الشتاء، بحسب أرقام الدفاع المدني.",
)
MENU = "".join(
    f"<li><a href='/{name}'>{name}</a></li>" for name in ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "رأي")
)
OTHERS = "".join(
    f"<li><a href='/r/{n}'><h3>خبر آخر رقم {n} عن اجتماع المجلس المحلي</h3></a><span>12 نوفمبر "
    "2026</span></li>"
    for n in range(6)
)
COMMENTS = "".join(
    f"<div class='comment'><p>تعليق رقم {n}: لا أوافق على ما جاء هنا لأن الوقائع غير ذلك منذ "
    "سنوات طويلة.</p></div>"
    for n in range(4)
)
PS = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
REST = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:])
BREAKS = "<br><br>".join(PARAGRAPHS)
DATA = json.dumps(
    {
        "@type": "NewsArticle",
        "datePublished": "2025-10-12T10:00:00+03:00",
        "articleBody": "\n".join(PARAGRAPHS),
    },
    ensure_ascii=False,
)
PAGES = {
    "theme": (
        (
            f"<header><ul>{MENU}</ul></header><article><h1>{TITLE}</h1><div class='entry-meta'>12 "
            "أكتوبر 2025</div>"
            f"<div class='entry-content'>{PS}</div><div>شارك هذا: "
            f"فيسبوك</div></article><aside><ul>{OTHERS}</ul></aside>"
        ),
        ("2025-10-12", "found"),
    ),
    "breaks": (
        (
            f"<div><ul>{MENU}</ul></div><div id='content'><h1>{TITLE}</h1><span "
            "class='date'>12/10/2025</span>"
            f"<div>{BREAKS}</div></div><div><ul>{OTHERS}</ul></div>"
        ),
        ("2025-10-12", "found"),
    ),
    "tables": (
        (
            f"<table><tr><td>{MENU}</td></tr><tr><td><table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>12/10/2025</td></tr>"
            f"<tr><td>{BREAKS}</td></tr></table></td><td><ul>{OTHERS}</ul></td></tr></table>"
        ),
        ("2025-10-12", "found"),
    ),
    "lead apart": (
        (
            f"<nav>{MENU}</nav><article><h1>{TITLE}</h1><div class='summary'>{PARAGRAPHS[0]}</div>"
            f"<div class='body'>{REST}</div></article><div class='related'><ul>{OTHERS}</ul></div>"
        ),
        (None, "none"),
    ),
    "read also": (
        (
            f"<nav>{MENU}</nav><article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><p><strong>اقرأ أيضا: "
            f"<a href='/x'>المجلس المحلي يناقش خطة المياه الجديدة</a></strong></p>{REST}</article>"
        ),
        (None, "none"),
    ),
    "built in the browser": (
        f"<script type='application/ld+json'>{DATA}</script><div id='app'></div>",
        ("2025-10-12", "stated"),
    ),
    "comments": (
        (
            f"<nav>{MENU}</nav><article><h1>{TITLE}</h1><div>نشر: ١٢ أكتوبر ٢٠٢٥</div>{PS}</article>"
            f"<div id='comments'><h3>التعليقات</h3>{COMMENTS}</div>"
        ),
        ("2025-10-12", "found"),
    ),
    "today above, Hijri below": (
        (
            f"<div>الأحد 22 نوفمبر 2026</div><nav>{MENU}</nav><h1>{TITLE}</h1><div><span>الأحد 20 "
            "ربيع الآخر 1447هـ</span>"
            f"</div><div class='details'>{PS}</div><ul>{OTHERS}</ul>"
        ),
        ("2025-10-12", "converted"),
    ),
    "accelerated": (
        (
            f"<amp-sidebar><ul>{MENU}</ul></amp-sidebar><main><article "
            f"class='amp-wp-article'><h1>{TITLE}</h1>"
            f"<div class='amp-wp-article-content'>{PS}</div></article></main>"
        ),
        (None, "none"),
    ),
}


def token_f1(found, gold):
    found, gold = Counter(unify(found).split()), Counter(unify(gold).split())
    return 2 * (found & gold).total() / (found.total() + gold.total())


@pytest.mark.parametrize("kind", PAGES)
def test_the_body_is_whole_and_alone_and_the_date_its_own(kind):
    body, dated = PAGES[kind]
    head = f'<head><meta charset="utf-8"><title>{TITLE} - الخبر</title></head>'
    html = f'<html lang="ar">{head}<body>{body}</body></html>'
    page = read_page(html.encode(), TODAY)
    assert token_f1(page.text, "\n".join(PARAGRAPHS)) >= 0.98
    assert (page.published, page.date_confidence) == dated
