"""Stories: articles that are near-copies of each other (wire copy, light edits, cut versions) count as one.

Candidates are found by MinHash-LSH (Broder 1997; Indyk and Motwani 1998) with datasketch's permutations, and
each pair is then compared shingle by shingle, so that the hashes decide what is looked at and never what is
grouped.
Two signatures are kept of each article: of the whole, and of its first words, since a version that was cut
to a third shares its beginning with the whole and little else.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl
from datasketch import MinHash

from flows.tables import STORIES
from flows.text.shingles import Numbers, shingles, word_numbers

ALIKE = 0.33
"""Jaccard index of two articles' shingles from which on they are one story. Each word that is replaced takes
three shingles with it: with one word in seven replaced it is .4; of articles on one event that were written
apart, below .15."""
CONTAINED = 0.55
"""Share of the shorter one's shingles that stand in the longer: a version that was cut and edited."""
LEAST_SHINGLES = 12
"""A shorter text is too little to be called contained: a formula or a headline stands in many articles."""

LEAD_WORDS = 60
ROWS_A_BAND = 3
WHOLE_BANDS, LEAD_BANDS = 56, 40
"""With three rows a band, two articles of Jaccard index .35 are looked at with 91 % probability by the whole
alone, two of .4 with 97 %, and two of .02 with .04 %."""
_ALL_PAIRS = 24
"""Articles in one bucket of which each pair is compared; in a larger one, neighbours and the first."""
_BATCH = 2_000

SIGNATURES_SCHEMA = pl.Schema({"article_id": pl.String(), "whole": pl.Binary(), "lead": pl.Binary()})
"""The MinHash of an article and of its first `LEAD_WORDS` words: 32-bit numbers, `ROWS_A_BAND` a band."""

_Signature = npt.NDArray[np.uint32]


def sign(articles: pl.DataFrame) -> pl.DataFrame:
    """Compute signatures.

    Args:
        articles: article_id and text.

    Returns:
        `SIGNATURES_SCHEMA`, in the same order. An article without a word has an empty signature.
    """
    whole, lead = _blank(WHOLE_BANDS), _blank(LEAD_BANDS)
    rows = [
        (article_id, _signature(words, whole), _signature(words[:LEAD_WORDS], lead))
        for article_id, words in zip(articles["article_id"], word_numbers(articles["text"]), strict=True)
    ]
    return pl.DataFrame(rows, schema=SIGNATURES_SCHEMA, orient="row")


def _blank(bands: int) -> MinHash:
    return MinHash(num_perm=bands * ROWS_A_BAND, seed=1, scheme="affine32", hashfunc=int)


def _signature(words: Numbers, blank: MinHash) -> bytes:
    if not len(words):
        return b""
    hashed = blank.copy()
    # The scheme takes numbers of 32 bits; all of the shingle's bits have a part in them.
    numbers = shingles(words)
    hashed.update_batch((numbers ^ (numbers >> np.uint64(32))) & np.uint64(0xFFFFFFFF))
    return bytes(hashed.hashvalues.astype("<u4").tobytes())


def group(articles: pl.DataFrame, signatures: pl.DataFrame) -> pl.DataFrame:
    """Group near-copies into stories.

    Args:
        articles: the table ARTICLES.
        signatures: `SIGNATURES_SCHEMA` of all of them, in any order.

    Returns:
        The table STORIES, in the order of `articles`. A story bears the id of its earliest article: by date
        of publication (undated ones last), then by when it was received.
    """
    order = articles.select("article_id", "text", "published", "fetched_at").sort(
        "published", "fetched_at", "article_id", nulls_last=True
    )
    signed = order.select("article_id").join(signatures, on="article_id", how="left", maintain_order="left")
    candidates = _candidates(signed)
    earliest = _stars(len(order), _alike(order["text"], candidates))
    ids = order["article_id"]
    stories = pl.DataFrame({"article_id": ids, "story": ids.gather(earliest)}, schema=STORIES.schema)
    return articles.select("article_id").join(stories, on="article_id", how="left", maintain_order="left")


def _candidates(signed: pl.DataFrame) -> npt.NDArray[np.int64]:
    """Give pairs of row numbers that share a band, each once, the lower number first.

    The bands are compared by Polars for all articles at once; datasketch's own index takes them one by one.
    """
    pairs = [pl.DataFrame(schema={"one": pl.UInt32(), "other": pl.UInt32()})]
    for column, bands in (("whole", WHOLE_BANDS), ("lead", LEAD_BANDS)):
        has_words = signed[column].bin.size() > 0
        rows = np.flatnonzero(has_words.fill_null(value=False).to_numpy()).astype(np.uint32)
        if not len(rows):
            continue
        joined = b"".join(signed[column].filter(has_words))
        values = np.frombuffer(joined, dtype="<u4").reshape(len(rows), bands, ROWS_A_BAND)
        for band in range(bands):
            cut = pl.DataFrame({"row": rows, **{str(n): values[:, band, n] for n in range(ROWS_A_BAND)}})
            pairs.append(_pairs_of_a_band(cut))
    return pl.concat(pairs).unique().sort("one", "other").to_numpy().astype(np.int64)


def _pairs_of_a_band(cut: pl.DataFrame) -> pl.DataFrame:
    key = [str(number) for number in range(ROWS_A_BAND)]
    shared = cut.filter(pl.struct(key).is_duplicated())
    sized = shared.with_columns(
        pl.len().over(key).alias("size"), pl.int_range(pl.len()).over(key).alias("at")
    )
    pairs = sized.join(sized, on=key, suffix="_other").filter(
        (pl.col("at") < pl.col("at_other"))
        & ((pl.col("size") <= _ALL_PAIRS) | (pl.col("at") == 0) | (pl.col("at_other") - pl.col("at") == 1))
    )
    return pairs.select(
        pl.min_horizontal("row", "row_other").alias("one"),
        pl.max_horizontal("row", "row_other").alias("other"),
    )


def _alike(texts: pl.Series, candidates: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Give the pairs that are near-copies, compared shingle by shingle."""
    rows = np.unique(candidates)
    sets: dict[int, frozenset[int]] = {}
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        for row, words in zip(batch.tolist(), word_numbers(texts.gather(batch)), strict=True):
            sets[row] = frozenset(shingles(words).tolist())
    for one, other in candidates.tolist():
        if are_near_copies(sets[one], sets[other]):
            yield one, other


def are_near_copies(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two articles are near-copies, by their shingles."""
    shared = len(one & other)
    smaller = min(len(one), len(other))
    if shared >= ALIKE * (len(one) + len(other) - shared):
        return True
    return smaller >= LEAST_SHINGLES and shared >= CONTAINED * smaller


def _stars(count: int, pairs: Iterator[tuple[int, int]]) -> list[int]:
    """Gather pairs into stars (Aslam, Pelekhov and Rus 2004): an article with all its near-copies.

    To follow pairs without end would chain the weather reports of weeks into one story.

    Args:
        count: how many rows there are.
        pairs: rows that are near-copies.

    Returns:
        For each row the lowest row of its star. The row with the most near-copies makes the first star.
    """
    near: dict[int, set[int]] = {}
    for one, other in pairs:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    lowest = list(range(count))
    taken: set[int] = set()
    for centre in sorted(near, key=lambda row: (-len(near[row]), row)):
        if centre not in taken:
            star = {centre, *near[centre]} - taken
            taken |= star
            for row in star:
                lowest[row] = min(star)
    return lowest
