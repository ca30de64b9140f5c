"""Design effects worked out by hand, and that they hold the promise of 95 % and 5 %."""

import numpy as np
import polars as pl
import pytest

from flows.measures.difference import rate_differences
from flows.measures.dispersion import rate_dispersion, share_dispersion
from flows.measures.rates import frame_rates


def counts(*rows):
    return pl.DataFrame(rows, schema=["group", "count", "exposure"], orient="row")


def test_mentions_that_all_stand_in_one_of_four_articles():
    table = counts(("x", 8, 100), ("x", 0, 100), ("x", 0, 100), ("x", 0, 100))
    # Expected 2 each: squares 36 + 4 + 4 + 4 = 48, times 4/3 = 64, over 8.
    assert rate_dispersion(table) == pytest.approx(8.0)


def test_a_share_is_held_against_the_binomial():
    table = counts(("x", 4, 4), ("x", 0, 4))
    # Share one half, expected 2 each: squares 4 + 4 = 8, times 2/1 = 16, over 8 × 1/2 × 1/2 = 2.
    assert share_dispersion(table) == pytest.approx(8.0)


def test_even_mentions_and_single_articles_have_no_effect():
    assert rate_dispersion(counts(("x", 2, 100), ("x", 2, 100))) == 1.0
    assert rate_dispersion(counts(("x", 9, 100), ("y", 0, 100))) == 1.0
    assert rate_dispersion(counts(("x", 0, 100), ("x", 0, 100))) == 1.0


def test_the_order_of_rows_changes_nothing_not_even_the_last_digit():
    generator = np.random.default_rng(5)
    drawn = zip(
        generator.integers(0, 7, 300),
        generator.integers(0, 9, 300),
        generator.integers(9, 900, 300),
        strict=True,
    )
    table = counts(*((f"g{group}", int(count), int(words)) for group, count, words in drawn))
    for effect in (rate_dispersion, share_dispersion):
        assert len({effect(table.sample(fraction=1.0, shuffle=True, seed=seed)) for seed in range(20)}) == 1


def clustered_corpus(generator, articles):
    """Make articles of which one in ten speaks of the frame, and then at length."""
    numbers = generator.poisson(generator.gamma(0.1, 20.0, articles)).clip(0, 40)
    ids = [f"{number:016x}" for number in range(articles)]
    sentences = pl.DataFrame({"article_id": ids, "sentence": 0, "words": 300})
    hits = pl.DataFrame(
        {"article_id": np.repeat(ids, numbers), "frame": "f", "sentence": 0},
        schema_overrides={"article_id": pl.String},
    )
    return sentences, hits


def test_random_halves_of_one_clustered_corpus_are_seldom_called_different():
    generator = np.random.default_rng(7)
    called = 0
    for _ in range(120):
        sentences, hits = clustered_corpus(generator, 200)
        groups = generator.choice(["x", "y"], sentences.height)
        membership = sentences.select("article_id").with_columns(pl.Series("group", groups))
        rates = frame_rates(sentences, hits, membership, ["f"])
        called += rate_differences(rates)["p_adjusted"].min() < 0.05
    assert called <= 12
