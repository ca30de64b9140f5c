"""The share of tellings of harm that name no doer, worked by hand."""

import polars as pl
import pytest
from builders import SIEGE, WAR, blame, harm, table

from flows.measures.blame import ledger
from flows.measures.harm import doerless_shares
from flows.tables import BLAME, HARM

MEMBERSHIP = pl.DataFrame({"article_id": ["a" * 16, "b" * 16], "group": ["2016", "2025"]})


def shares(harm_rows, blame_rows=()):
    records = ledger(table(BLAME, blame_rows), MEMBERSHIP)
    return doerless_shares(table(HARM, harm_rows), records, MEMBERSHIP)


def test_numerator_and_denominator_count_sentences():
    rows = [
        harm("a" * 16, 0, WAR, "توسعت"),
        harm("a" * 16, 0, WAR, "الحرب"),
        harm("a" * 16, 2, WAR, "الحرب", "named"),
    ]
    found = shares(rows, [blame("a" * 16, 1, SIEGE, "الأسد")]).row(0, named=True)
    assert (found["without_doer"], found["harm_sentences"]) == (1, 3)
    assert found["without_doer_share"] == pytest.approx(1 / 3)
    assert found["without_doer_share_low"] < 1 / 3 < found["without_doer_share_high"]


def test_a_sentence_that_shows_a_doer_somewhere_names_one():
    rows = [harm("a" * 16, 1, SIEGE, "حصارا")]
    assert shares(rows, [blame("a" * 16, 1, SIEGE, "الأسد")])["without_doer"].to_list() == [0, 0]


@pytest.mark.parametrize("fields", [{"stance": "denied"}, {"kind": "accusation"}])
def test_neither_a_denied_harm_nor_an_accusation_alone_tells_of_one(fields):
    found = shares([], [blame("a" * 16, 1, SIEGE, "الأسد", **fields)])
    assert found["harm_sentences"].to_list() == [0, 0]


def test_a_group_that_tells_of_no_harm_has_no_share():
    found = shares([harm("a" * 16, 0, WAR, "توسعت")])
    assert found["group"].to_list() == ["2016", "2025"]
    assert found.row(1)[1:6] == (0, 0, None, None, None)


def test_sentences_that_cluster_in_articles_widen_the_interval():
    membership = pl.DataFrame({"article_id": [f"{n:016x}" for n in range(8)], "group": ["g"] * 8})
    records = ledger(BLAME.empty(), membership)

    def bounds(doer):
        rows = [
            harm(f"{article:016x}", number, WAR, "الحرب", doer(article, number))
            for article in range(8)
            for number in range(10)
        ]
        found = doerless_shares(table(HARM, rows), records, membership).row(0, named=True)
        return found["without_doer_share_high"] - found["without_doer_share_low"]

    spread = bounds(lambda _article, number: "unnamed" if number % 2 else "named")
    clustered = bounds(lambda article, _number: "unnamed" if article % 2 else "named")
    assert clustered > 2 * spread
