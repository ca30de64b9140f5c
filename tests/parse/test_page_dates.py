"""When a page was published, and how sure that is."""

from datetime import date

import pytest

from flows.sources.pages import read_page
from flows.sources.problem import ItemError

TODAY = date(2026, 1, 31)
BODY = (
    "<p>أعلنت البلدية أنها ستبدأ في الأسبوع المقبل إصلاح الطريق الذي يربط القرى بالمدينة بعد "
    "سنوات من الإهمال.</p>"
    "<p>وقال رئيس البلدية في مؤتمر صحفي إن كلفة المشروع كبيرة، وإن الحكومة السابقة هي التي "
    "أوقفت العمل فيه.</p>"
    "<p>ورحب الأهالي بالقرار، لكنهم طالبوا بجدول زمني واضح وبرقابة مستقلة على الشركات التي تنفذ المشروع.</p>"
)
TITLE = "البلدية تبدأ إصلاح الطريق"


def read(below="", *, head="", above="", foot="", address=None):
    html = (
        f'<html lang="ar"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>{above}'
        f"<article><h1>{TITLE}</h1>{below}{BODY}</article><footer>{foot}</footer></body></html>"
    )
    page = read_page(html.encode(), TODAY, address=address)
    return page.published, page.date_confidence


META = '<meta property="article:published_time" content="2025-12-25T10:00:00+03:00">'


def test_metadata_states_it():
    assert read("<p>5 شباط 2024</p>", head=META) == ("2025-12-25", "stated")


def test_the_publication_comes_before_the_change():
    changed = '<meta property="article:modified_time" content="2026-01-20T10:00:00+03:00">'
    assert read(head=changed + META) == ("2025-12-25", "stated")


@pytest.mark.parametrize(
    ("line", "day", "confidence"),
    [
        ("الخميس 25 كانون الأول 2025", "2025-12-25", "found"),
        ("نُشر في: 25 دجنبر 2025 - 10:30", "2025-12-25", "found"),
        ("٢٥ ديسمبر ٢٠٢٥", "2025-12-25", "found"),
        ("1447/7/5 هـ الموافق 2025/12/25", "2025-12-25", "found"),
        ("2025/12/25م - 5 رجب 1447هـ", "2025-12-25", "found"),
        ("الخميس 5 رجب 1447 هـ", "2025-12-25", "converted"),
        ("٥/٧/١٤٤٧هـ", "2025-12-25", "converted"),
    ],
)
def test_the_line_below_the_headline_is_read(line, day, confidence):
    assert read(f'<div class="meta">{line}</div>', foot="© 2019") == (day, confidence)


def test_the_day_of_the_request_above_the_headline_is_not_believed_against_the_address():
    above = "<div>السبت 31 كانون الثاني 2026</div>"
    found = read(above=above, address="https://x.example/2025/12/25/story")
    assert found == ("2025-12-25", "guessed")


def test_the_publication_comes_before_the_change_in_lines_too():
    lines = "<div>آخر تحديث: 30 كانون الثاني 2026</div><div>25 كانون الأول 2025</div>"
    assert read(lines) == ("2025-12-25", "found")


def test_the_year_of_the_copyright_is_no_date():
    assert read(foot="جميع الحقوق محفوظة © 2024") == (None, "none")


def test_other_articles_dates_beside_it_do_not_count_as_its_own():
    related = "".join(f'<li><time datetime="2026-01-{day}">خبر</time></li>' for day in (11, 12, 13))
    assert read(f"<div>25 كانون الأول 2025</div>{''}", foot=f"<ul>{related}</ul>") == ("2025-12-25", "found")


def test_an_address_of_its_own_wins_unless_it_is_the_front_page():
    def address(head):
        html = f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{BODY}"
        return read_page(html.encode(), TODAY, address="https://x.example/a/7?utm_source=z").url

    link = '<link rel="canonical" href="{}">'
    assert address("") == "https://x.example/a/7"
    assert address(link.format("https://x.example/news/7")) == "https://x.example/news/7"
    assert address(link.format("/news/7")) == "https://x.example/news/7"
    assert address(link.format("https://x.example/")) == "https://x.example/a/7"
    assert address(link.format("https://other.example/news/7")) == "https://x.example/a/7"


@pytest.mark.parametrize(
    ("head", "line", "author"),
    [
        ('<meta name="author" content="ليلى الخطيب">', "", "ليلى الخطيب"),
        ("", "كتبت: ليلى الخطيب", "ليلى الخطيب"),
        ("", "بقلم د. سعيد الحسن", "د. سعيد الحسن"),
        ("", "كتب التاريخ لا تكذب أبدا في هذه البلاد مهما طال الزمن", None),
        ('<meta name="author" content="admin">', "", None),
    ],
)
def test_the_author_is_read(head, line, author):
    below = f"<div>{line}</div>"
    html = f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{below}{BODY}"
    assert read_page(f"{html}</article></body></html>".encode(), TODAY).author == author


@pytest.mark.parametrize(
    "mark",
    [
        "<div>هذا المحتوى للمشتركين فقط</div>",
        '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>',
    ],
)
def test_the_first_lines_of_a_paid_article_are_not_taken_for_it(mark):
    first = BODY.split("</p>", maxsplit=1)[0] + "</p>"
    html = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{first}{mark}</article>"
    with pytest.raises(ItemError) as caught:
        read_page(html.encode(), TODAY)
    assert caught.value.reason == "paywall"


def test_a_whole_article_on_a_site_that_sells_subscriptions_is_kept():
    html = (
        f"<html><body><div>اشترك لقراءة المزيد</div><article><h1>{TITLE}</h1>{BODY}</article></body></html>"
    )
    assert read_page(html.encode(), TODAY).text.startswith("أعلنت البلدية")


def test_a_list_of_headlines_is_no_article():
    titles = [f"الوزير رقم {number} يفتتح مدرسة جديدة في المحافظة بعد تأخير طويل" for number in range(12)]
    links = "".join(
        f'<div><h2><a href="/{number}">{title}</a></h2></div>' for number, title in enumerate(titles)
    )
    html = f"<html><head><title>الأخبار</title></head><body><main>{links}</main></body></html>"
    with pytest.raises(ItemError) as caught:
        read_page(html.encode(), TODAY)
    assert caught.value.reason == "no-text"


def test_a_live_blog_keeps_its_entries_and_the_day_it_began():
    line = "<p>قالت البلدية {0} إن الطريق سيفتح اليوم أمام السيارات.</p>"
    entry = f"<div class='entry'><h3>الساعة {{0}}</h3>{line}</div>"
    entries = "".join(entry.format(hour) for hour in (9, 10))
    head = (
        "<script "
        'type="application/ld+json">{"@type":"LiveBlogPosting","datePublished":"2025-12-25T08:00:00+03:00",'
        '"liveBlogUpdate":[{"@type":"BlogPosting","datePublished":"2026-01-02T08:00:00+03:00"}]}</script>'
    )
    html = f"<html><head><title>{TITLE}</title>{head}</head><body><article>{entries}</article></body></html>"
    page = read_page(html.encode(), TODAY)
    assert "البلدية 9" in page.text
    assert "البلدية 10" in page.text
    assert page.published == "2025-12-25"
