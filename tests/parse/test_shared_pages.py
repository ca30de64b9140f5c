"""Real Arabic pages, where they are at hand: text and dates against what a person read."""

import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from flows.sources.dates import unify
from flows.sources.pages import read_page

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
    assert read(row).published == row["date"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_headlines_are_without_the_site_s_name(row):
    title = read(row).title
    assert title is not None
    assert row["title"].startswith(title)
