"""The project's folder and the environment that Prefect finds."""

import pytest

from flows.errors import UsageError
from flows.project import find_project, prepare_environment


@pytest.fixture
def root(tmp_path):
    (tmp_path / "seeds").mkdir()
    return tmp_path


def test_the_option_wins_over_the_variable_and_that_over_the_current_folder(
    root, tmp_path_factory, monkeypatch
):
    other = tmp_path_factory.mktemp("other")
    (other / "seeds").mkdir()
    monkeypatch.chdir(root)
    assert find_project().root == root
    monkeypatch.setenv("KHITAB_PROJECT", str(other))
    assert find_project().root == other
    assert find_project(root).root == root


def test_a_folder_without_seeds_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no folder seeds/"):
        find_project(tmp_path)


def test_analytics_are_off_and_prefect_lives_in_the_project(root):
    environment = {"PREFECT_SERVER_ANALYTICS_ENABLED": "true"}
    prepare_environment(find_project(root), environment)
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PREFECT_HOME"] == str(root / ".khitab" / "prefect")
    assert environment["KHITAB_PROJECT"] == str(root)


def test_what_the_user_set_stays_and_a_proxy_is_kept_out_of_this_machine(root):
    environment = {"PREFECT_HOME": "/mine", "NO_PROXY": "intranet.example", "no_proxy": ""}
    prepare_environment(find_project(root), environment)
    assert environment["PREFECT_HOME"] == "/mine"
    assert set(environment["NO_PROXY"].split(",")) == {"intranet.example", "127.0.0.1", "localhost"}
    assert set(environment["no_proxy"].split(",")) == {"127.0.0.1", "localhost"}
