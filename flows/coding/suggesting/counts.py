"""How often runs of words stand in the text, and what that tells of a word: name, place or plain noun."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.parties import PartyFinder
from flows.coding.blame.words import tokens_of
from flows.coding.suggesting.gather import PERSON, PLACE, RUNS, WORD
from flows.coding.suggesting.words import HEAD

_COMMON = 0.1
"""The share of its mentions with the article, or without it, that makes a common noun of a word."""
_PLACE = 0.2
"""The share of a word's mentions right after a word that says where, if it is a place."""
_FEWEST_LETTERS = 3

Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """The mentions of each run, by role.

    Attributes:
        heads: of each head and what follows it.
        persons: of what follows titles and offices.
        places: of words after one that says where.
        words: of every word.
        lexicon: the compiled codebook.
        least: in how many articles a name must stand.
        articles: in how many articles each run of each role stands.
    """

    heads: Numbers
    persons: Numbers
    places: Numbers
    words: Numbers
    lexicon: Lexicon
    least: int
    articles: Mapping[str, Numbers]
    _longer: Mapping[str, dict[str, int]]

    links: ClassVar[frozenset[str]] = frozenset(
        {"بن", "ابن", "عبد", "ال", "ابو", "ابي", "ام", "ولد", "دي", "فان", "فون", "بنت", "بو", "دا"}
    )
    """Words that join the parts of a name."""

    @classmethod
    def of(cls, runs: pl.DataFrame, lexicon: Lexicon, least: int) -> "Counts":
        """Read rows of `gather.RUNS`."""
        counts: dict[str, dict[str, int]] = {role: {} for role in (HEAD, PERSON, PLACE, WORD)}
        articles: dict[str, dict[str, int]] = {role: {} for role in counts}
        for role, run, count, among in runs.select(RUNS.names()).iter_rows():
            counts[role][run] = count
            articles[role][run] = among
        heads = counts[HEAD]
        return cls(
            heads,
            counts[PERSON],
            counts[PLACE],
            counts[WORD],
            lexicon,
            least,
            articles,
            _continuations(heads),
        )

    def often(self, role: str, run: str) -> bool:
        """Tell whether a run of a role stands in enough articles."""
        return self.articles[role].get(run, 0) >= self.least

    def longer(self, run: str) -> Numbers:
        """Give the runs that are one word longer than a head's run."""
        return self._longer.get(run, {})

    def is_name(self, word: str) -> bool:
        """Tell whether a word never takes the article, or always has it."""
        bare, definite = self._both(word)
        few = min(bare, definite) <= _COMMON * (bare + definite)
        return few and len(word) >= _FEWEST_LETTERS and (definite >= bare) == word.startswith("ال")

    def share_definite(self, word: str) -> float:
        """Give the share of a word's mentions in which it has the article."""
        bare, definite = self._both(word)
        return definite / (bare + definite) if bare + definite else 0.0

    def _both(self, word: str) -> tuple[int, int]:
        stem = word.removeprefix("ال")
        return self.words.get(stem, 0), self.words.get("ال" + stem, 0)

    def is_place(self, word: str) -> bool:
        """Tell whether a word often stands where a place does."""
        return self.places.get(word, 0) >= _PLACE * self.words.get(word, 1)

    def is_plain(self, word: str) -> bool:
        """Tell whether a word is known as an adjective, a head, a title, a nisba, a cue or a small word."""
        reading = self.lexicon.read(word)
        listed = reading.has("adjective", "head_m", "head_f", "title", "speech") or reading.function
        return bool(listed or reading.nisba or reading.cues)

    def known(self, run: str) -> bool:
        """Tell whether the coder finds an actor of the codebook in a run, or one's name begins with it."""
        start = tuple(run.split(" "))
        if any(words[: len(start)] == start for words, _ in self.lexicon.names.get(start[0], ())):
            return True
        tokens = tokens_of(run, self.lexicon)
        return any(party.actor is not None for party in PartyFinder(tokens, self.lexicon).parties())


def _continuations(counts: Numbers) -> dict[str, dict[str, int]]:
    """Give for each run those that are one word longer at the end."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for run, count in counts.items():
        if " " in run:
            found[run.rpartition(" ")[0]][run] = count
    return found
