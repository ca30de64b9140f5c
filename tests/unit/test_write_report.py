"""Reports on disk: whole or not at all, the same bytes for the same inputs, listed newest first."""

import errno
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from builders import comparison

from flows.errors import StorageError
from flows.report import write
from flows.report.provenance import Provenance
from flows.report.write import write_report
from flows.settings import CompareParameters, Language


def provenance(day=date(2026, 1, 2), **fields):
    return Provenance(day, {"group_by": "auto"}, "0123456789abcdef", "fedcba9876543210", **fields)


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_report_holds_every_file_that_it_promises(tmp_path):
    place = write_report(tmp_path, comparison(), provenance())
    assert place == tmp_path / "2026-01-02" / "articles"
    data = {f"data/{name}.{kind}" for name in comparison().data for kind in ("csv", "parquet")}
    pages = {"index.html", "index.ar.html", "report.md", "report.ar.md", "comparison.json", "run.json"}
    assert set(tree(place)) == pages | data


def test_the_same_inputs_give_the_same_bytes(tmp_path):
    first = tree(write_report(tmp_path / "1", comparison(), provenance()))
    second = tree(write_report(tmp_path / "2", comparison(), provenance()))
    assert first == second


@pytest.mark.parametrize(
    ("language", "mark"), [(Language.ARABIC, 'dir="rtl"'), (Language.ENGLISH, 'dir="ltr"')]
)
def test_one_language_gives_one_page(tmp_path, language, mark):
    place = write_report(tmp_path, comparison(), provenance(language=language))
    assert [path.name for path in place.glob("*.html")] == ["index.html"]
    assert mark in (place / "index.html").read_text(encoding="utf-8").split("<head>")[0]


def test_run_json_names_inputs_codebook_code_and_settings(tmp_path):
    run = json.loads(
        (write_report(tmp_path, comparison(), provenance()) / "run.json").read_text(encoding="utf-8")
    )
    assert [len(one["sha256"]) for one in run["inputs"]] == [64, 64]
    assert run["codebook_version"] == "0123456789abcdef"
    assert run["coder_version"] == "fedcba9876543210"
    assert run["settings"] == {"group_by": "auto"}
    assert {"khitab", "polars"} <= set(run["packages"])


def test_every_number_of_the_json_keeps_its_denominator(tmp_path):
    place = write_report(tmp_path, comparison(), provenance())
    found = json.loads((place / "comparison.json").read_text(encoding="utf-8"))
    assert {cell["rate"]["denominator"] for cell in found["cells"]} == {18, 14}
    assert "data" not in found


def test_tables_open_in_a_spreadsheet_and_run_no_formula(tmp_path):
    place = write_report(tmp_path, comparison(), provenance())
    assert (place / "data" / "mentions.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert write._flat(pl.DataFrame({"t": ["=1+1", "-2", "نص"], "n": [-1, 0, 1]})).rows() == [
        ("'=1+1", -1),
        ("'-2", 0),
        ("نص", 1),
    ]


def test_parquet_holds_the_table_as_it_was_counted(tmp_path):
    place = write_report(tmp_path, comparison(), provenance())
    assert pl.read_parquet(place / "data" / "frames.parquet").equals(comparison().data["frames"])


def test_what_an_article_says_cannot_become_markup(tmp_path):
    page = (write_report(tmp_path, comparison(), provenance()) / "index.html").read_text(encoding="utf-8")
    assert "seeds/inbox/<empty>.txt" not in page
    assert "seeds/inbox/&lt;empty&gt;.txt" in page


def test_the_list_has_the_newest_report_first(tmp_path):
    write_report(tmp_path, comparison(), provenance(date(2026, 1, 2)))
    write_report(tmp_path, comparison(CompareParameters(name="z")), provenance(date(2026, 1, 3)))
    write_report(tmp_path, comparison(CompareParameters(name="b")), provenance(date(2026, 1, 3)))
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    places = [
        page.index(f'"{folder}/index.html"')
        for folder in ("2026-01-03/b", "2026-01-03/z", "2026-01-02/articles")
    ]
    assert places == sorted(places)


def test_a_full_disk_is_one_sentence_and_the_old_report_stands(tmp_path, monkeypatch):
    place = write_report(tmp_path, comparison(), provenance())
    before = tree(tmp_path)

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StorageError, match="No space left on device"):
        write_report(tmp_path, comparison(), provenance())
    assert tree(tmp_path) == before
    assert [path.name for path in place.parent.iterdir()] == ["articles"]


def test_left_overs_of_a_killed_run_are_swept_and_a_report_set_aside_comes_back(tmp_path, monkeypatch):
    place = write_report(tmp_path, comparison(), provenance())
    before = tree(place)
    place.rename(place.with_name(".articles.old"))
    (place.parent / ".articles.torn").mkdir()

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(StorageError):
        write_report(tmp_path, comparison(), provenance())
    assert tree(place) == before
    assert [path.name for path in place.parent.iterdir()] == ["articles"]


@pytest.mark.parametrize("damage", ['{"repo', "{}", "[]"])
def test_a_damaged_report_of_another_day_stops_nothing(tmp_path, damage):
    old = tmp_path / "2026-01-01" / "old"
    old.mkdir(parents=True)
    (old / "run.json").write_text(damage, encoding="utf-8")
    write_report(tmp_path, comparison(), provenance())
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "2026-01-02/articles" in page
    assert "2026-01-01/old" not in page


def test_markdown_gives_each_finding_its_own_line(tmp_path):
    place = write_report(tmp_path, comparison(), provenance())
    for name in ("report.md", "report.ar.md"):
        lines = (place / name).read_text(encoding="utf-8").splitlines()
        findings = [line for line in lines if line.startswith("- **")]
        assert len(findings) == 7
        assert all(line.count("**") == 2 for line in findings)
        quoted = next(number for number, line in enumerate(lines) if line.startswith("> "))
        assert lines[quoted - 1] == ""
        heads = [number for number, line in enumerate(lines) if line.startswith("#")]
        assert all(lines[number + 1] == "" for number in heads)
        assert all(lines[number - 1] == "" for number in heads if number)
