"""Whom a title or a short name means, by the day and by the words around it; sentences of our own."""

import datetime as dt

import polars as pl
import pytest

from flows.codebook.load import load
from flows.coding.blame.coder import code_blame

FIRST_DAY = {4: "-01-01", 7: "-01", 10: ""}
PRECISION = {4: "year", 7: "month", 10: "day"}
PRESIDENT = "اتهمت المعارضة الرئيس السوري بقصف حلب."
GOVERNMENT = "أدانت المنظمة قصف الحكومة السورية للمدنيين."
PARTY = "اتهم النواب حزب العدالة والتنمية بالفساد"
CASES = [
    (PRESIDENT, "1995-05-01", "الرئيس السوري", "hafez_assad"),
    (PRESIDENT, "2000-07-01", "الرئيس السوري", "syria"),
    (PRESIDENT, "2016-12", "الرئيس السوري", "bashar_assad"),
    (PRESIDENT, "2024-12-07", "الرئيس السوري", "bashar_assad"),
    (PRESIDENT, "2024-12-08", "الرئيس السوري", "syria"),
    (PRESIDENT, "2024-12", "الرئيس السوري", "syria"),
    (PRESIDENT, "2025-03", "الرئيس السوري", "ahmad_sharaa"),
    (PRESIDENT, None, "الرئيس السوري", "syria"),
    ("اتهمت المعارضة الرئيس السوري السابق بقصف حلب.", "2025-03", "الرئيس السوري السابق", "syria"),
    ("اتهمت المعارضة الرئيس السوري المخلوع بقصف حلب.", "2025-03", "الرئيس السوري المخلوع", "bashar_assad"),
    ("اتهمت المعارضة الرئيس السوري بشار الأسد بقصف حلب.", "2025-03", "بشار الأسد", "bashar_assad"),
    ("اتهمت طهران الرئيس الأميركي بخرق الاتفاق.", "2017", "الرئيس الأميركي", "united_states"),
    ("اتهمت طهران الرئيس الأمريكي بخرق الاتفاق.", "2018", "الرئيس الأمريكي", "donald_trump"),
    ("اتهمت كييف الرئيس الروسي بخرق الاتفاق.", "2010-06-01", "الرئيس الروسي", "dmitry_medvedev"),
    ("اتهمت رام الله رئيس الوزراء الإسرائيلي بقصف القرى.", "2005", "رئيس الوزراء الإسرائيلي", "ariel_sharon"),
    ("اتهم النواب رئيسة الوزراء البريطانية بالكذب.", "2018", "رئيسة الوزراء البريطانية", "theresa_may"),
    ("اتهم النواب المستشارة الألمانية بالكذب.", "2023", "المستشارة الألمانية", "germany"),
    ("اتهم النواب نائب الرئيس الأميركي بالكذب.", "2018", "نائب الرئيس الأميركي", "united_states"),
    (GOVERNMENT, "2016", "الحكومة السورية", "syrian_government"),
    (GOVERNMENT, "2025-04", "الحكومة السورية", "syrian_transition"),
    (GOVERNMENT, None, "الحكومة السورية", "syrian_government"),
    ("أدانت المنظمة قصف النظام السوري للمدنيين.", "2025-04", "النظام السوري", "assad_regime"),
    ("اتهم الائتلاف الأسد بقصف المدينة.", "1999", "الأسد", "hafez_assad"),
    ("اتهم الائتلاف الأسد بقصف المدينة.", None, "الأسد", "bashar_assad"),
    ("اتهم المعارضون سليمان الأسد بقتل الضابط.", "2015-08", "سليمان الأسد", None),
    (f"{PARTY} في المغرب.", None, "حزب العدالة والتنمية", "pjd"),
    (f"{PARTY} قبل انتخابات إسطنبول.", None, "حزب العدالة والتنمية", "akp"),
    (f"{PARTY}.", None, "حزب العدالة والتنمية", None),
    (f"{PARTY} في المغرب وتركيا.", None, "حزب العدالة والتنمية", None),
    ("اتهم البارزاني المالكي بتهميش كردستان العراق.", None, "المالكي", "nouri_maliki"),
    ("اتهمت إسرائيل المالكي بالتحريض في القدس.", None, "المالكي", "riyad_maliki"),
    ("اتهم النواب المالكي بالفساد.", None, "المالكي", None),
    ("أدانت السلطة الفلسطينية جرائم الاحتلال في نابلس.", None, "الاحتلال", "israel"),
    ("أدان المؤرخ جرائم الاحتلال في الفلوجة.", None, "الاحتلال", "united_states"),
    ("أدان المؤرخ جرائم الاحتلال الفرنسي في الجزائر.", None, "الاحتلال الفرنسي", "france"),
    ("أدانت كييف قصف قوات الاحتلال الروسي للمدارس.", None, "قوات الاحتلال الروسي", "russian_army"),
]


@pytest.fixture(scope="module")
def coded():
    rows = [
        {
            "article_id": "a",
            "sentence": at,
            "text": text,
            "published": None if day is None else dt.date.fromisoformat(day + FIRST_DAY[len(day)]),
            "published_precision": "none" if day is None else PRECISION[len(day)],
        }
        for at, (text, day, _, _) in enumerate(CASES)
    ]
    schema = {"article_id": pl.String, "sentence": pl.Int64, "text": pl.String, "published": pl.Date}
    sentences = pl.DataFrame(rows, schema=schema | {"published_precision": pl.String})
    return code_blame(sentences, load()).rows_by_key("sentence", named=True)


@pytest.mark.parametrize(
    "at", range(len(CASES)), ids=[f"{at} {case[3]} {case[1]}" for at, case in enumerate(CASES)]
)
def test_a_name_means_the_actor_of_the_day(coded, at):
    _, _, target, actor = CASES[at]
    assert [(record["target"], record["target_actor"]) for record in coded[at]] == [(target, actor)]


def test_a_source_by_title_is_the_bearer_too():
    row = {
        "article_id": ["a"],
        "sentence": [0],
        "text": ["حمّل الأمين العام للأمم المتحدة إسرائيل مسؤولية المجزرة."],
    }
    dated = pl.DataFrame(row | {"published": [dt.date(2015, 3, 1)], "published_precision": ["day"]})
    assert code_blame(dated, load())["source_actor"].to_list() == ["ban_ki_moon"]


@pytest.mark.parametrize(
    "text",
    [
        "قصف الطيران الروسي مستشفى الأسد وقتل عشرات المدنيين.",
        "سرقت الميليشيات المساعدات من سوق الأسد.",
        "اتهمت المعارضة النظام بتلويث مياه بحيرة الأسد.",
    ],
)
def test_a_place_that_bears_a_name_is_not_the_man(text):
    sentences = pl.DataFrame({"article_id": ["a"], "sentence": [0], "text": [text]})
    records = code_blame(sentences, load())
    assert "bashar_assad" not in [*records["target_actor"], *records["source_actor"]]
