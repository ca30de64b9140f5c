"""prefect.yaml: what it names is there, and every night has a date of its own."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect import Flow
from prefect.client.schemas.schedules import CronSchedule
from prefect.flows import load_flow_from_entrypoint

DEPLOYMENTS = {
    deployment["name"]: deployment
    for deployment in yaml.safe_load(
        Path(__file__).parents[2].joinpath("prefect.yaml").read_text(encoding="utf-8")
    )["deployments"]
}


def test_there_are_three_deployments_and_one_schedule():
    assert set(DEPLOYMENTS) == {"nightly", "ingest", "compare"}
    assert [name for name, deployment in DEPLOYMENTS.items() if deployment.get("schedules")] == ["nightly"]


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_the_entrypoint_is_the_flow_of_that_name_and_takes_the_parameters(name):
    flow = load_flow_from_entrypoint(DEPLOYMENTS[name]["entrypoint"])
    assert isinstance(flow, Flow)
    assert flow.name == name
    flow.validate_parameters(DEPLOYMENTS[name]["parameters"] or {"params": {}})


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_runs_of_one_deployment_wait_for_each_other(name):
    assert DEPLOYMENTS[name]["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
    assert DEPLOYMENTS[name]["work_pool"]["name"] == "local-process"


def test_every_night_of_two_years_has_its_own_utc_date():
    (schedule,) = DEPLOYMENTS["nightly"]["schedules"]
    zone = ZoneInfo(schedule["timezone"])
    cron = CronSchedule(cron=schedule["cron"], timezone=schedule["timezone"])
    minute, hour, *rest = cron.cron.split()
    assert rest == ["*", "*", "*"]
    first = datetime(2026, 1, 1, int(hour), int(minute), tzinfo=zone)
    nights = [(first + timedelta(days=day)).astimezone(UTC).date() for day in range(2 * 365)]
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(nights))
