import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from pyarabic import araby

from flows.text.normalise import TABLE, normalise, normalise_expression, origins
from flows.text.sentences import split
from flows.text.words import WORD, count_words

ARABIC = st.text(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "أإآؤئءةى" + "ًٌٍَُِّْـ" + ' \n.،؛:؟!…«»"()-_#' + "2٣A" + "\u200cﻻﺔ"
)
ANY = st.one_of(ARABIC, st.text())


@given(ANY)
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.lists(ANY, max_size=5))
def test_the_expression_and_the_function_agree(texts):
    column = pl.Series("text", texts, dtype=pl.String).to_frame()
    assert column.select(normalise_expression(pl.col("text")))["text"].to_list() == [
        normalise(t) for t in texts
    ]


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىًٌٍَُِّْـﻻﻹﻷﻵ ."))
def test_pyarabic_agrees_where_it_overlaps(text):
    theirs = araby.normalize_teh(araby.normalize_ligature(araby.strip_tatweel(araby.strip_tashkeel(text))))
    theirs = theirs.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا").replace("ى", "ي")
    assert normalise(text) == theirs


@given(ANY)
def test_unknown_characters_are_kept(text):
    unknown = [character for character in text if character not in TABLE]
    written = list(normalise(text))
    for character in unknown:
        written = written[written.index(character) + 1 :]


@given(ANY)
def test_every_key_character_has_an_origin(text):
    key, offsets = normalise(text), origins(text)
    assert len(offsets) == len(key) + 1
    assert offsets == sorted(offsets)
    assert all(key[at] in TABLE.get(text[offsets[at]], text[offsets[at]]) for at in range(len(key)))


@given(ANY)
def test_a_text_and_its_key_have_the_same_words(text):
    words = pl.Series([text]).str.extract_all(WORD)[0]
    assert [normalise(word) for word in words] == list(pl.Series([normalise(text)]).str.extract_all(WORD)[0])
    assert pl.select(count_words(pl.lit(text))).item() == len(words)


@given(st.lists(st.tuples(st.one_of(st.none(), ANY), ANY), max_size=4))
def test_the_splitter_loses_and_doubles_nothing(articles):
    table = pl.DataFrame(
        {
            "article_id": [str(at) for at in range(len(articles))],
            "title": [title for title, _ in articles],
            "text": [text for _, text in articles],
        },
        schema={"article_id": pl.String, "title": pl.String, "text": pl.String},
    )
    sentences = split(table)
    for at, (title, text) in enumerate(articles):
        rows = sentences.filter(pl.col("article_id") == str(at)).to_dicts()
        assert [row["sentence"] for row in rows] == list(range(len(rows)))
        end = 0
        for row in rows:
            whole = title if row["position"] == "headline" else text
            assert row["text"] == whole[row["start"] : row["end"]]
            if row["position"] != "headline":
                assert not whole[end : row["start"]].strip()
                end = row["end"]
        assert not text[end:].strip()
