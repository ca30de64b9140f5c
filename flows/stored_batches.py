"""Coding stored articles in batches, in whichever process it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.batches import BATCH_ARTICLES, BatchCoder
from flows.storing import coded as coded_store
from flows.storing import seeds as seed_files
from flows.workers import spread

_FEW_ARTICLES = 4_000
"""So many are coded sooner by this process than by others, which would have to be started."""


@dataclass(frozen=True, slots=True)
class StoredCoder:
    """Codes stored articles, and stores the outcome.

    Attributes:
        seeds: the seeds/ folder.
        store: the folder of coded sentences.
        version: under which they are stored.
        coder: what codes them.
    """

    seeds: Path
    store: Path
    version: str
    coder: BatchCoder

    def __call__(self, paths: Sequence[str]) -> int:
        """Code the articles in these files as one batch, and give how many files there were.

        Raises:
            StorageError: the disk refuses.
        """
        coded_store.put(self.store, self.version, self.coder(seed_files.load(self.seeds, paths).articles))
        return len(paths)

    def all(self, paths: Sequence[str]) -> int:
        """Code the articles in any number of files, on every processor where there are many.

        Raises:
            StorageError: the disk refuses; what was stored stays.
            ServiceError: a process died; what was stored stays.
        """
        batches = [paths[start : start + BATCH_ARTICLES] for start in range(0, len(paths), BATCH_ARTICLES)]
        own = len(batches) if len(paths) <= _FEW_ARTICLES else 0
        return sum(spread(self, batches, own))
