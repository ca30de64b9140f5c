"""Coding a batch of articles, in whichever process it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.articles import code
from flows.compiled import load_compiled
from flows.storing import coded as coded_store
from flows.storing import seeds as seed_files
from flows.workers import spread

BATCH_ARTICLES = 2_000
"""Articles coded together: enough for the speed of bulk work, few enough for bounded memory."""

_FEW_ARTICLES = 4_000
"""So many are coded sooner by this process than by others, which would have to be started."""


@cache
def codebook_of(directory: Path | None = None, cache: Path | None = None) -> Codebook:
    """Read a codebook once a process.

    Args:
        directory: the folder of its YAML files; absent, the shipped codebook.
        cache: the folder of compiled codebooks; absent, the user's.

    Raises:
        CodebookError: it cannot be used.
    """
    return load_compiled(directory, cache)


@dataclass(frozen=True, slots=True)
class BatchCoder:
    """Codes articles with a codebook that is named, and not carried along to another process.

    Attributes:
        directory: as `codebook_of` takes it.
        cache: likewise.
    """

    directory: Path | None = None
    cache: Path | None = None

    def __call__(self, articles: pl.DataFrame) -> pl.DataFrame:
        """Turn `ARTICLES` into `CODED`.

        Raises:
            CodebookError: the codebook cannot be used.
        """
        return code(articles, codebook_of(self.directory, self.cache))


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
