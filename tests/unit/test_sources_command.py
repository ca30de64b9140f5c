"""`khitab sources`: what the sources would bring, and finding those of a site."""

import tomllib
from contextlib import nullcontext

import pytest
from site_on_loopback import article_page, serve_site
from typer.testing import CliRunner

from flows.cli import app
from flows.sources.registry import read_sources

COMMENTS = '# أول السطر يبقى\ncontact = "you@example.org"  # هذا أيضا\n'
SUMMARY = (
    "<item><title>خبر {0}</title><link>{{site}}/news/{0}</link>"
    "<description>تبدأ البلدية رقم {0}.</description></item>"
)


def feed(*numbers):
    items = "".join(SUMMARY.format(number) for number in numbers)
    return f'<rss version="2.0"><channel><title>موقع البلدة</title>{items}</channel></rss>'


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr("flows.sources.politeness.RETRY_DELAYS_SECONDS", ())
    monkeypatch.setattr("flows.sources.turns.Turns.turn", lambda *_: nullcontext())


@pytest.fixture
def site():
    with serve_site() as served:
        yield served


@pytest.fixture
def project(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "sources.toml").write_text(COMMENTS, encoding="utf-8")
    return tmp_path


def khitab(project, *arguments):
    if arguments[0] == "add":
        arguments = (*arguments, "--allow-private")
    arguments = ["sources", *arguments, "--project", str(project), "--timeout-seconds", "5"]
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200", "NO_COLOR": "1"})


def written(project):
    return (project / "seeds" / "sources.toml").read_text(encoding="utf-8")


def test_the_feed_that_a_page_names_is_written_and_the_file_kept_as_it_was(project, site):
    link = '<link rel="alternate" type="application/rss+xml" href="/{}" title="{}">'
    site.put(
        "/", f"<html><head>{link.format('c.xml', 'comments')}{link.format('rss', 'أخبار')}</head></html>"
    )
    site.put("/rss", feed(1, 2), "application/rss+xml")
    site.put("/c.xml", feed(9), "application/rss+xml")
    done = khitab(project, "add", site.address)
    assert done.exit_code == 0, done.output
    assert "موقع البلدة" in done.output
    text = written(project)
    assert text.startswith(COMMENTS)
    (entry,) = tomllib.loads(text)["source"]
    assert entry == {
        "name": "127.0.0.1",
        "kind": "feed",
        "url": f"{site.address}/rss",
        "full_text": True,
        "allow_private": True,
    }
    assert read_sources(project / "seeds")[-1].location == f"{site.address}/rss"


def test_a_second_entry_of_the_same_feed_is_refused(project, site):
    site.put("/rss", feed(1), "application/rss+xml")
    assert khitab(project, "add", f"{site.address}/rss", "--name", "أول").exit_code == 0
    before = written(project)
    done = khitab(project, "add", f"{site.address}/rss?utm_source=x")
    assert (done.exit_code, written(project)) == (5, before)
    assert "أول" in done.stderr


def test_a_well_known_path_is_found_and_names_and_outlets_are_written_safely(project, site):
    site.put("/", "<html><body>موقع بلا رابط</body></html>")
    site.put("/feed/", feed(1), "application/rss+xml")
    outlet = 'جريدة "الحرية" \\ الأولى'
    assert khitab(project, "add", site.address, "--name", "حرية", "--outlet", outlet).exit_code == 0
    source = read_sources(project / "seeds")[-1]
    assert (source.name, source.outlet, source.location) == ("حرية", outlet, f"{site.address}/feed/")


def test_without_a_feed_the_sitemap_of_robots_txt_is_taken_the_one_of_news_first(project, site):
    site.put("/", "<html><body>موقع</body></html>")
    site.put(
        "/robots.txt", "User-agent: *\nSitemap: {site}/all.xml\nSitemap: {site}/news.xml\n", "text/plain"
    )
    for name in ("all", "news"):
        site.put(f"/{name}.xml", "<urlset><url><loc>{site}/news/1</loc></url></urlset>", "application/xml")
    assert khitab(project, "add", site.address).exit_code == 0
    source = read_sources(project / "seeds")[-1]
    assert (source.kind, source.location) == ("sitemap", f"{site.address}/news.xml")


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [(("--name", "a:b"), 5), (("--name", "inbox"), 5), (("--outlet", "x" * 300), 5)],
)
def test_what_cannot_be_an_entry_is_not_written(project, site, arguments, exit_code):
    site.put("/rss", feed(1), "application/rss+xml")
    done = khitab(project, "add", f"{site.address}/rss", *arguments)
    assert (done.exit_code, written(project)) == (exit_code, COMMENTS)
    assert "Traceback" not in done.stderr


def test_a_site_without_any_says_so(project, site):
    site.put("/", "<html><body>موقع</body></html>")
    done = khitab(project, "add", site.address)
    assert (done.exit_code, written(project)) == (5, COMMENTS)
    assert sum(site.asked.values()) < 20


@pytest.mark.parametrize(
    "address", ["ftp://x.example/a", "http://[::1", "", "http://me:hunter2@x.example/", "http://127.0.0.1:9/"]
)
def test_what_is_no_address_or_does_not_answer_is_one_sentence(project, address):
    done = khitab(project, "add", address)
    assert (done.exit_code, written(project)) == (5, COMMENTS)
    assert "hunter2" not in done.output + done.stderr
    assert len(done.stderr.strip().splitlines()) == 2


def test_check_tells_what_would_come_and_stores_nothing(project, site):
    for number in (1, 2, 3):
        page = article_page(f"إصلاح الطريق رقم {number} يبدأ قريبا", number)
        site.put(f"/news/{number}", page)
    urls = "".join(
        f"<url><loc>{{site}}/news/{n}</loc><lastmod>{day}</lastmod></url>"
        for n, day in ((1, "2999-01-01"), (2, "2999-01-02"), (3, "2999-01-03"), (4, "2001-01-01"))
    )
    site.put("/s.xml", f"<urlset>{urls}</urlset>", "application/xml")
    site.put("/rss", feed(1, 2), "application/rss+xml")
    entries = (
        f'[[source]]\nname = "خريطة"\nkind = "sitemap"\nurl = "{site.address}/s.xml"\n'
        "allow_private = true\n"
        f'[[source]]\nname = "قناة"\nkind = "feed"\nurl = "{site.address}/rss"\n'
        "allow_private = true\n"
    )
    (project / "seeds" / "sources.toml").write_text(entries, encoding="utf-8")
    before = sorted(project.rglob("*"))
    done = khitab(project, "check", "خريطة", "قناة", "--pages", "2")
    assert done.exit_code == 0, done.output
    for said in (
        "2 articles: 2 new, 0 stored already",
        "إصلاح الطريق رقم 3 يبدأ قريبا",
        "1 older than max_age_days",
        "Only 2 of 3 pages",
        "full_text = true",
    ):
        assert said in done.output
    assert sorted(project.rglob("*")) == before


def test_check_reads_a_table_in_parts_and_keeps_none_of_it(project, monkeypatch):
    text = "أعلنت البلدية أن أعمال الصيانة في الشارع رقم {} تبدأ الأسبوع المقبل، وتستمر شهرين كاملين، "
    text += "وإن هطلت الأمطار توقفت أياما ثم عادت."
    rows = "".join(f"{text.format(n)},2025-12-{n % 28 + 1:02},عنوان {n}\n" for n in range(500))
    (project / "a.csv").write_text(f"text,date,title\n{rows}{text.format(1)},غدا,عنوان\n", encoding="utf-8")
    entry = '[[source]]\nname = "جدول"\nkind = "table"\npath = "a.csv"\n'
    (project / "seeds" / "sources.toml").write_text(entry, encoding="utf-8")
    monkeypatch.setattr("flows.sources.receive._PART_ROWS", 100)
    monkeypatch.setattr("flows.sources.receive.receive", lambda *_, **__: pytest.fail("it was read whole"))
    done = khitab(project, "check", "جدول")
    assert done.exit_code == 0, done.output
    for said in (
        "501 articles: 500 new, 0 stored already, 1 twice.",
        "Dates: 2025-12-01 to 2025-12-28 (500 stated, 1 none).",
        "Languages: 501 ar.",
        "noted (unread-date) 1: a.csv#501",
    ):
        assert said in done.output


def test_check_of_an_unknown_name_and_of_a_source_that_is_down(project):
    assert khitab(project, "check", "لا أحد").exit_code == 2
    entry = '[[source]]\nname = "قناة"\nkind = "feed"\nurl = "http://127.0.0.1:9/rss"\nallow_private = true\n'
    (project / "seeds" / "sources.toml").write_text(entry, encoding="utf-8")
    done = khitab(project, "check", "قناة")
    assert done.exit_code == 5
    assert "skipped (down) 1" in done.output


def test_a_private_address_is_refused_at_once_with_the_option_that_permits_it(project, site):
    arguments = ["sources", "add", site.address, "--project", str(project), "--timeout-seconds", "5"]
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert (done.exit_code, written(project), site.asked.total()) == (5, COMMENTS, 0)
    assert "--allow-private" in done.stderr
    assert "RSS" not in done.stderr
