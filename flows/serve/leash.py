"""Run a Python module in this process, and end the process when the one that started it is gone.

`python -m flows.serve.leash MODULE [ARGUMENT...]` with standard input a pipe that the parent holds open and
never writes to. However the parent ends, SIGKILL included, the system closes the pipe; this process then ends
itself and its descendants. Nothing heavier than the standard library is imported before the watch begins.
"""

import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

GRACE_SECONDS = 8.0
"""From the request to stop until the kill: Prefect's server and worker stop within 3 seconds when idle."""


def descendants(pid: int) -> list[int]:
    """Give the ids of all processes below `pid`, parents before children."""
    children: dict[int, list[int]] = {}
    for child, parent in _processes():
        children.setdefault(parent, []).append(child)
    found: list[int] = []
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _processes() -> list[tuple[int, int]]:
    """Give (id, parent's id) of every process that runs; one that only waits to be collected does not."""
    if not Path("/proc/self/stat").exists():
        # macOS has no /proc.
        command = ["/bin/ps", "-axo", "pid=,ppid=,stat="]
        listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
        rows = map(str.split, listing.splitlines())
        return [(int(pid), int(parent)) for pid, parent, state in rows if not state.startswith("Z")]
    processes = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text(errors="replace")
            except OSError:  # it ended while we looked
                continue
            # The command's name, in brackets, may itself hold spaces and brackets.
            state, parent = stat.rpartition(")")[2].split()[:2]
            if state != "Z":
                processes.append((int(entry.name), int(parent)))
    return processes


def end(pids: list[int], grace_seconds: float) -> None:
    """Ask processes to stop, give them time, and kill those that have not.

    Args:
        pids: ids; those that are gone already are passed over.
        grace_seconds: how long to wait in all.
    """
    _signal(pids, signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    while (pids := _running(pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    _signal(pids, signal.SIGKILL)


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _running(pids: list[int]) -> list[int]:
    running = {pid for pid, _ in _processes()}
    return [pid for pid in pids if pid in running]


def _end_with_parent() -> None:
    while os.read(0, 1024):
        pass
    # Runs of flows first, while they still have us: Prefect starts each in a session of its own, where no
    # signal to our group would find it.
    end(descendants(os.getpid()), GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


def main() -> None:
    """Run the module that the command line names, under watch."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
