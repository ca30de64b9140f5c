"""One name for each party, however it is spelt."""

import pytest
from builders import blame, table

from flows.measures.parties import name_parties
from flows.tables import BLAME

TEXT = "النظام نظام النظام» قوات الاحتلال"


def named(*written):
    """Give the party's name of each target."""
    rows = [
        blame("a" * 16, number, target, target) | {"target_actor": actor}
        for number, (target, actor) in enumerate(written)
    ]
    return name_parties(table(BLAME, rows))["target_party"].to_list()


def test_article_and_marks_do_not_make_another_party_and_the_commonest_spelling_is_shown():
    parties = [("النظام", None), ("نظام", None), ("النظام»", None), ("النظام", None)]
    assert named(*parties) == ["النظام"] * 4


def test_spellings_of_one_word_are_one_party():
    assert len(set(named(("الأحزاب", None), ("الاحزاب", None), ("أحزاب،", None)))) == 1


@pytest.mark.parametrize("other", ["النظام السوري", "أنظمة", "الن"])
def test_other_words_are_other_parties(other):
    assert len(set(named(("النظام", None), (other, None)))) == 2


def test_an_actor_of_the_codebook_keeps_its_own_name():
    assert named(("موسكو", "russia"), ("روسيا", "russia"), ("روسيا", None)) == ["russia", "russia", "روسيا"]


def test_of_equally_common_spellings_one_is_always_shown():
    assert named(("نظام", None), ("النظام", None)) == named(("النظام", None), ("نظام", None))


def test_a_source_goes_by_the_same_name_as_a_target_of_the_same_words():
    rows = [
        blame("a" * 16, 0, TEXT, "النظام"),
        blame("a" * 16, 1, TEXT, "قوات الاحتلال", source="نظام"),
        blame("a" * 16, 2, TEXT, "النظام"),
    ]
    found = name_parties(table(BLAME, rows))
    assert found["source_party"].to_list() == ["", "النظام", ""]


def test_no_record_gives_no_party():
    found = name_parties(BLAME.empty())
    assert found.is_empty()
    assert {"target_party", "source_party"} <= set(found.columns)


def test_marks_alone_stay_as_they_are():
    assert named(("«»", None)) == ["«»"]


def test_the_order_of_records_is_kept():
    assert named(("جهة ب", None), ("جهة أ", None)) == ["جهة ب", "جهة أ"]
