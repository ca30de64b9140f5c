"""What the codebook finds in a phrase as a whole: entries of several words, with their conditions."""

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.frames import code_frames
from flows.tables import HITS


def matches(codebook: Codebook, phrase: str) -> pl.DataFrame:
    """Code a phrase as if it were a sentence.

    Args:
        codebook: the loaded codebook.
        phrase: words as written.

    Returns:
        Rows of `tables.HITS`.
    """
    sentence = pl.DataFrame({"article_id": ["phrase"], "sentence": [0], "text": [phrase]})
    return HITS.conform(code_frames(sentence, codebook))


def in_words(found: pl.DataFrame) -> str:
    """Give what was found as plain text, without a line break at the end."""
    rows = found.select("surface", "frame", "entry", "status").iter_rows()
    lines = [f"  {surface} in {frame} · {entry} ({status})" for surface, frame, entry, status in rows]
    return "\n".join(["Read as a sentence:", *(lines or ["  nothing"])])
