"""What came in, as the comparison holds it and the page says it."""

import datetime as dt
from dataclasses import replace

from builders import codebook, dated, table

from flows.compare import Corpus, compare
from flows.compare.intake import Counted, DayVolume, QuietOutlet, Skipped, Volume
from flows.compare.volume import volume
from flows.report.coverage import OUTLETS_SHOWN, failing_warning, quiet_text, quiet_warning, volume_view
from flows.report.days import in_reading_order, skipped_text, skips_text
from flows.report.speech import Speech
from flows.settings import CompareParameters
from flows.tables import ARTICLES, BLAME, HARM, HITS, RECEIPTS, SENTENCES, SKIPS

DAY = dt.date(2025, 3, 3)
ENGLISH, ARABIC = Speech("en"), Speech("ar")


def articles(days_before, outlet="النهار"):
    days = [DAY - dt.timedelta(days=at) for at in days_before]
    return table(ARTICLES, [dated(f"{outlet}{at}", day, outlet=outlet) for at, day in enumerate(days)])


def told(rows, **parameters):
    return volume(rows, SKIPS.empty(), CompareParameters(**parameters)).volume


def test_the_two_weeks_end_with_the_day_before_the_report():
    days = told(articles(range(1, 30)), report_date=DAY).days
    assert (days[0].day, days[-1].day, len(days)) == (DAY - dt.timedelta(14), DAY - dt.timedelta(1), 14)


def test_the_reports_own_day_is_told_as_far_as_it_went_and_not_judged():
    days = told(articles([0, 0, *range(30)]), report_date=DAY).days
    assert (days[-1].day, days[-1].received, days[-1].is_open) == (DAY, 3, True)
    assert (days[-1].expected, days[-1].verdict) == (None, "unknown")
    assert not any(one.is_open for one in days[:-1])


def test_they_end_with_the_last_day_that_is_compared():
    days = told(articles(range(30)), report_date=DAY, until=DAY - dt.timedelta(5)).days
    assert days[-1].day == DAY - dt.timedelta(5)


def test_an_archive_is_not_called_quiet():
    old = told(articles(range(40, 90)), report_date=DAY)
    assert old == Volume(DAY - dt.timedelta(40), (), ())


def test_an_outlet_that_came_back_on_the_open_day_is_not_called_quiet():
    other = articles(range(60), "الحياة")
    silent = other.vstack(articles(range(10, 60)))
    assert [one.outlet for one in told(silent, report_date=DAY).quiet] == ["النهار"]
    assert told(other.vstack(articles([0, *range(10, 60)])), report_date=DAY).quiet == ()


def test_only_the_outlets_asked_for_are_told_of():
    both = articles(range(30)).vstack(articles(range(30), "الحياة"))
    assert {one.outlet for one in told(both, report_date=DAY, outlets=("الحياة",)).days} == {"الحياة"}


def test_a_comparison_holds_its_volume_and_hands_the_table_out():
    empty = [one.empty() for one in (SENTENCES, HITS, BLAME, HARM, RECEIPTS, SKIPS)]
    compared = compare(Corpus(articles(range(1, 4)), *empty), codebook(), CompareParameters(report_date=DAY))
    assert [one.received for one in compared.volume.days] == [1, 1, 1]
    assert compared.data["daily_volume"].height == 3


def day(outlet, at, received, verdict="usual"):
    return DayVolume(outlet, DAY + dt.timedelta(days=at), received, None, None, None, verdict)


def test_a_row_has_a_cell_for_each_day_and_the_busiest_outlet_comes_first():
    view = volume_view(Volume(DAY, (day("أ", 0, 2), day("أ", 1, 1), day("ب", 1, 9)), ()))
    assert [(row.outlet, row.received) for row in view.rows] == [("ب", 9), ("أ", 3)]
    assert view.rows[0].cells == (None, day("ب", 1, 9))


def test_an_unusual_outlet_is_shown_however_small():
    many = [day(f"وسيلة {at:02}", 0, 100) for at in range(OUTLETS_SHOWN + 5)]
    view = volume_view(Volume(DAY, (*many, day("صغيرة", 0, 1, "fewer")), ()))
    assert len(view.rows) == OUTLETS_SHOWN
    assert view.outlets == OUTLETS_SHOWN + 6
    assert view.rows[-1].outlet == "صغيرة"
    assert [one.outlet for one in view.unusual] == ["صغيرة"]


def plain(text):
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_silence_in_words():
    one = QuietOutlet("النهار", DAY, 3, 1)
    assert plain(quiet_text(one, ENGLISH)) == (
        "النهار: silent for 3 days, since 3 March 2025. Before, never for more than 1 day."
    )
    assert plain(quiet_text(one, ARABIC)) == (
        "النهار: انقطاع منذ 3 أيام، وآخر ما نُشر بتاريخ 3 مارس 2025. ولم يزد انقطاعه قبله على يوم واحد."
    )
    assert quiet_text(QuietOutlet("x", DAY, 3, 0), ENGLISH).endswith("Before, no day was without an article.")


def test_the_warning_names_five_at_most():
    silent = tuple(QuietOutlet(f"و{at}", DAY, 3, 1) for at in range(7))
    assert plain(quiet_warning(Volume(DAY, (), silent), ENGLISH)) == (
        "7 outlets have gone quiet: و0, و1, و2, و3, و4, and others."
    )
    assert quiet_warning(Volume(DAY, (), ()), ENGLISH) is None


def test_skips_are_counted_by_reason():
    skipped = [
        Skipped("wire", "1", "language", ""),
        Skipped("wire", "2", "duplicate", ""),
        Skipped("wire", "3", "language", ""),
        Skipped("inbox", "4", "empty", ""),
    ]
    assert skips_text(skipped, "wire", ENGLISH) == "language (2), duplicate (1)"
    assert skips_text(skipped, "wire", ARABIC) == "بلغة أخرى (2)، مكرَّر (1)"
    assert skips_text(skipped, "feed", ENGLISH) == "–"


REMARKS = [
    Skipped("wire", "1", "language", ""),
    Skipped("wire", "2", "future-date", "", items=0),
    Skipped("wire", "3", "future-date", "", items=0),
    Skipped("feed", "", "down", "", items=0),
    Skipped("old", "", "down", "", items=0, in_last_reading=False),
]


def test_what_stands_for_no_item_is_not_counted_as_skipped():
    assert skips_text(REMARKS, "wire", ENGLISH) == "language (1); besides: future-date (2)"
    assert skips_text(REMARKS, "feed", ENGLISH) == "0; besides: down (1)"
    assert skipped_text(REMARKS[:4], ENGLISH) == "1 item skipped; 3 remarks"
    assert skipped_text(REMARKS[:4], ARABIC) == "تُرك عنصر واحد؛ 3 ملاحظات"
    assert [one.reason for one in in_reading_order(REMARKS[:4])] == [
        "down",
        "language",
        "future-date",
        "future-date",
    ]


def test_a_source_that_could_not_be_read_is_warned_of():
    assert plain(failing_warning(REMARKS, ENGLISH)) == "1 source could not be read to its end: feed."
    assert plain(failing_warning(REMARKS, ARABIC)) == "تعذّر إكمال قراءة مصدر واحد: feed."
    assert failing_warning(REMARKS[:3], ENGLISH) is None


def test_an_outlets_days_add_up_their_remarks():
    one = replace(day("أ", 0, 2), remarks=(Counted("down", 1),))
    view = volume_view(Volume(DAY, (one, replace(one, day=DAY + dt.timedelta(1))), ()))
    assert view.rows[0].tally.remarks == view.tally.remarks == (Counted("down", 2),)
