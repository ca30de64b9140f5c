import polars as pl
import pytest

from flows.text.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("... ، !", 0),
        ("حرب بالوكالة", 2),
        ("مُعتَرفٍ بهـا", 2),
        ("ـ ـ", 0),
        ("#ميليشيات_الحوثي", 2),
        ("عام 2014", 2),
        ("(CNN)--", 1),
        ("نص\u200cواحد", 1),
    ],
)
def test_count(text, words):
    assert pl.select(count_words(pl.lit(text))).item() == words


def test_no_text_has_no_count():
    assert pl.select(count_words(pl.lit(None, dtype=pl.String))).item() is None
