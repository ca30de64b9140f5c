"""What a table holds and cannot be taken is told, row by row, and the rest is stored."""

import io
import zipfile

import pytest

from flows.sources.receive import receive_in_parts
from flows.sources.registry import Source

NOW = "2026-01-31T02:00:00+00:00"
TEXT = "أعلنت البلدية أن أعمال الصيانة في الشارع الرئيسي تبدأ الأسبوع المقبل، وتستمر شهرين."


def read(folder, location="a.csv", **fields):
    source = Source("archive", "table", location, **fields)
    (folder / "seeds").mkdir(exist_ok=True)
    parts = list(receive_in_parts(source, folder / "seeds", fetched_at=NOW))
    articles = [article for part in parts for article in part.articles]
    return articles, [skip for part in parts for skip in part.skips], sum(part.received for part in parts)


def test_a_date_that_cannot_be_read_is_told_and_its_row_stored(tmp_path):
    dates = ["yesterday", "", "None", "2025-13-45", "2025-12-25", "-"]
    rows = "".join(f"{TEXT} {number},{date}\n" for number, date in enumerate(dates, start=1))
    (tmp_path / "a.csv").write_text(f"text,date\n{rows}", encoding="utf-8")
    articles, skips, received = read(tmp_path)
    assert [one.published for one in articles] == [None, None, None, None, "2025-12-25", None]
    assert [(skip.item, skip.reason) for skip in skips] == [
        ("a.csv#1", "unread-date"),
        ("a.csv#4", "unread-date"),
    ]
    assert "'yesterday'" in skips[0].detail
    assert received == 6


def test_a_notice_is_no_row_of_the_limit(tmp_path):
    (tmp_path / "a.csv").write_text(
        f"text,date\n{TEXT} 1,غدا\n{TEXT} 2,غدا\n{TEXT} 3,غدا\n", encoding="utf-8"
    )
    articles, skips, _ = read(tmp_path, max_items=2)
    assert len(articles) == 2
    assert [skip.reason for skip in skips] == ["unread-date", "unread-date", "limit"]


def test_no_row_is_of_a_later_day_than_it_says_it_was_received(tmp_path):
    rows = ["2025-06-01,2025-03-01T10:00:00Z", "2025-03-02,2025-03-01T23:00:00Z", "2025-01-01,2999-01-01"]
    lines = "".join(f"{TEXT} {number},{row}\n" for number, row in enumerate(rows))
    (tmp_path / "a.csv").write_text(f"text,date,crawled_at\n{lines}", encoding="utf-8")
    articles, skips, received = read(tmp_path)
    assert [one.published for one in articles] == [None, "2025-03-02", "2025-01-01"]
    assert [skip.reason for skip in skips] == ["future-date"]
    assert received == 3
    # What says that it was received after this run began was received now.
    assert articles[2].fetched_at == NOW


def test_of_two_columns_of_one_name_the_first_is_read_and_both_are_told(tmp_path):
    (tmp_path / "a.csv").write_text(f"text,title,title\n{TEXT},أول,ثان\n", encoding="utf-8")
    articles, skips, received = read(tmp_path)
    assert [one.title for one in articles] == ["أول"]
    assert [skip.reason for skip in skips] == ["columns"]
    assert "'title'" in skips[0].detail
    assert received == 1


def packed(name):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr(name, "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", packed("xl/workbook.xml"), "CSV (UTF-8)"),
        ("a.docx", packed("word/document.xml"), 'kind = "folder"'),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "CSV (UTF-8)"),
        ("a.csv", packed("xl/workbook.xml"), "CSV (UTF-8)"),
        ("a.pdf", b"%PDF-1.7\n", "PDF"),
        ("a.json", b'[{"text": "x"},\n {"text": "y"}]', "JSON Lines"),
    ],
)
def test_a_file_of_another_kind_is_one_row_with_advice(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    articles, skips, _ = read(tmp_path, name)
    assert articles == []
    assert [(skip.item, skip.reason) for skip in skips] == [(name, "unsupported")]
    assert said in skips[0].detail


def test_a_spreadsheet_in_a_folder_of_tables_is_told_beside_them(tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "a.csv").write_text(f"text\n{TEXT}\n", encoding="utf-8")
    (folder / "b.xlsx").write_bytes(packed("xl/workbook.xml"))
    articles, skips, _ = read(tmp_path, "tables")
    assert len(articles) == 1
    assert [(skip.item, skip.reason) for skip in skips] == [("tables/b.xlsx", "unsupported")]


def test_a_folder_without_tables_says_what_it_holds(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "a.docx").write_bytes(packed("word/document.xml"))
    _, (skip,), _ = read(tmp_path, "tables")
    assert skip.reason == "missing"
    assert "a.docx is none" in skip.detail
    assert 'kind = "folder"' in skip.detail


@pytest.mark.parametrize("location", ["~/tables/a.csv", "~/tables", "~/tables/*.csv"])
def test_a_path_may_begin_at_the_users_own_folder(tmp_path, monkeypatch, location):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "tables").mkdir(parents=True)
    (tmp_path / "home" / "tables" / "a.csv").write_text(f"text\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "project").mkdir()
    articles, skips, _ = read(tmp_path / "project", location)
    assert (len(articles), skips) == (1, [])


def test_a_bracket_in_the_name_of_the_project_is_no_pattern(tmp_path):
    project = tmp_path / "news [old]"
    project.mkdir()
    (project / "a.csv").write_text(f"text\n{TEXT}\n", encoding="utf-8")
    assert len(read(project, "*.csv")[0]) == 1
