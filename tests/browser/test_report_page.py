"""The report in a real browser: silent, self-contained, readable at any width, Arabic from right to left."""

import itertools
import shutil
from pathlib import Path

import pytest
from builders import comparison

from flows.report.provenance import Provenance
from flows.report.write import write_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
COMMITTED = Path(__file__).parents[2] / "reports" / "2026-11-22" / "articles"
PAGES = ["index.html", "index.ar.html"]
DANGLING = """() => [...document.querySelectorAll('a[href^="#"]')]
    .map(a => decodeURIComponent(a.getAttribute('href').slice(1)))
    .filter(id => !document.getElementById(id))"""


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package chromium to run the browser tests")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    from datetime import date

    place = Provenance(date(2026, 1, 2), {}, "0123456789abcdef", "fedcba9876543210")
    return write_report(tmp_path_factory.mktemp("reports"), comparison(), place)


@pytest.fixture(scope="module")
def folded(tmp_path_factory):
    """The same report as if it were too long to be read as a whole, with one sentence seen at once."""
    from datetime import date

    place = Provenance(date(2026, 1, 2), {}, "0123456789abcdef", "fedcba9876543210")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.report.render.MOST_QUOTES_UNFOLDED", 0)
        patch.setattr("flows.report.render.QUOTES_SHOWN", 1)
        return write_report(tmp_path_factory.mktemp("folded"), comparison(), place)


@pytest.fixture
def visit(browser):
    """Open a page at a width; what it says on its console and asks of the network is kept with it."""
    opened = []

    def open_page(file, width=1200):
        page = browser.new_page(viewport={"width": width, "height": 900})
        opened.append(page)
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on(
            "request", lambda request: None if request.url == file.as_uri() else page.said.append(request.url)
        )
        page.goto(file.as_uri())
        return page

    yield open_page
    for page in opened:
        page.close()


@pytest.fixture(params=["made", "folded", "committed"])
def report(request):
    return COMMITTED if request.param == "committed" else request.getfixturevalue(request.param)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [360, 1200])
def test_a_page_is_silent_asks_nothing_and_fits_its_window(visit, report, name, width):
    page = visit(report / name, width)
    assert page.said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_every_link_within_the_page_leads_somewhere(visit, report, name):
    assert visit(report / name).evaluate(DANGLING) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_the_page_links_to_is_there(visit, report, name):
    links = visit(report / name).evaluate(
        "() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
    )
    files = {link for link in links if not link.startswith(("#", "http", ".."))}
    assert files
    assert [link for link in files if not (report / link).is_file()] == []


@pytest.mark.parametrize("name", PAGES)
def test_sentences_are_set_from_right_to_left_in_both_languages(visit, report, name):
    directions = visit(report / name).evaluate(
        "() => [...document.querySelectorAll('blockquote')].map(quote => getComputedStyle(quote).direction)"
    )
    assert set(directions) == {"rtl"}


def test_the_arabic_page_runs_from_right_to_left(visit, made):
    page = visit(made / "index.ar.html")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    title, edge = page.locator("h1").bounding_box(), page.evaluate("document.documentElement.clientWidth")
    assert title["x"] + title["width"] > edge / 2


@pytest.mark.parametrize("which", ["made", "folded"])
def test_a_number_leads_to_its_sentences(visit, request, which):
    page = visit(request.getfixturevalue(which) / "index.html")
    number = page.locator('tr:has(th:has-text("2016")) a[href="#sentences-proxy_war-g1"]').first
    number.click()
    page.wait_for_timeout(900)
    quote = page.locator("#sentences-proxy_war-g1 blockquote").first
    assert "حرب إقليمية بالوكالة" in quote.inner_text()
    box = quote.bounding_box()
    assert 0 <= box["y"] < 900


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("which", ["made", "folded"])
def test_a_cell_of_the_matrix_leads_to_its_sentences(visit, request, which, name, width):
    page = visit(request.getfixturevalue(which) / name, width)
    cell = page.locator("#matrix ~ .folds .matrix td a").first
    target = cell.get_attribute("href")
    cell.click()
    page.wait_for_timeout(900)
    quote = page.locator(f"{target} blockquote, h6{target} + ul blockquote").first
    assert quote.inner_text().strip()
    assert 0 <= quote.bounding_box()["y"] < 900


def test_a_short_report_is_read_as_a_whole_and_a_long_one_is_folded(visit, made, folded):
    assert visit(made / "index.html").locator("details.evidence:not([open])").count() == 0
    assert visit(folded / "index.html").locator("details.evidence[open]").count() == 0


@pytest.mark.parametrize("name", PAGES)
def test_every_number_opens_the_list_that_it_leads_to(visit, folded, name):
    page = visit(folded / name)
    targets = {link.get_attribute("href") for link in page.locator('a[href^="#sentence"]:not(svg a)').all()}
    assert len(targets) > 10
    for target in sorted(targets):
        page.evaluate("() => document.querySelectorAll('details').forEach(fold => fold.open = false)")
        page.evaluate("target => { location.hash = ''; location.hash = target }", target)
        assert page.locator(target).is_visible(), target


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_chart_leads_to_an_opened_list(visit, folded, name):
    page = visit(folded / name)
    link = page.locator('svg a[*|href^="#sentences-"]').first
    target = link.evaluate("one => one.href.baseVal")
    link.click()
    page.wait_for_timeout(900)
    assert page.locator(target).first.is_visible()


def test_the_keyboard_opens_a_list_and_the_rest_of_it(visit, folded):
    page = visit(folded / "index.html")
    fold = page.locator("details.evidence", has=page.locator("#sentences-sovereignty-g2"))
    fold.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert fold.locator("blockquote").first.is_visible()


@pytest.mark.parametrize("width", [360, 1200])
def test_a_page_of_dark_colours_fits_its_window_and_its_text_stands_out(browser, made, width):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark")
    page.goto((made / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shades = page.evaluate(
        "() => ['color', 'backgroundColor'].map(one => getComputedStyle(document.body)[one].match(/[0-9]+/g))"
    )
    ink, paper = (sum(int(part) for part in shade[:3]) for shade in shades)
    assert ink > 600
    assert paper < 100
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_printing_a_folded_report_shows_what_is_open_and_no_more(visit, folded, name):
    page = visit(folded / name)
    page.emulate_media(media="print")
    assert not page.locator("#sentences-sovereignty-g2").is_visible()
    assert not page.locator("nav").is_visible()
    page.evaluate("location.hash = 'sentences-sovereignty-g2'")
    assert page.locator("#sentences-sovereignty-g2 blockquote").first.is_visible()


@pytest.mark.parametrize("name", PAGES)
def test_headings_skip_no_level(visit, report, name):
    levels = visit(report / name).evaluate(
        "() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_records_of_a_sentence_stand_once_and_its_other_quotes_lead_there(visit, made):
    page = visit(made / "index.html")
    text = page.locator("#sentences-proxy_war-g1 blockquote").inner_text()
    quotes = page.locator(".quotes > li", has=page.locator("blockquote", has_text=text))
    assert quotes.count() > 1
    assert quotes.locator(".records").count() == 1
    homes = {link.get_attribute("href") for link in quotes.locator(".where a").all()}
    assert len(homes) == 1
    assert page.locator(homes.pop()).locator(".records").count() == 1


def test_nothing_on_the_arabic_page_is_told_in_english(visit, made):
    page = visit(made / "index.ar.html")
    told = page.evaluate(
        "() => [...document.querySelectorAll('[aria-label], [aria-roledescription], [title], .spoken')]"
        ".map(one => one.getAttribute('aria-label') || one.getAttribute('aria-roledescription')"
        " || one.title || one.textContent)"
    )
    assert told
    assert [text for text in told if any("a" <= letter <= "z" for letter in text)] == []


@pytest.mark.parametrize("name", PAGES)
def test_the_names_of_those_who_blame_are_not_squeezed_on_a_phone(visit, made, name):
    cell = visit(made / name, 360).locator("td.names").first
    assert cell.bounding_box()["width"] >= 280


@pytest.mark.parametrize("name", PAGES)
def test_a_kind_of_blame_leads_to_the_sentences_of_that_kind(visit, made, name):
    page = visit(made / name)
    for link in page.locator("#blame td.number a").all():
        place = page.locator(link.get_attribute("href"))
        assert place.count() == 1
    page.locator('a[href="#sentences-blame-g1-2-accusation"]').last.click()
    page.wait_for_timeout(900)
    assert "تركيا" in page.locator("#sentences-blame-g1-2-accusation + ul blockquote").first.inner_text()


def test_words_of_harm_without_a_doer_are_marked(visit, made):
    page = visit(made / "index.html")
    assert set(page.locator("#sentences-doerless-g1 mark.harm").all_inner_texts()) == {"توسعت"}


def test_the_arabic_page_holds_no_english_rule_and_no_english_detail(visit, made):
    page = visit(made / "index.ar.html")
    assert page.locator(".records code").count() == 0
    assert "The file is empty" not in page.locator("#coverage").inner_text()


def test_the_mention_and_the_blamed_party_are_marked_where_they_stand(visit, made):
    page = visit(made / "index.html")
    assert page.locator("mark.frame").first.inner_text() in {"سيادتها", "السيادة", "الشراكة"}
    assert set(page.locator("mark.target").all_inner_texts()) == {"تركيا", "الأسد"}


@pytest.mark.parametrize("width", [360, 1200])
def test_the_list_of_reports_opens_and_leads_to_them(visit, made, width):
    listed = made.parents[1] / "index.html"
    page = visit(listed, width)
    assert page.said == []
    page.click("a.title")
    assert page.url == (made / "index.html").as_uri()


LOW_STANDS_LEFT = """() => [...document.querySelectorAll('bdi[dir=ltr]')].map(interval => {
    const text = interval.firstChild, dash = text.data.indexOf('–');
    const left = (start) => {
        const range = document.createRange();
        range.setStart(text, start);
        range.setEnd(text, start + 1);
        return range.getBoundingClientRect().left;
    };
    return left(1) < left(dash + 1);
})"""


@pytest.mark.parametrize("name", PAGES)
def test_every_interval_reads_from_its_low_end_in_both_languages(visit, report, name):
    assert set(visit(report / name).evaluate(LOW_STANDS_LEFT)) == {True}
