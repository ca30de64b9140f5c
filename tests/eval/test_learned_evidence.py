"""The evidence and what it was learned from: it leads to sentences, and to none that measure the coder."""

import json
from itertools import product

import polars as pl
import pytest
from coded_sentences import CORPUS, GOLD, STANDOFF, coded_sentences, examples, worked

from flows.codebook.evidence import (
    CONSTANT,
    CONSTANT_AS_LEARNED,
    CONSTANT_OF_ACCUSATION,
    CONSTANT_WITHOUT_CUE,
    GATE,
    GLANCE,
    LEAST_AROUND,
    LEAST_AROUND_WITHOUT_CUE,
    LEAST_ITSELF,
    LEAST_ITSELF_WITHOUT_CUE,
    WEIGHT_OF_GATE,
    as_table,
)
from flows.codebook.load import load
from flows.coding.blame.attribution import of_source
from flows.coding.blame.coder import Compiled
from flows.coding.blame.features import of_candidate, of_sentence
from flows.coding.blame.glance import WORD, features
from flows.coding.blame.resolution import sight_of, voices
from flows.coding.reading import Words
from flows.vocabulary import KINDS, STANCES

DEV = GOLD.with_name("dev.jsonl")
SHORTEST_SENTENCE = 3
NAMED_OFFICE = "اتهم رئيس الوزراء سعد الحريري إيران بقصف القرى."


def shared(path):
    if not path.exists():
        pytest.skip(f"what the evidence was learned from is not here: {path} is not there")
    return path


@pytest.fixture(scope="module")
def standoff():
    corpus = pl.read_parquet(shared(CORPUS), columns=["id", "title", "text"])
    rows = pl.read_parquet(STANDOFF).with_row_index("row")
    whole = pl.when(pl.col("part") == "title").then("title").otherwise("text_right")
    joined = rows.join(corpus.rename({"text": "text_right"}), left_on="article_id", right_on="id", how="left")
    return joined.with_columns(whole=whole).with_columns(
        sentence=pl.col("whole").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    )


@pytest.fixture(scope="module")
def records(standoff):
    listed = standoff.filter(pl.col("blame").list.len() > 0).explode("blame").unnest("blame")
    return listed.with_columns(length=pl.col("sentence").str.len_chars())


def test_every_row_names_a_part_of_an_article_of_the_corpus(standoff):
    assert set(standoff["part"]) == {"title", "text"}
    assert standoff.filter(pl.col("whole").is_null()).is_empty()
    assert standoff.height == standoff["row"].n_unique()


def test_every_row_leads_to_a_sentence_of_its_article(standoff):
    length = pl.col("whole").str.len_chars()
    outside = (pl.col("start") < 0) | (pl.col("end") <= pl.col("start")) | (pl.col("end") > length)
    assert standoff.filter(outside).is_empty()
    said = pl.col("sentence").str.strip_chars()
    assert standoff.filter(said != pl.col("sentence")).is_empty()
    assert standoff.filter(said.str.len_chars() < SHORTEST_SENTENCE).is_empty()


def test_no_sentence_is_coded_twice(standoff):
    assert standoff.select("article_id", "part", "start", "end").is_duplicated().sum() == 0


@pytest.mark.parametrize("role", ["target", "source"])
def test_targets_and_sources_stand_inside_their_sentence(records, role):
    start, end = pl.col(f"{role}_start"), pl.col(f"{role}_end")
    assert records.filter(start.is_null() != end.is_null()).is_empty()
    named = records.filter(start.is_not_null())
    assert named.height > 0
    assert named.filter((start < 0) | (end <= start) | (end > pl.col("length"))).is_empty()


def test_every_record_has_a_target_a_kind_and_a_stance(records):
    assert records["target_start"].null_count() == 0
    assert set(records["kind"]) == set(KINDS)
    assert set(records["stance"]) == set(STANCES)


def test_the_frames_are_the_codebook_s(standoff):
    codes = {frame.code for frame in load().frames}
    assert set(standoff["frames"].explode().drop_nulls()) <= codes


def squeezed(text):
    return " ".join(text.split())


def test_no_sentence_that_measures_the_coder_was_learned_from():
    for path in (GOLD, CORPUS, DEV):
        shared(path)
    measuring = {squeezed(json.loads(line)["text"]) for line in DEV.read_text(encoding="utf-8").splitlines()}
    assert measuring
    learned = {squeezed(each.text) for each in coded_sentences()}
    assert measuring.isdisjoint(learned), f"{len(measuring & learned)} of {len(measuring)} are learned from"


@pytest.fixture(scope="module")
def codebook():
    return load()


def kind_of(feature):
    return feature.partition(":")[0]


def test_every_weight_belongs_to_a_kind_of_feature_that_sentences_have(codebook):
    lexicon = Compiled.of(codebook).lexicon
    kinds = {CONSTANT, CONSTANT_AS_LEARNED, CONSTANT_OF_ACCUSATION, CONSTANT_WITHOUT_CUE}
    kinds |= {LEAST_ITSELF, LEAST_AROUND, LEAST_ITSELF_WITHOUT_CUE, LEAST_AROUND_WITHOUT_CUE}
    texts = [each.text for each in examples(codebook.cues) + worked()]
    for text in [*texts, NAMED_OFFICE]:
        read = sight_of(text, lexicon)
        if read is None:
            continue
        kinds.update(kind_of(feature) for feature in of_sentence(read[0]))
        parties = [*read[0].candidates, *voices(read[0])]
        for party in parties:
            kinds.update(kind_of(feature) for feature in of_candidate(read[0], party))
        for one, other in product(parties, parties):
            kinds.update(kind_of(each) for each in of_source(read[0], one, "harm", "asserted", other))
    weighed = as_table(codebook.evidence).filter(~pl.col("model").is_in([GATE, GLANCE]))["feature"]
    assert {kind_of(feature) for feature in weighed} - kinds == set()


def test_the_glance_weighs_what_stands_around_words(codebook):
    texts = pl.Series([each.text for each in examples(codebook.cues)])
    words = Words.read(texts)
    compiled = Compiled.of(codebook)
    names, _ = features(words, compiled.cues_in(words), compiled.lexicon.stems_of_actors, compiled.frames)
    kinds = {kind_of(name) for name in names} | {CONSTANT, WEIGHT_OF_GATE, WORD}
    assert {kind_of(feature) for feature in codebook.evidence[GLANCE]} == kinds


def test_weights_name_actors_and_cues_that_the_codebook_has(codebook):
    features = as_table(codebook.evidence).filter(pl.col("model") != GATE)["feature"].unique()
    cues = {cue.id for cue in codebook.cues}
    ids = {"actor": {actor.id for actor in codebook.actors} | {"None"}}
    ids |= dict.fromkeys(("cue", "weak cue", "last cue", "next cue", "ruled cue"), cues)
    named = {(kind_of(each), each.partition(":")[2].split(" ")[0]) for each in features}
    assert sorted((kind, name) for kind, name in named if kind in ids and name not in ids[kind]) == []
