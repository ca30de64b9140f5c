"""The sentence splitter.

A sentence ends at a line's end, at full stops before a space (closing quotation marks belong to it), and at
question and exclamation marks before a space. It does not end at a semicolon, colon, comma or ellipsis sign,
at the full stop of an initial or a list number (`د. أحمد`, `2. المادة`), in a decimal number, or at a
question mark that closes a quotation. In text whose lines were flattened, a mark between two words without a
space ends it too. What has none of these for `LONGEST` characters is cut at a clause mark or space: no reader
takes it for one sentence, and what is compared within a sentence grows with the square of its length.

The marks are found in a working copy of the same length, where what is no end is masked; offsets therefore
hold for the untouched text.
"""

from collections.abc import Iterator

import polars as pl

from flows.tables import SENTENCES
from flows.text.slices import in_slices
from flows.text.words import WORD, count_words

LEAD_SENTENCES = 2
LEAST_ARTICLES = 500
"""Fewer are split faster by one processor than by several."""
_LONG_BYTES = 200_000

LONGEST = 3_000
"""The most characters of a sentence."""
_CLAUSE_ENDS = ("، ", "؛ ", ", ", "; ", ": ")

_END = "\x1e"
_MASK = "\x1f"
_CLOSING = "[\"'»”’)\\]]"

_MASKS = (
    (_END, _MASK),
    (r"(^|[^\p{L}\p{M}\p{N}])(\p{L})\.", f"${{1}}${{2}}{_MASK}"),
    (rf"{_MASK}(\p{{L}})\.", f"{_MASK}${{1}}{_MASK}"),  # again for the second letter of أ.د.
    (r"(?m)^(\s*\p{N}{1,3})\.", f"${{1}}{_MASK}"),
    (r"([A-Z][a-z]{0,2})\.(\s)", f"${{1}}{_MASK}${{2}}"),
)
_ENDS = (
    (rf"(\.+{_CLOSING}*)(\s)", rf"${{1}}{_END}${{2}}"),
    # one by one, since what begins with a rare character is looked for several times as fast
    (r"([!?][.!?؟…]*\)?)(\s)", rf"${{1}}{_END}${{2}}"),
    (r"(؟[.!?؟…]*\)?)(\s)", rf"${{1}}{_END}${{2}}"),
    (r"([\n\r\v\f\u{85}\u{2028}\u{2029}]+)", rf"${{1}}{_END}"),
    (r"([•▪●■◆])", rf"{_END}${{1}}"),
)
_RUN_ON = (rf"(\p{{Arabic}}{{2}}{_CLOSING}*[.!?؟])([\"«“(]?\p{{Arabic}}{{2}})", rf"${{1}}{_END}${{2}}")
_HAS_RUN_ON = (r"[.!?][\"«“(]?\p{Arabic}", r"؟[\"«“(]?\p{Arabic}")
"""What every text with such an end holds, and few others: it is looked for several times as fast."""


def _marked(bodies: pl.DataFrame) -> pl.DataFrame:
    """Put the signs into `text`."""
    text = pl.col("text")
    for pattern, replacement in (*_MASKS, *_ENDS):
        text = text.str.replace_all(pattern, replacement)
    marked = bodies.with_columns(text=text)
    runs_on = pl.any_horizontal(pl.col("text").str.contains(pattern) for pattern in _HAS_RUN_ON)
    held = marked.with_row_index("at").filter(runs_on)
    if held.is_empty():
        return marked
    ended = held.select(pl.col("text").str.replace_all(*_RUN_ON)).to_series()
    return marked.with_columns(marked["text"].scatter(held["at"], ended))


def _pieces(bodies: pl.DataFrame) -> pl.DataFrame:
    """Cut each body at its sentence ends: `row`, `start`, `end` of each piece trimmed."""
    return (
        _marked(bodies.select("row", "text"))
        .select("row", piece=pl.col("text").str.split(_END))
        .explode("piece")
        .with_columns(
            stop=pl.col("piece").str.len_chars().cast(pl.Int64).cum_sum().over("row"),
            length=pl.col("piece").str.len_chars().cast(pl.Int64),
            before=pl.col("piece").str.strip_chars_start().str.len_chars().cast(pl.Int64),
            after=pl.col("piece").str.strip_chars_end().str.len_chars().cast(pl.Int64),
            wordless=~pl.col("piece").str.contains(WORD),
        )
        .filter(pl.col("before") > 0)
        .select(
            "row",
            "wordless",
            start=pl.col("stop") - pl.col("before"),
            end=pl.col("stop") - pl.col("length") + pl.col("after"),
        )
    )


def _bodies(articles: pl.DataFrame) -> pl.DataFrame:
    """Give the sentences of the bodies; a piece without words joins the one before it (or after)."""
    group = (~pl.col("wordless")).cum_sum().over("row").clip(lower_bound=1)
    return (
        _pieces(articles)
        .with_columns(group=group)
        .group_by("row", "group", maintain_order=True)
        .agg(start=pl.col("start").min(), end=pl.col("end").max())
        .join(articles.select("row", whole="text"), on="row", how="left", maintain_order="left")
        .pipe(_divided)
        .with_columns(ordinal=pl.int_range(pl.len()).over("row"))
        .pipe(_taken_out)
        .with_columns(
            position=pl.when(pl.col("ordinal") < LEAD_SENTENCES)
            .then(pl.lit("lead"))
            .otherwise(pl.lit("body"))
        )
    )


def _divided(sentences: pl.DataFrame) -> pl.DataFrame:
    """Cut what is too long for a sentence into several: `row`, `start`, `end` and `whole`."""
    columns = ("row", "start", "end", "whole")
    is_long = pl.col("end") - pl.col("start") > LONGEST
    endless = sentences.filter(is_long).select(columns)
    if endless.is_empty():
        return sentences.select(columns)
    parts = [
        endless[at].with_columns(place=pl.Series([list(_stretches(whole, start, end))]))
        for at, (_, start, end, whole) in enumerate(endless.iter_rows())
    ]
    divided = (
        pl.concat(parts)
        .explode("place")
        .with_columns(start=pl.col("place").list.first(), end=pl.col("place").list.last())
    )
    whole = sentences.filter(~is_long).select(columns)
    return pl.concat([whole, divided.select(columns)]).sort("row", "start", maintain_order=True)


def _stretches(whole: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give where the stretches of an endless sentence begin and end, trimmed."""
    while end - start > LONGEST:
        window = whole[start : start + LONGEST]
        at = max(window.rfind(mark) for mark in _CLAUSE_ENDS) + 1
        if at < LONGEST // 2:
            at = window.rfind(" ")
        if at <= 0:
            at = LONGEST
        yield start, start + len(window[:at].rstrip())
        start += at
        start += len(whole[start:end]) - len(whole[start:end].lstrip())
    yield start, end


def _taken_out(sentences: pl.DataFrame) -> pl.DataFrame:
    """Take each sentence out of `whole`: `row`, `start`, `end`, `ordinal` and `text`, the long bodies last.

    Polars counts the characters before a slice anew for each, which for a body as long as a book takes
    minutes; Python does not.
    """
    columns = ("row", "start", "end", "ordinal")
    is_long = pl.col("whole").str.len_bytes() > _LONG_BYTES
    span = pl.col("whole").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    parts = [sentences.filter(~is_long).select(*columns, text=span)]
    for body in sentences.filter(is_long).partition_by("row", maintain_order=True):
        whole = str(body["whole"][0])
        texts = [whole[start:end] for start, end in body.select("start", "end").iter_rows()]
        parts.append(body.select(*columns, text=pl.Series(texts, dtype=pl.String)))
    return pl.concat(parts)


def _headlines(articles: pl.DataFrame) -> pl.DataFrame:
    title = pl.col("title")
    start = title.str.len_chars().cast(pl.Int64) - title.str.strip_chars_start().str.len_chars().cast(
        pl.Int64
    )
    text = title.str.strip_chars()
    return articles.filter(text.str.len_chars() > 0).select(
        "row",
        start=start,
        end=start + text.str.len_chars().cast(pl.Int64),
        ordinal=pl.lit(-1, dtype=pl.Int64),
        text=text,
        position=pl.lit("headline"),
    )


def split(articles: pl.DataFrame) -> pl.DataFrame:
    """Split articles into sentences.

    Args:
        articles: at least `article_id`, `title` (null: none) and `text`, as in `tables.ARTICLES`.

    Returns:
        `tables.SENTENCES`, by article in the given order. Every character of a text that is no space between
        two sentences is in exactly one sentence, and `text[start:end]` is the sentence. A headline is one
        sentence.
    """
    return in_slices(articles.select("article_id", "title", "text"), _split, least_rows=LEAST_ARTICLES)


def _split(articles: pl.DataFrame) -> pl.DataFrame:
    return SENTENCES.conform(cut(articles).with_columns(words=count_words(pl.col("text"))))


def cut(articles: pl.DataFrame) -> pl.DataFrame:
    """Split articles into sentences without counting their words, on one processor.

    Args:
        articles: as `split` takes them.

    Returns:
        What `split` gives, but for the column `words`.
    """
    keyed = (
        articles.select("article_id", pl.col("title", "text").cast(pl.String))
        .with_columns(pl.col("text").fill_null(""))
        .with_row_index("row")
    )
    sentences = pl.concat([_headlines(keyed), _bodies(keyed)]).sort("row", "ordinal")
    return (
        sentences.join(keyed.select("row", "article_id"), on="row", how="left", maintain_order="left")
        .with_columns(sentence=pl.int_range(pl.len()).over("row"))
        .select(name for name in SENTENCES.columns if name != "words")
    )
