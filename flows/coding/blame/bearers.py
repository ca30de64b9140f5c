"""Whom a title names on a day: the office's bearer then; without a day, the state whose office it is."""

from datetime import date

from flows.codebook.offices import Office
from flows.coding.blame.scene import Scene

Period = tuple[date, date]
"""The first and the last day on which a text may have been published."""

# the bearer of another day: whom `الرئيس السوري السابق` names, the day does not tell
_OF_ANOTHER_DAY = frozenset(
    {
        "السابق",
        "السابقه",
        "الاسبق",
        "الراحل",
        "المخلوع",
        "المعزول",
        "المنتخب",
        "المنتخبه",
        "المنتهيه",
        "المستقيل",
        "المستقيله",
        "المقبل",
        "الجديد",
        "الجديده",
        "الموءقت",
        "الموءقته",
        "الانتقاليه",
        "المفترض",
    }
)
_PERSONS = frozenset({"leader", "official"})


def actor_on(scene: Scene, span: tuple[int, int], actor: str | None, period: Period | None) -> str | None:
    """Give the actor whom a party's name means on a day.

    Args:
        scene: the sentence.
        span: the first and last word of the name.
        actor: whom the name means by itself, or None.
        period: the days that may be meant, or None where none is known.

    Returns:
        Of an office's title its bearer on all of these days, else the state or body whose office it is; of
        any other name, and of a title that speaks of another day (`السابق`), the actor as given.
    """
    office = office_of(scene, span, actor)
    if office is None:
        return actor
    found = office.of if period is None else office.on(*period)
    bearer = scene.lexicon.actors.get(found)
    feminine = scene.tokens[span[0]].reading.bare.endswith("ه")
    other = bearer is not None and bearer.type in _PERSONS and feminine != (bearer.gender == "f")
    return office.of if other else found


def office_of(scene: Scene, span: tuple[int, int], actor: str | None) -> Office | None:
    """Give the office whose title a party's name is, or None; the title may run on past the name.

    Args:
        scene: the sentence.
        span: the first and last word of the name.
        actor: whom the name means by itself, or None.
    """
    first, last = span
    head = scene.tokens[first].reading
    if actor is None and not head.has("title"):
        return None  # what is known to be another's name: سليمان الأسد
    for words, office in scene.lexicon.offices.get(head.bare, ()):
        end = first + len(words) - 1
        rest = scene.tokens[first + 1 : end + 1]
        if [token.reading.norm for token in rest] != list(words[1:]) or end < last:
            continue
        apart = any(token.mark not in {"", '"'} for token in rest)
        if not apart and not _of_another_day(scene, end + 1):
            return office
    return None


def _of_another_day(scene: Scene, at: int) -> bool:
    """Tell whether a word says that the office's bearer of another day is meant."""
    if at >= len(scene.tokens) or scene.tokens[at].mark:
        return False
    return scene.tokens[at].reading.norm in _OF_ANOTHER_DAY
