"""Learn whom the ranker passes over before all is weighed: python tests/support/learn_leasts.py

What a candidate is, and what stands around it, shows of most that nobody blames them. The constants say how
little that must come to. They are learned from sentences of the shared corpus whose articles gave none to
learn the weights from, and need no coding: what counts is whom the ranker blames when it weighs all. The
command changes these constants alone; `learn_evidence.py` learns them after the weights.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl
from coded_sentences import CORPUS, ROOT, STANDOFF

from flows.codebook.evidence import (
    BLAMED,
    EVIDENCE_FILE,
    GLANCE,
    LEAST_AROUND,
    LEAST_AROUND_WITHOUT_CUE,
    LEAST_ITSELF,
    LEAST_ITSELF_WITHOUT_CUE,
    Evidence,
    as_text,
)
from flows.codebook.load import load
from flows.codebook.model import Codebook
from flows.coding.blame.coder import Compiled
from flows.coding.blame.features import told_in_steps
from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.party import overlaps
from flows.coding.blame.ranking import only_accuses, shared_of
from flows.coding.blame.resolution import sight_of
from flows.coding.blame.sight import Sight
from flows.coding.blame.stretches import stretches
from flows.coding.blame.weights import HUNDRED, Weights, score_of
from flows.coding.reading import Words
from flows.text.sentences import split

EVIDENCE = ROOT / "flows" / "codebook" / EVIDENCE_FILE
ARTICLES = 12_000
"""How many articles are read."""
LOST = 0.002
"""The share of the blamed whom each constant may pass over."""
LEASTS = {
    True: (LEAST_ITSELF, LEAST_AROUND),
    False: (LEAST_ITSELF_WITHOUT_CUE, LEAST_AROUND_WITHOUT_CUE),
}


def leasts(weights: Weights, texts: list[str], lexicon: Lexicon) -> dict[str, float]:
    """Give the constants, learned from sentences as the gate lets them pass."""
    came_to: dict[bool, list[tuple[int, ...]]] = defaultdict(list)
    for text in texts:
        for _, stretch in stretches(text):
            read = sight_of(stretch, lexicon)
            if read is not None:
                came_to[bool(read[0].occurrences)].extend(_of_the_blamed(read[0], weights))
    return {
        name: float(np.quantile(step, LOST, method="lower")) / HUNDRED
        for cued, names in LEASTS.items()
        for name, step in zip(names, zip(*came_to[cued], strict=True), strict=True)
    }


def _of_the_blamed(sight: Sight, weights: Weights) -> Iterator[tuple[int, int]]:
    """Give what the blamed to whom no rule ties a cue come to after each step but the last."""
    base = score_of(BLAMED, shared_of(sight, weights))
    for party in sight.candidates:
        if only_accuses(sight, party) or any(overlaps(party, one.first, one.last) for one in sight.ruled):
            continue
        itself, around, rest = (weights.total(BLAMED, told) for told in told_in_steps(sight, party))
        if base + itself + around + rest > 0:
            yield base + itself, base + itself + around


def unlearned(compiled: Compiled) -> list[str]:
    """Give sentences that the gate lets pass, of articles that gave none to learn from."""
    learned = pl.read_parquet(STANDOFF)["article_id"].unique()
    corpus = pl.read_parquet(CORPUS, columns=["id", "title", "text"]).rename({"id": "article_id"})
    others = corpus.filter(~pl.col("article_id").is_in(learned.implode())).sort("article_id")
    sentences = split(others.gather_every(max(others.height // ARTICLES, 1)))
    return sentences.filter(compiled.held(Words.read(sentences["text"])))["text"].to_list()


def with_leasts(codebook: Codebook) -> Evidence:
    """Give the weights of a codebook with the constants, learned for them."""
    known = codebook.evidence[BLAMED]
    bare = {name: weight for name, weight in known.items() if name not in LEASTS[True] + LEASTS[False]}
    others = {model: weights for model, weights in codebook.evidence.items() if model != GLANCE}
    evidence = {**others, BLAMED: bare}
    compiled = Compiled(replace(codebook, evidence=evidence))
    found = leasts(Weights(evidence), unlearned(compiled), compiled.lexicon)
    return {**codebook.evidence, BLAMED: {**bare, **found}}


if __name__ == "__main__":
    told = with_leasts(load())
    EVIDENCE.write_text(as_text(told), encoding="utf-8", newline="\n")
    print({name: told[BLAMED][name] for names in LEASTS.values() for name in names})
