"""Reading a text once, and looking its words up by number, tells what reading its folded text does."""

from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.codebook.load import load
from flows.coding.articles import code, read
from flows.coding.folding import fold_expression
from flows.coding.forms import Forms, keyed
from flows.coding.frames import code_frames
from flows.coding.reading import Words
from flows.text.sentences import split
from flows.text.words import count_words

ARABIC = st.text(
    "ابتحدرسعفكلمنهوي" + "أآؤىة" + "ُّـ" + ' \n\t.،؛:؟!…«»"()-_#' + "2٣A" + "\u200c\u00a0ﻻ" + "\x1e\x1f"
)
TEXTS = st.lists(st.one_of(ARABIC, st.text()), max_size=6)
WORDS = ("حرب", "في", "دوله", "التحالف", "،")
FORMS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), max_size=5)
LAID = st.lists(st.lists(st.sampled_from([*WORDS, "شيء"]), max_size=7).map(" ".join), max_size=6)
PARTS = (
    "اتهمت المعارضة موسكو بقصف المستشفى",
    "قُتل عشرات المدنيين في قصف على إدلب",
    "سيادة الدولة على أراضيها",
    "حرب بالوكالة بين القوى الكبرى",
    "قال الوزير: «لا شراكة مع أحد»",
    "تأخر القطار.",
)
ARTICLES = st.lists(
    st.tuples(st.one_of(st.none(), st.sampled_from(PARTS)), st.lists(st.sampled_from(PARTS)).map(". ".join)),
    min_size=1,
    max_size=4,
)
CODEBOOK = load()


def series(texts):
    return pl.Series("text", texts, dtype=pl.String)


def folded(texts):
    return series(texts).to_frame().select(fold_expression(pl.col("text"))).to_series()


def table(articles):
    rows = [(f"a{at}", title, text) for at, (title, text) in enumerate(articles)]
    return pl.DataFrame(rows, schema=dict.fromkeys(("article_id", "title", "text"), pl.String), orient="row")


@settings(deadline=None)
@given(TEXTS)
def test_a_text_is_read_as_the_words_of_its_folded_text(texts):
    words, expected = Words.read(series(texts)), [text.split(" ") for text in folded(texts)]
    written = words.vocabulary.gather(words.numbers).to_list()
    ends = [*words.starts.tolist(), len(written)]
    assert [written[start:end] for start, end in pairwise(ends)] == expected
    assert words.lengths.tolist() == list(map(len, expected))
    assert words.rows.tolist() == [row for row, each in enumerate(expected) for _ in each]
    assert [each.to_list() for each in words.lists()] == [each[1:-1] for each in expected]
    assert (
        words.vocabulary.n_unique() == words.vocabulary.len() == len({w for each in expected for w in each})
    )


@settings(deadline=None)
@given(TEXTS)
def test_words_are_counted_where_they_are_read(texts):
    counted = series(texts).to_frame().select(count_words(pl.col("text"))).to_series()
    assert Words.read(series(texts)).count().tolist() == counted.to_list()


@settings(deadline=None)
@given(TEXTS, st.data())
def test_numbers_are_added_up_string_by_string(texts, data):
    words = Words.read(series(texts))
    size = len(words.numbers)
    each = data.draw(st.lists(st.integers(-9, 9), min_size=size, max_size=size))
    ends = [*words.starts.tolist(), size]
    expected = [sum(each[start:end]) for start, end in pairwise(ends)]
    assert words.sum(pl.Series(each, dtype=pl.Int64).to_numpy()).tolist() == expected


@settings(deadline=None)
@given(LAID, FORMS)
def test_a_string_holds_a_form_where_its_words_stand_in_it(texts, forms):
    laid = [f" {text} " for text in texts]
    patterns = pl.DataFrame({"form": forms}, schema={"form": pl.String}).with_columns(pattern=pl.lit(0))
    held = Forms.of(keyed(patterns)).held(Words.read(series(laid)))
    assert held.tolist() == [any(f" {form} " in text for form in forms) for text in laid]


@settings(deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), ARABIC), ARABIC), max_size=4))
def test_sentences_that_are_read_are_the_sentences_that_are_split(articles):
    sentences, words = read(table(articles))
    assert sentences.equals(split(table(articles)))
    assert words.starts.shape == (sentences.height,)


@settings(deadline=None, max_examples=25)
@given(ARTICLES)
def test_articles_are_coded_together_as_each_alone(articles):
    together = code(table(articles), CODEBOOK)
    alone = [code(each, CODEBOOK) for each in table(articles).iter_slices(1)]
    assert together.equals(pl.concat(alone))
    sentences, words = read(table(articles))
    assert code_frames(sentences, CODEBOOK, words).equals(code_frames(sentences, CODEBOOK))
