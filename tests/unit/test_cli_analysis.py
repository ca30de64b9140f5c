"""The commands that code, evaluate and look into a codebook, from the outside."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.codebook.load import SHIPPED

GOLD = {"id": "a", "text": "ليست حربا بالوكالة.", "frames": ["proxy_war"], "blame": []}


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


def khitab(*arguments, **given):
    return CliRunner().invoke(
        app, list(map(str, arguments)), env={"COLUMNS": "200", "NO_COLOR": "1"}, **given
    )


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_code_tells_status_and_voice(tmp_path):
    done = khitab("code", "-", input='{"id": 1, "text": "قال إنها ليست حربا بالوكالة."}\n')
    (hit,) = json.loads(done.stdout)["hits"]
    assert (hit["surface"], hit["status"], hit["voice"]) == ("حربا بالوكالة", "denied", "quoted")


def test_code_reads_a_folder(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("السيادة لنا.", encoding="utf-8")
    done = khitab("code", tmp_path / "texts")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["id"] == "a.txt"


@pytest.mark.parametrize(("floor", "code"), [("1", 0), ("0.5", 0)])
def test_an_evaluation_that_reaches_its_floor_is_done(gold, floor, code):
    assert khitab("evaluate", gold, "--floor", floor).exit_code == code


def test_an_evaluation_below_its_floor_ends_with_three(tmp_path, gold):
    missed = GOLD | {"id": "b", "text": "نزل المطر."}
    gold.write_text(gold.read_text(encoding="utf-8") + json.dumps(missed), encoding="utf-8")
    done = khitab("evaluate", gold, "--floor", "0.9")
    assert done.exit_code == 3
    assert "0.667, below 0.9" in done.stderr
    assert "b  -proxy_war" in done.stdout


def test_an_evaluation_as_json(gold):
    found = json.loads(khitab("evaluate", gold, "--json").stdout)
    scores = {one["code"]: one["f1"]["value"] for one in found["frames"]}
    assert scores["proxy_war"] == 1
    assert scores["sovereignty"] is None
    assert found["wrong"] == []


def test_a_gold_file_that_is_not_there(tmp_path):
    done = khitab("evaluate", tmp_path / "none.jsonl")
    assert done.exit_code == 2
    assert "No such file" in done.stderr


def test_the_headline_column_of_a_table_is_coded_with_its_own_offsets(tmp_path):
    title, text = "السيادة الوطنية أولا", "قال الوزير إن السيادة خط أحمر."
    table = tmp_path / "t.csv"
    table.write_text(f"id,title,text\n1,{title},{text}\n2,,{text}\n", encoding="utf-8")
    first, second = map(json.loads, khitab("code", table).stdout.splitlines())
    found = [(hit["in"], hit["surface"], hit["start"], hit["end"]) for hit in first["hits"]]
    strings = {"title": title, "text": text}
    assert {where for where, *_ in found} == {"title", "text"}
    assert all(strings[where][start:end] == surface for where, surface, start, end in found)
    assert {hit["in"] for hit in second["hits"]} == {"text"}
    plain = khitab("code", "-", input=json.dumps({"id": 1, "title": title, "text": text}))
    assert not any("in" in hit for hit in json.loads(plain.stdout)["hits"])


def test_a_codebook_that_lacks_files_is_told_what_it_will_not_code(tmp_path):
    for name in ("sovereignty.yaml", "words.yaml"):
        shutil.copy(SHIPPED / name, tmp_path)
    said = khitab("codebook", "check", tmp_path).stdout
    for file in ("actors.yaml", "blame.yaml", " (evidence.csv)", "(frame_evidence.csv)", "harm.yaml"):
        assert file in said
    assert khitab("codebook", "check").stdout.count("\n") == 1


def test_the_codebook_is_laid_open(gold):
    assert "sovereignty · سيادة" in khitab("codebook", "explain", "وبسيادتها").stdout
    phrase = khitab("codebook", "explain", "حرب", "بالوكالة").stdout
    assert "Looked up as: حرب بالوكاله" in phrase
    assert "حرب بالوكالة in proxy_war · " in phrase
    assert "وبسيادتها" in khitab("codebook", "forms", "سيادة").stdout.split()
    assert khitab("codebook", "forms", "لا شيء").exit_code == 2
    assert khitab("codebook", "diff", SHIPPED, SHIPPED, "--on", gold).stdout == "Nothing changes.\n"
