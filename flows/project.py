"""The folder that khitab works in, and the environment that Prefect is to find there."""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

from flows.errors import UsageError

PROJECT_VARIABLE = "KHITAB_PROJECT"
REPORTS_URL_VARIABLE = "KHITAB_REPORTS_URL"
DEFAULT_REPORTS_URL = "http://127.0.0.1:8300"


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folder.

    Attributes:
        root: the absolute path of the folder that holds `seeds/`.
    """

    root: Path

    @property
    def seeds(self) -> Path:
        """What comes in: articles and the list of sources."""
        return self.root / "seeds"

    @property
    def reports(self) -> Path:
        """What goes out: one folder a report."""
        return self.root / "reports"

    @property
    def state(self) -> Path:
        """What khitab keeps for itself and can make again, Prefect's history of runs excepted."""
        return self.root / ".khitab"

    @property
    def store(self) -> Path:
        """The coded articles."""
        return self.state / "store"

    @property
    def cache(self) -> Path:
        """The compiled codebooks."""
        return self.state / "cache"

    @property
    def visits(self) -> Path:
        """What is remembered of earlier visits: responses that may be unchanged, hosts that failed."""
        return self.state / "visits"

    @property
    def logs(self) -> Path:
        """What the processes that khitab starts have to say."""
        return self.state / "logs"


def find_project(path: Path | None = None) -> Project:
    """Give the project at `path`, else at KHITAB_PROJECT, else at the current working directory.

    Raises:
        UsageError: the folder holds no `seeds/`.
    """
    root = (path or Path(os.environ.get(PROJECT_VARIABLE) or Path.cwd())).expanduser().resolve()
    if not (root / "seeds").is_dir():
        raise UsageError(
            f"{root} is not a khitab project: it holds no folder seeds/.",
            "Go to the project's folder, or name it with --project.",
        )
    return Project(root)


def prepare_environment(project: Project, environment: MutableMapping[str, str]) -> None:
    """Set what Prefect reads when it is imported, for this process and its children.

    What the user has set stays, except the project itself and what would talk to the outside.

    Args:
        project: where Prefect's own folder lies (`.khitab/prefect`).
        environment: changed in place; `os.environ`, or a copy for a child.
    """
    environment[PROJECT_VARIABLE] = str(project.root)
    environment["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    environment["DO_NOT_TRACK"] = "1"
    # The newer interface asks for an analytics configuration from outside even when analytics are off.
    environment.setdefault("PREFECT_SERVER_UI_V2_ENABLED", "false")
    environment.setdefault("PREFECT_HOME", str(project.state / "prefect"))
    # Every server that khitab starts listens on this machine, where a proxy has no business.
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [host for host in environment.get(name, "").split(",") if host]
        environment[name] = ",".join([*hosts, *({"127.0.0.1", "localhost"} - set(hosts))])
