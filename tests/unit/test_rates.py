"""Frame rates of two articles, counted by hand."""

import polars as pl
import pytest
from builders import corpus

from flows.measures.rates import frame_rates

FRAMES = ("sovereignty", "partnership", "proxy_war")


@pytest.fixture
def rates():
    known = corpus()
    membership = pl.DataFrame({"article_id": ["a" * 16, "b" * 16], "group": ["2016", "2025"]})
    return frame_rates(known.sentences, known.hits, membership, FRAMES)


def row(rates, group, frame):
    return rates.row(by_predicate=(pl.col("group") == group) & (pl.col("frame") == frame), named=True)


def test_every_group_has_every_frame_in_the_order_given(rates):
    assert rates.select("group", "frame").rows() == [(g, f) for g in ("2016", "2025") for f in FRAMES]


def test_mentions_words_and_rate(rates):
    found = row(rates, "2025", "sovereignty")
    assert (found["mentions"], found["words"]) == (2, 14)
    assert found["mentions_per_1000_words"] == pytest.approx(2 / 14 * 1000)
    assert found["mentions_per_1000_words_low"] < 2 / 14 * 1000 < found["mentions_per_1000_words_high"]


def test_two_mentions_in_one_sentence_are_one_sentence_and_one_article(rates):
    found = row(rates, "2025", "sovereignty")
    assert (found["sentences_with"], found["sentences"], found["sentence_share"]) == (1, 2, 0.5)
    assert (found["articles_with"], found["articles"], found["article_share"]) == (1, 1, 1.0)


def test_no_mention_is_a_zero_with_its_denominator(rates):
    found = row(rates, "2016", "sovereignty")
    assert (found["mentions"], found["words"], found["mentions_per_1000_words"]) == (0, 18, 0.0)


def test_a_group_without_a_sentence_has_null_rates_and_still_counts_its_articles():
    known = corpus()
    membership = pl.DataFrame({"article_id": ["c" * 16], "group": ["empty"]})
    found = row(frame_rates(known.sentences, known.hits, membership, FRAMES), "empty", "proxy_war")
    assert (found["mentions"], found["words"], found["sentences"], found["articles"]) == (0, 0, 0, 1)
    assert found["mentions_per_1000_words"] is None
    assert found["mentions_per_1000_words_high"] is None
    assert found["sentence_share"] is None


def test_articles_outside_every_group_are_not_counted():
    known = corpus()
    membership = pl.DataFrame({"article_id": ["a" * 16], "group": ["2016"]})
    rates = frame_rates(known.sentences, known.hits, membership, FRAMES)
    assert rates["mentions"].sum() == 1
