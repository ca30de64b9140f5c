"""Frame coding: which frames each sentence invokes, and with which words.

An entry is a sequence of parts; each part is any of its words' surface forms. The automaton finds the forms
(`hits.occurrences`), then whole tables are joined part by part: a part continues an entry when it begins at
most `gap` words after the part before it ended. Conditions are joined the same way and keep or drop what was
found. Words of entries that a sentence cannot hold are set aside before (`signatures`).

One mention of a frame is one stretch of words: finds of a frame that overlap are one mention, from the first
word of any of them to the last, and it bears the name of the longest (of equally long ones the earliest,
then the first by name). So a phrase is never counted twice for a frame, and neither the order of entries nor
that of sentences has an influence.
"""

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.discourse import add_discourse
from flows.coding.forms import Forms, Written
from flows.coding.hits import locate, placed
from flows.coding.patterns import Patterns, compile_patterns
from flows.coding.reading import Words
from flows.tables import HITS
from flows.text.slices import in_slices


def code_frames(sentences: pl.DataFrame, codebook: Codebook, words: Words | None = None) -> pl.DataFrame:
    """Find the mentions of every frame.

    Args:
        sentences: rows of `tables.SENTENCES`.
        codebook: the loaded codebook.
        words: the sentences' words, where they were read before.

    Returns:
        `tables.HITS`, by article and sentence in the given order, then by start and frame.
    """
    patterns = compile_patterns(codebook)
    if words is not None:
        return _code(sentences, words, patterns)
    return in_slices(sentences, lambda some: _code(some, Words.read(some["text"]), patterns))


def _code(sentences: pl.DataFrame, words: Words, patterns: Patterns) -> pl.DataFrame:
    finds = patterns.likelihood.only(finds_of(words, patterns), words)
    mentions = _mentions(finds.join(patterns.entries, on="entry"))
    if mentions.is_empty():
        return HITS.empty()
    keys = sentences.select("article_id", "sentence").with_row_index("row")
    located = add_discourse(locate(sentences["text"], mentions), sentences["text"], words)
    located = located.join(keys, on="row", how="left", maintain_order="left")
    return HITS.conform(located.sort("row", "start", "frame").rename({"name": "entry"}))


def finds_of(words: Words, patterns: Patterns) -> pl.DataFrame:
    """Find the entries whose conditions hold, whether or not they count where they are uncertain.

    Args:
        words: of sentences.
        patterns: the compiled codebook.

    Returns:
        `row`, `entry`, `start` and `end` (words).
    """
    return _conditioned(_matched(words, patterns), words, patterns)


def _spans(words: Words, forms: Forms, written: Written) -> pl.DataFrame:
    """Give where forms stand: `row`, `pattern`, `start` and `end` (words of the sentence)."""
    return placed(words, forms.found(words, written)).select(
        "row",
        "pattern",
        start=pl.col("word").cast(pl.Int64),
        end=(pl.col("word") + pl.col("words")).cast(pl.Int64),
    )


_ENTRIES = 2**20
"""More entries than a codebook will have: what makes one number of a row and an entry, since Polars joins on
one number several times as fast as on two."""


def _pair() -> pl.Expr:
    return (pl.col("row").cast(pl.UInt64) * _ENTRIES + pl.col("entry").cast(pl.UInt64)).alias("pair")


def _matched(words: Words, patterns: Patterns) -> pl.DataFrame:
    """Join forms into entries: `row`, `entry`, `start` and `end` (words) of each complete one."""
    known, forms = patterns.signatures, patterns.part_forms
    written, held = known.possible(forms.written(words), len(words.starts))
    parts = _spans(words, forms, written).join(patterns.parts, on="pattern")
    parts = parts.filter(known.held(parts["entry"], parts["row"], held)).with_columns(_pair())
    columns = ["pair", "row", "entry", "start", "end"]
    reached = parts.filter(pl.col("part") == 0).join(patterns.entries.select("entry", "parts"), on="entry")
    finished = [reached.filter(pl.col("parts") == 1).select(columns)]
    for part in range(1, int(patterns.entries["parts"].max() or 1)):  # type: ignore[arg-type]
        steps = parts.filter(pl.col("part") == part).select("pair", "gap", next_start="start", next_end="end")
        distance = pl.col("next_start") - pl.col("end")
        reached = (
            reached.filter(pl.col("parts") > part)
            .select(*columns, "parts")
            .join(steps, on="pair")
            .filter(distance.is_between(0, pl.col("gap")))
            .with_columns(end="next_end")
            .select(*columns, "parts")
            .unique()
        )
        finished.append(reached.filter(pl.col("parts") == part + 1).select(columns))
    return pl.concat(finished).unique()


def _conditioned(finds: pl.DataFrame, words: Words, patterns: Patterns) -> pl.DataFrame:
    """Keep the finds whose conditions hold."""
    columns = ["row", "entry", "start", "end"]
    bound = pl.Series(patterns.bound[finds["entry"].to_numpy()], dtype=pl.Boolean)
    free, finds = finds.filter(~bound).select(columns), finds.filter(bound)
    asked = _asked(finds, words, patterns)
    after = (pl.col("asked_start") - pl.col("end")).is_between(0, pl.col("within") - 1)
    before = (pl.col("start") - pl.col("asked_end")).is_between(0, pl.col("within") - 1)
    inside = (pl.col("asked_start") < pl.col("end")) & (pl.col("asked_end") > pl.col("start"))
    side = pl.col("kind").str.split("_").list.get(1)
    holds = pl.when(side == "followed").then(after).when(side == "preceded").then(before)
    numbered = finds.with_row_index("find")
    met = (
        numbered.select("find", "pair", "start", "end")
        .join(asked, on="pair")
        .filter(holds.otherwise(after | before | inside))
        .group_by("find")
        .agg(
            refused=pl.col("kind").str.starts_with("unless").any(),
            met=pl.col("condition").filter(pl.col("kind").str.starts_with("only")).n_unique(),
        )
    )
    kept = (
        numbered.join(patterns.entries.select("entry", "demands"), on="entry")
        .join(met, on="find", how="left")
        .filter(~pl.col("refused").fill_null(value=False), pl.col("met").fill_null(0) == pl.col("demands"))
        .select(columns)
    )
    return pl.concat([free, kept])


def _asked(finds: pl.DataFrame, words: Words, patterns: Patterns) -> pl.DataFrame:
    """Give the words that conditions ask for, around the finds.

    Returns:
        `pair`, `condition`, `kind`, `within`, `asked_start` and `asked_end` (words).
    """
    rows = finds["row"].unique().sort()
    around, forms = words.of_rows(rows.to_numpy()), patterns.condition_forms
    at = finds.select("entry", at=rows.search_sorted(finds["row"])).sort("at")
    written = patterns.signatures.asked(forms.written(around), patterns.condition_anchors, at)
    near = _spans(around, forms, written)
    return (
        near.with_columns(rows.gather(near["row"]))
        .join(patterns.conditions, on="pattern")
        .with_columns(_pair())
        .join(finds.select("pair"), on="pair", how="semi")
        .select("pair", "condition", "kind", "within", asked_start="start", asked_end="end")
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
