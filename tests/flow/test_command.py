"""The `khitab` command as a process: exit codes, last lines, and no traceback for what a user did wrong."""

import json
import os
import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.timeout(180)


def khitab(*arguments, given="", **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        input=given,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )


@pytest.fixture
def api(prefect_api):
    return {"PREFECT_API_URL": prefect_api}


def test_nightly_ends_with_a_summary_and_the_path_of_the_report(project, api):
    done = khitab("nightly", "--date", "2026-01-31", "--language", "en", **api)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "3 new; 0 known already; 0 skipped."
    assert lines[-1] == str(project / "reports" / "2026-01-31" / "articles" / "index.html")
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S", line) for line in done.stderr.splitlines())
    assert "Coding: 3 of 3" in done.stderr


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(project, api):
    (project / "seeds" / "inbox" / "empty.txt").write_bytes(b"")
    (project / "seeds" / "inbox" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 20)
    done = khitab("ingest", **api)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "3 new; 0 known already; 2 skipped."
    assert "skipped inbox: seeds/inbox/empty.txt (empty)" in done.stdout
    assert "skipped inbox: seeds/inbox/picture.txt (binary)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("report",), 6, ""),
        (("ingest", "--source", "nowhere"), 2, "no source named nowhere"),
    ],
    ids=["nothing to compare", "unknown source"],
)
def test_a_user_error_in_a_run_is_a_sentence_and_a_code(project, api, arguments, code, words):
    done = khitab(*arguments, **api)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "khitab: " in done.stderr


def test_a_broken_list_of_sources_has_its_own_code(project, api):
    (project / "seeds" / "sources.toml").write_text("[[source]\n", encoding="utf-8")
    done = khitab("nightly", **api)
    assert done.returncode == 5
    assert "sources.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_code_streams_and_names_the_lines_that_it_cannot_read():
    text = "أكدت الحكومة أن السيادة الوطنية خط أحمر."
    good = json.dumps({"id": "x", "text": text}, ensure_ascii=False)
    done = khitab("code", "-", given=f"{good}\nnot json\n{good}\n")
    assert done.returncode == 2
    assert "line 2" in done.stderr
    assert "Traceback" not in done.stderr
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == second
    assert first["id"] == "x"
    assert "sovereignty" in first["frames"]
    for hit in first["hits"]:
        assert text[hit["start"] : hit["end"]] == hit["surface"]


def test_code_says_which_file_it_cannot_read(tmp_path):
    done = khitab("code", str(tmp_path / "nowhere.jsonl"))
    assert done.returncode == 2
    assert "nowhere.jsonl cannot be read" in done.stderr


def test_code_ends_quietly_when_its_reader_has_had_enough(tmp_path):
    lines = tmp_path / "many.jsonl"
    line = json.dumps({"id": 1, "text": "اتهمت الحكومة إسرائيل بقصف المدينة."}) + "\n"
    lines.write_text(line * 3000, encoding="utf-8")
    command = [sys.executable, "-m", "flows.cli", "code", str(lines)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.readline()
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 1


def test_the_codebook_is_checked_and_shown(tmp_path):
    assert "sound" in khitab("codebook", "check").stdout
    shown = khitab("codebook", "show", "sovereignty")
    assert shown.returncode == 0
    assert "السيادة" in shown.stdout
    broken = khitab("codebook", "check", str(tmp_path))
    assert broken.returncode == 4
    assert "Traceback" not in broken.stderr
