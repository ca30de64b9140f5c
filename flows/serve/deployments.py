"""The deployments of prefect.yaml, brought to a running server."""

import yaml

from flows.errors import UsageError
from flows.project import Project
from flows.serve.server import request


def read_schedule_slugs(project: Project) -> dict[str, set[str]]:
    """Give the slugs of the schedules in the project's prefect.yaml, by deployment.

    Raises:
        UsageError: there is no prefect.yaml, or it is not one.
    """
    path = project.root / "prefect.yaml"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        deployments = content["deployments"]
        return {
            deployment["name"]: {schedule["slug"] for schedule in deployment.get("schedules", ())}
            for deployment in deployments
        }
    except OSError as error:
        raise UsageError(
            f"The deployments cannot be read from {path}: {error.strerror}.",
            "Copy prefect.yaml from khitab's own folder into the project.",
        ) from error
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} is no list of deployments, each with a name and its schedules with a slug ({error!r}).",
            "Compare it with the prefect.yaml of khitab's own folder.",
        ) from error


def drop_old_schedules(port: int, wanted: dict[str, set[str]]) -> list[str]:
    """Delete the schedules that an earlier prefect.yaml made and this one no longer holds.

    Prefect leaves them active. Schedules made by hand in the interface bear no slug and stay.

    Args:
        port: of the server.
        wanted: the slugs of the schedules to keep, by deployment.

    Returns:
        the names `deployment/slug` of what was deleted.
    """
    _, deployments = request(port, "POST", "/api/deployments/filter", {})
    dropped = []
    for deployment in deployments or ():
        for schedule in deployment["schedules"]:
            slug = schedule.get("slug")
            if deployment["name"] in wanted and slug and slug not in wanted[deployment["name"]]:
                request(port, "DELETE", f"/api/deployments/{deployment['id']}/schedules/{schedule['id']}")
                dropped.append(f"{deployment['name']}/{slug}")
    return dropped


def close_lost_runs(port: int) -> int:
    """Mark as crashed the runs that an earlier `khitab serve` left unfinished when it was killed.

    None of them can still be alive while no worker runs, and each would hold the one place that the
    deployment's concurrency limit gives.

    Returns:
        how many there were.
    """
    lost = {"flow_runs": {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}}}
    _, runs = request(port, "POST", "/api/flow_runs/filter", lost)
    message = "khitab serve was ended while this run was under way."
    state = {"type": "CRASHED", "name": "Crashed", "message": message}
    for run in runs or ():
        request(port, "POST", f"/api/flow_runs/{run['id']}/set_state", {"state": state, "force": True})
    return len(runs or ())


def pool_exists(port: int, name: str) -> bool:
    """Tell whether the work pool is there, which its worker makes when it starts."""
    return request(port, "GET", f"/api/work_pools/{name}")[0] == 200  # noqa: PLR2004 -- HTTP's own number
