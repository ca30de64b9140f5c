"""What was offered is what was received and what was skipped: by outlet and day, and in all."""

import datetime as dt
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from builders import article, table
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.compare.volume import volume
from flows.settings import CompareParameters
from flows.sources.placing import placed
from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.storing.seeds import coverage, load, settle
from flows.tables import ARTICLES, SKIPS, Article, Skip
from flows.vocabulary import CONFIDENCES

DAY = dt.date(2025, 3, 3)
days = st.dates(DAY - dt.timedelta(20), DAY + dt.timedelta(2))
outlets = st.sampled_from(["أ", "ب", "unknown"])


@st.composite
def articles(draw):
    rows = []
    for number in range(draw(st.integers(0, 25))):
        confidence = draw(st.sampled_from(CONFIDENCES))
        day = None if confidence == "none" else draw(days)
        precision = "none" if day is None else draw(st.sampled_from(["day", "day", "month"]))
        fields = {"published": day, "published_precision": precision, "date_confidence": confidence}
        fetched = f"{draw(days)}T04:00:00Z"
        rows.append(article(f"{number:016}", outlet=draw(outlets), fetched_at=fetched, **fields))
    return rows


skips = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.just("wire"),
            "item": st.text("abc", max_size=2),
            "reason": st.sampled_from(["empty", "slow", "down"]),
            "detail": st.just(""),
            "outlet": outlets,
            "day": st.none() | days,
            "items": st.integers(0, 3),
            "in_last_reading": st.just(value=True),
        }
    ),
    max_size=25,
)


@given(articles(), skips, st.none() | days)
@settings(max_examples=60, deadline=None)
def test_each_day_sums_up_and_nothing_is_lost_between_days(rows, missed, until):
    intake = volume(
        table(ARTICLES, rows), table(SKIPS, missed), CompareParameters(report_date=DAY, until=until)
    )
    told = intake.volume.days
    for one in told:
        assert one.offered == one.received + one.undated + one.skipped
        assert one.skipped == sum(reason.count for reason in one.reasons)
        assert one.received == sum(dates.count for dates in one.dates)
        for rows_of, count in ((one.article_rows, one.received + one.undated),):
            assert (rows_of[1] - rows_of[0] + 1 if rows_of else 0) == count
    besides = sum(reason.count for reason in intake.volume.elsewhere)
    if told:
        assert sum(one.skipped for one in told) + besides == sum(row["items"] for row in missed)
    received = Counter(
        (row["outlet"], row["published"]) for row in rows if row["published_precision"] == "day"
    )
    for one in told:
        assert one.received == received[one.outlet, one.day]
    assert sum(one.received + one.undated for one in told) == intake.articles.height


readings = st.lists(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from(["text", "text", "slow", "empty", "future"])),
        max_size=8,
    ),
    min_size=1,
    max_size=4,
)


@given(readings)
@settings(max_examples=25, deadline=None)
def test_what_a_source_offered_is_what_is_kept_and_what_is_skipped(runs):
    source = Source("inbox", "folder", "seeds/inbox", outlet="أ")
    with TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for number, offered in enumerate(runs):
            met_on = (DAY + dt.timedelta(number)).isoformat()
            given_ = [
                Article(f"خبر {item}.", f"inbox:{item}", f"{met_on}T01:00:00Z", outlet="أ")
                for item, outcome in offered
                if outcome in {"text", "future"}
            ]
            missed = [
                Skip("inbox", item, outcome, "") for item, outcome in offered if outcome in {"slow", "empty"}
            ]
            missed += [
                Skip("inbox", item, "future-date", "") for item, outcome in offered if outcome == "future"
            ]
            told = tuple(placed(one, source, met_on, DAY + dt.timedelta(9)) for one in missed)
            count = len(given_) + sum(one.items for one in told)
            settle(seeds, [Received(source, tuple(given_), told, count, {}, met_on)])
        receipts, skips = coverage(seeds)
        current = skips.filter("in_last_reading")
        assert receipts["received"].item() == receipts["kept"].item() + current["items"].sum()
        earlier = skips.filter(~skips["in_last_reading"])
        ever_given = {item for run in runs[-1:] for item, outcome in run if outcome in {"text", "future"}}
        assert not ever_given & set(earlier["item"])
        assert not set(earlier.select("item", "reason").rows()) & set(current.select("item", "reason").rows())
        assert load(seeds).articles.height == len(
            {item for run in runs for item, outcome in run if outcome in {"text", "future"}}
        )
