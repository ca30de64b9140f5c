"""Why a written word matches or not, and every form of an entry: the codebook's inflection laid open."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from flows.codebook.model import Codebook, Entry
from flows.codebook.words import Word
from flows.errors import UsageError
from flows.text.normalise import normalise

MOST_SIMILAR = 5
_ALIKE = 0.75
_SHORTEST_PART = 3
_WEAK = str.maketrans("", "", "اويهءن")
_RESTRICTIONS = ("without", "dual", "sound", "pronouns", "article", "preposition", "conjunctions", "passive")


@dataclass(frozen=True, slots=True)
class Place:
    """A word of the codebook with where it stands: a frame's entry, and the part or condition there."""

    frame: str
    entry: Entry
    role: str
    word: Word

    def __str__(self) -> str:
        name = f"{self.word.part_of_speech} {self.word.lemma}"
        doubt = ", counted where the sentence's words speak for the frame" if self.entry.only_likely else ""
        return f"{self.frame} · {self.entry.entry} ({self.role}: {name}{doubt})"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the codebook makes of a written word.

    Attributes:
        key: the word as it is looked up.
        matches: where it is a form of a word.
        within: where it is one word of a longer form, with that form.
        similar: where it looks like a form and is none, and why.
    """

    key: str
    matches: tuple[Place, ...]
    within: tuple[tuple[Place, str], ...]
    similar: tuple[tuple[Place, str], ...]


def explain(codebook: Codebook, word: str) -> Explanation:
    """Tell which entries a written word can match, and why one that looks similar does not.

    Args:
        codebook: the loaded codebook.
        word: a word (or a phrase) as written.

    Returns:
        The explanation; of similar words at most `MOST_SIMILAR`, the most alike first.

    Raises:
        UsageError: nothing is left of the word that could be looked up.
    """
    key = " ".join(normalise(word).split())
    if not key:
        raise UsageError("There is no word to explain.", "Write an Arabic word.")
    places = list(_places(codebook))
    matches = tuple(place for place in places if key in place.word.forms)
    within = tuple(
        (place, min(form for form in place.word.forms if key in form.split(" ")))
        for place in places
        if any(" " in form and key in form.split(" ") for form in place.word.forms)
    )
    taken = {place.word for place in matches}
    rest = {place.word: place for place in reversed(places) if place.word not in taken}
    ranked = sorted(
        (found for place in rest.values() if (found := _similar(key, place))), key=lambda found: -found[0]
    )
    similar = tuple((place, reason) for _, place, reason in ranked[:MOST_SIMILAR])
    return Explanation(key, matches, within, similar)


def _places(codebook: Codebook) -> Iterator[Place]:
    for frame in codebook.frames:
        for entry in frame.entries:
            for number, part in enumerate(entry.match, start=1):
                for word in codebook.expand(part.any):
                    yield Place(frame.code, entry, f"part {number} of {len(entry.match)}", word)
            for kind, condition in entry.conditions():
                for word in codebook.expand(condition.any):
                    yield Place(frame.code, entry, kind.replace("_", " "), word)


def _similar(key: str, place: Place) -> tuple[float, Place, str] | None:
    """Say why a word that looks like a form of another is none; None where it does not look so."""
    word = place.word
    bones = normalise(word.lemma).removeprefix("ال").translate(_WEAK)
    if not bones or not _runs_through(bones, key):
        return None
    for name in _RESTRICTIONS:
        if getattr(word, name) is not None and key in _freed(word, name):
            return (
                1.0,
                place,
                f"the entry declares {name}: {_shown(getattr(word, name))}, which leaves it out",
            )
    held = max(
        (form for form in word.forms if len(form) >= _SHORTEST_PART and form in key), key=len, default=""
    )
    near = difflib.get_close_matches(key, word.forms, n=1, cutoff=_ALIKE)
    if held and (not near or len(held) >= _SHORTEST_PART + 1):
        rest = key.replace(held, f"[{held}]", 1)
        reason = f"{rest}: a form is matched as a whole word, never inside a longer one"
        return len(held) / len(key), place, reason
    if near:
        likeness = difflib.SequenceMatcher(None, key, near[0]).ratio()
        return likeness, place, f"its nearest form is {near[0]}"
    return None


def _runs_through(bones: str, key: str) -> bool:
    """Tell whether the letters come one after the other in the key."""
    letters = iter(key)
    return all(letter in letters for letter in bones)


def _freed(word: Word, name: str) -> frozenset[str]:
    """Give the forms that a word would have without one of its declarations."""
    try:
        return Word.model_validate(word.model_dump(exclude={name}, exclude_unset=True)).forms
    except ValueError:
        return frozenset()


def _shown(value: object) -> str:
    return (
        " ".join(value)
        if isinstance(value, tuple)
        else str(value).lower()
        if isinstance(value, bool)
        else f"{value}"
    )


def in_words(explanation: Explanation) -> str:
    """Give an explanation as plain text.

    Args:
        explanation: what `explain` gave.

    Returns:
        Lines without a line break at the end.
    """
    lines = [f"Looked up as: {explanation.key}", "", "Matches:"]
    lines += [f"  {place}" for place in explanation.matches] or ["  nothing"]
    if explanation.within:
        lines += ["", "Matches only as a part of:"]
        lines += [f"  {form} in {place}" for place, form in explanation.within]
    if explanation.similar:
        lines += ["", "Looks similar, and does not match:"]
        lines += [f"  {place}: {reason}" for place, reason in explanation.similar]
    return "\n".join(lines)


def describe_forms(codebook: Codebook, name: str) -> str:
    """List every surface form of an entry.

    Args:
        codebook: the loaded codebook.
        name: the entry's name, as written in the codebook or in normalised spelling.

    Returns:
        Plain text: for each entry of that name, each part's words with their forms.

    Raises:
        UsageError: no frame has such an entry.
    """
    key = normalise(name)
    entries = [(frame.code, entry) for frame in codebook.frames for entry in frame.entries]
    wanted = [(frame, entry) for frame, entry in entries if normalise(entry.entry) == key]
    if not wanted:
        near = difflib.get_close_matches(name, sorted({entry.entry for _, entry in entries}), n=3, cutoff=0.4)
        hint = f"Did you mean {', '.join(near)}?" if near else "See `khitab codebook show FRAME`."
        raise UsageError(f"No frame has an entry {name}.", hint)
    lines: list[str] = []
    for frame, entry in wanted:
        lines += [f"{frame} · {entry.entry}"]
        for number, part in enumerate(entry.match, start=1):
            lines += [f"  part {number} of {len(entry.match)}"]
            for word in codebook.expand(part.any):
                forms = sorted(word.forms)
                lines += [
                    f"    {word.part_of_speech} {word.lemma}: {len(forms)} forms",
                    f"      {' '.join(forms)}",
                ]
    return "\n".join(lines)
