"""Real Arabic pages, where they are at hand: text and dates against what a person read."""

import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from flows.sources.address import address_key
from flows.sources.language import find_language
from flows.sources.pages import read_page
from flows.sources.spelling import unify

PAGES = Path(__file__).parents[3] / "shared" / "pages"
TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="needs the saved pages in ../shared/pages")


def rows():
    if not PAGES.is_dir():
        return []
    return [json.loads(line) for line in (PAGES / "pages.jsonl").read_text(encoding="utf-8").splitlines()]


def read(row):
    data = (PAGES / row["file"]).read_bytes()
    return read_page(gzip.decompress(data) if row["file"].endswith(".gz") else data, TODAY)


def token_f1(found, gold):
    found, gold = Counter(unify(found).split()), Counter(unify(gold).split())
    return 2 * (found & gold).total() / (found.total() + gold.total())


def test_bodies_are_right():
    scores = [token_f1(read(row).text, row["gold_text"]) for row in rows() if row["gold_text"]]
    assert min(scores) >= 0.95
    assert sum(scores) / len(scores) >= 0.98


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_dates_are_right(row):
    page = read(row)
    assert page.published == row["date"]
    assert page.date_confidence in {"stated", "found"}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_the_language_is_told(row):
    assert find_language(read(row).text) == row["lang"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_addresses_and_authors_are_the_page_s_own(row):
    page = read(row)
    assert address_key(page.url).startswith(address_key(row["url"]))
    assert page.author is None or not set(page.author) & set(";:/0123456789")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_headlines_are_without_the_site_s_name(row):
    title = read(row).title
    assert title is not None
    assert row["title"].startswith(title)
