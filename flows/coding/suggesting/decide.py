"""Which runs of words are names: told by how often each stands alone, goes on, and stands with the article.

A run is a name as it stands when most of what follows it differs from place to place; where one continuation
holds most of its occurrences, the name goes on. A word that is as often written with the article as without
is a common noun and ends no name (`لجنة تحقيق`); a name never takes it or always has it (`طالبان`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from flows.coding.blame.lexicon import Lexicon
from flows.coding.suggesting.counts import Counts
from flows.coding.suggesting.gather import PERSON, WORD
from flows.coding.suggesting.people import People
from flows.coding.suggesting.words import HEAD, party_words

_GOES_ON = 0.1
"""The share of a run's mentions from which a continuation is one of its branches."""
_STANDS = 0.4
"""The share of a run's mentions that may not belong to its branches, if it is a name itself."""
_OWN = 0.3
"""The share of a word's articles that a name must hold for the word alone to stand for it."""
_TOLD = 2
"""How often a place's relative adjective must follow a word for a state, if the place is a state."""
_STATES = ("الحكومه", "البرلمان", "السلطات", "السفاره", "الجمهوريه", "الجيش")
_NAMED_ALONE = frozenset({"army", "group", "party", "outlet"})
_OF_PLACES = frozenset({"اتحاد", "جمعيه", "جبهه"})
"""With a place after it, a football club or a line of battle: `اتحاد جدة`."""
_PRONOUNS = ("ته", "تها", "تهم", "ها", "هم", "نا")
_COUNTRY_ENDINGS = ("يا", "ا", "ه")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that no actor of the codebook covers.

    Attributes:
        type: what kind of party it is, as in `actors.yaml`.
        names: folded names, the fullest first.
        nisba: folded relative adjectives, masculine without article.
        articles: in how many articles the name was met.
    """

    type: str
    names: tuple[str, ...]
    nisba: tuple[str, ...] = ()
    articles: int = 0


def decide(runs: pl.DataFrame, lexicon: Lexicon, least_articles: int) -> list[Candidate]:
    """Tell the names of unknown parties among runs of words.

    Args:
        runs: rows of `gather.RUNS`.
        lexicon: the compiled codebook.
        least_articles: in how many articles a name must stand.

    Returns:
        The candidates, those of most articles first; no two have a name in common.
    """
    counts = Counts.of(runs, lexicon, least_articles)
    found = [*_headed(counts), *_people(counts), *_states(counts)]
    taken: set[str] = set()
    kept = []
    for each in sorted(found, key=lambda each: (-each.articles, each.names)):
        if taken.isdisjoint(each.names):
            kept.append(each)
            taken.update(each.names)
    return kept


def _headed(counts: Counts) -> Iterator[Candidate]:
    for root in [run for run in counts.heads if " " not in run]:
        kind = party_words().type_of(root)
        if kind in {None, "state"}:
            continue
        for run in _complete(counts, root):
            if _names_party(counts, run, str(kind)) and not counts.known(run):
                own = _own_part(counts, run) if kind in _NAMED_ALONE else ()
                yield Candidate(str(kind), (run, *own), articles=counts.articles[HEAD][run])


def _complete(counts: Counts, run: str) -> Iterator[str]:
    """Give the runs that begin with a run and go on in no few ways."""
    total = counts.heads[run]
    on = {each: count for each, count in counts.longer(run).items() if counts.often(HEAD, each)}
    branches = {each: count for each, count in on.items() if count >= _GOES_ON * total}
    if " " in run and counts.often(HEAD, run) and sum(branches.values()) <= (1 - _STANDS) * total:
        yield run
        return
    for each in branches if " " in run else on:
        yield from _complete(counts, each)


def _names_party(counts: Counts, run: str, kind: str) -> bool:
    """Tell whether a head and what follows it is a name and no plain description."""
    words = party_words()
    head, *rest = run.split(" ")
    if (
        run in words.generic
        or rest[0].startswith("وال")
        or not words.unsuited.isdisjoint(rest)
        or rest[-1] in counts.links
    ):
        return False
    if head.startswith("ال"):
        agrees = all(word.startswith(("ال", "وال", "ل", "ب")) for word in rest)
        named = len(rest) > 1 or kind in {"army", "group", "party"}
        return agrees and named and not all(counts.is_plain(word) for word in rest)
    if len(rest) == 1 and (counts.is_plain(rest[0]) or (head in _OF_PLACES and counts.is_place(rest[0]))):
        return False
    if rest[-1].endswith(_PRONOUNS) and not rest[-1].startswith("ال"):
        return False
    return rest[-1].startswith("ال") or (counts.is_name(rest[0]) and counts.is_name(rest[-1]))


def _own_part(counts: Counts, run: str) -> tuple[str, ...]:
    """Give what follows the head where that alone stands for the party: `البوليساريو`."""
    head, _, rest = run.partition(" ")
    if (
        head.startswith("ال")
        or " " in rest
        or counts.known(rest)
        or counts.is_plain(rest)
        or not counts.is_name(rest)
    ):
        return ()
    enough = counts.articles[HEAD][run] >= _OWN * counts.articles[WORD].get(rest, 0)
    return (rest,) if enough else ()


def _people(counts: Counts) -> Iterator[Candidate]:
    people = People(counts)
    for run, articles in counts.articles[PERSON].items():
        if articles >= counts.least and people.is_full_name(run) and not counts.known(run):
            yield Candidate("official", (run, *people.surname(run)), articles=articles)


def _states(counts: Counts) -> Iterator[Candidate]:
    """Give the places whose relative adjective follows the word for a state's government or house."""
    for place in counts.places:
        nisba = _nisba_of(place)
        told = sum(
            counts.heads.get(f"{head} ال{nisba}{ending}", 0) for head in _STATES for ending in ("", "ه")
        )
        if (
            told < _TOLD
            or not counts.often(WORD, place)
            or not counts.is_name(place)
            or not counts.is_place(place)
        ):
            continue
        reading = counts.lexicon.read("ال" + nisba)
        if reading.nisba is None and not reading.has("adjective") and not counts.known(place):
            yield Candidate("state", (place,), (nisba,), counts.articles[WORD][place])


def _nisba_of(place: str) -> str:
    """Give the relative adjective of a place, folded: السنغال gives سنغالي, كولومبيا gives كولومبي."""
    bare = place.removeprefix("ال")
    ending = next((each for each in _COUNTRY_ENDINGS if bare.endswith(each)), "")
    return bare.removesuffix(ending) + "ي"
