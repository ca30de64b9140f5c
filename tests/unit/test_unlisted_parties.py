"""Of many parties that are blamed, a page lists some, and says how many records the others have."""

from dataclasses import replace
from datetime import date

import pytest
from builders import WAR, blame, comparison, corpus, dated, sentence, table

from flows.report.provenance import Provenance
from flows.report.render import render_markdown, render_page
from flows.settings import CompareParameters, GroupBy
from flows.tables import BLAME, SENTENCES

LISTED, PARTIES = 10, 13
PROVENANCE = Provenance(date(2026, 1, 2), {}, "0" * 16, "f" * 16)


@pytest.fixture(scope="module")
def found():
    known = corpus([dated("0" * 16, date(2018, 4, 1)), dated("1" * 16, date(2018, 5, 1))])
    records = [
        blame("0" * 16, 0, WAR, "تركيا", kind="accusation") | {"target": f"حزب {chr(0x0628 + number)}"}
        for number in range(PARTIES)
    ]
    return comparison(
        CompareParameters(group_by=GroupBy.PERIOD),
        replace(
            known,
            sentences=table(SENTENCES, [sentence(one * 16, 0, WAR, 12) for one in "01"]),
            hits=known.hits.clear(),
            blame=table(BLAME, records),
            harm=known.harm.clear(),
        ),
    )


def test_the_rest_is_told_under_the_table(found):
    rest = f"{PARTIES - LISTED} more records blame parties that come up less often; all are in"
    assert render_page(found, PROVENANCE, "en", None).count(rest) == 1
    assert f"{rest} data/blame_targets.csv." in render_markdown(found, PROVENANCE, "en")


def test_in_arabic_too(found):
    page = render_page(found, PROVENANCE, "ar", None)
    assert f"و{PARTIES - LISTED} سجلّات أخرى تلوم أطرافا أقلّ ورودا؛ والكلّ في" in page
