"""Where candidates are named: mentions, articles, blame and example sentences, counted in bulk."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.blame.coder import code_blame
from flows.coding.forms import Forms, keyed
from flows.coding.hits import locate, longest, occurrences
from flows.coding.reading import Words
from flows.coding.suggesting.decide import Candidate

MOST_EXAMPLES = 2
_LONGEST_EXAMPLE = 240
_SPELLINGS = 5
"""How many places of each name, in each chunk of articles, are looked at for how it is spelled."""
_QUOTES = "\"«»“”„'‘’#_"
_PREFIXES = tuple(joined + governed for joined in ("", "و", "ف") for governed in ("", "ب", "ل", "ك"))


@dataclass(slots=True)
class Mentions:
    """What is known of a candidate after some chunks of articles.

    Attributes:
        mentions: how often it is named.
        articles: in how many articles.
        blamed: in how many blame records it is the target.
        examples: sentences that name it; those that blame it first.
        spellings: how each folded name is written, and how often it was seen so.
    """

    mentions: int = 0
    articles: int = 0
    blamed: int = 0
    examples: list[str] = field(default_factory=list)
    spellings: dict[str, Counter[str]] = field(default_factory=dict)

    def show(self, sentence: str, *, first: bool = False) -> None:
        """Keep a sentence as an example if there is room for it."""
        shown = " ".join("".join(filter(_is_shown, sentence)).split())
        if len(shown) > _LONGEST_EXAMPLE or shown in self.examples:
            return
        self.examples.insert(0, shown) if first else self.examples.append(shown)
        del self.examples[MOST_EXAMPLES:]


class Tracker:
    """Counts the mentions of candidates, a chunk of articles at a time."""

    def __init__(self, candidates: Sequence[Candidate], codebook: Codebook) -> None:
        self._codebook = codebook
        self.found = [Mentions() for _ in candidates]
        rows = [
            (str(number), written, name)
            for number, candidate in enumerate(candidates)
            for name in candidate.names
            for written in _written(name)
        ]
        schema = {"pattern": pl.String, "form": pl.String, "name": pl.String}
        self._forms = pl.DataFrame(rows, schema=schema, orient="row").unique("form", maintain_order=True)
        self._looked_up = Forms.of(keyed(self._forms))

    def read(self, sentences: pl.DataFrame) -> None:
        """Count the mentions in sentences of articles that no earlier chunk held.

        Args:
            sentences: rows of `tables.SENTENCES`.
        """
        found = self._occurrences(sentences["text"])
        if found.is_empty():
            return
        found = found.with_columns(article=sentences["article_id"].gather(found["row"]))
        counts = found.group_by("pattern").agg(pl.len(), pl.col("article").n_unique())
        for number, mentions, articles in counts.iter_rows():
            self.found[int(number)].mentions += mentions
            self.found[int(number)].articles += articles
        self._blame(sentences[found["row"].unique().sort().to_list()])
        for number, row in found.unique("pattern", maintain_order=True).select("pattern", "row").iter_rows():
            self.found[int(number)].show(sentences["text"][row])
        self._spell(sentences["text"], found)

    def _occurrences(self, texts: pl.Series) -> pl.DataFrame:
        found = longest(occurrences(Words.read(texts), self._looked_up))
        return found.join(self._forms.select("form", "name"), on="form", how="left", maintain_order="left")

    def _blame(self, sentences: pl.DataFrame) -> None:
        """Count the blame records whose target is a candidate."""
        records = code_blame(sentences, self._codebook).filter(pl.col("target_actor").is_null())
        if records.is_empty():
            return
        told = records.join(sentences.select("article_id", "sentence", "text"), on=["article_id", "sentence"])
        for number, row in self._occurrences(told["target"]).select("pattern", "row").unique().iter_rows():
            self.found[int(number)].blamed += 1
            self.found[int(number)].show(told["text"][row], first=True)

    def _spell(self, texts: pl.Series, found: pl.DataFrame) -> None:
        """Note how the names are written, without clitics."""
        plain = found.filter(pl.col("form") == pl.col("name")).group_by("name").head(_SPELLINGS)
        for number, name, surface in locate(texts, plain).select("pattern", "name", "surface").iter_rows():
            written = " ".join("".join(each for each in surface if each not in _QUOTES).split())
            self.found[int(number)].spellings.setdefault(name, Counter())[written] += 1


def _is_shown(character: str) -> bool:
    """Tell whether a character may stand in a comment of YAML."""
    return character.isprintable() or character.isspace()


def _written(name: str) -> list[str]:
    """Give a folded name with every conjunction and preposition that may stand on its first word."""
    bare = name.removeprefix("ال")
    return [prefix + ("ل" + bare if prefix.endswith("ل") and bare != name else name) for prefix in _PREFIXES]
