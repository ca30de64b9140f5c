"""Dates as Arabic pages write them, east and west."""

from datetime import date

import pytest

from flows.sources.dates import read_date, read_date_line

MONTHS = {
    1: ["يناير", "كانون الثاني", "جانفي"],
    2: ["فبراير", "شباط", "فيفري"],
    3: ["مارس", "آذار"],
    4: ["أبريل", "إبريل", "ابريل", "نيسان", "أفريل"],
    5: ["مايو", "أيار", "ماي"],
    6: ["يونيو", "يونية", "حزيران", "جوان"],
    7: ["يوليو", "تموز", "جويلية", "يوليوز"],
    8: ["أغسطس", "آب", "أوت", "غشت"],
    9: ["سبتمبر", "أيلول", "شتنبر"],
    10: ["أكتوبر", "اكتوبر", "تشرين الأول"],
    11: ["نوفمبر", "تشرين الثاني", "نونبر"],
    12: ["ديسمبر", "كانون الأول", "دجنبر"],
}


@pytest.mark.parametrize(
    ("number", "name"), [(number, name) for number, names in MONTHS.items() for name in names]
)
def test_every_month_name_is_known(number, name):
    assert read_date(f"7 {name} 2024") == date(2024, number, 7).isoformat()
    assert read_date(f"{name} 7, 2024") == date(2024, number, 7).isoformat()
    assert read_date(f"{name} 2024") == f"2024-{number:02}"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2016", "2016"),
        ("٢٠١٦", "2016"),
        ("2016-12", "2016-12"),
        ("2025-12-25", "2025-12-25"),
        ("2025-12-25T01:30:00+03:00", "2025-12-25"),
        ("25/12/2025", "2025-12-25"),
        ("٢٥/١٢/٢٠٢٥", "2025-12-25"),
        ("2025/12/25", "2025-12-25"),
        ("٢٠٢٥/١٢/٢٥", "2025-12-25"),
        ("25.12.2025", "2025-12-25"),
        ("١٣ كانون الأول ٢٠٢٥", "2025-12-13"),
        ("13 كانون الأول/ ديسمبر 2025", "2025-12-13"),
        ("10 أكتوبر (تشرين الأول) 2015", "2015-10-10"),
        ("الخميس، 25 ديسمبر، 2025", "2025-12-25"),
        ("الخميس 25-12-2025 10:30 م", "2025-12-25"),
        ("نُشر في: 3 نيسان 2020 الساعة 10:30 صباحاً بتوقيت دمشق", "2020-04-03"),
        ("26 شوال 1436 هـ الموافق 12 أغسطس 2015 م", "2015-08-12"),
        ("بلدة الساحل 26 شوال 1436 هـ الموافق 12 أغسطس 2015 م وكالة", "2015-08-12"),
        ("دمشق - 25 ديسمبر 2025", "2025-12-25"),
        ("2025 ديسمبر 25", "2025-12-25"),
        ("25 ك1 2025", "2025-12-25"),
        ("12 تشرين1 2025", "2025-10-12"),
        ("12 أكتوبر 2025 - 20 ربيع الآخر 1447", "2025-10-12"),
        ("1447/5/20 هـ الموافق 2025/11/11", "2025-11-11"),
        ("١٢ جمادى الآخرة ١٤٤٧ هـ ٣ ديسمبر ٢٠٢٥ م", "2025-12-03"),
        ("1447/05/20هـ - 2025/11/11م", "2025-11-11"),
        ("11/11/2025م", "2025-11-11"),
        ("Thu, 25 December 2025", "2025-12-25"),
        ("25 décembre 2025 à 10h30", "2025-12-25"),
        ("25 ديسمبر 2020 | 2:01 ص", "2020-12-25"),
    ],
)
def test_a_line_that_is_a_date_is_read(written, read):
    assert read_date(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "الحكومة",
        "31/2/2020",
        "99/99/2020",
        "2020-13",
        "15 رجب 1300",
        "انتخابات 25 ديسمبر 2025",
        "وقعت الهدنة في 25 ديسمبر 2025 بعد أيام من القتال",
        "أمس",
        "25 ديسمبر",
        "2025-12-25 " * 20,
    ],
)
def test_what_is_not_wholly_a_date_is_none(written):
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("الثلاثاء 20 جمادى الأولى 1447هـ", "2025-11-11"),
        ("٢٠ ذو القعدة ١٤٤٤ هـ", "2023-06-09"),
        ("20/05/1447هـ", "2025-11-11"),
        ("1447-05-20", "2025-11-11"),
        ("20 ربيع الثاني 1447 هجرية", "2025-10-12"),
        ("9 ذي الحجة 1444 هـ 11:20 ص", "2023-06-27"),
        ("15 رجب 1445", "2024-01-27"),
        ("1 محرم 1400 هـ", "1979-11-20"),
    ],
)
def test_a_hijri_date_alone_is_converted_and_says_so(written, day):
    line = read_date_line(written)
    assert line is not None
    assert (line.published, line.is_converted) == (day, True)


@pytest.mark.parametrize("written", ["31 محرم 1440", "5 رجب 1501", "1403/05/20", "1447/13/01 هـ", "رجب 1447"])
def test_what_no_table_converts_is_no_date(written):
    assert read_date(written) is None


def test_a_stated_gregorian_date_is_not_converted():
    line = read_date_line("20 جمادى الأولى 1447هـ الموافق 11 نوفمبر 2025م")
    assert line is not None
    assert not line.is_converted


def test_a_date_of_a_change_is_marked():
    line = read_date_line("آخر تحديث: 5 شباط 2024")
    assert line is not None
    assert (line.published, line.is_update) == ("2024-02-05", True)
