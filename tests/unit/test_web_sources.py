"""Sitemaps, page lists and full text, against a real site on this machine."""

import gzip

import pytest
from site_on_loopback import article_page, serve_site

from flows.errors import SourceUnavailableError
from flows.sources.address import address_key
from flows.sources.receive import receive
from flows.sources.registry import Source

NOW = "2026-01-31T02:00:00+00:00"


@pytest.fixture
def site():
    with serve_site() as served:
        yield served


def read(source, tmp_path, known=None):
    return receive(source, tmp_path / "seeds", timeout_seconds=5, fetched_at=NOW, known=known)


def reasons(received):
    return [(skip.item.rpartition("/")[2], skip.reason) for skip in received.skips]


def urlset(*entries):
    urls = "".join(f"<url><loc>{{site}}{path}</loc>{rest}</url>" for path, rest in entries)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def changed(day):
    return f"<lastmod>{day}</lastmod>"


def put_articles(site, *numbers):
    for number in numbers:
        site.put(f"/news/{number}", article_page(f"إصلاح الطريق رقم {number} يبدأ قريبا", number))


def test_an_index_leads_to_the_young_pages_newest_first(site, tmp_path):
    put_articles(site, 1, 2, 3)
    site.put(
        "/index.xml",
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>{site}/new.xml.gz</loc><lastmod>2026-01-30</lastmod></sitemap>"
        "<sitemap><loc>{site}/old.xml</loc><lastmod>2025-06-01</lastmod></sitemap>"
        "<sitemap><loc>{site}/gone.xml</loc></sitemap></sitemapindex>",
        "application/xml",
    )
    entries = urlset(
        ("/news/1", changed("2026-01-28")),
        ("/news/2", changed("2026-01-30")),
        ("/news/3", changed("2025-12-01")),
        ("/about", ""),
    )
    site.put(
        "/new.xml.gz", gzip.compress(entries.replace("{site}", site.address).encode()), "application/gzip"
    )
    received = read(Source("خريطة", "sitemap", f"{site.address}/index.xml"), tmp_path)
    assert [article.url for article in received.articles] == [f"{site.address}/news/{n}" for n in (2, 1)]
    assert reasons(received) == [("gone.xml", "down")]
    assert received.passed == {"old": 2}
    assert site.asked["/old.xml"] == site.asked["/news/3"] == site.asked["/about"] == 0


def test_a_news_sitemap_gives_headline_and_date_where_the_page_has_none(site, tmp_path):
    put_articles(site, 1)
    news = (
        '<news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        "<news:publication_date>2026-01-29T09:00:00+03:00</news:publication_date>"
        "<news:title>العنوان كما في الخريطة</news:title></news:news>"
    )
    site.put("/news.xml", urlset(("/news/1", news)), "application/xml")
    (article,) = read(Source("خريطة", "sitemap", f"{site.address}/news.xml"), tmp_path).articles
    assert (article.title, article.published, article.date_confidence) == (
        "العنوان كما في الخريطة",
        "2026-01-29",
        "stated",
    )


def test_patterns_and_limits_hold_and_what_is_stored_is_not_asked_for_again(site, tmp_path):
    put_articles(site, 1, 2, 3, 4)
    entries = [(f"/news/{number}", changed("2026-01-30")) for number in (1, 2, 3, 4)]
    site.put("/s.xml", urlset(*entries, ("/sport/9", changed("2026-01-30"))), "application/xml")
    source = Source(
        "خ", "sitemap", f"{site.address}/s.xml", include=("/news/",), exclude=("/4$",), max_items=1
    )
    known = {address_key(f"{site.address}/news/1"): "2026-01-30T02:00:00+00:00"}
    received = read(source, tmp_path, known)
    assert [article.url for article in received.articles] == [f"{site.address}/news/2"]
    assert received.passed == {"known": 1, "pattern": 2}
    assert received.received == 2
    assert "1 of 2 pages" in received.skips[0].detail
    assert site.asked["/news/1"] == site.asked["/news/3"] == site.asked["/sport/9"] == 0


def test_a_page_that_changed_since_it_was_stored_is_asked_for_again(site, tmp_path):
    put_articles(site, 1)
    site.put("/s.xml", urlset(("/news/1", changed("2026-01-30"))), "application/xml")
    known = {address_key(f"{site.address}/news/1"): "2026-01-20T02:00:00+00:00"}
    assert len(read(Source("خ", "sitemap", f"{site.address}/s.xml"), tmp_path, known).articles) == 1


def test_a_sitemap_that_is_down_may_come_back_and_one_that_is_none_is_a_skip(site, tmp_path):
    with pytest.raises(SourceUnavailableError):
        read(Source("خ", "sitemap", "http://127.0.0.1:9/s.xml"), tmp_path)
    site.put("/s.xml", "<html>لا</html>")
    assert reasons(read(Source("خ", "sitemap", f"{site.address}/s.xml"), tmp_path)) == [("", "not-a-sitemap")]


def test_an_index_that_names_itself_ends(site, tmp_path):
    index = "<sitemapindex><sitemap><loc>{site}/i.xml</loc></sitemap></sitemapindex>"
    site.put("/i.xml", index, "application/xml")
    received = read(Source("خ", "sitemap", f"{site.address}/i.xml"), tmp_path)
    assert site.asked["/i.xml"] == 1
    assert received.articles == ()


def test_a_page_list_is_read_from_the_entry_and_from_a_file(site, tmp_path):
    put_articles(site, 1, 2)
    listed = f"\ufeff# صفحات\n{site.address}/news/2\n\nنص لا عنوان\n{site.address}/news/1?utm_source=x\n"
    (tmp_path / "pages.txt").write_text(listed, encoding="utf-8")
    source = Source("صفحات", "page", "pages.txt", urls=(f"{site.address}/news/1",), outlet="الجريدة")
    received = read(source, tmp_path)
    assert [article.url for article in received.articles] == [f"{site.address}/news/{n}" for n in (1, 2)]
    assert {article.outlet for article in received.articles} == {"الجريدة"}
    assert reasons(received) == [("نص لا عنوان", "refused")]


def test_one_bad_page_never_stops_the_others(site, tmp_path):
    put_articles(site, 2)
    site.put("/photo", b"\x89PNG\r\n\x00", "image/png")
    site.put("/menu", "<html><body><a href='/'>أخبار</a></body></html>")
    persian = (
        "<p>وزیر امور خارجه روز دوشنبه در نشست خبری گفت که مذاکرات با طرف مقابل ادامه دارد و "
        "هنوز توافقی نیست.</p>"
        "<p>وی افزود که هیات نمایندگی هفته آینده به محل گفتگوها باز خواهد گشت و گزارش خود را "
        "ارائه خواهد داد.</p>"
    )
    site.put("/fa", f"<html><body><article><h1>خبر</h1>{persian}</article></body></html>")
    urls = tuple(f"{site.address}/{path}" for path in ("photo", "gone", "menu", "fa", "news/2"))
    received = read(Source("صفحات", "page", urls[0], urls=urls), tmp_path)
    assert [article.url for article in received.articles] == [f"{site.address}/news/2"]
    found = dict(reasons(received))
    assert found == {"photo": found["photo"], "gone": "down", "menu": "no-text", "fa": "language"}
    assert received.received == 5


def test_a_site_that_stays_down_is_not_asked_for_every_page(tmp_path):
    urls = tuple(f"http://127.0.0.1:9/{number}" for number in range(50))
    received = read(Source("صفحات", "page", urls[0], urls=urls), tmp_path)
    assert [reason for _, reason in reasons(received)] == ["down"] * 4


def test_a_missing_list_is_told(tmp_path):
    assert reasons(read(Source("صفحات", "page", "none.txt"), tmp_path)) == [("", "missing")]


def feed(*items):
    body = "".join(
        f"<item><title>خبر {n}</title><link>{{site}}/news/{n}</link><pubDate>Fri, 30 Jan 2026 "
        "09:00:00 +0300</pubDate>"
        f"<description>تبدأ البلدية رقم {n} إصلاح الطريق.</description></item>"
        for n in items
    )
    return f'<rss version="2.0"><channel><title>موقع</title>{body}</channel></rss>'


def test_a_feed_of_summaries_gives_whole_articles_where_the_entry_says_so(site, tmp_path):
    put_articles(site, 1, 2)
    site.put("/rss", feed(1, 2, 3), "application/rss+xml")
    source = Source("قناة", "feed", f"{site.address}/rss", full_text=True)
    known = {address_key(f"{site.address}/news/2"): "2026-01-30T02:00:00+00:00"}
    first, third = read(source, tmp_path, known).articles
    assert (first.title, first.outlet, first.published) == ("خبر 1", "موقع", "2026-01-30")
    assert len(first.text.split()) > 40
    assert third.text == "تبدأ البلدية رقم 3 إصلاح الطريق."  # its page is a 404 and will never give more
    assert site.asked["/news/2"] == 0


def test_without_that_no_page_is_asked_for(site, tmp_path):
    put_articles(site, 1)
    site.put("/rss", feed(1), "application/rss+xml")
    assert len(read(Source("قناة", "feed", f"{site.address}/rss"), tmp_path).articles) == 1
    assert site.asked["/news/1"] == 0


def test_a_page_that_may_come_back_leaves_no_summary_behind(site, tmp_path):
    site.put("/rss", feed(1).replace("{site}/news", "http://127.0.0.1:9"), "application/rss+xml")
    received = read(Source("قناة", "feed", f"{site.address}/rss", full_text=True), tmp_path)
    assert received.articles == ()
    assert reasons(received) == [("1", "down")]


def test_a_date_to_come_is_dropped_and_told_and_the_article_kept(site, tmp_path):
    head = '<meta property="article:published_time" content="2031-05-04T10:00:00+00:00">'
    site.put("/news/1", article_page("إصلاح الطريق يبدأ قريبا", 1, head))
    received = read(Source("صفحات", "page", site.address, urls=(f"{site.address}/news/1",)), tmp_path)
    (article,) = received.articles
    assert (article.published, article.date_confidence) == (None, "none")
    assert reasons(received) == [("1", "future-date")]
    assert received.received == 1


def test_a_fault_of_a_reader_ends_its_source_alone(monkeypatch, tmp_path):
    def broken(*_arguments):
        yield from ()
        raise ZeroDivisionError

    monkeypatch.setattr("flows.sources.receive.receive_pages", broken)
    assert reasons(read(Source("صفحات", "page", "x.txt"), tmp_path)) == [("", "failed")]
