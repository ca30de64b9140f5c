"""What is kept of skipped items: outlet and day, from run to run, and from the files of older versions."""

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from flows.sources.placing import placed
from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.storing.receipts import to_tables
from flows.storing.seeds import coverage, load, settle
from flows.storing.skips import MOST_SKIPS, listed, to_skips, to_skips_table
from flows.tables import Article, Skip

WIRE = Source("wire", "feed", "https://x.example/rss", outlet="وكالة الوادي")
MIXED = replace(WIRE, outlet=None)
LATEST = date(2026, 1, 31)


def skip(item="a", reason="slow", **fields):
    return Skip("wire", item, reason, "It took too long.", **fields)


def place(one, source=WIRE):
    told = placed(one, source, "2026-01-31", LATEST)
    return told.outlet, told.day, told.items


def article(text, item, outlet="وكالة الوادي", **fields):
    return Article(text, f"wire:{item}", "2026-01-31T02:00:00Z", outlet=outlet, **fields)


def run(seeds, *articles, skips=(), met_on="2026-01-31", source=WIRE):
    told = tuple(placed(one, source, met_on, date.fromisoformat(met_on)) for one in skips)
    offered = len(articles) + sum(one.items for one in told)
    settle(seeds, [Received(source, articles, told, offered, {}, met_on)])
    return coverage(seeds)[1]


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "sources.toml").write_text(
        '[[source]]\nname = "wire"\nkind = "feed"\nurl = "https://x.example/rss"\n'
    )
    return folder


def test_a_skip_has_the_outlet_and_date_that_its_item_states():
    assert place(skip(outlet="صحيفة النهر", day="2026-01-28")) == ("صحيفة النهر", "2026-01-28", 1)


def test_without_them_it_has_the_entrys_outlet_and_the_day_of_the_run():
    assert place(skip()) == ("وكالة الوادي", "2026-01-31", 1)
    assert place(skip(), MIXED) == (None, "2026-01-31", 1)


@pytest.mark.parametrize("stated", ["2026-01", "2026", "2026-02-30", "2026-02-01", "20260131ab"])
def test_a_vague_impossible_or_future_date_is_no_day(stated):
    assert place(skip(day=stated))[1] == "2026-01-31"


@pytest.mark.parametrize(("item", "reason"), [("", "down"), ("a", "future-date"), ("t.csv", "columns")])
def test_what_is_no_item_of_its_own_stands_for_none(item, reason):
    assert place(skip(item, reason))[2] == 0


def test_a_line_about_a_file_that_is_not_there_is_of_no_day():
    assert place(skip("seeds/metadata.csv:3", "missing"))[1:] == (None, 0)


def test_an_item_that_stays_broken_is_one_skip_of_the_first_day(seeds):
    run(seeds, skips=[skip()], met_on="2026-01-29")
    again = run(seeds, skips=[skip()], met_on="2026-01-31")
    assert again.select("item", "day", "in_last_reading").rows() == [("a", date(2026, 1, 29), True)]


def test_an_item_that_is_offered_no_more_is_still_told_of_as_an_earlier_one(seeds):
    run(seeds, skips=[skip()], met_on="2026-01-29")
    later = run(seeds, skips=[skip("b")], met_on="2026-01-30")
    assert later.select("item", "day", "in_last_reading").rows() == [
        ("b", date(2026, 1, 30), True),
        ("a", date(2026, 1, 29), False),
    ]


def test_an_item_that_a_later_run_could_read_is_skipped_no_longer(seeds):
    run(seeds, skips=[skip(), skip("b")], met_on="2026-01-29")
    later = run(seeds, article("خبر أول من الوادي.", "a"), met_on="2026-01-30")
    assert later["item"].to_list() == ["b"]


def test_a_source_out_of_reach_on_two_days_is_told_on_both(seeds):
    run(seeds, skips=[skip("", "down")], met_on="2026-01-29")
    later = run(seeds, skips=[skip("", "down")], met_on="2026-01-30")
    assert sorted(later["day"]) == [date(2026, 1, 29), date(2026, 1, 30)]
    assert later["items"].sum() == 0


def test_earlier_skips_are_forgotten_after_three_months(seeds):
    run(seeds, skips=[skip()], met_on="2025-10-01")
    assert run(seeds, met_on="2026-01-01").height == 1
    assert run(seeds, met_on="2026-01-02").is_empty()


def test_a_run_repeated_on_its_day_writes_the_same_receipts(seeds):
    written = []
    for _ in range(3):
        run(seeds, article("خبر أول.", "b"), skips=[skip(), skip("", "down")])
        written.append((seeds / ".receipts.json").read_bytes())
    assert len(set(written)) == 1


def test_a_source_of_one_outlet_lends_it_to_what_it_could_not_give(seeds):
    told = run(seeds, article("خبر أول.", "b"), skips=[skip()], source=MIXED)
    assert told["outlet"].to_list() == ["وكالة الوادي"]
    # The next run gives nothing: what the source gave before still says whose it is.
    assert run(seeds, skips=[skip("c")], source=MIXED)["outlet"].unique().to_list() == ["وكالة الوادي"]


def test_a_source_of_several_outlets_lends_none(seeds):
    both = [article("خبر أول.", "b"), article("خبر ثان.", "c", outlet="صحيفة النهر")]
    assert run(seeds, *both, skips=[skip()], source=MIXED)["outlet"].to_list() == ["unknown"]


def test_a_duplicate_stands_on_its_own_date(seeds):
    twice = [article("خبر أول.", item, published="2026-01-20") for item in "ab"]
    assert run(seeds, *twice).select("reason", "outlet", "day").rows() == [
        ("duplicate", "وكالة الوادي", date(2026, 1, 20))
    ]


def test_a_damaged_stored_file_stands_where_it_is_stored(seeds):
    run(
        seeds,
        article("خبر أول.", "a", published="2026-01-20"),
        article("خبر ثان.", "b", published="2026-01-21"),
    )
    damaged, _ = sorted(seeds.glob("*/*/*.txt"))
    damaged.write_text(damaged.read_text() + "زيادة")
    assert load(seeds).skips.select("reason", "outlet", "day").rows() == [
        ("altered", "وكالة الوادي", date(2026, 1, 20))
    ]


OLD = {
    "wire": {
        "source": "wire",
        "kind": "feed",
        "location": "https://x.example/rss",
        "received": 9,
        "kept": 3,
        "skips": [
            {"source": "wire", "item": "a", "reason": "slow", "detail": "It took too long."},
            {"source": "wire", "item": "", "reason": "limit", "detail": "Only the first 9 were taken."},
            {"source": "wire", "item": "b", "reason": "future-date", "detail": "It bears a date to come."},
            {
                "source": "wire",
                "item": "(more: slow)",
                "reason": "slow",
                "detail": "5 more items were skipped for this reason; they are not listed one by one.",
            },
        ],
    }
}
"""What the file of receipts held before skips had an outlet and a day."""


def test_receipts_of_an_older_version_are_read_and_taken_over(seeds):
    (seeds / ".receipts.json").write_text(json.dumps(OLD))
    receipts, skips = coverage(seeds)
    assert receipts.select("received", "kept").rows() == [(9, 3)]
    assert skips.select("item", "outlet", "day", "items").rows() == [
        ("a", "unknown", None, 1),
        ("", "unknown", None, 0),
        ("b", "unknown", None, 0),
        ("(more: slow)", "unknown", None, 5),
    ]
    assert run(seeds, skips=[skip()]).select("item", "day").rows() == [("a", date(2026, 1, 31))]


def test_of_very_many_skips_the_rest_is_counted_by_reason_outlet_and_day():
    many = [
        placed(skip(f"{at}", day=f"2026-01-{20 + at % 2}"), WIRE, "2026-01-31", LATEST)
        for at in range(MOST_SKIPS + 50)
    ]
    kept = []
    for start in range(0, len(many), 700):
        kept = listed((*kept, *(vars_of(one) for one in many[start : start + 700])), "2026-01-31")
    assert sum(one["items"] for one in kept) == len(many)
    assert [(one["day"], one["items"]) for one in kept[MOST_SKIPS:]] == [
        ("2026-01-20", 25),
        ("2026-01-21", 25),
    ]
    assert kept[-1]["detail"].startswith("25 more items")
    assert listed(kept, "2026-01-31") == kept


def test_counts_of_days_long_ago_are_not_kept_apart():
    many = [vars_of(skip(f"{at}", day=f"20{at % 9 + 10}-01-01")) for at in range(MOST_SKIPS + 90)]
    counts = listed(many, "2026-01-31")[MOST_SKIPS:]
    assert [(one["day"], one["items"]) for one in counts] == [(None, 90)]


def vars_of(one):
    return {name: getattr(one, name) for name in one.__slots__}


def test_skips_as_a_table_and_back_are_the_same():
    known = (skip(outlet="أ", day="2026-01-31", items=3), skip("b", outlet="ب", in_last_reading=False))
    assert to_skips(to_skips_table(known)) == known
    assert to_skips_table([skip()])["outlet"].to_list() == ["unknown"]


def test_entries_of_a_newer_version_are_read_too():
    newer = {"wire": OLD["wire"] | {"skips": [OLD["wire"]["skips"][0] | {"weight": 1}]}}
    assert isinstance(to_tables(newer)[1], pl.DataFrame)
