import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.coding.folding import fold_expression
from flows.coding.hits import find
from flows.text.normalise import normalise

WORDS = ("حرب", "وكالة", "سيادة", "الدولة", "مُعتَرف", "بهـا", "لا")
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(["،", "«", "»", "  ", "\u200c", "ـ", "#", "."])),
    max_size=9,
)
FORMS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), min_size=1, max_size=6)


def table(texts):
    return pl.DataFrame(
        {"article_id": ["a"] * len(texts), "sentence": list(range(len(texts))), "text": texts},
        schema={"article_id": pl.String, "sentence": pl.Int64, "text": pl.String},
    )


def patterns(forms):
    joined = [normalise(" ".join(form)) for form in forms]
    return pl.DataFrame({"pattern": [f"p{len(form)}" for form in joined], "form": joined})


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), FORMS, st.randoms(use_true_random=False))
def test_order_has_no_influence(texts, forms, random):
    sentences, wanted = table([" ".join(text) for text in texts]), patterns(forms)
    shuffled_rows, shuffled_forms = list(range(sentences.height)), list(range(wanted.height))
    random.shuffle(shuffled_rows)
    random.shuffle(shuffled_forms)
    assert find(sentences, wanted).equals(find(sentences[shuffled_rows], wanted[shuffled_forms]))


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), FORMS)
def test_a_surface_is_its_form_as_written(texts, forms):
    sentences = table(["".join(word + " " for word in text) for text in texts])
    written = dict(sentences.select("sentence", "text").iter_rows())
    for row in find(sentences, patterns(forms), keep="all").to_dicts():
        assert written[row["sentence"]][row["start"] : row["end"]] == row["surface"]
        folded = pl.select(fold_expression(pl.lit(row["surface"]))).item().strip()
        assert folded == row["form"]


@settings(deadline=None)
@given(TEXTS, FORMS)
def test_the_longest_occurrence_stands_alone(text, forms):
    found = find(table([" ".join(text)]), patterns(forms)).to_dicts()
    spans = {(row["word"], row["word"] + row["words"]) for row in found}
    for start, end in spans:
        assert not any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans)
