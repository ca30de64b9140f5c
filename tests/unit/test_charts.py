"""Charts: the same data draw the same, links stay in the page, and right-to-left is a mirror."""

import re

from flows.report.charts import BarPart, BarRow, IntervalRow, bar_chart, interval_chart

ROWS = [
    IntervalRow("مقال", "9.4", 9.4, 2.5, 23.9, "#one"),
    IntervalRow("<b> & co", "2.3", 2.3, 0.3, 8.0, "#two"),
]


def dots(svg):
    return [float(x) for x in re.findall(r'translate\(([\d.]+),[\d.]+\)" d="M4', svg)]


def test_links_stay_in_the_page_and_nothing_is_loaded():
    svg = interval_chart(ROWS, 25, "#0b6e6e", mirrored=False)
    assert set(re.findall(r'href="([^"]*)"', svg)) == {"#one", "#two"}
    assert set(re.findall(r'(?<!xmlns=")(?<!xlink=")https?://[^"]*', svg)) == set()


def test_the_same_rows_draw_the_same():
    assert interval_chart(ROWS, 25, "#0b6e6e", mirrored=False) == interval_chart(
        ROWS, 25, "#0b6e6e", mirrored=False
    )


def test_dots_stand_at_their_values():
    svg = interval_chart(ROWS, 25, "#0b6e6e", mirrored=False)
    assert dots(svg) == [round(340 * 9.4 / 25, 3), round(340 * 2.3 / 25, 3)]


def test_the_mirror_of_a_dot_is_as_far_from_the_other_side():
    plain = dots(interval_chart(ROWS, 25, "#0b6e6e", mirrored=False))
    mirrored = dots(interval_chart(ROWS, 25, "#0b6e6e", mirrored=True))
    assert [round(a + b, 6) for a, b in zip(plain, mirrored, strict=True)] == [340.0, 340.0]


def test_names_are_escaped_and_shortened():
    svg = interval_chart([IntervalRow("<b>" + "ط" * 60, "1", 1, 0, 2, "#x")], 2, "#0b6e6e", mirrored=False)
    assert "<b>" not in svg
    assert "ط" * 36 + "…" in svg


def test_a_name_of_several_words_is_cut_between_two():
    name = "صحيفة " * 5 + "الاستقلاليين وسواهم"
    svg = interval_chart([IntervalRow(name, "1", 1, 0, 2, "#x")], 2, "#0b6e6e", mirrored=False)
    assert "صحيفة…" in svg
    assert "الاستق" not in svg


def test_nothing_is_told_to_screen_readers_in_english():
    assert set(re.findall(r"aria-[a-z]+", interval_chart(ROWS, 25, "#0b6e6e", mirrored=False))) == {
        "aria-hidden"
    }


def test_a_stacked_bar_has_its_parts_end_to_end_and_none_for_nothing():
    row = BarRow(
        "مقال",
        "4",
        (BarPart(1, "#111111", "#a"), BarPart(0, "#222222", "#b"), BarPart(3, "#333333", "#c")),
        "#r",
    )
    svg = bar_chart([row], 4, mirrored=False)
    assert "#222222" not in svg
    bars = re.findall(r'translate\(([\d.]+),30\)" x2="([\d.]+)" y2="0" stroke="(#[13]+)"', svg)
    assert bars == [("0", "85", "#111111"), ("85", "255", "#333333")]
