"""Coding a batch of articles, in whichever process it is done."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.articles import code
from flows.compiled import load_compiled

BATCH_ARTICLES = 500
"""Articles coded together: enough for the speed of bulk work, few enough for bounded memory."""

OWN_BATCHES = 8
"""Batches that are done before other processes are started: they need about as long to be of use."""


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
