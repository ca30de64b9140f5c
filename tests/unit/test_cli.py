"""The command line without a run: help, mistakes, and how little it imports."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app

HEAVY = {"prefect", "polars", "altair", "scipy", "trafilatura", "rich.progress", "httpx"}


def khitab(*arguments):
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "NO_COLOR": "1"})


def test_help_names_every_command():
    shown = khitab("--help").output
    for command in ("nightly", "ingest", "code", "report", "serve", "codebook", "sources"):
        assert command in shown
    shown = khitab("codebook", "--help").output
    assert "check" in shown
    assert "show" in shown


def test_importing_the_command_imports_nothing_heavy():
    program = "import sys, flows.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert HEAVY.isdisjoint(loaded.split())


@pytest.mark.parametrize("command", ["nightly", "ingest", "report"])
def test_every_option_explains_itself(command):
    shown = khitab(command, "--help").output
    assert "--project" in shown
    if command != "ingest":
        for option in ("--group-by", "--period", "--outlet", "--since", "--until", "--language", "--date"):
            assert option in shown
    if command != "report":
        assert "--source" in shown
        assert "--timeout-seconds" in shown


@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (("--since", "yesterday"), ["--since yesterday: input should be a valid date"]),
        (("--date", "2026-02-30"), ["--date 2026-02-30: input should be a valid date"]),
        (("--since", "2026-02-02", "--until", "2026-02-01"), ["Since (2026-02-02) is after until"]),
        (("--name", "../etc", "--timeout-seconds", "0"), ["--name ../etc: ", "--timeout-seconds 0.0: "]),
    ],
    ids=["no date", "no such day", "backwards", "two at once"],
)
def test_a_parameter_that_does_not_fit_is_one_sentence(arguments, sentences):
    done = khitab("nightly", *arguments)
    assert done.exit_code == 2
    for sentence in sentences:
        assert sentence in done.stderr
    assert "Traceback" not in done.output


def test_a_folder_that_is_no_project_is_refused_with_a_hint(tmp_path):
    done = khitab("nightly", "--project", str(tmp_path))
    assert done.exit_code == 2
    assert "holds no folder seeds/" in done.stderr
    assert "--project" in done.stderr


def test_an_unknown_option_is_a_usage_error():
    assert khitab("nightly", "--bogus").exit_code == 2


@pytest.mark.parametrize("command", ["nightly", "ingest", "report", "serve"])
@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_project_that_cannot_be_written_is_a_sentence_and_a_hint(tmp_path, monkeypatch, command, code):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "prefect.yaml").write_text("deployments: []\n", encoding="utf-8")

    def deny(path, *_, **__):
        raise OSError(code, "No", str(path))

    monkeypatch.setattr(os, "environ", dict(os.environ))  # the command prepares it for Prefect
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(Path, "mkdir", deny)
    done = khitab(command, "--project", str(tmp_path))
    assert done.exit_code == 7
    first, hint = done.output.strip().splitlines()[-2:]
    assert first.startswith(f"khitab: {tmp_path}/.khitab")
    assert first.endswith(" cannot be written: No.")
    assert hint.endswith(".")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied", "/x/y"),
            "/x/y cannot be used: Permission denied.",
        ),
        (OSError(errno.EIO, "Input/output error"), "The system refuses: Input/output error."),
        (OSError("odd"), "The system refuses: odd."),
        (TimeoutError(), "The system refuses: TimeoutError."),
    ],
    ids=["a file", "no file", "no number", "no words"],
)
def test_whatever_the_system_refuses_is_one_sentence_and_no_traceback(monkeypatch, error, sentence):
    def deny(*_):
        raise error

    monkeypatch.setattr("flows.cli.find_project", deny)
    done = khitab("ingest")
    assert done.exit_code == 7
    assert isinstance(done.exception, SystemExit)
    assert done.output.splitlines()[0] == f"khitab: {sentence}"
    assert len(done.output.splitlines()) == 2
