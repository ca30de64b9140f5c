"""What was offered by outlet and day, worked by hand."""

import datetime as dt
import json

import pytest
from builders import article, codebook, dated, table

from flows.compare import Corpus, compare
from flows.compare.intake import Counted
from flows.compare.volume import volume
from flows.report.days import day_text, failures, rows_address, unsure_dates
from flows.report.render import render_json
from flows.report.speech import Speech
from flows.settings import CompareParameters
from flows.tables import ARTICLES, BLAME, HARM, HITS, RECEIPTS, SENTENCES, SKIPS

DAY = dt.date(2025, 3, 3)
YESTERDAY, BEFORE = DAY - dt.timedelta(1), DAY - dt.timedelta(2)


def skipped(item, reason, day=YESTERDAY, outlet="النهار", items=1, *, current=True):
    return {
        "source": "wire",
        "item": item,
        "reason": reason,
        "detail": "",
        "outlet": outlet,
        "day": day,
        "items": items,
        "in_last_reading": current,
    }


ROWS = [
    dated("a1", YESTERDAY, outlet="النهار", date_confidence="stated"),
    dated("a2", YESTERDAY, outlet="النهار", date_confidence="guessed"),
    dated("a3", YESTERDAY, outlet="النهار", date_confidence="converted"),
    dated("a4", BEFORE, outlet="النهار", date_confidence="found"),
    article("a5", outlet="النهار", fetched_at="2025-03-02T23:59:00Z"),
    dated("a6", dt.date(2025, 3, 1), "month", outlet="النهار", fetched_at="2025-03-02T05:00:00Z"),
]
SKIPPED = [
    skipped("1", "language"),
    skipped("2", "language"),
    skipped("3", "empty"),
    skipped("4", "slow", current=False),
    skipped("", "down", items=0),
    skipped("a2", "future-date", items=0),
    skipped("5", "empty", dt.date(2020, 1, 1)),
    skipped("6", "empty", None),
    skipped("7", "empty", dt.date(2020, 1, 1), current=False),
    skipped("8", "robots", outlet="غيرها"),
]


def told(rows=ROWS, skips=SKIPPED, **parameters):
    chosen = CompareParameters(report_date=DAY, **parameters)
    return volume(table(ARTICLES, rows), table(SKIPS, skips), chosen)


def cell(intake, outlet, day):
    return next(one for one in intake.volume.days if (one.outlet, one.day) == (outlet, day))


def test_a_day_counts_what_was_received_undated_and_skipped():
    one = cell(told(), "النهار", YESTERDAY)
    assert (one.received, one.undated, one.skipped, one.offered) == (3, 1, 4, 8)
    assert one.dates == (Counted("stated", 1), Counted("converted", 1), Counted("guessed", 1))
    assert one.reasons == (Counted("language", 2), Counted("empty", 1), Counted("slow", 1))
    assert one.remarks == (Counted("down", 1), Counted("future-date", 1))
    assert unsure_dates(one) == 3
    assert failures(one.remarks) == (Counted("down", 1),)


def test_an_outlet_of_which_nothing_came_but_skips_has_a_row():
    one = cell(told(), "غيرها", YESTERDAY)
    assert (one.received, one.expected, one.verdict, one.skipped) == (0, None, "unknown", 1)


def test_skips_of_other_days_are_told_once_besides_and_those_of_earlier_runs_are_not():
    intake = told()
    assert intake.volume.elsewhere == (Counted("empty", 2),)
    assert "7" not in intake.skips["item"].to_list()


def test_the_rows_behind_a_number_are_those_that_it_names():
    intake = told()
    one = cell(intake, "النهار", YESTERDAY)
    first, last = one.article_rows
    rows = intake.articles.slice(first - 2, last - first + 1)
    assert rows["article_id"].to_list() == ["a1", "a3", "a2", "a5"]
    first, last = one.skip_rows
    assert sorted(intake.skips.slice(first - 2, last - first + 1)["item"]) == ["", "1", "2", "3", "4", "a2"]
    assert rows_address("skipped", (2, 5)) == "data/skipped.csv#row=2-5"


def test_the_data_hold_the_counts():
    daily = told().daily.to_dicts()
    yesterday = next(one for one in daily if (one["outlet"], one["day"]) == ("النهار", YESTERDAY))
    assert {name: yesterday[name] for name in ("undated", "skipped", "offered")} == {
        "undated": 1,
        "skipped": 4,
        "offered": 8,
    }
    assert [yesterday[f"dates_{name}"] for name in ("stated", "found", "converted", "guessed")] == [
        1,
        0,
        1,
        1,
    ]


def test_a_month_alone_is_of_no_day():
    assert "a6" not in told().articles["article_id"].to_list()


def test_only_the_outlets_asked_for_are_told_of_and_their_skips():
    intake = told(outlets=("غيرها",))
    assert {one.outlet for one in intake.volume.days} == {"غيرها"}
    assert intake.volume.elsewhere == ()


def test_the_last_day_that_is_compared_is_whole_and_the_reports_own_is_not():
    rows = [dated("a1", BEFORE, outlet="أ"), dated("a2", DAY, outlet="أ")]
    assert [one.is_open for one in told(rows, []).volume.days] == [False, False, True]
    assert not any(one.is_open for one in told(rows, [], until=YESTERDAY).volume.days)


def test_an_archive_tells_of_the_days_with_skips_alone():
    rows = [dated(f"a{at}", dt.date(2019, 1, 1), outlet=f"وسيلة {at}") for at in range(5)]
    days = told(rows, [skipped("1", "empty"), skipped("", "down", BEFORE, "غيرها", 0)]).volume.days
    assert [(one.outlet, one.offered) for one in days] == [("النهار", 1), ("غيرها", 0)]


def test_nothing_at_all_is_nothing_to_tell():
    assert told([], []).volume.days == ()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "received 3; skipped 4: language (2), empty (1), slow (1); "
                "dates: stated 1 · from Hijri 1 · guessed 1 · no date 1; besides: down (1), future-date (1)"
            ),
        ),
        (
            "ar",
            (
                "ورد 3؛ تُرك 4: بلغة أخرى (2)، فارغ (1)، المصدر بطيء (1)؛ "
                "التواريخ: مذكور 1 · من الهجري 1 · مقدَّر 1 · بلا تاريخ 1؛ "
                "وفضلا عن ذلك: المصدر معطّل (1)، تاريخ في المستقبل (1)"
            ),
        ),
    ],
)
def test_a_day_in_words(language, words):
    assert day_text(cell(told(), "النهار", YESTERDAY), Speech(language)) == words


def test_the_comparison_hands_the_tables_out():
    empty = [one.empty() for one in (SENTENCES, HITS, BLAME, HARM, RECEIPTS)]
    corpus = Corpus(table(ARTICLES, ROWS), *empty, skips=table(SKIPS, SKIPPED))
    found = compare(corpus, codebook(), CompareParameters(report_date=DAY))
    assert found.data["skipped"].height == len(found.skipped) == 9
    assert found.data["daily_articles"].height == 5
    assert found.skipped[0].outlet


GOLDEN = """\
outlet,day,received,expected,low,high,verdict,undated,skipped,offered,dates_stated,dates_found,dates_converted,dates_guessed
النهار,2025-03-01,1,,,,unknown,0,0,1,0,1,0,0
النهار,2025-03-02,3,,,,unknown,1,4,8,1,0,1,1
غيرها,2025-03-02,0,,,,unknown,0,1,1,0,0,0,0
"""


def test_the_table_that_is_handed_out_to_the_letter():
    assert told().daily.write_csv() == GOLDEN


def test_what_older_reports_said_is_said_under_the_same_names():
    empty = [one.empty() for one in (SENTENCES, HITS, BLAME, HARM, RECEIPTS)]
    corpus = Corpus(table(ARTICLES, ROWS), *empty, skips=table(SKIPS, SKIPPED))
    found = json.loads(render_json(compare(corpus, codebook(), CompareParameters(report_date=DAY))))
    assert {"newest", "days", "quiet"} <= found["volume"].keys()
    assert {"outlet", "day", "received", "expected", "low", "high", "verdict"} <= found["volume"]["days"][
        0
    ].keys()
    assert {"source", "item", "reason", "detail"} <= found["skipped"][0].keys()
