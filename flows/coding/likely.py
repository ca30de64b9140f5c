"""Which uncertain finds count: those in sentences whose words speak for the frame.

A word like `تعاون` alone proves no partnership of states; with what stands around it, it often does. So the
codebook marks such entries `only_likely`. Each sentence that holds one is given a score for each frame: the
frame's constant and the weights of the sentence's words and of their stems, learned from coded sentences
(`codebook/frame_evidence.csv`). What is above zero counts. All other entries count by their conditions alone.
"""

from collections.abc import Iterator

import polars as pl

from flows.codebook.evidence import CONSTANT
from flows.coding.forms import Words
from flows.coding.patterns import Patterns
from flows.text.stems import stems

WORD, STEM = "word:", "stem:"
"""What the names of features begin with."""


def likely(finds: pl.DataFrame, words: Words, patterns: Patterns) -> pl.DataFrame:
    """Drop the finds of uncertain entries where the sentence does not speak for their frame.

    Args:
        finds: at least `row` and `entry`.
        words: of all rows.
        patterns: the compiled codebook.

    Returns:
        The other finds.
    """
    uncertain = patterns.entries.filter("only_likely").select("entry", "frame")
    asked = finds.select("row", "entry").join(uncertain, on="entry")
    if asked.is_empty():
        return finds
    rows = asked["row"].unique().sort()
    around = words.of_rows(rows.to_numpy())
    speaks = [
        pl.DataFrame({"row": rows, "score": scores})
        .filter(pl.col("score") > 0)
        .select("row", frame=pl.lit(frame))
        for frame, scores in _scores(around, patterns.weights)
    ]
    unspoken = asked.join(pl.concat(speaks), on=["row", "frame"], how="anti") if speaks else asked
    return finds.join(unspoken, on=["row", "entry"], how="anti")


def _scores(words: Words, weights: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    """Give each frame's scores of the strings, in hundredths."""
    ends = pl.concat([words.starts.slice(1), pl.Series([words.words.len()], dtype=words.starts.dtype)])
    # in whole hundredths, which the weights are given in: a running sum of fractions is never quite exact
    hundredths = weights.with_columns((pl.col("weight") * 100).round().cast(pl.Int64))
    constants = dict(hundredths.filter(pl.col("feature") == CONSTANT).select("model", "weight").iter_rows())
    known = features(words.words.unique()).join(hundredths, on="feature")
    each = pl.DataFrame({"word": words.words})
    for frame, constant in sorted(constants.items()):
        own = known.filter(pl.col("model") == frame).group_by("word").agg(pl.col("weight").sum())
        weight = each.join(own, on="word", how="left", maintain_order="left")["weight"].fill_null(0)
        running = pl.concat([pl.Series([0]), weight.cum_sum()])
        yield frame, running.gather(ends) - running.gather(words.starts) + constant


def features(different: pl.Series) -> pl.DataFrame:
    """Give what words speak by: `word` and `feature`, two of each.

    Args:
        different: folded words, each once.
    """
    table = pl.DataFrame({"word": different, "stem": stems(different)}).filter(pl.col("word") != "")
    return pl.concat(
        [
            table.select("word", feature=pl.lit(WORD) + pl.col("word")),
            table.select("word", feature=pl.lit(STEM) + pl.col("stem")),
        ]
    )
