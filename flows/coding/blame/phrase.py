"""How far a phrase runs: from its first word to where another clause, its circumstances or a stop begins."""

import re

from flows.coding.blame.owners import DEMONSTRATIVES
from flows.coding.blame.scene import Scene

_LONGEST = 14
_LONGEST_CLAUSE = 18
_CLAUSES = frozenset(f"{clitic}ان{pronoun}" for clitic in ("", "ب", "ل") for pronoun in ("", "ه", "ها", "هم"))
_OPENING = frozenset({"subordinator", "relative"})
_OF_NOUNS = DEMONSTRATIVES | {"اخري", "مره", "جديده"}
_LOOSE = frozenset({"اجل", "سبيل", "خلال", "طريق"})
_AGENTS_OF = frozenset({"من", "علي"})
_FEMININE_PAST = re.compile(r"[وف](?!.*ات$)\w{2,}ت")
# verbal nouns of the derived stems: تسليح، استهداف، اعتقال، إحراق، محاصرة, with a pronoun or without
_VERBAL_NOUN = re.compile(r"(?:ت..?ي.|است..?ا.|ا...?ا.|ا..ا.|م.ا..ه|م.ا..ت)(?:ها|هم|ه)?")


def is_clause(scene: Scene, at: int) -> bool:
    """Tell whether a clause with أن begins at a word."""
    return scene.tokens[at].reading.bare in _CLAUSES


def phrase_end(scene: Scene, first: int, through: int | None = None) -> int:
    """Give the last word of the phrase or clause that begins at a word.

    Args:
        scene: the sentence.
        first: its first word.
        through: a word that belongs to it, past which it is read; absent, the first.

    Returns:
        The last word, at least `first` and `through`.
    """
    clause = is_clause(scene, first)
    least = max(first, first if through is None else through)
    longest = _LONGEST_CLAUSE if clause else _LONGEST
    stop = min(max(first + longest, least + 1 + longest // 2), len(scene.tokens))
    end = next((at for at in range(least + 1, stop) if _ends(scene, at, clause=clause)), stop)
    cut_short = end == stop < len(scene.tokens) and not _ends(scene, end, clause=clause)
    if cut_short:
        relatives = (at for at in range(end - 1, least, -1) if scene.tokens[at].reading.has("relative"))
        end = next((at for at in relatives if not scene.tokens[at].reading.has("preposition")), end)
    return _without_loose_end(scene, least, end - 1)


def _ends(scene: Scene, at: int, *, clause: bool) -> bool:
    """Tell whether the phrase is over before a word."""
    token = scene.tokens[at]
    reading, classes = token.reading, token.reading.classes
    if token.mark in {".", ",", "("}:
        return True
    if "speech" in classes and "saying" not in classes and not any(cue.pos != "verb" for cue in reading.cues):
        return True
    if reading.norm[0] in "وف" and _another_statement(scene, at):
        return True
    if clause:
        return False
    opens = not _OPENING.isdisjoint(classes) or ("particle" in classes and reading.bare not in _OF_NOUNS)
    return (opens and "preposition" not in classes) or _circumstance(scene, at)


def _circumstance(scene: Scene, at: int) -> bool:
    """Tell whether a phrase of time, occasion or manner begins at a word."""
    grammar, reading = scene.lexicon.grammar, scene.tokens[at].reading
    words = {reading.bare, reading.norm}
    if not (grammar.circumstances.isdisjoint(words) and grammar.manners.isdisjoint(words)):
        return True
    if reading.bare == "قبل":
        return scene.tokens[at - 1].reading.bare not in _AGENTS_OF
    if at + 1 >= len(scene.tokens) or reading.bare not in {"في", "من", "عبر"}:
        return False
    return occasion(scene, at + 1)


def occasion(scene: Scene, at: int) -> bool:
    """Tell whether a word after في is one of time or occasion: `في بيان`, `في مارس`, `في 2016`."""
    reading = scene.tokens[at].reading
    named = not scene.lexicon.grammar.occasions.isdisjoint({reading.bare, reading.stem})
    return named or reading.norm.isdigit()


def bears_b(scene: Scene, at: int) -> bool:
    """Tell whether ب is written on a word, also on a short one that is read whole: `بشن`."""
    reading = scene.tokens[at].reading
    if reading.preposition or reading.norm[:1] != "ب":
        return reading.preposition == "ب"
    rest = reading.norm[1:]
    return rest in scene.lexicon.cue_forms or rest in scene.lexicon.wrong_words


def _another_statement(scene: Scene, at: int) -> bool:
    """Tell whether a conjunction brings in something else than one more noun of the same phrase."""
    reading = scene.tokens[at].reading
    if _FEMININE_PAST.fullmatch(reading.norm) and at not in scene.at:
        return True
    joined = reading.conjunction and reading.norm not in scene.lexicon.grammar.whole_stems
    if not joined or reading.definite or reading.preposition or at in scene.at or reading.has("preposition"):
        return False
    if reading.cues:
        return all(cue.pos == "verb" for cue in reading.cues)
    known = not scene.lexicon.wrong_words.isdisjoint(reading.variants)
    return not known and not _VERBAL_NOUN.fullmatch(reading.stem) and not reading.stem.endswith(("ي", "يه"))


def _without_loose_end(scene: Scene, least: int, last: int) -> int:
    """Take off prepositions, negations and the like at the end, which govern what is left out."""
    while last > least and (scene.tokens[last].reading.function or scene.tokens[last].reading.bare in _LOOSE):
        last -= 1
    return last
