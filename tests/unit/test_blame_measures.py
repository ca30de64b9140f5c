"""Blame counted by target and by pair."""

import polars as pl
import pytest
from builders import SIEGE, WAR, blame, corpus, table

from flows.measures.blame import (
    OTHERS,
    blame_matrix,
    blame_pairs,
    blame_rates,
    blame_targets,
    ledger,
    matrix_places,
)
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


def test_pairs_count_denials_apart_and_name_the_own_voice_by_nothing(records):
    counted = blame_pairs(records).select("source_party", "target_party", "records", "denied", "sentences")
    assert counted.rows() == [("", "bashar_al_assad", 1, 1, 1), ("russia", "تركيا", 1, 0, 1)]


def test_a_matrix_counts_each_cell_and_all_groups_together(records):
    both = pl.concat([records, records.with_columns(group=pl.lit("2025"))])
    counted = blame_matrix(matrix_places(both, 5, 5)).select(
        "group", "source_place", "target_place", "asserted", "denied", "sentences"
    )
    assert counted.rows() == [
        ("", "", "bashar_al_assad", 2, 2, 1),
        ("", "russia", "تركيا", 2, 0, 1),
        ("2016", "", "bashar_al_assad", 1, 1, 1),
        ("2016", "russia", "تركيا", 1, 0, 1),
        ("2025", "", "bashar_al_assad", 1, 1, 1),
        ("2025", "russia", "تركيا", 1, 0, 1),
    ]


def test_one_group_has_no_matrix_of_all_together(records):
    assert set(matrix_places(records, 5, 5)["group"]) == {"2016"}


def test_parties_beyond_the_limit_are_others_but_one_is_never_called_so():
    rows = [
        blame("a" * 16, number, text, text, source=f"مصدر {number}")
        for number, text in enumerate(["طرف أول", "طرف ثان", "طرف ثالث", "طرف أول"])
    ]
    known = ledger(table(BLAME, rows), MEMBERSHIP)
    two = matrix_places(known, 9, 2)
    assert set(two["target_place"]) == {"طرف أول", "طرف ثان", "طرف ثالث"}
    one = matrix_places(known, 9, 1)
    assert sorted(one["target_place"]) == [OTHERS, OTHERS, "طرف أول", "طرف أول"]
    assert blame_matrix(one)["asserted"].sum() == 4


def test_no_record_gives_an_empty_matrix():
    assert blame_matrix(matrix_places(ledger(BLAME.empty(), MEMBERSHIP), 5, 5)).is_empty()


def test_the_share_of_blaming_sentences_keeps_its_denominator(records):
    rates = blame_rates(records, corpus().sentences, MEMBERSHIP)
    assert rates.rows() == [("2016", 2, 2, 2), ("2025", 0, 0, 2)]


def test_records_of_other_articles_are_left_out():
    assert ledger(corpus().blame, MEMBERSHIP.filter(pl.col("group") == "2025")).is_empty()
