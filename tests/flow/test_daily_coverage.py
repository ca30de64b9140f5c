"""Two nights under Prefect's test server: what was skipped keeps its day, and what is mended is received."""

import csv
from datetime import timedelta

import pytest

from flows.settings import NightlyParameters

pytestmark = [pytest.mark.usefixtures("prefect_api"), pytest.mark.timeout(180)]

HEADER = "---\noutlet: جريدة الساحل\npublished: {}\n---\n"
TEXT = "أعلنت البلدية أنها ستبدأ إصلاح شبكة المياه في الأحياء الشرقية الأسبوع المقبل.\n"


def rows(outcome, name):
    with (outcome.reported.folder / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def told_of(outcome, day):
    found = [row for row in rows(outcome, "daily_volume") if row["day"] == f"{day}"]
    return [row for row in found if row["outlet"] != "صحيفة الوادي"]


def test_coverage_by_outlet_and_day_over_two_nights(project):
    from datetime import UTC, datetime

    from flows import nightly as walk

    today = datetime.now(UTC).date()
    yesterday = today - timedelta(days=1)
    inbox = project / "seeds" / "inbox"
    (inbox / "empty.txt").write_text(HEADER.format(yesterday), encoding="utf-8")
    (inbox / "gone.txt").write_text(HEADER.format(yesterday), encoding="utf-8")
    (inbox / "binary.txt").write_bytes(b"\x00\x01" * 50)
    (inbox / "new.txt").write_text(HEADER.format(yesterday) + TEXT, encoding="utf-8")
    night = NightlyParameters(report_date=today + timedelta(days=1), group_by="outlet")

    first = walk.nightly(night)
    (day,) = told_of(first, yesterday)
    assert [day[name] for name in ("outlet", "received", "skipped", "offered", "dates_stated")] == [
        "جريدة الساحل",
        "1",
        "2",
        "3",
        "1",
    ]
    # A file that says nothing of itself stands on the day of the run, at no known outlet.
    assert {row["outlet"]: row["skipped"] for row in told_of(first, today)} == {
        "جريدة الساحل": "0",
        "unknown": "1",
    }

    (inbox / "empty.txt").write_text(HEADER.format(yesterday) + TEXT.replace("المياه", "الكهرباء"))
    (inbox / "gone.txt").unlink()
    second = walk.nightly(night)
    (day,) = told_of(second, yesterday)
    assert (day["received"], day["skipped"], day["offered"]) == ("2", "1", "3")
    kept = {row["item"].rpartition("/")[2]: row["in_last_reading"] for row in rows(second, "skipped")}
    assert kept == {"gone.txt": "false", "binary.txt": "true"}
    # What is told of as skipped now is what this run met.
    assert [skip.item.rpartition("/")[2] for skip in second.ingested.skips] == ["binary.txt"]
