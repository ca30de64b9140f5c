"""Coverage by outlet and day in a real browser: a cell leads to its day, a day to its rows."""

import csv
import datetime as dt
import shutil

import pytest
from builders import article, codebook, dated, table

from flows.compare import Corpus, compare
from flows.report.provenance import Provenance
from flows.report.write import write_report
from flows.settings import CompareParameters
from flows.tables import ARTICLES, BLAME, HARM, HITS, RECEIPTS, SENTENCES, SKIPS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PAGES = ["index.html", "index.ar.html"]
DAY = dt.date(2025, 3, 3)
YESTERDAY = DAY - dt.timedelta(1)
LONG = "شبكة أخبار الجزيرة السورية المستقلة"


def daily(outlet, count):
    return [
        dated(f"{outlet}{back}-{n}", DAY - dt.timedelta(back), outlet=outlet, date_confidence="stated")
        for back in range(40)
        for n in range(count)
    ]


def skipped(item, reason, items=1):
    place = {"outlet": LONG, "day": YESTERDAY, "items": items, "in_last_reading": True}
    return {"source": "wire", "item": item, "reason": reason, "detail": "x"} | place


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    rows = [*daily(LONG, 4), *daily("Al-Watan", 1)]
    rows += [article(f"u{n}", outlet=LONG, fetched_at=f"{YESTERDAY}T05:00:00Z") for n in range(2)]
    skips = [
        skipped("1", "language"),
        skipped("2", "language"),
        skipped("3", "empty"),
        skipped("", "down", 0),
    ]
    empty = [one.empty() for one in (SENTENCES, HITS, BLAME, HARM, RECEIPTS)]
    corpus = Corpus(table(ARTICLES, rows), *empty, skips=table(SKIPS, skips))
    found = compare(corpus, codebook(), CompareParameters(report_date=DAY))
    place = Provenance(DAY, {}, "0123456789abcdef", "fedcba9876543210")
    return write_report(tmp_path_factory.mktemp("reports"), found, place)


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package chromium to run the browser tests")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1200])
def test_a_cell_says_what_matters_leads_to_its_day_and_that_to_its_rows(browser, made, name, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((made / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    row = page.locator(f".volume tbody tr:has-text('{LONG}')")
    cell = row.locator("td:not(.open, .sum)").last.locator("a")
    assert cell.inner_text().split() == ["4", "/4", "!", "✕3", "≈2"]
    cell.click()
    page.wait_for_timeout(900)
    day = page.locator(cell.get_attribute("href"))
    assert 0 <= day.bounding_box()["y"] < 900  # its details opened by itself, without a script
    links = [link.get_attribute("href") for link in day.locator("a").all()]
    counts = {}
    for link in links:
        file, _, rows = link.partition("#row=")
        first, last = map(int, rows.split("-"))
        with (made / file).open(encoding="utf-8-sig", newline="") as lines:
            inside = list(csv.reader(lines))[first - 1 : last]
        header = ("outlet", "day")
        with (made / file).open(encoding="utf-8-sig", newline="") as lines:
            named = [
                row
                for row in csv.DictReader(lines)
                if tuple(row[n] for n in header) == (LONG, f"{YESTERDAY}")
            ]
        assert [list(row.values()) for row in named] == inside
        counts[file] = len(inside)
    assert counts == {"data/daily_articles.csv": 6, "data/skipped.csv": 4}
    page.close()


@pytest.mark.parametrize(("name", "is_mirrored"), [("index.html", False), ("index.ar.html", True)])
def test_the_days_run_in_the_direction_of_reading_and_the_last_is_open(browser, made, name, is_mirrored):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto((made / name).as_uri())
    heads = page.locator(".volume thead th.number:not(.sum)").all()
    places = [head.bounding_box()["x"] for head in heads]
    assert len(places) == 15
    assert places == sorted(places, reverse=is_mirrored)
    assert "open" in heads[-1].get_attribute("class")
    page.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "shown"), [(390, 6), (800, 12), (1200, 17)])
def test_the_last_days_are_shown_without_scrolling_aside(browser, made, name, width, shown):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((made / name).as_uri())
    assert [head.is_visible() for head in page.locator(".volume thead th").all()].count(True) == shown
    assert page.locator(".volume").evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    page.locator("details.days summary").first.click()
    tables = page.locator(".day-table").first
    assert tables.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    page.close()
