"""Markup that would read files, ask the network or fill the memory, were its entities believed."""

import time
from datetime import date

import pytest
from servers import counting, respond, serve, site

from flows.sources.fragments import fragment_text
from flows.sources.pages import read_page
from flows.sources.prolog import plain_prolog
from flows.sources.receive import receive
from flows.sources.registry import Source

SECRET = "كلمة السر التي لا تقال"
BODY = "صمدت الهدنة في الجنوب &x; يوما كاملا."
ITEM = (
    '<rss version="2.0"><channel><title>موقع</title><item><title>خبر</title><link>https://x.example/1</link>'
    f"<description>{BODY}</description></item></channel></rss>"
)
LAUGHS = "\n".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def received(document, tmp_path, path="rss", **others):
    answer, seen = counting(site(**{path: respond(document.encode(), Content_Type="text/xml")}, **others))
    with serve(answer) as address:
        source = Source("قناة", "feed", f"{address}/{path}", allow_private=True, pause_seconds=0.0)
        receipt = receive(source, tmp_path / "seeds", timeout_seconds=5, fetched_at="2026-01-31T02:00:00Z")
    return receipt, [path for path, _ in seen]


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret.txt"
    file.write_text(SECRET, encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss [\n<!ENTITY x SYSTEM "{}">\n]>',
        '<!DOCTYPE rss [<!ENTITY x PUBLIC "p" "{}">]>',
        '<!DOCTYPE rss [\n<!ENTITY % p SYSTEM "{}">\n%p;\n]>',
        '<!DOCTYPE rss SYSTEM "{}">',
        '<?xml-stylesheet href="{}"?><!DOCTYPE rss [\n<!ENTITY x SYSTEM "{}">\n]>',
    ],
)
def test_a_feed_names_no_file_of_this_machine(declared, secret, tmp_path):
    document = '<?xml version="1.0"?>\n' + declared.replace("{}", secret) + ITEM
    (article,) = received(document, tmp_path)[0].articles
    assert "صمدت الهدنة" in article.text
    assert "السر" not in article.text


def test_a_feed_asks_for_nothing_else(tmp_path):
    with serve(respond(b"")) as elsewhere:
        declared = f'<!DOCTYPE rss SYSTEM "{elsewhere}/a.dtd" [\n<!ENTITY x SYSTEM "{elsewhere}/b">\n]>'
        receipt, asked = received(declared + ITEM, tmp_path)
    assert len(receipt.articles) == 1
    assert asked == ["/robots.txt", "/rss"]


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE rss [\n<!ENTITY a0 "ha">\n{LAUGHS}\n<!ENTITY x "&a9;">\n]>{ITEM}',
        f'<!DOCTYPE rss [\n<!ENTITY x "{"ha" * 50_000}">\n]>{ITEM.replace("&x;", "&x;" * 5_000)}',
        f'<!DOCTYPE rss [\n<!ENTITY x "&y;">\n<!ENTITY y "&x;">\n]>{ITEM}',
        f"<!DOCTYPE rss [{'<!ENTITY' * 200_000}]>{ITEM}",
        f"<!DOCTYPE rss [{chr(10) * 500_000}]>{ITEM}",
        f"{'<!-- -->' * 100_000}{ITEM}",
    ],
    ids=["laughs", "quadratic", "circle", "unended", "lines", "comments"],
)
def test_a_small_feed_stays_small_and_is_read_in_a_moment(document, tmp_path):
    began = time.monotonic()
    (article,) = received(document, tmp_path)[0].articles
    assert time.monotonic() - began < 10
    assert len(article.text) < 100_000
    assert "صمدت الهدنة" in article.text


def test_short_entities_of_a_feed_are_read(tmp_path):
    declared = '<!DOCTYPE rss [\n<!ENTITY x "&#1600;">\n<!ENTITY nbsp "&#160;">\n]>'
    (article,) = received(declared + ITEM.replace("&x;", "و&x;ما&nbsp;زالت"), tmp_path)[0].articles
    assert "وـما" in article.text
    assert "زالت" in article.text


@pytest.mark.parametrize(
    "text",
    ["", "no markup", "<!-- never ended", "<?never ended", "<!DOCTYPE rss [", "<rss>x</rss>", "<rss"],
)
def test_what_has_no_prolog_stays(text):
    assert plain_prolog(text) == text


def test_a_comment_before_the_root_may_hold_tags():
    assert plain_prolog('<?xml version="1.0"?><!-- <b> --> <!DOCTYPE rss><rss/>') == "<rss/>"


def test_a_page_and_a_fragment_name_no_file_of_this_machine(secret):
    words = " ".join(["أعلنت الحكومة أن الهدنة صامدة في الجنوب منذ أمس."] * 8)
    declared = f'<!DOCTYPE html [\n<!ENTITY x SYSTEM "{secret}">\n]>'
    included = f'<xi:include href="{secret}" parse="text"/>'
    html = f"{declared}<html><body>{included}<article><p>{words} &x;</p></article>"
    page = read_page(html.encode(), date(2026, 1, 31))
    assert "الهدنة صامدة" in page.text
    assert "السر" not in page.text
    assert "السر" not in fragment_text(f"{declared}<p>{words} &x;</p>")


def test_scripts_of_a_page_are_neither_run_nor_read():
    words = " ".join(["أعلنت الحكومة أن الهدنة صامدة في الجنوب منذ أمس."] * 8)
    html = f"<html><body><article><p>{words}</p><script>document.write('سطر زائد')</script></article></body>"
    assert "سطر زائد" not in read_page(html.encode(), date(2026, 1, 31)).text


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "{}">',
        f'<!ENTITY a0 "ha">\n{LAUGHS}\n<!ENTITY x "&a9;">',
        f'<!ENTITY x "{"ha" * 50_000}">',
    ],
    ids=["file", "laughs", "quadratic"],
)
def test_a_sitemap_names_no_file_and_stays_small(declared, secret, tmp_path):
    words = " ".join(["أعلنت الحكومة أن الهدنة صامدة في الجنوب منذ أمس."] * 8)
    story = respond(f"<html><body><article><p>{words}</p></article></body></html>".encode())
    began = time.monotonic()
    with serve(site(story=story)) as there:
        document = (
            f"<!DOCTYPE urlset [\n{declared.replace('{}', secret)}\n]><urlset><url><loc>{there}/story</loc>"
            f"</url><url><loc>{there}/{'&x;' * 5_000}</loc></url></urlset>"
        )
        with serve(site(map=respond(document.encode(), Content_Type="text/xml"))) as address:
            source = Source("خريطة", "sitemap", f"{address}/map", allow_private=True, pause_seconds=0.0)
            receipt = receive(
                source, tmp_path / "seeds", timeout_seconds=5, fetched_at="2026-01-31T02:00:00Z"
            )
    assert time.monotonic() - began < 10
    assert [article.url for article in receipt.articles] == [f"{there}/story"]
    assert "السر" not in str(receipt)
