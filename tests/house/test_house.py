"""The house: who may import whom, who may do what, and when a room is full."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED_TOP_LEVEL = {
    "flows",
    "seeds",
    "reports",
    "tests",
    "prefect.yaml",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "constraints.txt",
}
MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 40
MOST_PARAMETERS = 6
# Commands take one parameter for each option: typer reads them from the signature.
MANY_PARAMETERS = {"flows/cli.py:nightly", "flows/cli.py:report", "flows/cli_sources.py:add"}


def tracked(*patterns):
    command = ["git", "ls-files", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: git cannot tell which files are the project's")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


@cache
def tree(name):
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def modules():
    return tracked("flows/*.py", "flows/**/*.py")


def imported(name):
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def called(name):
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def functions():
    for name in modules():
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield name, node


def body_lines(node):
    """Count a function's lines without its signature and docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return node.end_lineno - first.lineno + 1


def test_the_top_level_is_fixed():
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= ALLOWED_TOP_LEVEL


def test_imports_go_one_way():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_rim_knows_prefect():
    knowing = {name for name in modules() if "prefect" in imported(name)}
    assert {name for name in knowing if not name.startswith("flows/serve/")} <= {
        "flows/nightly.py",
        "flows/tasks.py",
    }


def test_only_fetch_opens_sockets():
    network = {"httpx", "requests", "socket", "urllib3", "aiohttp", "http"}
    opening = {name for name in modules() if network & set(imported(name))}
    assert all(name == "flows/sources/fetch.py" or name.startswith("flows/serve/") for name in opening)


def test_only_nightly_and_the_command_read_the_clock():
    clock = {"datetime.now", "date.today", "datetime.today", "datetime.utcnow", "time.time"}
    reading = {name for name in modules() if clock & set(called(name))}
    assert reading <= {"flows/nightly.py", "flows/cli.py"}


def test_only_the_command_prints():
    assert all(name.startswith("flows/cli") for name in modules() if "print" in called(name))


def test_no_room_is_too_full():
    lines = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in modules()}
    assert {name: count for name, count in lines.items() if count > MOST_FILE_LINES} == {}


def test_no_function_is_too_long():
    long = {
        f"{name}:{node.name}": lines
        for name, node in functions()
        if (lines := body_lines(node)) > MOST_FUNCTION_LINES
    }
    assert long == {}


def test_no_function_takes_too_much():
    greedy = {
        f"{name}:{node.name}"
        for name, node in functions()
        if len(node.args.args) + len(node.args.kwonlyargs) > MOST_PARAMETERS
    }
    assert greedy <= MANY_PARAMETERS


def test_nothing_catches_everything_and_no_default_can_change():
    for name in modules():
        for node in ast.walk(tree(name)):
            assert not (isinstance(node, ast.ExceptHandler) and node.type is None), name
    for name, node in functions():
        defaults = [*node.args.defaults, *(one for one in node.args.kw_defaults if one)]
        mutable = [one for one in defaults if isinstance(one, ast.List | ast.Dict | ast.Set)]
        assert mutable == [], f"{name}:{node.name}"


def test_no_committed_file_names_a_package_registry():
    hosts = [("pypi", "org"), ("files", "pythonhosted"), ("registry", "npmjs"), ("deb", "debian")]
    forbidden = [".".join(host) for host in hosts]
    for name in tracked():
        text = (ROOT / name).read_bytes().decode("utf-8", "ignore").lower()
        assert not [word for word in forbidden if word in text], name


def test_every_pinned_version_is_exact_and_has_no_address():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 50
    assert all(line.count("==") == 1 and "@" not in line and "/" not in line for line in pins)
