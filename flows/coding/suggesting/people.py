"""Which runs of words after a title are the full names of persons."""

from collections import defaultdict

from flows.coding.suggesting.counts import Counts
from flows.coding.suggesting.gather import PERSON, WORD
from flows.coding.suggesting.words import party_words

_WHOLE = 0.5
"""The share of a run's mentions that one longer run must have for the name to be that one."""
_TOGETHER = 0.15
"""The share of a last word's mentions, after titles, in which the rest of the name stands before it."""
_GIVEN = 0.4
"""The share of mentions with the article from which a word is no given name; some are written either way."""
_SPECIAL = 0.1
"""The share of a last word's mentions that the name must hold: `الإنسان` stands in too many others."""
_OWN = 0.3
"""The share of a surname's articles in which the whole name stands, if the surname alone is a name."""
_CLITIC = 0.25
"""The share of a word's mentions in which it stands without its first letter, if that letter is a clitic."""
_FEWEST_PARTS = 2


class People:
    """Tells the names of persons among runs of words after titles."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._after: dict[str, int] = defaultdict(int)
        self._before: dict[str, int] = defaultdict(int)
        for run, count in counts.persons.items():
            first, _, rest = run.partition(" ")
            start = run.rpartition(" ")[0]
            if start:
                self._after[start] = max(self._after[start], count)
            if rest and self._can_begin(first, inside=True):
                self._before[rest] = max(self._before[rest], count)

    def is_full_name(self, run: str) -> bool:
        """Tell whether a run is a person's name from its first to its last word."""
        words = run.split(" ")
        parts = [word for word in words if word not in self._counts.links]
        compound = sum(word in {"عبد", "ابو", "ابي", "ام", "ولد"} for word in words[:-1])
        if len(parts) < _FEWEST_PARTS or (compound and len(parts) - compound < 1):
            return False
        if words[-1] in self._counts.links or not self._can_begin(words[0]) or len(parts) == compound:
            return False
        if not all(self._may_name(word) for word in parts[1:]):
            return False
        total = self._counts.persons[run]
        if total < _SPECIAL * self._counts.words.get(words[-1], 0):
            return False
        longest = max(self._after[run], self._before[run])
        return longest < _WHOLE * total and total >= _TOGETHER * self._counts.persons.get(words[-1], 0)

    def surname(self, run: str) -> tuple[str, ...]:
        """Give the last word of a name where it alone stands for the person."""
        *start, last = run.split(" ")
        if start[-1] in self._counts.links or self._counts.is_plain(last) or self._counts.is_place(last):
            return ()
        is_given = self._after.get(last, 0) >= _WHOLE * self._counts.persons[run]
        if is_given or self._counts.known(last) or not self._counts.is_name(last):
            return ()
        articles = self._counts.articles
        enough = articles[PERSON][run] >= _OWN * articles[WORD].get(last, 0)
        return (last,) if enough else ()

    def _can_begin(self, word: str, *, inside: bool = False) -> bool:
        """Tell whether a person's name can begin with a word, or, inside of one, go on with it."""
        if word in self._counts.links:
            return inside or word in {"عبد", "ابو", "ام"}
        return self._may_name(word) and not word.startswith("ال") and not self._counts.is_place(word)

    def _is_clitic(self, word: str) -> bool:
        """Tell whether a word is a conjunction or preposition on another word."""
        host = word[1:] if word[:1] in "ولبفك" else ""
        known = self._counts.words
        return host.startswith("ال") or known.get(host, 0) >= _CLITIC * known.get(word, 0) > 0

    def _may_name(self, word: str) -> bool:
        """Tell whether a word can belong to a person's name."""
        reading = self._counts.lexicon.read(word)
        if reading.function or reading.has("head_m", "head_f", "title", "speech", "adjective"):
            return False
        if party_words().type_of(word) is not None or (reading.cues and not word.startswith("ال")):
            return False
        if word not in self._counts.lexicon.grammar.whole_stems and self._is_clitic(word):
            return False
        return word.startswith("ال") or self._counts.share_definite(word) <= _GIVEN
