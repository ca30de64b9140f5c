"""One sentence as an account of a harm: its words and their classes, and whether a cue in it tells of one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, chain

from flows.codebook.harms import HarmCue, Harms
from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.parties import PartyFinder
from flows.coding.blame.reading import Reading
from flows.coding.blame.scene import Scene
from flows.coding.blame.words import Token, chunks_of, next_word

_REACH = 6
_NEAR = 4
_VICTIM_REACH = 8
_BEFORE = 7


class Account:
    """The words of a sentence, of which only those around its cues are read, unless a cue tells of a harm.

    Attributes:
        lexicon: the codebook's actors and the grammar's classes.
    """

    def __init__(self, text: str, lexicon: Lexicon, harms: Harms) -> None:
        self.lexicon = lexicon
        self._text = text
        self._classes = harms.word_classes
        self._chunks = chunks_of(text)
        self._begins = [0, *accumulate(map(len, self._chunks))]

    @cached_property
    def tokens(self) -> list[Token]:
        """All words."""
        return list(map(self._token, range(len(self._chunks))))

    @cached_property
    def scene(self) -> Scene:
        """The sentence with its parties."""
        return Scene(self.tokens, PartyFinder(self.tokens, self.lexicon).parties(), self.lexicon)

    def _token(self, at: int) -> Token:
        return self.lexicon.tokens[self._chunks[at]]

    def reading(self, at: int) -> Reading:
        """Give what a word can be."""
        return self._token(at).reading

    def has(self, at: int, name: str) -> bool:
        """Tell whether a word belongs to a class."""
        return not self._classes[name].isdisjoint(self.reading(at).variants)

    def holds(self, name: str) -> bool:
        """Tell whether any word of the sentence, but for و and ف, stands in a class as it is."""
        return any(token.reading.bare in self._classes[name] for token in self.tokens)

    def places(self, preposition: str) -> bool:
        """Tell whether a preposition says where something happens, or whom it befalls."""
        return preposition in self._classes["placing"]

    def _is_exact(self, at: int, name: str) -> bool:
        """Tell whether a word, but for و and ف, stands in a class as it is."""
        norm = self.reading(at).norm
        return not self._classes[name].isdisjoint((norm, norm[1:] if norm[0] in "وف" else norm))

    def is_number(self, at: int) -> bool:
        """Tell whether a word counts what follows."""
        return self.reading(at).norm.isdigit() or self.has(at, "numbers")

    def tells(self, cue: HarmCue, start: int, end: int) -> bool:
        """Tell whether a cue tells of violence done to people or places.

        Args:
            cue: the cue.
            start: where it stands in the sentence's text.
            end: where it ends.
        """
        first = bisect_right(self._begins, start) - 1
        if next_word(self._text, self._begins[first]) != start:
            return False
        last = bisect_left(self._begins, end) - 1
        if last == len(self._chunks):
            last = first
        if not self._reads(cue, first, last):
            return False
        return cue.reads in {"strikes", "undergone"} or not self._fells_fighters(first, last)

    def _reads(self, cue: HarmCue, first: int, last: int) -> bool:
        """Tell whether the sentence goes on as the cue asks."""
        if cue.reads == "event":
            return self._is_event(first, last)
        if cue.reads == "passive":
            return self._is_passive(cue, first, last)
        if cue.reads == "undergone":
            return self._is_undergone(cue, last)
        if cue.reads == "strikes":
            return any(self.has(at, "places") for at in self.after(last, _NEAR))
        return self._is_followed(cue, last)

    def after(self, at: int, reach: int) -> Iterator[int]:
        """Give the places after a word, up to a full stop."""
        for place in range(at + 1, min(at + 1 + reach, len(self._chunks))):
            if self._token(place).mark == ".":
                return
            yield place

    def _is_event(self, first: int, last: int) -> bool:
        """Tell whether a victim follows at once: neither `استشهد بالآية` nor `أصابه في مقتل.`."""
        if last + 1 >= len(self._chunks):
            return first > 0
        after = self._token(last + 1)
        return after.reading.norm[:1] != "ب" and not after.mark

    def _is_undergone(self, cue: HarmCue, last: int) -> bool:
        """Tell whether an attack is undergone; `لاعتداءاتهم` says whose it was."""
        for at in self.after(last, _VICTIM_REACH):
            reading = self.reading(at)
            fitting = any({reading.bare, reading.stem} & self._classes[name] for name in cue.by)
            if fitting and (reading.preposition == "ل" or self.reading(at - 1).norm == "الي"):
                return not any(map(self._is_fighter, range(last + 1, at)))
        return False

    def _is_followed(self, cue: HarmCue, last: int) -> bool:
        counts = "numbers" in cue.by
        for at in self.after(last, _REACH):
            if any(self.has(at, name) for name in cue.by) or (counts and self.is_number(at)):
                return True
        return False

    def _is_passive(self, cue: HarmCue, first: int, last: int) -> bool:
        """Tell a passive from its active, which is written alike, by what follows it."""
        after = [at for at in self.after(last, _REACH) if not self.reading(at).has("particle")]
        if not after or self._is_verbal_noun(first, after[0]):
            return False
        if self._is_exact(after[0], "circumstances"):
            return self._has_victim_before(cue, first)
        # before its subject a verb is singular: قتلوا شخصين has the doers in it, الذي قتل شخصين the doer
        before = self.reading(first - 1) if first else None
        active = before is not None and (before.has("relative") or self._is_exact(first - 1, "subjects"))
        return not (active or self.reading(last).norm.endswith("وا")) and self._befalls(cue, after)

    def _befalls(self, cue: HarmCue, after: list[int]) -> bool:
        """Tell whether what follows a passive verb is its victim."""
        at = after[0]
        if self.is_number(at):
            is_date = self.reading(at - 1).bare in self._classes["dates"]
            return not is_date and ("people" in cue.of or any(self.has(each, "places") for each in after))
        if "people" in cue.of and self.reading(at).nisba is not None:
            return True
        return any(self.has(at, name) for name in cue.of)

    def _is_verbal_noun(self, first: int, after: int) -> bool:
        """Tell `قتل المصلين جريمة`, `جريمة قتل` and `أقر بقتل ثلاثة` from the passive."""
        if not self._is_exact(first, "also_nouns"):
            return False
        before = self.reading(first - 1) if first else None
        governed = before is not None and (
            before.has("preposition")
            or before.norm in {"ان", "بان"}
            or before.stem in self._classes["heads_of_nouns"]
        )
        reading = self.reading(after)
        counted = self.is_number(after) or reading.nisba is not None
        joined = bool(self.reading(first).conjunction) and not reading.stem.endswith(("ان", "ون"))
        oblique = joined or reading.stem.endswith("ين")
        return governed or reading.definite or (oblique and not counted)

    def _has_victim_before(self, cue: HarmCue, first: int) -> bool:
        before = range(max(first - _BEFORE, 0), first)
        return any(
            self.is_number(at)
            or self.reading(at).has("relative")
            or any(self.has(at, name) for name in cue.of)
            for at in before
        )

    def _fells_fighters(self, first: int, last: int) -> bool:
        """Tell whether the victims are fighters: their word is nearer to the cue than one of civilians."""
        after = list(self.after(last, _VICTIM_REACH))
        if after and self._is_exact(after[0], "circumstances"):
            after = []
        for at in chain(after, reversed(range(first))):
            if self._is_fighter(at):
                return True
            if self._is_civilian(at):
                return False
        return False

    def _is_fighter(self, at: int) -> bool:
        """Tell whether a word is of fighters; in `هجوم انتحاري` it is of the attack."""
        return self.has(at, "fighters") and not (at and self.has(at - 1, "acts"))

    def _is_civilian(self, at: int) -> bool:
        if self.has(at, "casualties") or self.has(at, "vague_people"):
            return False
        return self.has(at, "people")
