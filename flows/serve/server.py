"""Prefect's server as a child of ours: for one run without an interface, or for `khitab serve` with one.

Prefect would start a server by itself for a run that has none, but a SIGKILL of the run leaves that one
behind, with the database open.
"""

import atexit
import http.client
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from flows.disk import refused, write_atomically
from flows.errors import ServiceError
from flows.project import Project
from flows.serve.child import Child, environment_of

HOST = "127.0.0.1"
START_SECONDS = 120.0
"""How long a server may take to answer: 9 seconds with a new database on two cores, and slower disks."""


def request(port: int, method: str, path: str, body: object = None) -> tuple[int, Any]:
    """Ask the server on `port` of this machine; give the status and the decoded answer, None for none.

    Raises:
        OSError: nobody answers.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.read()
        is_json = response.headers.get_content_type() == "application/json"
        return response.status, json.loads(answer) if answer and is_json else None
    except http.client.HTTPException as error:
        raise ConnectionError(str(error)) from error
    finally:
        connection.close()


def is_healthy(port: int) -> bool:
    """Tell whether a Prefect server answers on `port`."""
    try:
        return request(port, "GET", "/api/health") == (200, True)
    except (OSError, ValueError):
        return False


def wait_until(ready: Callable[[], bool], child: Child, check: Callable[[], None] = lambda: None) -> None:
    """Wait until `ready` says yes, while `child` lives.

    Args:
        ready: asked every tenth of a second.
        child: whose work is waited for.
        check: called as often; may raise to give up.

    Raises:
        ServiceError: the child ended, or took longer than `START_SECONDS`.
    """
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        check()
        if (code := child.exit_code()) is not None:
            raise _ended(child, code)
        if time.monotonic() > deadline:
            raise ServiceError(
                f"The {child.name} did not answer within {START_SECONDS:.0f} seconds.",
                f"Read {child.log}; is the disk slow or full?",
            )
        time.sleep(0.1)


def _ended(child: Child, code: int) -> ServiceError:
    said = child.last_words()
    sentence = f"The {child.name} ended by itself while it started (exit code {code})"
    if said:
        return ServiceError(f"{sentence}: {said}", f"Read {child.log}, mend what it tells, and start again.")
    return ServiceError(
        f"{sentence} and said nothing.",
        "Free some space if the disk is full; else remove .khitab/prefect, which holds only the history of "
        "runs and may be damaged, and start again.",
    )


def start_server(project: Project, port: int, *, interface: bool, log: str) -> Child:
    """Start Prefect's server on `port` of this machine, without waiting for it.

    Args:
        project: whose history of runs it keeps.
        port: where it listens.
        interface: with the interface and the scheduler; without them it only records runs.
        log: the file below the project's logs for what it says.
    """
    settings = {"PREFECT__SERVER_FINAL": "1", "PREFECT_SERVER_LOGGING_LEVEL": "WARNING"}
    if interface:
        origins = f"http://{HOST}:{port},http://localhost:{port}"
        settings |= {
            "PREFECT_UI_API_URL": "/api",  # else it asks port 4200, wherever it runs
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": origins,  # else any page on the web may start runs
        }
    else:
        settings |= {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT_SERVER_UI_ENABLED": "false"}
    factory = "prefect.server.api.server:create_app"
    options = ("--host", HOST, "--port", str(port), "--log-level", "warning", "--lifespan", "on")
    return Child(
        "Prefect server",
        ("uvicorn", "--factory", factory, *options),
        environment_of(settings),
        project.root,
        project.logs / log,
    )


def start_lock(project: Project) -> FileLock:
    """Give the lock to hold while a server starts: two that prepare one database disturb each other.

    Raises:
        StorageError: it cannot be written.
    """
    return FileLock(_lock_file(project, "server.lock"))


@contextmanager
def server_for_a_run(project: Project) -> Iterator[str]:
    """Start a Prefect server for the rest of this process; when the block ends, it answers.

    It is the user's own (PREFECT_API_URL), else the one of a `khitab serve` that runs in this project, else
    one of our own that ends with this process, however that ends.

    Yields:
        the address of its API; what needs no answer from it yet can be done in the block.

    Raises:
        ServiceError: the server did not start.
        StorageError: the project's folder cannot be written.
    """
    if address := os.environ.get("PREFECT_API_URL"):
        yield address
        return
    if (port := served_port(project)) is not None:
        yield api_url(port)
        return
    port = _free_port()
    with ExitStack() as unless_started:
        with start_lock(project):
            server = unless_started.enter_context(start_server(project, port, interface=False, log="run.log"))
            yield api_url(port)
            wait_until(lambda: is_healthy(port), server)
        unless_started.pop_all()
    # Not when the flow ends: Prefect sends its last events while the interpreter shuts down, before this.
    atexit.register(server.stop)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def api_url(port: int) -> str:
    """Give the address of the API of the server on `port`."""
    return f"http://{HOST}:{port}/api"


def serve_lock(project: Project) -> FileLock:
    """Give the lock that `khitab serve` holds while it runs in `project`; it is freed however that ends.

    Raises:
        StorageError: it cannot be written.
    """
    return FileLock(_lock_file(project, "serve.lock"), blocking=False)


def _lock_file(project: Project, name: str) -> Path:
    path = project.state / name
    try:
        project.state.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    except OSError as error:
        raise refused(path, error) from error
    return path


def note_served_port(project: Project, port: int) -> None:
    """Write down where `khitab serve`, which holds `serve_lock`, has its server.

    Raises:
        StorageError: it cannot be written.
    """
    write_atomically(project.state / "serve.port", f"{port}\n")


def served_port(project: Project) -> int | None:
    """Give the port of the server that `khitab serve` runs in `project`, or None where none answers."""
    try:
        with serve_lock(project):
            return None
    except Timeout:
        pass
    try:
        port = int((project.state / "serve.port").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return port if is_healthy(port) else None
