"""What tells of a harm, and whether anybody is named as its doer."""

import polars as pl
import pytest

from flows.codebook.load import load
from flows.coding.blame.coder import code_blame
from flows.coding.harm.coder import code_harm
from flows.tables import BLAME, HARM

CODEBOOK = load()
CUES = CODEBOOK.harms.cues


def told(*texts):
    sentences = pl.DataFrame(
        {"article_id": ["a"] * len(texts), "sentence": range(len(texts)), "text": list(texts)},
        schema_overrides={"sentence": pl.Int64},
    )
    return code_harm(sentences, code_blame(sentences, CODEBOOK), CODEBOOK)


def doers(text):
    return set(told(text)["doer"].to_list())


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.cue)
def test_each_cue_is_found_in_its_example_and_names_nobody(cue):
    rows = told(cue.example).filter(cue=cue.cue)
    assert rows["doer"].to_list() == ["unnamed"] * max(rows.height, 1)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.cue)
def test_no_counterexample_tells_of_a_harm_without_a_doer(cue):
    assert "unnamed" not in doers(cue.counterexample)


@pytest.mark.parametrize(
    "text",
    [
        "قُتل عشرات المدنيين في الحي القديم",
        "سقط عشرات القتلى في القصف الليلي",
        "دُمّرت المدينة خلال الحرب",
        "هُجّر السكان من القرية",
        "تعرضت المدينة لقصف عنيف",
        "مقتل مدنيين في غارة على السوق",
        "قال متحدث باسم الحكومة إن سبعة أشخاص قتلوا في انفجار قنبلة",
        "دبي، الإمارات (CNN) — قتل تسعة أشخاص في إطلاق نار داخل مقهى",
        "هجوم انتحاري استهدف مسجدا وأسفر عن مقتل عشرين مصليا",
        "مقتل فلسطيني وإصابة آخرين في مدينة غزة",
    ],
)
def test_harm_that_nobody_is_named_for(text):
    assert doers(text) == {"unnamed"}


@pytest.mark.parametrize(
    "text",
    [
        "قُتل عشرات المدنيين في قصف شنته قوات النظام على الحي",
        "قتل خمسة أطفال بغارة روسية على مدرسة",
        "تعرضت البلدة لقصف من قبل الجيش",
        "مقتل ثلاثة أشخاص برصاص مسلحين مجهولين",
        "قتل عشرون مدنيا خلال معارك بين الجيش الليبي وقوات مجلس الثوار",
        "اتهمت المنظمة روسيا بقصف السوق بعد مقتل عشرة مدنيين",
    ],
)
def test_harm_whose_doer_is_named_or_told_of(text):
    assert doers(text) == {"named"}


@pytest.mark.parametrize(
    "text",
    [
        "لقي خمسة أشخاص مصرعهم في زلزال ضرب المدينة",
        "أصيب المهاجم قبل المباراة",
        "مقتل خمسة عشر مسلحا في كمين شرق المدينة",
        "أقر المتهم بقتل ثلاثة أشخاص",
        "نفى المسؤول مقتل مدنيين في الغارة",
        "تحطمت طائرة مما أسفر عن مقتل ركابها",
        "حذر الوزير من سقوط قتلى",
        "استقبل الرئيس ضيفه في المطار",
        "",
    ],
)
def test_what_tells_of_no_harm(text):
    assert doers(text) == set()


def test_a_place_in_the_text_is_given_as_written():
    text = "وبحسب السكان قُـتل عشرات المدنيين"
    row = told(text).row(0, named=True)
    assert text[row["start"] : row["end"]] == row["surface"] == "قُـتل"
    assert row["sentence"] == 0


def test_a_codebook_without_words_of_harm_finds_none():
    from dataclasses import replace

    sentences = pl.DataFrame({"article_id": ["a"], "sentence": [0], "text": ["قُتل عشرات المدنيين"]})
    found = code_harm(sentences, BLAME.empty(), replace(CODEBOOK, harms=None))
    assert found.is_empty()
    assert found.schema == HARM.schema


def test_each_sentence_is_read_on_its_own_and_in_any_order():
    texts = [
        "قُتل عشرات المدنيين في الحي",
        "قتل خمسة أطفال بغارة روسية على مدرسة",
        "سقط عشرات القتلى في القصف",
    ]
    forward = told(*texts).select("cue", "surface", "doer").rows()
    backward = told(*texts[::-1]).select("cue", "surface", "doer").rows()
    assert sorted(forward) == sorted(backward)
