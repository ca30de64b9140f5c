"""Rough stems: one word at a time and in bulk they are the same."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.normalise import normalise
from flows.text.stems import NUMBER, stem, stems

LETTERS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءةىأإآؤئ", max_size=7)
CLITICS = st.sampled_from(["", "و", "ف", "ال", "بال", "كال", "لل", "وال", "فال", "وبال", "ولل"])
ENDINGS = st.sampled_from(
    ["", "هما", "تها", "تهم", "تين", "ها", "هم", "ته", "نا", "ات", "ون", "ين", "ان", "يه", "ه", "ي"]
)
BUILT = st.tuples(CLITICS, LETTERS, ENDINGS).map("".join)
WORDS = st.one_of(BUILT, st.text("0123456789٠١٢٣و", max_size=4), st.text("abcو2ال", max_size=6)).map(
    normalise
)


@given(st.lists(WORDS, max_size=8))
def test_bulk_and_single_stems_agree(words):
    assert stems(pl.Series(words, dtype=pl.String)).to_list() == [stem(word) for word in words]


@given(WORDS.filter(bool))
def test_no_word_loses_all_its_letters(word):
    assert stem(word)


@given(WORDS)
def test_a_stem_is_a_part_of_its_word_or_the_sign_of_numbers(word):
    assert stem(word) == NUMBER or stem(word) in word


@given(BUILT.map(normalise).filter(lambda word: len(word) > 3))
def test_a_conjunction_makes_no_difference_to_a_word_of_four_letters(word):
    assert stem(f"و{word}") == stem(word) or word[0] in "وف"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("القوات", "قوات"),
        ("للنظام", "نظام"),
        ("بالقصف", "قصف"),
        ("وبالقصف", "قصف"),
        ("فقالت", "قالت"),
        ("مدينته", "مدين"),
        ("مدينتهم", "مدين"),
        ("ميليشيات", "ميليشي"),
        ("الحوثيين", "حوثي"),
        ("2017", NUMBER),
        ("٣٤", NUMBER),
        ("و20", "و20"),
        ("من", "من"),
        ("وال", "وال"),
        ("ء", "ء"),
        ("", ""),
    ],
)
def test_worked_stems(word, expected):
    assert stem(word) == expected


def test_alike_words_share_a_stem():
    assert {stem(word) for word in ("قصف", "القصف", "بالقصف", "وبالقصف", "قصفه", "قصفهم")} == {"قصف"}
