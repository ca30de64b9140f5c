"""Inflection: every surface form that can stand for a lemma, in normalised spelling.

Arabic writes conjunctions, prepositions, the article and pronouns onto the word (`وبسيادتها`). Instead of
analysing the text, the forms are generated once: number, gender and case endings, verbs by libqutrub, the
nisba, then the legal combinations of clitics. What cannot be derived (broken plurals, a defective noun's
short form) is declared.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import Literal, TypedDict, Unpack

import libqutrub.ar_verb as qutrub_names
import libqutrub.classverb as qutrub
import libqutrub.verb_const as qutrub_tables
from pyarabic.araby import is_arabicword

from flows.text.normalise import normalise

PartOfSpeech = Literal["noun", "adjective", "verb", "name", "fixed"]
CONJUNCTIONS = ("", "و", "ف")
PREPOSITIONS = ("ب", "ل", "ك")
PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "ك", "كم", "نا", "ي")
OBJECT_PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "ك", "كم", "نا", "ني")
_TENSES = (
    qutrub_tables.TensePast,
    qutrub_tables.TenseFuture,
    qutrub_tables.TenseSubjunctiveFuture,
    qutrub_tables.TenseJussiveFuture,
)
_PASSIVE_TENSES = (
    qutrub_tables.TensePassivePast,
    qutrub_tables.TensePassiveFuture,
    qutrub_tables.TensePassiveSubjunctiveFuture,
    qutrub_tables.TensePassiveJussiveFuture,
)
_PERSONS = (
    qutrub_tables.PronounHuwa,
    qutrub_tables.PronounHya,
    qutrub_tables.PronounHuma,
    qutrub_tables.PronounHuma_f,
    qutrub_tables.PronounHum,
    qutrub_tables.PronounHunna,
    qutrub_tables.PronounAna,
    qutrub_tables.PronounNahnu,
)
_SHORTEST_VERB_FORM = 3


class Declared(TypedDict, total=False):
    """What an entry says beside its lemma and part of speech.

    Attributes:
        plurals: broken plurals, or sound ones of a noun that would not be derived (noun, adjective).
        also: further stems that inflect like the lemma, such as another spelling.
        sound: which sound plurals a noun takes: "f" (ات), "m" (ون), "both" or "none"; "f" unless declared. An
            adjective always has both.
        dual: whether a noun has a dual; true unless declared.
        pronouns: whether it takes pronoun suffixes; true for nouns and verbs unless declared.
        article: "any" (default), "always" or "never" (noun, adjective); a noun with a pronoun suffix is
            definite.
        preposition: one of ب ل ك that must be written on it, or "" for none of them; any unless declared.
        conjunctions: whether و and ف may be written on it; true unless declared.
        nisba: whether the adjective of relation in ي belongs to it.
        future: the vowel of the imperfect (فتحة ضمة كسرة) for a verb of three letters; كسرة unless declared.
        passive: whether the passive belongs to a verb; true unless declared.
        without: surface forms to leave out, because they are more often another word.
    """

    plurals: Iterable[str]
    also: Iterable[str]
    sound: Literal["f", "m", "both", "none"]
    dual: bool
    pronouns: bool
    article: Literal["any", "always", "never"]
    preposition: Literal["ب", "ل", "ك", ""]
    conjunctions: bool
    nisba: bool
    future: Literal["فتحة", "ضمة", "كسرة"]
    passive: bool
    without: Iterable[str]


def surface_forms(lemma: str, part_of_speech: PartOfSpeech, **declared: Unpack[Declared]) -> frozenset[str]:
    """Generate every surface form of a lemma, with all legal clitics, in normalised spelling.

    Args:
        lemma: the dictionary form: a singular noun or masculine adjective without article, a verb in the
            third person of the past (a verb of three letters vowelled: دَعَمَ; a doubled letter with its
            shadda: ندّد), or a name or fixed expression, of one or more words, exactly as written (with its
                article, if it has one).
        part_of_speech: `noun` (masdars and participles used as nouns too), `adjective` (participles and
            nisbas too), `verb`, `name` (a proper noun: و ف ب ل ك before it and nothing after it; of a name
            of several words the first word takes them) or `fixed` (only و and ف before it).
        **declared: see `Declared`.

    Returns:
        The forms; those of several words have single spaces between them.

    Raises:
        ValueError: the lemma cannot be inflected (a verb that libqutrub refuses, or an empty lemma).
    """
    if not normalise(lemma).strip():
        raise ValueError(f"the lemma {lemma!r} can never match: no letter of it is left")
    lemmas = (lemma, *declared.get("also", ()))
    if part_of_speech == "verb":
        forms = {form for each in lemmas for form in _verb(each, declared)}
    elif part_of_speech == "fixed":
        forms = {conjunction + each for conjunction, each in product(CONJUNCTIONS, lemmas)}
    elif part_of_speech == "name":
        forms = set(_prefixed(lemmas, _prepositions(declared)))
        if declared.get("nisba", False):
            forms |= {form for each in lemmas for form in _adjective(_nisba(each), declared)}
    else:
        inflect = _noun if part_of_speech == "noun" else _adjective
        forms = {form for each in lemmas for form in inflect(each, declared)}
    normal = _folded(forms)
    if not declared.get("conjunctions", True):
        normal -= {form for form in normal if form[0] in CONJUNCTIONS and form[1:] in normal}
    return normal - {normalise(form) for form in declared.get("without", ())}


def _folded(forms: set[str]) -> frozenset[str]:
    """Normalise forms all at once; words stand between single spaces."""
    lines = normalise("\n".join(forms)).split("\n")
    return frozenset(" ".join(line.split()) if " " in line else line for line in lines)


def _definite(word: str) -> str:
    return "ال" + word


def _attach(preposition: str, word: str) -> str:
    """Write a preposition onto a word; ل swallows the alef of the article, and a third lam."""
    if preposition == "ل" and word.startswith("ال"):
        rest = word[2:]
        return "ل" + rest if rest.startswith("ل") else "لل" + rest
    return preposition + word


def _prepositions(declared: Declared) -> tuple[str, ...]:
    return (declared["preposition"],) if "preposition" in declared else ("", *PREPOSITIONS)


def _prefixed(words: Iterable[str], prepositions: tuple[str, ...]) -> Iterator[str]:
    for word, preposition, conjunction in product(words, prepositions, CONJUNCTIONS):
        yield conjunction + _attach(preposition, word)


def _with_article(words: Iterable[str], declared: Declared) -> set[str]:
    bare, definite = set(words), {_definite(word) for word in words}
    article = declared.get("article", "any")
    return {"any": bare | definite, "always": definite, "never": bare}[article]


def _accusative(stem: str) -> set[str]:
    """Give the indefinite accusative in alef, where it is written."""
    return set() if stem.endswith(("ة", "ا", "ى", "اء", "أ")) else {stem + "ا"}


def _opened(stem: str) -> str:
    """Give the stem as it stands before a pronoun: teh marbuta and alef maqsura open."""
    if stem.endswith("ة"):
        return stem[:-1] + "ت"
    return stem[:-1] + "ا" if stem.endswith("ى") else stem


def _feminine(stem: str) -> str:
    return stem[:-1] + "ية" if stem.endswith("ى") else stem + "ة"


def _ending(stem: str, ending: str) -> str:
    """Add a dual or sound plural ending."""
    if stem.endswith("ة"):
        return (stem[:-1] if ending == "ات" else stem[:-1] + "ت") + ending
    return (stem[:-1] + "ي" if stem.endswith("ى") else stem) + ending


def _noun(lemma: str, declared: Declared) -> Iterator[str]:
    stems = [lemma, *declared.get("plurals", ())]
    sound = declared.get("sound", "f")
    dual = [("ان", "ا"), ("ين", "ي")] if declared.get("dual", True) else []
    plural = [("ون", "و"), ("ين", "ي")] if sound in {"m", "both"} else []
    plural += [("ات", "ات")] if sound in {"f", "both"} else []
    absolute = {*stems, *(_ending(lemma, ending) for ending, _ in dual + plural)}
    before_noun = {_ending(lemma, ending) for _, ending in dual + plural}
    prepositions = _prepositions(declared)
    article = declared.get("article", "any")
    yield from _prefixed(_with_article(absolute, declared), prepositions)
    if article != "always":
        yield from _prefixed({case for stem in stems for case in _accusative(stem)}, ("",))
        yield from _prefixed(before_noun, prepositions)
    if declared.get("pronouns", True) and article == "any":
        # a dual with a pronoun (سيادتيه) is rare and written like a nisba (سيادية): it is left to `also`
        hosts = {_ending(lemma, ending) for _, ending in plural} | {_opened(stem) for stem in stems}
        yield from _prefixed({host + pronoun for host, pronoun in product(hosts, PRONOUNS)}, prepositions)
    if declared.get("nisba", False):
        yield from _adjective(_nisba(lemma), {"article": article})


def _nisba(lemma: str) -> str:
    stem = lemma.removeprefix("ال")
    return (stem[:-1] if stem.endswith(("ة", "ا", "ى", "ي")) else stem) + "ي"


def _adjective(lemma: str, declared: Declared) -> Iterator[str]:
    feminine = _feminine(lemma)
    words = {lemma, feminine, *declared.get("plurals", ()), _ending(feminine, "ات")}
    for ending in ("ان", "ين", "ون"):
        words.add(_ending(lemma, ending))
    words |= {_ending(feminine, "ان"), _ending(feminine, "ين")}
    # before its noun a dual or plural loses its nun: مؤيدو، مؤيدي
    words |= {_ending(lemma, "و"), _ending(lemma, "ي")} if not lemma.endswith("ي") else set()
    yield from _prefixed(_with_article(words, declared), _prepositions(declared))
    if declared.get("article", "any") != "always":
        yield from _prefixed(_accusative(lemma), ("",))


@cache
def _conjugated(lemma: str, future: str, *, passive: bool) -> frozenset[tuple[str, bool]]:
    """Conjugate a verb: each form unvowelled, and whether it is of the imperfect."""
    verb = qutrub.VerbClass(lemma, True, qutrub_names.get_future_type_by_name(future))  # noqa: FBT003 - its only spelling
    tenses = _TENSES + (_PASSIVE_TENSES if passive else ())
    past = {qutrub_tables.TensePast, qutrub_tables.TensePassivePast}
    forms = {
        (verb.conjugate_tense_pronoun(tense, person), tense not in past)
        for tense, person in product(tenses, _PERSONS)
    }
    return frozenset((form, imperfect) for form, imperfect in forms if form)


def _unvowelled(word: str) -> str:
    return "".join(letter for letter in word if not "\u064b" <= letter <= "\u0652")


def _verb(lemma: str, declared: Declared) -> Iterator[str]:
    if not is_arabicword(lemma):
        raise ValueError(f"libqutrub cannot conjugate {lemma}")
    try:
        conjugated = _conjugated(lemma, declared.get("future", "كسرة"), passive=declared.get("passive", True))
    except (AttributeError, IndexError, KeyError, NameError, TypeError, ValueError) as refusal:
        raise ValueError(f"libqutrub cannot conjugate {lemma}") from refusal
    for form, imperfect in conjugated:
        unmarked = _unvowelled(form)
        words = {unmarked}
        if declared.get("pronouns", True):
            opened = _opened(unmarked.removesuffix("ا") if unmarked.endswith("وا") else unmarked)
            words |= {opened + pronoun for pronoun in OBJECT_PRONOUNS}
        if len(unmarked) < _SHORTEST_VERB_FORM and unmarked != _unvowelled(lemma):  # قد, a form of قاد
            words.discard(unmarked)
        yield from _prefixed(words, ("", "س", "ل") if imperfect else ("",))
