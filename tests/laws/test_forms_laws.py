"""Looking forms up by their anchors finds what reading word by word finds."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.coding.forms import Forms, keyed
from flows.coding.reading import Words

VOCABULARY = ("في", "علي", "حرب", "دوله", "اطار", "التحالف", "لا")
TEXT = st.lists(st.sampled_from([*VOCABULARY, "،", "شيء"]), max_size=9)
TEXTS = st.lists(TEXT, min_size=1, max_size=5)
FORM = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(" ".join)
FORMS = st.lists(st.tuples(st.sampled_from(["p", "q", "r"]), FORM), min_size=1, max_size=7)


def folded(texts):
    return pl.Series([f" {' '.join(text)} " for text in texts], dtype=pl.String)


def patterns(forms):
    return pl.DataFrame(forms, schema={"pattern": pl.String, "form": pl.String}, orient="row")


def starts_of(texts):
    """Give where each string begins: one empty word stands before and one after its own."""
    lengths = [max(len(text), 1) + 2 for text in texts]
    return [sum(lengths[:at]) for at in range(len(texts))]


def every(words):
    return words.vocabulary.gather(words.numbers).to_list()


def read_word_by_word(texts, forms):
    found = set()
    for row, (text, start) in enumerate(zip(texts, starts_of(texts), strict=True)):
        for pattern, form in set(forms):
            wanted = form.split(" ")
            found |= {
                (row, pattern, start + 1 + at, len(wanted), form)
                for at in range(len(text) - len(wanted) + 1)
                if text[at : at + len(wanted)] == wanted
            }
    return found


def looked_up(words, written, forms):
    found = forms.found(words, written)
    form = forms.table["form"][found["source"]]
    rows = list(found.drop("source").with_columns(form=form).iter_rows())
    assert len(set(rows)) == len(rows)
    return set(rows)


@settings(deadline=None)
@given(TEXTS, FORMS)
def test_look_up_finds_each_place_where_a_form_stands_and_no_other(texts, forms):
    words, table = Words.read(folded(texts)), Forms.of(keyed(patterns(forms)))
    assert looked_up(words, table.written(words), table) == read_word_by_word(texts, forms)


@settings(deadline=None)
@given(TEXTS, FORMS, st.data())
def test_look_up_by_some_anchors_finds_the_forms_that_stand_by_them(texts, forms, data):
    words, table = Words.read(folded(texts)), Forms.of(keyed(patterns(forms)))
    written = table.written(words)
    kept = data.draw(st.lists(st.booleans(), min_size=len(written.at), max_size=len(written.at)))
    ahead = dict(table.table.select("form", "ahead").iter_rows())
    places = {int(at) for at, keep in zip(written.at, kept, strict=True) if keep}
    expected = {each for each in read_word_by_word(texts, forms) if each[2] + ahead[each[4]] in places}
    assert looked_up(words, written.only(np.array(kept, dtype=bool)), table) == expected


@settings(deadline=None)
@given(TEXTS, st.data())
def test_the_words_of_some_strings_are_the_words_of_those_strings_alone(texts, data):
    rows = data.draw(st.lists(st.integers(0, len(texts) - 1), unique=True))
    some = Words.read(folded(texts)).of_rows(np.array(rows, dtype=np.int64))
    alone = Words.read(folded([texts[row] for row in rows]))
    assert every(some) == every(alone)
    assert some.starts.tolist() == alone.starts.tolist()


@settings(deadline=None)
@given(TEXTS)
def test_strings_are_laid_one_after_the_other(texts):
    words = Words.read(folded(texts))
    assert words.starts.tolist() == starts_of(texts)
    assert [word for word in every(words) if word] == [word for text in texts for word in text]


@settings(deadline=None)
@given(TEXTS, FORMS)
def test_an_anchor_is_written_where_its_word_stands(texts, forms):
    words, table = Words.read(folded(texts)), Forms.of(keyed(patterns(forms)))
    written = table.written(words)
    names = table.names
    listed = list(zip(written.at.tolist(), written.row.tolist(), written.anchor.tolist(), strict=True))
    assert listed == sorted(listed)
    places = {at: names[anchor] for at, _, anchor in listed}
    assert places == {at: word for at, word in enumerate(every(words)) if word in set(names)}
    starts = [*starts_of(texts), len(words.numbers)]
    assert all(starts[row] <= at < starts[row + 1] for at, row, _ in listed)


@settings(deadline=None)
@given(FORMS, st.randoms(use_true_random=False))
def test_keys_do_not_depend_on_the_order_of_forms(forms, random):
    shuffled = random.sample(forms, len(forms))
    assert keyed(patterns(forms)).equals(keyed(patterns(shuffled + shuffled)))


def test_the_anchor_is_the_longest_word_that_is_not_an_everyday_one():
    rows = keyed(patterns([("p", "في اطار التحالف"), ("p", "خلال حرب"), ("p", "لا علي"), ("p", "حرب دوله")]))
    anchors = {row["form"]: (row["anchor"], row["ahead"], row["words"]) for row in rows.to_dicts()}
    assert anchors == {
        "في اطار التحالف": ("التحالف", 2, 3),
        "خلال حرب": ("حرب", 1, 2),
        "لا علي": ("لا", 0, 2),
        "حرب دوله": ("دوله", 1, 2),
    }


def test_no_form_runs_from_one_string_into_the_next():
    words, table = Words.read(folded([["حرب"], ["دوله"]])), Forms.of(keyed(patterns([("p", "حرب دوله")])))
    assert table.found(words, table.written(words)).is_empty()


def test_strings_without_any_word_hold_nothing():
    words, table = Words.read(pl.Series(["  ", None, "  "])), Forms.of(keyed(patterns([("p", "حرب")])))
    assert table.found(words, table.written(words)).is_empty()
