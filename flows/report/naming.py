"""How groups and frames are named within a sentence."""

from collections import Counter

from flows.compare.model import Comparison, Group
from flows.report.periods import period_in_sentence
from flows.report.speech import Speech


def group_name(comparison: Comparison, group: Group, speech: Speech) -> str:
    """Name a group in a sentence: articles by their year or date where that tells them apart."""
    if comparison.group_by == "period":
        return period_in_sentence(group.key, speech)
    if comparison.group_by != "article":
        return speech.isolated(speech.name(group.label))
    dated = [one for one in comparison.groups if one.first is not None]
    years = Counter(one.first.year for one in dated if one.first)
    if group.first is not None and years[group.first.year] == 1 and len(dated) == len(comparison.groups):
        return speech.say("the %(year)s article", year=group.first.year)
    return speech.isolated(f"«{speech.name(group.label)}»")


def frame_name(comparison: Comparison, code: str, speech: Speech) -> str:
    """Name a frame in a sentence."""
    label = next(frame.label for frame in comparison.frames if frame.code == code)
    name = speech.name(label)
    return name[:1].lower() + name[1:] if speech.language == "en" else name


def capital(text: str) -> str:
    """Begin with a capital, where the script has any."""
    return text[:1].upper() + text[1:]
