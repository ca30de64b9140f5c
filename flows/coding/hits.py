"""The matching law: where a written form stands for a pattern.

1. *Words.* Text is read as its words (runs of letters, marks and digits) in normalised spelling. A form
   matches whole words only, never a part of a longer word; a form of several words matches consecutive words.
2. *Boundaries.* Clause marks (، ؛ : . ؟ ! dashes, round and square brackets) stand between words as words of
   their own, so no form runs across them. Quotation marks, hash signs, underscores and spaces of any number
   do not count.
3. *Nesting.* An occurrence wholly inside a longer one gives way to it (`keep="longest"`), whichever patterns
   they belong to. Occurrences that overlap only in part both stand.
4. *One span, several patterns.* A form that belongs to several patterns gives one occurrence for each of
   them.
5. *Order.* The order of patterns, forms and sentences has no influence on what is found.
6. *Offsets* name the words as written: characters of the sentence's untouched text, marks on the last letter
   included.
"""

from typing import Literal

import polars as pl

from flows.coding.folding import TOKEN
from flows.coding.forms import Forms, keyed
from flows.coding.reading import Words

_PIECE = rf"(?s:.*?){TOKEN}"

FOUND = pl.Schema(
    {
        "row": pl.UInt32(),
        "pattern": pl.String(),
        "form": pl.String(),
        "word": pl.UInt32(),
        "words": pl.UInt32(),
    }
)
"""An occurrence: the sentence's row, the pattern and its form, the first word's ordinal and the number of
words."""


def occurrences(words: Words, forms: Forms) -> pl.DataFrame:
    """Find every form: word ordinals only, nesting not yet settled.

    Args:
        words: the words of all strings.
        forms: what is looked for; the names of its patterns are strings.

    Returns:
        Rows of `FOUND`; `row` is the string's position.
    """
    found = forms.found(words, forms.written(words))
    form = forms.table["form"][found["source"]]
    return placed(words, found).with_columns(form).select(FOUND.names())


def placed(words: Words, found: pl.DataFrame) -> pl.DataFrame:
    """Give each form's first word as its ordinal in its string.

    Args:
        words: the words of all strings.
        found: rows of `Forms.found`.

    Returns:
        `row`, `pattern`, `word` and `words` as in `FOUND` (`pattern` is of the type given).
    """
    # but for the empty word before the string's own
    word = found["at"].to_numpy() - words.starts[found["row"].to_numpy()] - 1
    return found.select("row", "pattern", word=pl.Series(word).cast(pl.UInt32), words="words")


def longest(found: pl.DataFrame) -> pl.DataFrame:
    """Drop each occurrence that lies wholly inside a longer one of the same row.

    Args:
        found: columns `row`, `word`, `words`, and any others.

    Returns:
        The remaining rows, by row, first word and length.
    """
    spans = found.select("row", "word", "words").unique().sort("row", "word", -pl.col("words").cast(pl.Int64))
    ends = (pl.col("word") + pl.col("words")).cast(pl.Int64)
    reach = ends.cum_max().shift(1, fill_value=-1).over("row")
    return found.join(spans.filter(ends > reach), on=["row", "word", "words"]).sort("row", "word", "words")


def locate(texts: pl.Series, found: pl.DataFrame) -> pl.DataFrame:
    """Give each occurrence its place in the untouched text.

    Args:
        texts: the untouched sentences.
        found: columns `row` (position in `texts`), `word` and `words`, and any others.

    Returns:
        `found` with `start`, `end` (characters of the untouched text, end exclusive) and `surface`.
    """
    rows = found["row"].unique().sort()
    placed = found.with_columns(last=(pl.col("word") + pl.col("words") - 1).cast(pl.UInt32))
    asked = pl.concat([placed.select("row", "word"), placed.select("row", word="last")]).unique()
    sources = pl.DataFrame({"row": rows, "text": texts.gather(rows)})
    tokens = (
        sources.with_columns(piece=pl.col("text").str.extract_all(_PIECE))
        .select("row", "piece")
        .explode("piece")
        .select(
            "row",
            "piece",
            word=pl.int_range(pl.len(), dtype=pl.UInt32).over("row"),
            end=pl.col("piece").str.len_chars().cast(pl.Int64).cum_sum().over("row"),
        )
        .join(asked, on=["row", "word"], how="semi")
        .with_columns(length=pl.col("piece").str.extract(rf"({TOKEN})$").str.len_chars().cast(pl.Int64))
    )
    first = tokens.select("row", "word", start=pl.col("end") - pl.col("length"))
    return (
        placed.join(first, on=["row", "word"], how="left", maintain_order="left")
        .join(
            tokens.select("row", last="word", end="end"),
            on=["row", "last"],
            how="left",
            maintain_order="left",
        )
        .join(sources, on="row", how="left", maintain_order="left")
        .with_columns(surface=pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start")))
        .drop("last", "text")
    )


def find(
    sentences: pl.DataFrame, patterns: pl.DataFrame, *, keep: Literal["longest", "all"] = "longest"
) -> pl.DataFrame:
    """Find every occurrence of every pattern in the sentences, by the law above.

    Args:
        sentences: rows of `tables.SENTENCES`: at least `article_id`, `sentence` and `text`.
        patterns: `pattern` (its name) and `form` (a normalised surface form; words between single spaces).
        keep: `longest` settles nesting by rule 3; `all` keeps nested occurrences too.

    Returns:
        `article_id`, `sentence`, `pattern`, `form` (as given), `surface` (as written), `start` and `end`
        (characters of the sentence's untouched text), `word` (ordinal of the first word in the folded
        sentence, clause marks included) and `words` (how many), by article, sentence and start.
    """
    found = occurrences(Words.read(sentences["text"]), Forms.of(keyed(patterns)))
    if keep == "longest":
        found = longest(found)
    keys = sentences.select("article_id", "sentence").with_row_index("row")
    return (
        locate(sentences["text"], found)
        .join(keys, on="row")
        .select("article_id", "sentence", "pattern", "form", "surface", "start", "end", "word", "words")
        .sort("article_id", "sentence", "start", "end", "pattern", "form")
    )
