"""What identity must never see, and must always see."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from flows.text.identity import ID_LENGTH, digest, identity_text

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء ،.؟0123456789\n", max_size=80)
UNSEEN = st.text(
    alphabet="\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640\u200c\u200d\u200e\u200f\ufeff",
    max_size=3,
)


@given(st.text(max_size=60))
def test_reducing_twice_is_reducing_once(text):
    once = identity_text(text)
    assert identity_text(once) == once


@given(ARABIC, st.data())
def test_diacritics_tatweel_and_invisible_marks_are_not_seen(text, data):
    decorated = "".join(letter + data.draw(UNSEEN) for letter in text)
    assert digest(decorated) == digest(text)


@given(st.lists(st.text(alphabet="ابتجدسمنوي", min_size=1, max_size=6), min_size=1, max_size=8), st.data())
def test_spacing_is_not_seen(words, data):
    gap = st.text(alphabet=" \t\n\r\u00a0\u2003\u2028", min_size=1, max_size=4)
    spaced = "".join(data.draw(gap) + word for word in words) + data.draw(gap)
    assert digest(spaced) == digest(" ".join(words))


@given(ARABIC)
def test_composed_and_decomposed_letters_are_one(text):
    assert digest(unicodedata.normalize("NFD", text)) == digest(unicodedata.normalize("NFC", text))


@given(ARABIC, st.sampled_from("بتجدس"))
def test_another_letter_is_another_article(text, letter):
    assert digest(text + letter) != digest(text)


def test_letters_that_matching_unifies_stay_apart():
    assert digest("على") != digest("علي")
    assert digest("إن") != digest("ان")
    assert digest("سورية") != digest("سوريه")


def test_the_ids_of_stored_articles_never_change():
    # Written by hand once: a change here would store every article anew.
    assert (
        digest("اتَّهمت  الحكومةُ\nالميليشيات.")[:ID_LENGTH] == digest("اتهمت الحكومة الميليشيات.")[:ID_LENGTH]
    )
    assert (
        digest("اتهمت الحكومة الميليشيات.")
        == "0980eab2a5bd4116c3a138d2fc7260f270bcc45ecd7536912476fc3d96d5bd23"
    )
