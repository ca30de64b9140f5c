"""Coding a batch of articles, in whichever process it is done.

A process that is started to code has to import this first, so it imports nothing that coding does not need.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.articles import code
from flows.compiled import load_compiled

BATCH_ARTICLES = 2_000
"""Articles coded together: enough for the speed of bulk work, few enough for bounded memory."""


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
