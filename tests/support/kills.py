"""Runs of ingest that are killed at moments of chance, for the tests of what they leave."""

import random
import signal
import time

from flows.storing.seeds import load


def tree(seeds):
    """Give every file below a folder with its content."""
    return {
        path.relative_to(seeds).as_posix(): path.read_bytes() for path in seeds.rglob("*") if path.is_file()
    }


def kill_and_repeat(start, seeds, seed, *, times, longest_seconds):
    """Kill some runs, see that nothing they left is torn, and let one come to its end; give the files."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    for _ in range(times):
        with start(seeds) as run:
            assert run.stdout.readline() == b"begin\n"
            time.sleep(chance.uniform(0, longest_seconds))
            run.send_signal(signal.SIGKILL)
        torn = load(seeds).skips
        assert torn.is_empty(), torn
    with start(seeds) as run:
        assert run.wait() == 0
    return tree(seeds)
