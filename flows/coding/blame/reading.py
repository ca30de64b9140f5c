"""What one written word can be, and the rules by which that is read from its letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.codebook.parties import Actor, Cue

# no letter that was taken is given back, since neither class of letters can end a word or a gap earlier
WORD = r"[^\W_\u0640][^\W_]*+(?:[\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f]++[^\W_]*+)*+"
"""The pattern of a word."""
BETWEEN = r"[\W_\u0640]*+"
"""The pattern of what stands between two words."""
SHORTEST_STEM = 2
_SUFFIXES = ("ها", "هم", "ه")

Phrase = tuple[tuple[str, ...], Cue]
"""The folded words of a cue of several words after its first, and the cue."""

Name = tuple[list[str], tuple[str, ...], Actor]
"""The folded words of an actor's name after its first, all of them, and the actor."""


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
        phrases: the cues of several words that begin with it.
        names: the actors' names that begin with it, the longest first.
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
    phrases: tuple[Phrase, ...]
    names: tuple[Name, ...]
    nisba: str | None
    variants: frozenset[str]
    needed: frozenset[str]
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


@dataclass(frozen=True, slots=True)
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


_PARTED = re.compile(f"({BETWEEN})({WORD})")
_STRONG = frozenset(".!?؟…;؛:")
_COMMAS = frozenset("،,")
_BRACKETS = frozenset("()[]-–—")
_QUOTES = frozenset("\"«»“”„'‘’")


def parted(chunk: str) -> tuple[str, str, bool]:
    """Part a word from what stands before it.

    Args:
        chunk: both, as written.

    Returns:
        The word, the strongest mark before it and whether a colon stands there.

    Raises:
        ValueError: the text holds no word.
    """
    found = _PARTED.match(chunk)
    if found is None:
        raise ValueError(f"{chunk!r} holds no word")
    gap, word = found.groups()
    marks = set(gap)
    if marks & _STRONG:
        return word, ".", ":" in marks
    if marks & _COMMAS:
        return word, ",", False
    if marks & _BRACKETS:
        return word, "(", False
    return word, '"' if marks & _QUOTES else "", False


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
    named = next((shape for name, shape in _SHAPES.items() if name in classes), None)
    if named is not None:
        return named
    if nisba:
        return "nisba"
    return preposition + ("the" if definite else "a")


def variants_of(norm: str, bare: str, stem: str) -> frozenset[str]:
    """Give a word's forms for look-up: clitics on and off, the accusative's alef and a pronoun off."""
    hosted = (norm[1:] if norm[:1] in "بلوفك" else norm).removeprefix("ال")
    suffix = next((each for each in _SUFFIXES if hosted.endswith(each) and len(hosted) > len(each) + 2), "")
    return frozenset({norm, bare, stem, stem.removesuffix("ا"), hosted.removesuffix(suffix)})


def splits_of(norm: str) -> Iterator[tuple[str, str, str]]:
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
