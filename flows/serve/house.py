"""`khitab serve`: server, schedules, worker and pages as one thing that starts and stops together."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Event

from filelock import Timeout

from flows.errors import ServiceError, UsageError
from flows.project import REPORTS_URL_VARIABLE, Project
from flows.serve import deployments
from flows.serve.child import Child, environment_of
from flows.serve.pages import reports_served
from flows.serve.server import (
    HOST,
    api_url,
    is_healthy,
    note_served_port,
    serve_lock,
    start_lock,
    start_server,
    wait_until,
)

POOL = "local-process"
WATCH_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Ports:
    """Where `khitab serve` listens on this machine: Prefect's interface, and the reports."""

    prefect: int
    reports: int


class _StoppedError(Exception):
    """The user asked to stop while things were starting."""


def serve(project: Project, ports: Ports, say: Callable[[str], None]) -> None:
    """Run everything until a signal asks to stop (SIGINT, SIGTERM, SIGHUP) or a part dies.

    Args:
        project: whose deployments, history and reports it serves.
        ports: where it listens; nothing outside this machine can reach it.
        say: takes one line for the user.

    Raises:
        UsageError: a port is in use, this project is already served, or prefect.yaml cannot be read.
        ServiceError: a part did not start, or died; the others are stopped by then.
        StorageError: the project's folder cannot be written.
    """
    wanted = deployments.read_schedule_slugs(project)
    stop = Event()
    try:
        with _signals_set(stop), ExitStack() as stack:
            try:
                stack.enter_context(serve_lock(project))
            except Timeout:
                raise UsageError(
                    f"Another khitab serve runs in {project.root}.", "Use that one, or stop it first."
                ) from None
            children = _start(project, ports, wanted, stack, stop, say)
            say("Stop with Ctrl-C.")
            watch(children, stop)
            say("Stopping.")
    except _StoppedError:
        say("Stopped while starting.")


def _start(  # one line a part, in the order in which each needs the one before
    project: Project,
    ports: Ports,
    wanted: dict[str, set[str]],
    stack: ExitStack,
    stop: Event,
    say: Callable[[str], None],
) -> list[Child]:
    def check() -> None:
        if stop.is_set():
            raise _StoppedError

    _refuse_busy(ports.prefect, "--port")
    _refuse_busy(ports.reports, "--reports-port")
    reports_address = stack.enter_context(reports_served(project.reports, ports.reports))
    say("Starting: this takes half a minute.")
    with start_lock(project):
        server = stack.enter_context(start_server(project, ports.prefect, interface=True, log="server.log"))
        wait_until(lambda: is_healthy(ports.prefect), server, check)
    note_served_port(project, ports.prefect)
    deployments.close_lost_runs(ports.prefect)
    addresses = {
        "PREFECT_API_URL": api_url(ports.prefect),
        REPORTS_URL_VARIABLE: reports_address,
        "PREFECT_WORKER_QUERY_SECONDS": "3",  # a run from the form starts soon after the click
    }
    worker = stack.enter_context(_prefect("worker", _WORKER, project, addresses))
    wait_until(lambda: deployments.pool_exists(ports.prefect, POOL), worker, check)
    _deploy(project, addresses, check)
    for name in deployments.drop_old_schedules(ports.prefect, wanted):
        say(f"Schedule {name} is no longer in prefect.yaml: deleted.")
    say(f"Runs, schedules and forms: http://{HOST}:{ports.prefect}")
    say(f"Reports:                   {reports_address}")
    say(f"For prefect in a shell:    export PREFECT_API_URL={addresses['PREFECT_API_URL']}")
    return [server, worker]


_WORKER = ("worker", "start", "--pool", POOL, "--type", "process")
_DEPLOY = ("--no-prompt", "deploy", "--all")


def _prefect(name: str, command: tuple[str, ...], project: Project, addresses: dict[str, str]) -> Child:
    """Run a command of Prefect's own in the project's folder."""
    return Child(
        name, ("prefect", *command), environment_of(addresses), project.root, project.logs / f"{name}.log"
    )


def _deploy(project: Project, addresses: dict[str, str], check: Callable[[], None]) -> None:
    with _prefect("deployment", _DEPLOY, project, addresses) as child:
        while (code := child.exit_code()) is None:
            check()
            Event().wait(0.1)
    if code != 0:
        raise ServiceError(
            f"The deployments of prefect.yaml were refused: {child.last_words()}",
            f"Read {child.log} and mend prefect.yaml.",
        )


def _refuse_busy(port: int, option: str) -> None:
    with socket.socket() as probe:
        # As the servers do: a port that is only waiting for its last packets is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UsageError(
                f"Port {port} of this machine cannot be used ({error.strerror}).",
                f"Stop what listens there, or choose another port with {option}.",
            ) from error


def watch(children: list[Child], stop: Event) -> None:
    """Wait until `stop` is set.

    Raises:
        ServiceError: a child died before that.
    """
    while not stop.wait(WATCH_SECONDS):
        for child in children:
            if (code := child.exit_code()) is not None:
                raise ServiceError(
                    f"The {child.name} died (exit code {code}); the rest was stopped.",
                    f"Read {child.log}, and start khitab serve again.",
                )


@contextmanager
def _signals_set(stop: Event) -> Iterator[None]:
    """Let the signals that end a command set `stop` instead, so that the parts are stopped in order."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, lambda *_: stop.set()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
