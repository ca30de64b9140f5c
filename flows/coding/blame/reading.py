"""What one written word can be, and the rules by which that is read from its letters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.codebook.parties import Actor, Cue
from flows.text.normalise import DELETED

# tatweel, and the presentation forms of diacritics, which are letters to Python: nothing is left of them
_VOID = "".join(filter(str.isalnum, DELETED))
# no letter that was taken is given back, since neither class of letters can end a word or a gap earlier
WORD = rf"[^\W_{_VOID}][^\W_]*+(?:[\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f]++[^\W_]*+)*+"
"""The pattern of a word."""
BETWEEN = rf"[\W_{_VOID}]*+"
"""The pattern of what stands between two words."""
SHORTEST_STEM = 2
CLITICS = frozenset("وفبلك")
"""The letters that can be a conjunction or preposition at the beginning of a word."""
_SUFFIXES = ("ها", "هم", "ه")

Phrase = tuple[tuple[str, ...], Cue]
"""The folded words of a cue of several words after its first, and the cue."""

Split = tuple[str, str, str]
"""A folded word's conjunction, its preposition and the rest."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an actor.

    Attributes:
        words: its folded words.
        actor: whose it is.
        feminine: whether its verb is feminine.
        plural: whether it is a plural of people.
        described: whether adjectives that follow it can belong to it.
    """

    words: tuple[str, ...]
    actor: Actor
    feminine: bool
    plural: bool
    described: bool


@dataclass(slots=True)  # not frozen, which would double the time that a new word takes
class Reading:
    """What one written word can be.

    Attributes:
        norm: the folded word.
        bare: without conjunction and preposition, article kept (لل is read as ل and ال).
        stem: `bare` without the article.
        conjunction: و, ف or "".
        preposition: ب, ل, ك or "".
        definite: whether the article is written.
        classes: the grammar's classes that hold it.
        cues: the cues of one word that it can be.
        phrases: the cues of several words that begin with it, by their second word.
        names: the actors' names that begin with it, by their second word (one word alone by ""), the longest
            first.
        nisba: the actor that it names as a relative adjective, or None.
        variants: the forms under which a list of words may hold it.
        needed: those of them that any cue needs.
        root: its rough stem.
        shape: what it is for the grammar, in a word.
        feature: the feature of a sentence that holds it.
        function: whether it is a word of the closed classes.
        attributes: how it says whose words these are: by a verb or a phrase, or "".
        opens_cue: whether a cue can begin with it.
        begins_party: whether a party can begin with it.
    """

    norm: str
    bare: str
    stem: str
    conjunction: str
    preposition: str
    definite: bool
    classes: frozenset[str]
    cues: tuple[Cue, ...]
    phrases: Mapping[str, Sequence[Phrase]]
    names: Mapping[str, Sequence[Name]]
    nisba: str | None
    variants: tuple[str, ...]
    needed: tuple[str, ...]
    root: str
    shape: str
    feature: str
    function: bool
    attributes: str
    opens_cue: bool
    begins_party: bool

    def has(self, *names: str) -> bool:
        """Tell whether any of the classes holds the word."""
        return not self.classes.isdisjoint(names)


@dataclass(slots=True)
class Token:
    """One word of a sentence.

    Attributes:
        reading: what the word can be.
        mark: the strongest mark between it and the word before: "." (a stop, colon or semicolon), ",", "(" (a
            bracket or dash), '"' (a quotation mark) or "" (none).
        colon: whether a colon stands before it.
    """

    reading: Reading
    mark: str
    colon: bool


_WORD = re.compile(WORD)
_STRONG = frozenset(".!?؟…;؛:")
_COMMAS = frozenset("،,")
_BRACKETS = frozenset("()[]-–—")
_QUOTES = frozenset("\"«»“”„'‘’")


def parted(chunk: str) -> tuple[str, str]:
    """Part a word from what stands before it.

    Args:
        chunk: both, as written.

    Returns:
        What stands before it, and the word.

    Raises:
        ValueError: the text holds no word.
    """
    found = _WORD.search(chunk)
    if found is None:
        raise ValueError(f"{chunk!r} holds no word")
    return chunk[: found.start()], found[0]


def mark_of(gap: str) -> tuple[str, bool]:
    """Give the strongest mark of what stands between two words, and whether a colon stands there."""
    marks = set(gap)
    if marks & _STRONG:
        return ".", ":" in marks
    if marks & _COMMAS:
        return ",", False
    if marks & _BRACKETS:
        return "(", False
    return '"' if marks & _QUOTES else "", False


CLOSED = ("preposition", "subordinator", "relative", "negation", "particle")
PARTY_WORDS = ("head_m", "head_f", "title")
_ATTRIBUTING = frozenset({"بحسب", "حسب", "وفق"})
_ATTRIBUTING_STEMS = frozenset({"وفقا", "طبقا", "نقلا", "وفق"})
_SHAPES = {
    "negation": "no",
    "subordinator": "that",
    "relative": "who",
    "particle": "particle",
    "speech": "says",
    "head_m": "party",
    "head_f": "party",
    "title": "office",
}


def attributes_of(classes: frozenset[str], bare: str, stem: str) -> str:
    """Tell how a word says whose words these are: by a verb or a phrase, or ""."""
    if "speech" in classes and "saying" not in classes:
        return "verb"
    return "phrase" if bare in _ATTRIBUTING or stem in _ATTRIBUTING_STEMS else ""


def shape_of(
    classes: frozenset[str], bare: str, preposition: str, *, cued: bool, nisba: bool, definite: bool
) -> str:
    """Say in a word what a word is for the grammar; of several things the first that tells most."""
    if cued:
        return "cue"
    if "preposition" in classes and "negation" not in classes:
        return bare
    if classes:
        named = next((shape for name, shape in _SHAPES.items() if name in classes), None)
        if named is not None:
            return named
    if nisba:
        return "nisba"
    return preposition + ("the" if definite else "a")


def without_article(bare: str) -> str:
    """Give a word without its article, or the word itself where none is written."""
    return bare[2:] if bare.startswith("ال") and len(bare) > SHORTEST_STEM + 2 else bare


def variants_of(norm: str, bare: str, stem: str) -> tuple[str, ...]:
    """Give a word's forms for look-up, each once: clitics on and off, accusative alef and pronoun off."""
    hosted = (norm[1:] if norm[0] in CLITICS else norm).removeprefix("ال")
    if hosted.endswith(_SUFFIXES):
        fitting = (each for each in _SUFFIXES if hosted.endswith(each) and len(hosted) > len(each) + 2)
        hosted = hosted.removesuffix(next(fitting, ""))
    return tuple(dict.fromkeys((norm, bare, stem, stem.removesuffix("ا"), hosted)))


def splits_of(norm: str) -> Iterator[Split]:
    """Give each way to take a conjunction and a preposition off, taking off least first."""
    yield "", "", norm
    hosts = [("", norm)]
    if norm[0] in "وف" and len(norm) > SHORTEST_STEM:
        hosts.append((norm[0], norm[1:]))
        yield norm[0], "", norm[1:]
    for conjunction, host in hosts:
        if host.startswith("لل") and len(host) > SHORTEST_STEM + 1:
            yield conjunction, "ل", "ال" + host[2:]
            yield conjunction, "ل", "ال" + host[1:]
        if host[0] in "بلك" and len(host) > SHORTEST_STEM + 1:
            yield conjunction, host[0], host[1:]
