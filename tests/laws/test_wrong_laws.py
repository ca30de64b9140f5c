"""What holds for the wrong and for the day in any text."""

import datetime as dt

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.codebook.load import load
from flows.coding.blame.coder import Compiled, code_blame
from flows.coding.blame.resolution import resolve

CODEBOOK = load()
COMPILED = Compiled.of(CODEBOOK)
TITLES = sorted(title for office in CODEBOOK.offices for title in office.titles)
WORDS = [
    *sorted({word for cue in CODEBOOK.cues for word in cue.example.text.split()}),
    *TITLES,
    *("،", ".", ":", '"', "(", ")", "«", "»", "التي", "لم", "بأن", "ب", "مسؤولية", "عن", "من قبل", "السابق"),
]
sentences = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
any_text = st.text(alphabet=st.characters(codec="utf-8"), max_size=80) | sentences
days = st.dates(dt.date(1950, 1, 1), dt.date(2030, 1, 1))


@given(any_text, st.booleans())
@settings(max_examples=400, deadline=None)
def test_a_wrong_is_written_in_the_sentence_and_is_not_the_party(text, weighed):
    for record in resolve(text, COMPILED.lexicon, COMPILED.weights if weighed else None):
        if record.wrong is None:
            continue
        assert record.wrong in text
        assert record.wrong.strip() == record.wrong != ""
        assert record.wrong != record.target
        assert record.wrong not in record.target
        assert any(letter.isalpha() for letter in record.wrong)


@given(sentences, days)
@settings(max_examples=200, deadline=None)
def test_a_day_names_bearers_and_decides_nothing_else(text, day):
    def told(period):
        records = resolve(text, COMPILED.lexicon, COMPILED.weights, period)
        return {
            (each.start, each.kind): (each.target, each.source, each.wrong, each.rule) for each in records
        }

    assert told((day, day)).items() <= told(None).items()


@given(sentences)
@settings(max_examples=100, deadline=None)
def test_without_a_day_no_title_names_a_person(text):
    persons = {actor.id for actor in CODEBOOK.actors if actor.type in {"leader", "official"}}
    titles = set(TITLES) - {"الأسد", "الرئيس الأسد"}
    for record in resolve(text, COMPILED.lexicon):
        assert record.target not in titles or record.target_actor not in persons


@given(st.sampled_from(TITLES), st.sampled_from(["day", "month", "year"]), days)
@settings(max_examples=200, deadline=None)
def test_a_vague_date_names_only_who_held_the_office_all_through(title, precision, day):
    first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[precision]
    frame = {"article_id": ["a"], "sentence": [0], "text": [f"اتهم المجلس {title} بقصف القرى."]}
    dated = pl.DataFrame(frame | {"published": [first], "published_precision": [precision]})
    (office,) = (each for each in CODEBOOK.offices if title in each.titles)
    for record in code_blame(dated, CODEBOOK).filter(pl.col("target") == title).iter_rows(named=True):
        held = [b for b in office.bearers if b.actor == record["target_actor"] and b.since <= first]
        assert held or record["target_actor"] == office.of
