"""Frame coding: which frames each sentence invokes, and with which words.

An entry is a sequence of parts; each part is any of its words' surface forms. The automaton finds the forms
(`hits.occurrences`), then whole tables are joined part by part: a part continues an entry when it begins at
most `gap` words after the part before it ended. Conditions are joined the same way and keep or drop what was
found.

One mention of a frame is one stretch of words: finds of a frame that overlap are one mention, from the first
word of any of them to the last, and it bears the name of the longest (of equally long ones the earliest,
then the first by name). So a phrase is never counted twice for a frame, and neither the order of entries nor
that of sentences has an influence.
"""

import numpy as np
import polars as pl

from flows.codebook.model import Codebook
from flows.coding.discourse import add_discourse
from flows.coding.forms import Forms, Words, Written
from flows.coding.hits import fold_expression, locate, placed
from flows.coding.patterns import Patterns, compile_patterns
from flows.tables import HITS
from flows.text.slices import in_slices


def code_frames(sentences: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Find the mentions of every frame.

    Args:
        sentences: rows of `tables.SENTENCES`.
        codebook: the loaded codebook.

    Returns:
        `tables.HITS`, by article and sentence in the given order, then by start and frame.
    """
    patterns = compile_patterns(codebook)
    return in_slices(sentences, lambda some: _code(some, patterns))


def _code(sentences: pl.DataFrame, patterns: Patterns) -> pl.DataFrame:
    read = sentences.select("article_id", "sentence", "text", folded=fold_expression(pl.col("text")))
    words = Words.of(read["folded"])
    written = patterns.part_forms.written(words)
    triggers = _triggers(written, patterns)
    rarest = written.of_anchors(triggers.filter(rank=0)["number"].to_numpy(), patterns.part_forms.anchors)
    held = written.of_rows(rarest.row, read.height)
    finds = _matched(_spans(words, patterns.part_forms, held), triggers, patterns)
    rows = finds["row"].unique().sort()
    around = words.of_rows(rows.to_numpy())
    near = _spans(around, patterns.condition_forms, patterns.condition_forms.written(around))
    finds = _conditioned(finds, near.with_columns(rows.gather(near["row"]).alias("row")), patterns)
    mentions = _mentions(finds.join(patterns.entries, on="entry"))
    if mentions.is_empty():
        return HITS.empty()
    keys = sentences.select("article_id", "sentence").with_row_index("row")
    located = add_discourse(locate(read["text"], mentions), read)
    located = located.join(keys, on="row", how="left", maintain_order="left")
    return HITS.conform(located.sort("row", "start", "frame").rename({"name": "entry"}))


def _spans(words: Words, forms: Forms, written: Written) -> pl.DataFrame:
    """Give where forms stand: `row`, `pattern`, `start` and `end` (words of the sentence)."""
    return placed(words, forms.found(words, written)).select(
        "row",
        "pattern",
        start=pl.col("word").cast(pl.Int64),
        end=(pl.col("word") + pl.col("words")).cast(pl.Int64),
    )


def _triggers(written: Written, patterns: Patterns) -> pl.DataFrame:
    """Choose each entry's two rarest parts here: a sentence without any form of one does not hold the entry.

    Args:
        written: where the anchors of forms are written.
        patterns: the compiled codebook.

    Returns:
        `entry`, `rank` (0: the rarest), `pattern` and `number`: the anchor of each form of that part, where
        it is written at all.
    """
    times = np.bincount(written.anchor, minlength=patterns.part_forms.anchors)
    anchors = patterns.part_anchors.with_columns(count=pl.Series(times[patterns.part_anchors["number"]]))
    anchors = anchors.filter(pl.col("count") > 0)
    counts = anchors.group_by("pattern").agg(pl.col("count").sum())
    rarest = (
        patterns.parts.join(counts, on="pattern", how="left")
        .group_by("entry", "part")
        .agg(pl.col("count").fill_null(0).sum())
        .sort("entry", "count", "part")
        .with_columns(rank=pl.int_range(pl.len()).over("entry"))
        .filter(pl.col("rank") < 2)  # noqa: PLR2004 -- the two rarest
    )
    chosen = patterns.parts.join(rarest, on=["entry", "part"]).select("entry", "rank", "pattern")
    return chosen.join(anchors.select("pattern", "number"), on="pattern")


_ENTRIES = 2**20
"""More entries than a codebook will have: what makes one number of a row or word and an entry, since Polars
joins on one number several times as fast as on two."""


def _joined(first: str) -> pl.Expr:
    return (pl.col(first).cast(pl.UInt64) * _ENTRIES + pl.col("entry").cast(pl.UInt64)).alias("pair")


def _possible(found: pl.DataFrame, triggers: pl.DataFrame, patterns: Patterns) -> pl.DataFrame:
    """Give the entries whose two rarest parts are there: `row`, `entry`, `parts`."""
    chosen = triggers.select("entry", "rank", "pattern").unique()
    rare, second = (
        found.select("row", "pattern").join(chosen.filter(rank=rank), on="pattern").select(_joined("row"))
        for rank in (0, 1)
    )
    rare = (
        rare.unique()
        .with_columns(
            row=(pl.col("pair") // _ENTRIES).cast(pl.UInt32), entry=(pl.col("pair") % _ENTRIES).cast(pl.Int64)
        )
        .join(patterns.entries.select("entry", "parts"), on="entry")
    )
    both = rare.filter(pl.col("parts") > 1).join(second, on="pair", how="semi")
    return pl.concat([rare.filter(pl.col("parts") == 1), both]).drop("pair")


def _matched(found: pl.DataFrame, triggers: pl.DataFrame, patterns: Patterns) -> pl.DataFrame:
    """Join forms into entries: `row`, `entry`, `start` and `end` (words) of each complete one."""
    placed = patterns.parts.select(_joined("pattern"), "part", "gap")
    parts = (
        _possible(found, triggers, patterns)
        .join(found, on="row")
        .with_columns(_joined("pattern"))
        .join(placed, on="pair")
        .drop("pair")
    )
    columns = ["row", "entry", "start", "end"]
    reached = parts.filter(pl.col("part") == 0).select(*columns, "parts")
    finished = [reached.filter(pl.col("parts") == 1).select(columns)]
    for part in range(1, int(patterns.entries["parts"].max() or 1)):  # type: ignore[arg-type]
        steps = parts.filter(pl.col("part") == part).select(
            "row", "entry", "gap", next_start="start", next_end="end"
        )
        distance = pl.col("next_start") - pl.col("end")
        reached = (
            reached.filter(pl.col("parts") > part)
            .join(steps, on=["row", "entry"])
            .filter(distance.is_between(0, pl.col("gap")))
            .select("row", "entry", "start", "parts", end="next_end")
            .unique()
        )
        finished.append(reached.filter(pl.col("parts") == part + 1).select(columns))
    return pl.concat(finished).unique()


def _conditioned(finds: pl.DataFrame, found: pl.DataFrame, patterns: Patterns) -> pl.DataFrame:
    """Keep the finds whose conditions hold."""
    asked = found.select("row", "pattern", asked_start="start", asked_end="end").join(
        patterns.conditions, on="pattern"
    )
    after = (pl.col("asked_start") - pl.col("end")).is_between(0, pl.col("within") - 1)
    before = (pl.col("start") - pl.col("asked_end")).is_between(0, pl.col("within") - 1)
    inside = (pl.col("asked_start") < pl.col("end")) & (pl.col("asked_end") > pl.col("start"))
    side = pl.col("kind").str.split("_").list.get(1)
    holds = pl.when(side == "followed").then(after).when(side == "preceded").then(before)
    keys = ["row", "entry", "start", "end"]
    met = (
        finds.join(asked, on=["row", "entry"])
        .filter(holds.otherwise(after | before | inside))
        .group_by(keys)
        .agg(
            refused=pl.col("kind").str.starts_with("unless").any(),
            met=pl.col("condition").filter(pl.col("kind").str.starts_with("only")).n_unique(),
        )
    )
    return (
        finds.join(patterns.entries.select("entry", "demands"), on="entry")
        .join(met, on=keys, how="left")
        .filter(~pl.col("refused").fill_null(value=False), pl.col("met").fill_null(0) == pl.col("demands"))
        .select(keys)
    )


def _mentions(finds: pl.DataFrame) -> pl.DataFrame:
    """Make overlapping finds of a frame one mention: `row`, `frame`, `name`, `word`, `words`."""
    length = pl.col("end") - pl.col("start")
    reach = pl.col("end").cum_max().shift(1, fill_value=0).over("row", "frame")
    return (
        finds.sort("row", "frame", "start", "end")
        .with_columns(opens=pl.col("start") >= reach)
        .with_columns(stretch=pl.col("opens").cum_sum().over("row", "frame"), length=length)
        .sort(
            "row",
            "frame",
            "stretch",
            "length",
            "start",
            "name",
            descending=[False] * 3 + [True] + [False] * 2,
        )
        .group_by("row", "frame", "stretch", maintain_order=True)
        .agg(
            pl.col("name").first(),
            word=pl.col("start").min().cast(pl.UInt32),
            words=(pl.col("end").max() - pl.col("start").min()).cast(pl.UInt32),
        )
    )
