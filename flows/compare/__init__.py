"""Measures in, one frozen comparison out: `compare(corpus, codebook, parameters)`."""

from flows.compare.build import Corpus, compare
from flows.compare.model import Comparison

__all__ = ["Comparison", "Corpus", "compare"]
