import pytest

from flows.text.normalise import RULES, TABLE, normalise, origins


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("السِّيادَةُ", "السياده"),
        ("مُعتَرفٍ بهـــا", "معترف بها"),
        ("أإآٱ", "اااا"),
        ("مسؤول مسئول", "مسءول مسءول"),
        ("على", "علي"),
        ("ﻻ إله", "لا اله"),
        ("ﷲ", "الله"),
        ("کیف", "كيف"),
        ("٢٠١٦ و۲۰۲۵", "2016 و2025"),
        ("\u202bنص\u202c\u200d", "نص"),
        ("ﷺ café – 3.5٪", "ﷺ café – 3.5٪"),
    ],
)
def test_each_rule(written, key):
    assert normalise(written) == key


def test_a_character_belongs_to_one_rule():
    assert sum(len(rule) for rule in RULES.values()) == len(TABLE)


def test_offsets_lead_back_to_the_untouched_text():
    text = "قال: السِّيـادة"
    key = normalise(text)
    start = key.index("السياده")
    offsets = origins(text)
    assert text[offsets[start] : offsets[start + len("السياده") - 1] + 1] == "السِّيـادة"
    assert offsets[-1] == len(text)


def test_a_ligature_leads_back_to_itself():
    assert origins("ﻻ") == [0, 0, 1]
