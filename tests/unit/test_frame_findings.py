"""What a comparison of many groups says first: who clearly stands out, or that nobody does."""

from dataclasses import replace
from datetime import date

import pytest
from builders import SOVEREIGNTY, comparison, corpus, dated, hit, sentence, table

from flows.report.frame_findings import frame_findings
from flows.report.phrases import headline
from flows.report.speech import Speech
from flows.settings import CompareParameters, GroupBy
from flows.tables import HITS, SENTENCES

ENGLISH, ARABIC = Speech("en"), Speech("ar")
NAMES = "abcdef"


def many(group_by=GroupBy.OUTLET, clear=()):
    """Compare six outlets (or months) of 2,000 words: the first has most mentions of sovereignty.

    Args:
        group_by: how.
        clear: (group's number, frame, ratio) of the differences that are to count as clear.
    """
    rows = [dated(name * 16, date(2018, n, 1), outlet=f"Outlet {name}") for n, name in enumerate(NAMES, 1)]
    known = corpus(rows)
    hits = [
        hit(name * 16, 0, SOVEREIGNTY, "sovereignty", "سيادتها")
        | {"start": start, "end": start + 3, "frame": frame}
        for number, name in enumerate(NAMES)
        for frame in ("sovereignty", "proxy_war")
        for start in range(12 - number)
    ]
    told = replace(
        known,
        sentences=table(SENTENCES, [sentence(name * 16, 0, SOVEREIGNTY, 2000) for name in NAMES]),
        hits=table(HITS, hits),
        blame=known.blame.clear(),
        harm=known.harm.clear(),
    )
    found = comparison(CompareParameters(group_by=group_by), told)
    order = [group.key for group in found.groups]
    ratios = {(order[number], frame): ratio for number, frame, ratio in clear}
    cells = tuple(
        replace(cell, p_adjusted=0.01, ratio=ratios[cell.group, cell.frame])
        if (cell.group, cell.frame) in ratios
        else replace(cell, p_adjusted=0.5)
        for cell in found.cells
    )
    return replace(found, cells=cells)


def test_where_nothing_is_clear_the_headline_says_so():
    assert headline(many(), ENGLISH) == "No outlet clearly stands apart from the others in any frame"
    assert headline(many(), ARABIC) == "لا وسيلة تتميّز بوضوح عن سائر الوسائل في أيّ إطار"
    assert headline(many(GroupBy.PERIOD), ENGLISH).startswith("No period clearly")


def test_the_headline_names_who_clearly_stands_out_once_with_all_frames():
    found = many(clear=[(0, "sovereignty", 2.0), (0, "proxy_war", 1.8)])
    assert headline(found, ENGLISH) in {
        "Sovereignty and proxy war come up more often in \u2068Outlet a\u2069",
        "Proxy war and sovereignty come up more often in \u2068Outlet a\u2069",
    }
    assert "و«" in headline(found, ARABIC)


def test_who_clearly_says_less_is_told_though_another_leads():
    found = many(clear=[(5, "sovereignty", 0.4)])
    assert headline(found, ENGLISH) == "Sovereignty comes up less often in \u2068Outlet f\u2069"
    told = [(one.strength, one.text) for one in frame_findings(found, ENGLISH)]
    (text,) = [text for strength, text in told if strength == "clear"]
    assert text.startswith("Sovereignty comes up less often in \u2068Outlet f\u2069 than in the others")


@pytest.mark.parametrize(("clear", "strength"), [((), "open"), ([(5, "proxy_war", 0.3)], "clear")])
def test_the_newest_period_is_held_against_all_others_first(clear, strength):
    first = frame_findings(many(GroupBy.PERIOD, clear), ENGLISH)[0]
    assert first.text.startswith("The newest, June 2018, against all others: ")
    assert "proxy war 3.5 per 1,000 words against 5.0" in first.text
    assert first.strength == strength


def test_outlets_have_no_newest():
    assert not any("newest" in one.text for one in frame_findings(many(), ENGLISH))
