"""Near-copies are found, and articles on one matter that were written apart are not taken for such."""

import pytest
from near_copies import make, scores

from flows.measures.stories import group, sign

FLOOR = 0.97


@pytest.mark.parametrize("seed", range(3))
def test_precision_and_recall_on_a_made_set(seed):
    made = make(400, seed)
    grouped = group(made.articles, sign(made.articles))
    precision, recall = scores(dict(grouped.iter_rows()), made.original)
    assert precision >= FLOOR
    assert recall >= FLOOR
