"""The matching law, rule by rule, on sentences worked by hand."""

import polars as pl
import pytest

from flows.coding.hits import find


def surfaces(text, forms, keep="longest"):
    sentence = pl.DataFrame({"article_id": ["a"], "sentence": [0], "text": [text]})
    patterns = pl.DataFrame({"pattern": list(forms), "form": list(forms.values())})
    found = find(sentence, patterns, keep=keep)
    return list(found.select("pattern", "surface", "start", "end").iter_rows())


@pytest.mark.parametrize("text", ["وقع الحدث في ميسوري أمس.", "السوريون عادوا", "سوريا", "دوسوري"])
def test_a_form_is_never_a_part_of_a_word(text):
    assert surfaces(text, {"syrian": "سوري"}) == []


def test_offsets_name_the_words_as_written():
    assert surfaces("وأكّدَ أنّ السِّيـادةَ لنا.", {"sovereignty": "السياده"}) == [
        ("sovereignty", "السِّيـادةَ", 11, 22)
    ]


@pytest.mark.parametrize(
    "text", ["حرب، بالوكالة", "حرب (بالوكالة)", "حرب: بالوكالة", "حرب. بالوكالة", "حرب - بالوكالة"]
)
def test_no_form_runs_across_a_clause_mark(text):
    assert surfaces(text, {"proxy": "حرب بالوكاله"}) == []


@pytest.mark.parametrize("text", ["حرب «بالوكالة»", "#حرب_بالوكالة", "حرب  \nبالوكالة", '"حرب بالوكالة"'])
def test_quotation_marks_hash_signs_and_spaces_do_not_count(text):
    assert len(surfaces(text, {"proxy": "حرب بالوكاله"})) == 1


def test_a_nested_occurrence_gives_way():
    forms = {"party": "حزب الله", "god": "الله"}
    assert [row[0] for row in surfaces("قال حزب الله إن الله معه", forms)] == ["party", "god"]
    assert [row[0] for row in surfaces("قال حزب الله إن الله معه", forms, "all")] == ["party", "god", "god"]


def test_occurrences_that_overlap_in_part_both_stand():
    forms = {"one": "مجلس الامن", "two": "الامن القومي"}
    assert [row[0] for row in surfaces("مجلس الأمن القومي", forms)] == ["one", "two"]


def test_one_span_stands_for_every_pattern_of_its_form():
    sentence = pl.DataFrame({"article_id": ["a"], "sentence": [0], "text": ["تدمر"]})
    patterns = pl.DataFrame({"pattern": ["palmyra", "destroys"], "form": ["تدمر", "تدمر"]})
    assert find(sentence, patterns)["pattern"].to_list() == ["destroys", "palmyra"]


def test_nothing_to_find_and_nothing_to_search():
    sentence = pl.DataFrame({"article_id": ["a"], "sentence": [0], "text": ["نص"]})
    patterns = pl.DataFrame({"pattern": ["p"], "form": ["غيره"]})
    assert find(sentence, patterns).is_empty()
    assert find(sentence.clear(), patterns).schema == find(sentence, patterns).schema
    assert find(sentence, patterns.clear()).schema == find(sentence, patterns).schema
