"""The status and the voice of each mention: what the sentence does with it, and who says it.

Status is `denied` where the sentence says that it is not so, `distanced` where it is called so by others or
set in scare quotes, `hypothetical` where it is a condition, a possibility, a fear or a yes-or-no question,
else `asserted`. Voice is `quoted` where somebody else is given the word, in quotation marks or under a word
of reporting, else the outlet's `own`. Both are read from the words around the mention in its sentence: the
markers of `discourse.yaml`, each within its reach, and the quotation marks.
"""

from collections.abc import Iterable

import polars as pl

from flows.coding.folding import CLAUSE_MARKS, TOKEN
from flows.coding.hits import occurrences
from flows.coding.markers import COLON, Markers, markers
from flows.coding.reading import Words
from flows.text.words import count_words

SCARE_WORDS = 5
"""A stretch in quotation marks of at most so many words that a mention fills, but for two, is a scare quote;
a longer one is a quotation."""

_SPARE_WORDS = 2
_CLAUSE = "،"
_LOOK_AHEAD_WORDS = 6
_MARKS = '«»"“”„″'


def add_discourse(mentions: pl.DataFrame, texts: pl.Series, words: Words) -> pl.DataFrame:
    """Add status and voice.

    Args:
        mentions: `row` (position in `texts`), `word`, `words`, `start`, `end` and any others, as
            `hits.locate` gives them.
        texts: the untouched sentences.
        words: their words.

    Returns:
        `mentions` with `status` and `voice`, in the given order.
    """
    keyed = mentions.with_row_index("mention")
    told = _told(keyed, texts, words, markers())
    seen = keyed.join(_quotation(keyed, texts), on="mention", how="left", maintain_order="left").join(
        told, on="mention", how="left", maintain_order="left"
    )
    tells = pl.col("tells").fill_null([])
    status = (
        pl.when(tells.list.contains("denied"))
        .then(pl.lit("denied"))
        .when(tells.list.contains("distanced") | pl.col("scare"))
        .then(pl.lit("distanced"))
        .when(tells.list.contains("hypothetical") | pl.col("asked"))
        .then(pl.lit("hypothetical"))
        .otherwise(pl.lit("asserted"))
    )
    quoted = tells.list.contains("quoted") | pl.col("quotation")
    return seen.with_columns(
        status=status, voice=pl.when(quoted).then(pl.lit("quoted")).otherwise(pl.lit("own"))
    ).drop("mention", "tells", "scare", "quotation", "asked")


def _told(mentions: pl.DataFrame, texts: pl.Series, words: Words, known: Markers) -> pl.DataFrame:
    """Give what the markers tell of each mention: `mention`, `tells` (a list)."""
    rows = mentions.select(pl.col("row").unique().sort())["row"].cast(pl.UInt32)
    held = words.of_rows(rows.to_numpy())
    found = occurrences(held, known.looked_up)
    colons = mentions.select("mention", colon=_last_colon(texts.gather(mentions["row"]), mentions))
    lists = pl.DataFrame({"at": rows, "written": held.lists()})
    pairs = (
        found.with_columns(row=rows.gather(found["row"]))
        .select("row", "pattern", mark=pl.col("word").cast(pl.Int64), length="words")
        .join(known.reach, on="pattern")
        .join(mentions.select("mention", "row", "word", "words"), on="row")
        .with_columns(
            first=pl.col("word").cast(pl.Int64), last=(pl.col("word") + pl.col("words")).cast(pl.Int64)
        )
        .with_columns(stop=pl.col("mark") + pl.col("length"))
        .with_columns(
            low=pl.when("after").then("last").otherwise("stop"),
            high=pl.when("after").then("mark").otherwise("first"),
        )
        .filter((pl.col("high") - pl.col("low")).is_between(0, pl.col("within") + pl.col("across") - 1))
        .join(lists, left_on="row", right_on="at")
        .join(colons, on="mention")
        .with_columns(between=_words_from(pl.col("low"), pl.col("high") - pl.col("low")))
        .filter(pl.col("between").str.count_matches(_CLAUSE, literal=True) <= pl.col("across"))
    )
    return pairs.filter(_allowed(known)).group_by("mention").agg(pl.col("tells").unique())


def _last_colon(texts: pl.Series, mentions: pl.DataFrame) -> pl.Series:
    """Give the ordinal, among the folded words, of the last colon before each mention; null: none."""
    after = pl.col("before").str.extract(rf"{COLON}([^{COLON}]*)$").str.count_matches(TOKEN).cast(pl.Int64)
    return (
        mentions.select(before=texts.str.slice(0, mentions["start"]), word=pl.col("word").cast(pl.Int64))
        .select(pl.col("word") - 1 - after)
        .to_series()
    )


def _words_from(start: pl.Expr, count: pl.Expr) -> pl.Expr:
    """Join a stretch of the folded words; it begins and ends with a space."""
    return pl.format(" {} ", pl.col("written").list.slice(start, count).list.join(" "))


def _allowed(known: Markers) -> pl.Expr:
    """Tell whether the marker's own conditions hold."""
    allowed = pl.lit(value=True)
    between, clause = pl.col("between"), _words_from(pl.col("last"), pl.lit(_LOOK_AHEAD_WORDS))
    preceding = pl.col("written").list.get(pl.col("mark") - 1, null_on_oob=True).fill_null("")
    following = pl.col("written").list.get(pl.col("stop"), null_on_oob=True).fill_null("")
    for pattern, rules in known.having("next").items():
        allowed &= ~pl.col("pattern").is_in(rules) | following.str.contains(f"^{pattern}$")
    for refused, rules in known.having("not_after").items():
        allowed &= ~pl.col("pattern").is_in(rules) | (pl.col("mark") == 0) | ~preceding.is_in(refused)
    for wanted, rules in known.having("through").items():
        through = between.str.contains_any(_spaced(wanted))
        through |= (pl.col("colon") >= pl.col("stop")).fill_null(value=False) if COLON in wanted else False
        allowed &= ~pl.col("pattern").is_in(rules) | through
    for refused, rules in known.having("unless_between").items():
        allowed &= ~pl.col("pattern").is_in(rules) | ~between.str.contains_any(_spaced(refused))
    for refused, rules in known.having("unless_after").items():
        ahead = clause.str.extract(f"^([^{_CLAUSE}]*)").fill_null("")
        allowed &= ~pl.col("pattern").is_in(rules) | ~ahead.str.contains_any(_spaced(refused))
    return allowed


def _spaced(words: Iterable[str]) -> list[str]:
    return [f" {word} " for word in words if word not in CLAUSE_MARKS]


def _quotation(mentions: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Read the quotation marks around each mention: `mention`, `scare`, `quotation`, `asked`.

    A mark of one shape for both ends opens where it is the first, third … of the sentence and a word follows
    at once; a quotation that is not closed goes on to the sentence's end.
    """
    opening = rf"([«“„\"”″])([^{_MARKS}]*)$"
    before, after = pl.col("text").str.slice(0, pl.col("start")), pl.col("text").str.slice(pl.col("end"))
    onward = pl.col("text").str.slice(pl.col("start"))
    written = pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    straight = before.str.count_matches(r"[\"“”„″]") % 2 == 1
    mark, head = pl.col("mark"), pl.col("head")
    tail = count_words(pl.col("tail"))
    return (
        mentions.select("mention", "start", "end", text=texts.gather(mentions["row"]))
        .with_columns(
            mark=before.str.extract(opening, 1),
            head=before.str.extract(opening, 2),
            tail=onward.str.extract(rf"^([^{_MARKS}]*)[»\"”“″]"),
            inner=written.str.contains(f"[{_MARKS}]"),
            inner_words=count_words(onward.str.extract(rf"^[^{_MARKS}]*[{_MARKS}]([^{_MARKS}]+)[{_MARKS}]")),
            own=count_words(written),
        )
        .with_columns(
            inside=((mark == "«") | ((mark != "«") & straight & ~head.str.contains(r"^\s"))).fill_null(
                value=False
            ),
            length=count_words(head) + tail,
            spare=count_words(head) + tail - pl.min_horizontal("own", tail),
        )
        .with_columns(
            short=pl.col("inside")
            & (pl.col("length") <= SCARE_WORDS).fill_null(value=False)
            & (pl.col("spare") <= _SPARE_WORDS).fill_null(value=False),
            within=~pl.col("inside")
            & pl.col("inner")
            & (pl.col("inner_words") <= SCARE_WORDS).fill_null(value=False),
        )
        .select(
            "mention",
            scare=pl.col("short") | pl.col("within"),
            quotation=pl.col("inside") & ~pl.col("short"),
            asked=after.str.contains(rf"^[\s{_MARKS})]*[؟?]")
            & ~before.str.contains(rf"^\P{{L}}*[وف]?(?:{'|'.join(markers().open_questions)})\P{{L}}"),
        )
    )
