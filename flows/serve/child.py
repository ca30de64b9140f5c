"""A process that khitab starts and that never outlives it."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Self

from flows.disk import refused
from flows.serve.leash import GRACE_SECONDS, descendants, end


class Child:
    """A Python module that runs in a process of its own, on a leash (`flows.serve.leash`).

    Use it as a context: leaving the block stops the process and all below it.

    Args:
        name: what a message calls it.
        command: the module and its arguments.
        environment: the whole environment of the process.
        directory: its working directory.
        log: the file that takes what it says; what an earlier process said there is dropped.

    Raises:
        StorageError: the log cannot be written.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        directory: Path,
        log: Path,
    ) -> None:
        self.name = name
        self.log = log
        self._below: list[int] = []
        with _open_anew(log) as output:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and our own arguments
                [sys.executable, "-m", "flows.serve.leash", *command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                cwd=directory,
                # Ctrl-C at the terminal reaches khitab alone, which then stops its children in order.
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def exit_code(self) -> int | None:
        """Give the exit code, or None while it runs; and note what runs below it, in case it dies."""
        code = self._process.poll()
        if code is None:
            below = descendants(self._process.pid)
            code = self._process.poll()
            if code is None:  # else they were no longer below it when we looked
                self._below = below
        return code

    def stop(self) -> None:
        """Stop the process and all below it; once it is stopped, do nothing."""
        code = self.exit_code()
        if self._process.stdin is not None:
            self._process.stdin.close()
        if code is not None:
            end(self._below, grace_seconds=1)
            return
        try:
            self._process.wait(2 * GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            end([*descendants(self._process.pid), self._process.pid], grace_seconds=0)
            self._process.wait()

    def last_words(self) -> str:
        """Give the last line that the process wrote, or an empty string."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1].strip() if lines else ""


def _open_anew(log: Path) -> BinaryIO:
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.unlink(missing_ok=True)
        return log.open("wb")
    except OSError as error:
        raise refused(log, error) from error


def environment_of(changes: Mapping[str, str]) -> dict[str, str]:
    """Give this process's environment with `changes`."""
    return {**os.environ, **changes}
