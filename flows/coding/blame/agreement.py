"""What agrees with what: a verb's form with its subject, an adjective with its noun."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.codebook.grammar import Grammar
from flows.codebook.parties import Cue
from flows.coding.blame.party import Party
from flows.coding.blame.reading import Reading
from flows.coding.blame.words import Token
from flows.text.normalise import normalise

PLURALS_IN_NUN = ("ون", "ين")
_SINGULARS_IN_NUN = frozenset({"تلفزيون", "قانون", "تعاون"})
_LONGEST_ADJECTIVES = 4
_MOST_FORMS = 10_000
_OBJECTS = ("هما", "هم", "هن", "ها", "ه", "نا", "ني")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a written verb asks of its subject.

    Attributes:
        feminine: whether it is of the third person feminine.
        plural: whether it is a plural of people (its subject stands before it).
        pronoun: whether an object pronoun is written on it.
        first_person: whether we or I speak.
    """

    feminine: bool
    plural: bool
    pronoun: bool
    first_person: bool = False


def agreement_of(bare: str, cue: Cue) -> Agreement:
    """Read the agreement of a verb form.

    Args:
        bare: the folded form without conjunction.
        cue: the verb.

    Returns:
        Its agreement.
    """
    return _agreement(bare, (cue.lemma, *cue.also))


@lru_cache(_MOST_FORMS)
def _agreement(bare: str, lemmas: tuple[str, ...]) -> Agreement:
    """Read the agreement of a form of a verb with one or more spellings."""
    folded = [normalise(lemma) for lemma in lemmas]
    lemma = next((each for each in folded if bare.startswith(each[:-1])), folded[0])
    if bare.startswith("س") and not lemma.startswith("س"):
        bare = bare[1:]
    if bare.startswith(lemma[:-1]):
        return _past(bare[len(lemma) - 1 :], lemma[-1])
    rest = bare
    pronoun = next(
        (ending for ending in _OBJECTS[:5] if rest.endswith(ending) and len(rest) > len(ending) + 3), ""
    )
    pronoun = "" if lemma.endswith("ه") and pronoun == "ه" else pronoun
    rest = rest.removesuffix(pronoun)
    return Agreement(
        feminine=bare.startswith("ت"),
        plural=rest.endswith(("ون", "وا")) or (bool(pronoun) and rest.endswith("و")),
        pronoun=bool(pronoun),
        first_person=bare[0] in "ان",
    )


def _past(rest: str, last: str) -> Agreement:
    """Read the ending of a past form; `rest` begins at the lemma's last letter, which may be weak."""
    rest = rest.removeprefix(last) if rest.startswith(last) else rest.removeprefix("ا")
    feminine = rest.startswith("ت")
    rest = rest.removeprefix("ت")
    plural = rest.startswith("و")
    rest = rest.removeprefix("وا").removeprefix("و")
    return Agreement(feminine, plural, rest in _OBJECTS, first_person=rest == "نا" and not feminine)


def agrees(party: Party, agreement: Agreement, *, after: bool) -> bool:
    """Tell whether a party can be the verb's subject.

    Args:
        party: the candidate.
        agreement: what the verb asks.
        after: whether the party stands after the verb, where the verb stays singular.

    Returns:
        Whether gender and number fit.
    """
    if agreement.first_person:
        return False
    if after:
        return not agreement.plural and (party.broken or party.feminine == agreement.feminine)
    if agreement.plural:
        return party.plural or party.kind == "head" or party.joined
    return party.feminine == agreement.feminine and not party.plural


def last_adjective(
    tokens: Sequence[Token], last: int, *, feminine: bool, definite: bool, plural: bool
) -> int:
    """Give the last word of a noun phrase with the adjectives after it.

    Args:
        tokens: the words of the sentence.
        last: the phrase's last word without them.
        feminine: whether the phrase is feminine.
        definite: whether it is definite.
        plural: whether it is a plural of people.
    """
    for at in range(last + 1, min(last + 1 + _LONGEST_ADJECTIVES, len(tokens))):
        token = tokens[at]
        reading = token.reading
        if token.mark not in {"", '"'} or reading.preposition or reading.definite != definite:
            break
        if reading.nisba is None and ("adjective" not in reading.classes or reading.has("head_m", "head_f")):
            break
        if reading.conjunction and reading.nisba is None:
            break
        if plural != reading.stem.endswith(("ين", "ون")) or (
            not plural and feminine != reading.stem.endswith("ه")
        ):
            break
        last = at
    return last


def is_plural_in_nun(word: Reading) -> bool:
    """Tell whether a noun is a sound plural in ن: `مسلحون`, and not `تلفزيون`."""
    return word.stem.endswith(PLURALS_IN_NUN) and word.stem not in _SINGULARS_IN_NUN


def fellow(tokens: Sequence[Token], at: int, grammar: Grammar) -> int:
    """Give the last word of an indefinite plural in ن, which takes no genitive: `مسلحون`, `مسؤولون أتراك`.

    Args:
        tokens: the words of the sentence.
        at: the plural.
        grammar: the word lists.

    Returns:
        The plural, or the next word where it is a plural that says whose they are.
    """
    following = tokens[at + 1 : at + 2]
    if not following or following[0].mark or following[0].reading.conjunction:
        return at
    word = following[0].reading
    plural = word.has("head_m") and is_plural_in_nun(word) and not word.definite
    return at + 1 if plural or word.norm in grammar.broken_nisbas else at
