"""A page of many groups and parties stays short, and every link of it leads somewhere."""

import re
from dataclasses import replace
from datetime import date

import pytest
from builders import WAR, blame, comparison, corpus, dated, sentence, table

from flows.report.provenance import Provenance
from flows.report.render import BLAMERS_SHOWN, PANELS_SHOWN, render_page
from flows.settings import CompareParameters, GroupBy
from flows.tables import BLAME, SENTENCES

MONTHS, BLAMERS = 14, 9


@pytest.fixture(scope="module")
def page():
    ids = [f"{number:016x}" for number in range(MONTHS)]
    known = corpus([dated(one, date(2018 + n // 12, n % 12 + 1, 1)) for n, one in enumerate(ids)])
    records = [
        blame(one, 0, WAR, "تركيا", source=f"ناطق {chr(0x0628 + number)}", kind="accusation")
        for one in ids
        for number in range(BLAMERS)
    ]
    found = comparison(
        CompareParameters(group_by=GroupBy.PERIOD),
        replace(
            known,
            sentences=table(SENTENCES, [sentence(one, 0, WAR, 12) for one in ids]),
            hits=known.hits.clear(),
            blame=table(BLAME, records),
            harm=known.harm.clear(),
        ),
    )
    return render_page(found, Provenance(date(2026, 1, 2), {}, "0" * 16, "f" * 16), "en", None)


def test_every_link_leads_somewhere(page):
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_no_fragment_stands_twice(page):
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_newest_periods_are_drawn_unfolded(page):
    shown, folded = page.split("<summary>The others (2)</summary>")
    assert shown.count('<figure class="panel" id="blame-') == PANELS_SHOWN
    assert folded.count('<figure class="panel" id="blame-') == MONTHS - PANELS_SHOWN
    assert 'id="blame-g1"' in folded
    assert 'id="blame-g14"' in shown


def test_of_many_who_blame_the_first_are_seen_at_once(page):
    assert page.count(f"<summary>others ({BLAMERS - BLAMERS_SHOWN})</summary>") == MONTHS


def test_each_sentence_is_told_of_in_one_place(page):
    assert page.count('class="records"') == MONTHS
    assert page.count("<blockquote") > MONTHS
