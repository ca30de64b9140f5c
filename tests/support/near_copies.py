"""A made set of near-copies: articles of made-up sentences, and what outlets do to wire copy."""

import random
from dataclasses import dataclass

import polars as pl

from flows.tables import ARTICLES

_ACTORS = [
    "الوزير",
    "المجلس",
    "البلدية",
    "الهيئة",
    "الشركة",
    "النقابة",
    "الجامعة",
    "المحافظ",
    "السفير",
    "اللجنة",
    "الجمعية",
    "المصرف",
]
_VERBS = ["أعلن", "أكد", "نفى", "ناقش", "افتتح", "راجع", "درس", "أقر", "رفض", "وقع", "بحث", "عرض"]
_THINGS = [
    "الخطة",
    "الاتفاقية",
    "الميزانية",
    "المشروع",
    "القانون",
    "التقرير",
    "الجسر",
    "الميناء",
    "السوق",
    "المدرسة",
    "المستشفى",
    "السد",
]
_PLACES = [
    "دمشق",
    "بيروت",
    "عمان",
    "تونس",
    "الرباط",
    "مسقط",
    "صنعاء",
    "الخرطوم",
    "نواكشوط",
    "طرابلس",
    "بغداد",
    "الدوحة",
]
_TIMES = ["أمس", "اليوم", "صباحا", "مساء", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس"]
_LINKS = ["بعد", "أن", "حيث", "فيما", "وذلك", "عقب", "خلال", "وسط", "رغم", "بسبب", "ضمن", "قبيل"]
_MORE = ["جديدة", "واسعة", "طويلة", "قديمة", "محلية", "كبرى", "عاجلة", "مالية", "صحية", "زراعية"]
_PREFIXES = ("{} - وكالات: ", "({}) - ", "متابعات - {} ", "{} / الوكالة الوطنية / ", "خاص: ")


@dataclass(frozen=True)
class MadeSet:
    """Articles, and the number of the original that each was made from, by article_id."""

    articles: pl.DataFrame
    original: dict[str, int]


def make(originals: int, seed: int) -> MadeSet:
    """Make originals, most of them with near-copies; and articles on one matter that were written apart."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    rows: list[dict[str, object]] = []
    original: dict[str, int] = {}

    def put(text: str, number: int) -> None:
        article_id = f"{len(rows):016x}"
        original[article_id] = number
        rows.append(
            {
                "article_id": article_id,
                "outlet": f"صحيفة {chance.randrange(9)}",
                "fetched_at": f"2026-01-{chance.randrange(1, 29):02}T00:00:00Z",
                "path": f"{article_id}.txt",
                "source": f"inbox:{article_id}",
                "published_precision": "none",
                "text": text,
            }
        )

    for number in range(originals):
        names = _names(chance)
        text = _article(chance, names, chance.randrange(5, 40))
        put(text, number)
        for _ in range(chance.choice((0, 0, 1, 2, 4))):
            put(_copy(chance, text), number)
        if chance.random() < 0.3:  # another article on the same matter, by another hand
            put(_article(chance, names, chance.randrange(5, 40)), originals + number)
    chance.shuffle(rows)
    return MadeSet(pl.DataFrame(rows, schema=ARTICLES.schema), original)


def _names(chance: random.Random) -> list[str]:
    """Names and figures that one matter turns on."""
    return [
        *(f"{chance.choice(_PLACES)} {chance.choice(_MORE)} {chance.randrange(1000)}" for _ in range(3)),
        *(f"{chance.choice(_ACTORS)} {chance.choice(_PLACES)}" for _ in range(3)),
    ]


def _article(chance: random.Random, names: list[str], sentences: int) -> str:
    return " ".join(_sentence(chance, names) for _ in range(sentences))


def _sentence(chance: random.Random, names: list[str]) -> str:
    pools = (_VERBS, _ACTORS, _TIMES, _THINGS, _MORE, _LINKS, _VERBS, _THINGS, _MORE, _LINKS, _PLACES)
    words = [chance.choice(pool) for pool in pools]
    words.insert(chance.randrange(len(words)), chance.choice(names))
    return " ".join(words) + "."


def _copy(chance: random.Random, text: str) -> str:
    """Do what outlets do: put the agency in front, cut, and touch up to one word in ten."""
    deeds = chance.sample(("prefix", "cut", "edit", "marks"), chance.randrange(1, 4))
    if "edit" in deeds:
        text = _edit(chance, text, chance.uniform(0.01, 0.1))
    if "cut" in deeds:
        words = text.split()
        text = " ".join(words[: max(40, int(len(words) * chance.uniform(0.35, 0.9)))])
    if "marks" in deeds:
        text = text.replace("ا", "اَ", 20).replace("ة ", "ه ").replace(".", " ..")
    if "prefix" in deeds:
        text = chance.choice(_PREFIXES).format(chance.choice(_PLACES)) + text
    return text


def _edit(chance: random.Random, text: str, share: float) -> str:
    words = text.split()
    for at in range(len(words)):
        if chance.random() < share:
            words[at] = chance.choice(("", chance.choice(_MORE), f"{words[at]} {chance.choice(_TIMES)}"))
    return " ".join(word for word in words if word)


def scores(stories: dict[str, str], original: dict[str, int]) -> tuple[float, float]:
    """Give precision and recall over pairs of articles."""
    found = _pairs(stories)
    true = _pairs(original)
    return len(found & true) / (len(found) or 1), len(found & true) / len(true)


def _pairs(group_of: dict[str, object]) -> set[tuple[str, str]]:
    groups: dict[object, list[str]] = {}
    for article_id in sorted(group_of):
        groups.setdefault(group_of[article_id], []).append(article_id)
    return {(one, other) for ids in groups.values() for one in ids for other in ids if one < other}
