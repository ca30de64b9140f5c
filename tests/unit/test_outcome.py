"""What a run came to, in lines and in Markdown."""

from dataclasses import replace
from pathlib import Path

from flows.outcome import Ingested, Outcome, Reported, in_markdown, in_plain_lines
from flows.tables import Skip

SKIP = Skip("wire", "https://x.example/1", "empty", "It holds no text.")
DOWN = Skip("wire", "", "down", "It does not answer.")
REPORT = Reported(Path("/p/reports/2026-01-31/articles"), ("One <b>line</b>.",), ("سطر واحد.",), ())


def test_nothing_new_is_said_in_words():
    (line,) = in_plain_lines(Outcome(Ingested(0, 2, ())))
    assert line == "Nothing new; 2 known already; 0 skipped."


def test_every_skip_has_its_reason_and_the_page_comes_last():
    lines = in_plain_lines(Outcome(Ingested(1, 0, (SKIP, DOWN)), REPORT))
    assert lines == [
        "1 new; 0 known already; 2 skipped.",
        "  skipped wire: https://x.example/1 (empty): It holds no text.",
        "  skipped wire (down): It does not answer.",
        "One <b>line</b>.",
        "/p/reports/2026-01-31/articles/index.html",
    ]


def test_stored_files_that_were_left_out_are_told_before_the_page():
    altered = Skip("stored", "seeds/a/2025/x.txt", "altered", "The text is <another>.")
    outcome = Outcome(reported=replace(REPORT, skips=(altered,)))
    assert in_plain_lines(outcome) == [
        "One <b>line</b>.",
        "Stored files left out of the report: 1.",
        "  skipped stored: seeds/a/2025/x.txt (altered): The text is <another>.",
        "/p/reports/2026-01-31/articles/index.html",
    ]
    text = in_markdown(outcome, None)
    assert "Stored files left out of the report: 1.\n\n- skipped stored: seeds/a/2025/x.txt (altered)" in text
    assert "&lt;another&gt;" in text
    many = Outcome(reported=replace(REPORT, skips=(altered,) * 50))
    assert "30 more" in in_plain_lines(many)[-2]


def test_a_long_list_of_skips_is_cut_and_says_so():
    lines = in_plain_lines(Outcome(Ingested(0, 0, (SKIP,) * 50)))
    assert len(lines) == 22
    assert "30 more" in lines[-1]


def test_markdown_sets_arabic_right_to_left_and_escapes_what_articles_say():
    text = in_markdown(Outcome(Ingested(1, 0, (SKIP,)), REPORT), "http://127.0.0.1:8300/r/index.html")
    assert '<p dir="rtl">سطر واحد.</p>' in text
    assert "One &lt;b&gt;line&lt;/b&gt;." in text
    assert "<b>" not in text
    assert text.endswith("[Open the report](http://127.0.0.1:8300/r/index.html)\n")


def test_without_a_report_there_is_no_link():
    assert "Open the report" not in in_markdown(Outcome(Ingested(1, 0, ())), None)


def test_a_terminal_gets_no_marks_that_only_a_page_can_use(tmp_path):
    reported = Reported(tmp_path, ("blames \u2068روسيا\u2069 (1).",), (), ())
    assert in_plain_lines(Outcome(reported=reported))[0] == "blames روسيا (1)."
    assert "\u2068" in in_markdown(Outcome(reported=reported), None)


def test_what_is_stored_without_its_date_is_not_called_skipped():
    notice = Skip("table", "a.csv#1", "unread-date", "Its date could not be read.")
    lines = in_plain_lines(Outcome(Ingested(2, 0, (notice, SKIP))))
    assert lines[0] == "2 new; 0 known already; 1 skipped; 1 stored without a date."
    assert [line.split()[0] for line in lines[1:]] == ["skipped", "noted"]
