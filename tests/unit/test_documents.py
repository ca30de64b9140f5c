"""Documents from files, folders and tables."""

import polars as pl
import pytest

from flows import documents
from flows.documents import read_documents
from flows.errors import UsageError
from flows.stream import BadItem, Document

ROWS = {"id": ["a", "b", "c"], "text": ["نص أول", None, "نص ثالث"]}


def test_a_parquet_table_is_read_row_by_row(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "_BATCH_ROWS", 2)
    pl.DataFrame(ROWS).write_parquet(tmp_path / "t.parquet")
    first, bad, last = read_documents(tmp_path / "t.parquet")
    assert (first, last) == (Document("a", "نص أول"), Document("c", "نص ثالث"))
    assert isinstance(bad, BadItem)
    assert bad.place == "row 2"


def test_a_csv_table_keeps_its_ids_as_they_are_written(tmp_path):
    (tmp_path / "t.csv").write_text('no,body\n007,"سطر\nوسطر"\n', encoding="utf-8")
    (one,) = read_documents(tmp_path / "t.csv", "no", "body")
    assert one == Document("007", "سطر\nوسطر")


def test_the_headline_of_a_row_is_read_where_a_column_holds_it(tmp_path):
    rows = {"id": [1, 2], "title": ["عنوان", None], "text": ["نص", "نص"], "head": ["آخر", "آخر"]}
    pl.DataFrame(rows).write_parquet(tmp_path / "t.parquet")
    path = tmp_path / "t.parquet"
    assert [one.title for one in read_documents(path)] == ["عنوان", ""]
    assert [one.title for one in read_documents(path, title_column="head")] == ["آخر", "آخر"]
    with pytest.raises(UsageError, match="no column heading"):
        list(read_documents(path, title_column="heading"))


def test_whole_numbers_name_rows(tmp_path):
    pl.DataFrame({"id": [7], "text": ["نص"]}).write_parquet(tmp_path / "t.parquet")
    assert list(read_documents(tmp_path / "t.parquet")) == [Document(7, "نص")]


def test_a_folder_is_read_by_path_and_nothing_else_in_it(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.md").write_text("نص ثان", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes("نص السيادة كما كتب في الجريدة".encode("windows-1256"))
    (tmp_path / ".hidden.txt").write_text("لا", encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    (tmp_path / "d.txt").write_bytes(bytes(range(256)) * 4)
    first, second, bad = read_documents(tmp_path)
    assert first == Document("a.txt", "نص السيادة كما كتب في الجريدة")
    assert second == Document("below/b.md", "نص ثان")
    assert isinstance(bad, BadItem)
    assert bad.place == "d.txt"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_header_of_a_file_is_no_text_and_offsets_stay_those_of_the_file(tmp_path, end):
    written = end.join(["---", "title: السيادة", "---", "نص أول", "---", "نص ثان", ""])
    (tmp_path / "a.txt").write_bytes(written.encode())
    (tmp_path / "b.txt").write_bytes(f"---{end}title: لا نهاية{end}نص".encode())
    one, bad = read_documents(tmp_path)
    read = written.replace("\r\n", "\n")  # as every file is read
    assert len(one.text) == len(read)
    assert one.text.split() == ["نص", "أول", "---", "نص", "ثان"]
    assert one.text.index("نص") == read.index("نص")
    assert isinstance(bad, BadItem)
    assert bad.reason == "the header is not closed by a line of ---"


def test_anything_else_is_json_lines(tmp_path):
    (tmp_path / "f").write_text('{"id": 1, "text": "نص"}\n', encoding="utf-8")
    assert list(read_documents(tmp_path / "f")) == [Document(1, "نص")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.jsonl", None, "No such file"),
        ("none.parquet", None, "cannot be read"),
        ("t.parquet", b"no table", "cannot be read as a table"),
        ("t.csv", b"id,body\n1,x\n", "no column text"),
        ("t.csv", b"", "cannot be read as a table"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=said):
        list(read_documents(tmp_path / name))
