"""Arabic names in Latin letters: identifiers and first English labels, to be mended by hand.

Short vowels are not written, so no spelling can be sure: an `a` is put between two consonants at the
beginning of a word, and wherever three would meet.
"""

from flows.text.normalise import normalise

_CONSONANTS = dict(
    zip(
        "بتثجحخدذرزسشصضطظعغفقكلمنه",
        [
            "b",
            "t",
            "th",
            "j",
            "h",
            "kh",
            "d",
            "dh",
            "r",
            "z",
            "s",
            "sh",
            "s",
            "d",
            "t",
            "z",
            "a",
            "gh",
            "f",
            "q",
            "k",
            "l",
            "m",
            "n",
            "h",
        ],
        strict=True,
    )
)
_VOWELS = {"ا": "a", "و": "u", "ي": "i", "ء": ""}
_INITIAL = {"و": "w", "ي": "y"}
_SHORTEST = 3


def romanise(name: str) -> str:
    """Write an Arabic name in Latin letters.

    Args:
        name: as written.

    Returns:
        Lower-case words of ASCII letters and digits between single spaces; "party" where nothing is left.
    """
    words = [_word(word) for word in normalise(name).split()]
    return " ".join(word for word in words if word) or "party"


def _word(word: str) -> str:
    if word.startswith("ال") and len(word) > _SHORTEST:
        return f"al {_word(word[2:])}".rstrip()
    if word.endswith("ه") and len(word) >= _SHORTEST:
        word = word[:-1] + "ا"  # تاء مربوطة, folded
    letters = [_letter(letter, first=at == 0) for at, letter in enumerate(word)]
    return "".join(_voiced([letter for letter in letters if letter]))


def _letter(letter: str, *, first: bool) -> str:
    if first and letter in _INITIAL:
        return _INITIAL[letter]
    latin = _CONSONANTS.get(letter, _VOWELS.get(letter, letter.lower()))
    return latin if latin.isascii() and latin.isalnum() else ""


def _voiced(letters: list[str]) -> list[str]:
    """Put an `a` where too many consonants meet."""
    voiced: list[str] = []
    since_vowel = 1  # as if one consonant stood before the word
    for at, letter in enumerate(letters):
        is_vowel = letter in "aiu" or letter.isdigit()
        follows = at + 1 < len(letters) and letters[at + 1] not in "aiu"
        voiced.append(letter)
        since_vowel = 0 if is_vowel else since_vowel + 1
        if since_vowel > 1 and follows:
            voiced.append("a")
            since_vowel = 0
    return voiced
