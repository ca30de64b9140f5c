"""How far the coder and hand-coded sentences agree: the scoring of the annotation guidelines, as counts.

A predicted target matches a coded one of the same sentence and stance when the two share a word once clitics
are taken off; each coded record is matched at most once. Every ratio keeps its numerator and denominator, and
one over nothing is null.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.text.normalise import normalise

EXPLICIT = frozenset({"accusation", "responsibility"})
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Blamed:
    """One blame record as both sides have it.

    Attributes:
        target: the blamed party as written.
        source: who blames, as written, or None.
        kind: accusation, responsibility or harm.
        stance: asserted or denied.
    """

    target: str
    source: str | None
    kind: str
    stance: str

    @classmethod
    def of(cls, record: Mapping[str, str | None]) -> "Blamed":
        """Read a record with these four fields among others."""
        return cls(
            str(record["target"]), record.get("source") or None, str(record["kind"]), str(record["stance"])
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found, what was to be found, and what of it agrees.

    Attributes:
        correct: matched pairs.
        found: what the coder found.
        expected: what the hand-coding holds.
    """

    correct: int = 0
    found: int = 0
    expected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.correct + other.correct, self.found + other.found, self.expected + other.expected)

    @property
    def precision(self) -> float | None:
        """Correct of found; null where nothing was found."""
        return self.correct / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Correct of expected; null where nothing was to be found."""
        return self.correct / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; null where neither side has anything."""
        return 2 * self.correct / (self.found + self.expected) if self.found + self.expected else None


@dataclass(frozen=True, slots=True)
class BlameAgreement:
    """How blame records agree over sentences.

    Attributes:
        every: records of every kind; the kind does not count in the match.
        explicit: accusations and stated responsibilities alone.
        sentences: whether anyone is blamed in a sentence.
        sources: matched accusations (expected) and those of them with the right source (correct, found).
        denied: records of the stance denied alone, the kind ignored.
        stances: records that match but for their stance (expected), and those of the right stance.
        kinds: matched records (expected), and those of the right kind.
    """

    every: Counts
    explicit: Counts
    sentences: Counts
    sources: Counts
    denied: Counts
    stances: Counts
    kinds: Counts


def score_blame(predicted: Sequence[Sequence[Blamed]], gold: Sequence[Sequence[Blamed]]) -> BlameAgreement:
    """Score blame records against hand-coded ones.

    Args:
        predicted: the coder's records, sentence by sentence.
        gold: the hand-coded records of the same sentences.

    Returns:
        The counts.

    Raises:
        ValueError: the two are not of the same sentences.
    """
    every = explicit = sentences = sources = denied = stances = kinds = Counts()
    for found, coded in zip(predicted, gold, strict=True):
        pairs = match(found, coded)
        every += Counts(len(pairs), len(found), len(coded))
        explicit += _of_those(found, coded, lambda record: record.kind in EXPLICIT)
        denied += _of_those(found, coded, lambda record: record.stance == "denied")
        sentences += Counts(int(bool(found) and bool(coded)), int(bool(found)), int(bool(coded)))
        accused = [(one, other) for one, other in pairs if other.kind == "accusation"]
        sources += _share(accused, lambda one, other: same_source(one.source, other.source))
        turned = match(*unmatched(found, coded, pairs), same_target)
        stances += _share([*pairs, *turned], lambda one, other: one.stance == other.stance)
        kinds += _share(pairs, lambda one, other: one.kind == other.kind)
    return BlameAgreement(every, explicit, sentences, sources, denied, stances, kinds)


def same_target(one: Blamed, other: Blamed) -> bool:
    """Tell whether two targets share a word."""
    return not words(one.target).isdisjoint(words(other.target))


def _same(one: Blamed, other: Blamed) -> bool:
    return one.stance == other.stance and same_target(one, other)


def match(
    found: Sequence[Blamed], coded: Sequence[Blamed], same: Callable[[Blamed, Blamed], bool] = _same
) -> list[tuple[Blamed, Blamed]]:
    """Pair records of one sentence, each coded one at most once, in the order found.

    Args:
        found: the coder's records.
        coded: the hand-coded ones.
        same: what makes a pair; absent, one stance and a shared word of the targets.

    Returns:
        The pairs, the coder's record first.
    """
    free = list(coded)
    pairs = []
    for one in found:
        other = next((each for each in free if same(one, each)), None)
        if other is not None:
            free.remove(other)
            pairs.append((one, other))
    return pairs


def unmatched(
    found: Sequence[Blamed], coded: Sequence[Blamed], pairs: Iterable[tuple[Blamed, Blamed]]
) -> tuple[list[Blamed], list[Blamed]]:
    """Give the records on either side that stand in none of the pairs."""
    ours, theirs = list(found), list(coded)
    for one, other in pairs:
        ours.remove(one)
        theirs.remove(other)
    return ours, theirs


def _of_those(found: Sequence[Blamed], coded: Sequence[Blamed], which: Callable[[Blamed], bool]) -> Counts:
    ours, theirs = list(filter(which, found)), list(filter(which, coded))
    return Counts(len(match(ours, theirs)), len(ours), len(theirs))


def _share(pairs: Sequence[tuple[Blamed, Blamed]], right: Callable[[Blamed, Blamed], bool]) -> Counts:
    count = sum(right(one, other) for one, other in pairs)
    return Counts(count, count, len(pairs))


def same_source(one: str | None, other: str | None) -> bool:
    """Tell whether two sources share a word, or neither side names one."""
    if one is None or other is None:
        return one is other
    return not words(one).isdisjoint(words(other))


def words(text: str) -> frozenset[str]:
    """Give the words of a span without clitics (و ف ب ل ك and the article), in every reading."""
    return frozenset(form for word in _WORD.findall(normalise(text)) for form in _bare(word))


def _bare(word: str) -> set[str]:
    forms = {word}
    if word[0] in "وف" and len(word) > _SHORTEST:
        forms.add(word[1:])
    for form in tuple(forms):
        if form.startswith("لل"):
            forms.add(form[2:])
        if form[0] in "بلك" and len(form) > _SHORTEST:
            forms.add(form[1:])
    return {form.removeprefix("ال") if len(form) > _SHORTEST + 1 else form for form in forms}
