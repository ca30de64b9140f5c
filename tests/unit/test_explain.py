"""The codebook laid open: what a written word can match, and why another cannot."""

import pytest

from flows.codebook.explain import describe_forms, explain, in_words
from flows.codebook.load import load
from flows.errors import UsageError
from flows.text.normalise import normalise


@pytest.fixture(scope="module")
def codebook():
    return load()


def named(places):
    return {(place.frame, place.entry.entry) for place in places}


@pytest.mark.parametrize("word", ["وبسيادتها", "السِّيادةُ", "لسيادتهم"])
def test_a_word_is_explained_by_the_entry_that_matches_it(codebook, word):
    assert ("sovereignty", "سيادة") in named(explain(codebook, word).matches)


def test_a_form_inside_a_longer_word_is_told_apart(codebook):
    found = explain(codebook, "ميسوري")
    assert found.matches == ()
    assert any("مي[سوري]" in reason and "whole word" in reason for _, reason in found.similar)


def test_what_an_entry_declares_away_is_named(codebook):
    reasons = [reason for _, reason in explain(codebook, "سيادات").similar]
    assert any(reason.startswith("the entry declares preposition: ب") for reason in reasons)


def test_an_alien_word_is_like_nothing(codebook):
    found = explain(codebook, "فسفسفس")
    assert (found.matches, found.within, found.similar) == ((), (), ())
    assert "nothing" in in_words(found)


@pytest.mark.parametrize("word", ["", "  ", "ـ"])
def test_nothing_cannot_be_explained(codebook, word):
    with pytest.raises(UsageError):
        explain(codebook, word)


def test_the_forms_of_an_entry_are_listed_whole(codebook):
    text = describe_forms(codebook, "سيادة")
    entry = next(one for frame in codebook.frames for one in frame.entries if one.entry == "سيادة")
    (word,) = entry.match[0].any
    assert f"{len(word.forms)} forms" in text
    assert set(text.split()) >= word.forms >= {normalise("وبسيادتها")}


def test_an_unknown_entry_is_refused_with_a_near_one(codebook):
    with pytest.raises(UsageError) as caught:
        describe_forms(codebook, "سيادات")
    assert "سيادة" in caught.value.hint
