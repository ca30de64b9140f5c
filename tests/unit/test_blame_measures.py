"""Blame counted by target and by pair."""

import polars as pl
import pytest
from builders import SIEGE, WAR, blame, corpus, table

from flows.measures.blame import blame_pairs, blame_rates, blame_targets, ledger
from flows.tables import BLAME

MEMBERSHIP = pl.DataFrame({"article_id": ["a" * 16, "b" * 16], "group": ["2016", "2025"]})


@pytest.fixture
def records():
    rows = [
        blame("a" * 16, 0, WAR, "تركيا", source="روسيا", source_actor="russia", kind="accusation"),
        blame("a" * 16, 1, SIEGE, "الأسد", target_actor="bashar_al_assad"),
        blame(
            "a" * 16, 1, SIEGE, "الأسد", target_actor="bashar_al_assad", kind="accusation", stance="denied"
        ),
    ]
    return ledger(table(BLAME, rows), MEMBERSHIP)


def test_a_party_goes_by_its_actor_else_by_its_words(records):
    assert records["target_party"].to_list() == ["تركيا", "bashar_al_assad", "bashar_al_assad"]
    assert records["source_party"].to_list() == ["russia", "", ""]


def test_targets_count_asserted_kinds_and_denials_apart(records):
    counted = blame_targets(records).filter(pl.col("target_party") == "bashar_al_assad").row(0, named=True)
    assert (counted["harm"], counted["accusation"], counted["asserted"], counted["denied"]) == (1, 0, 1, 1)
    assert counted["sentences"] == 1


def test_pairs_leave_denials_out_and_name_the_own_voice_by_nothing(records):
    assert blame_pairs(records).select("source_party", "target_party", "records").rows() == [
        ("", "bashar_al_assad", 1),
        ("russia", "تركيا", 1),
    ]


def test_the_share_of_blaming_sentences_keeps_its_denominator(records):
    rates = blame_rates(records, corpus().sentences, MEMBERSHIP)
    assert rates.rows() == [("2016", 2, 2, 2), ("2025", 0, 0, 2)]


def test_records_of_other_articles_are_left_out():
    assert ledger(corpus().blame, MEMBERSHIP.filter(pl.col("group") == "2025")).is_empty()
