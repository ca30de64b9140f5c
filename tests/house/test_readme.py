"""The README cannot lie: its commands run, its folders and files are there, its table names every command."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NIGHTLY = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e . && .venv/bin/khitab nightly"
TESTS = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e '.[test]' && .venv/bin/pytest"


def commands():
    return [line for line in README.splitlines() if line.startswith("python3 -m venv")]


@pytest.fixture
def checkout(tmp_path):
    """Copy what git tracks, as a clone would, with this environment in the place of a new one."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: git cannot tell which files a clone would hold")
    place = tmp_path / "khitab"
    for name in listed.stdout.splitlines():
        if (ROOT / name).exists():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    return place


def with_this_environment(command):
    """Keep what a command does once it is set up; the set-up itself is what made this environment."""
    return command.split(" && ")[-1].replace(".venv/bin/", f"{Path(sys.executable).parent}/")


def run(command, place):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "KHITAB_"))
    }
    environment["PYTHONPATH"] = str(place)
    return subprocess.run(
        ["sh", "-c", command],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_the_readme_states_the_two_commands_word_for_word():
    assert commands() == [NIGHTLY, TESTS]


@pytest.mark.timeout(360)
def test_the_first_command_makes_a_report_of_the_two_articles_and_prints_its_path(checkout):
    done = run(with_this_environment(commands()[0]), checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    page = Path(done.stdout.splitlines()[-1])
    assert page.is_file()
    assert page.is_relative_to(checkout / "reports")
    assert "The 2016 article is the proxy-war text" in done.stdout


def test_the_second_command_finds_the_tests(checkout):
    done = run(with_this_environment(commands()[1]) + " --collect-only -q tests/unit", checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\d+ tests collected", done.stdout)


def test_every_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_table_of_folders_names_every_folder_of_the_house():
    folders = {f"{path.name}/" for path in (ROOT / "flows").iterdir() if (path / "__init__.py").exists()}
    named = set(re.findall(r"`(?:flows/)?(\w+/)`", README))
    assert folders <= named


def test_the_table_of_commands_names_every_command():
    from flows.cli import actors_app, app, codebook_app, sources_app

    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    names |= {
        f"{group} {command.name or command.callback.__name__}"
        for group, sub_app in (("codebook", codebook_app), ("actors", actors_app), ("sources", sources_app))
        for command in sub_app.registered_commands
    }
    documented = {
        match.strip()
        for match in re.findall(r"^\| `khitab ([a-z ]+?)(?: [A-Z].*?)?` \|", README, re.MULTILINE)
    }
    assert documented == names


def test_the_change_log_begins_with_the_version_of_the_project():
    version = re.search(
        r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest[1] == version[1]
