"""What the rates of frames say in words: who leads, who clearly stands out, what the newest period brings."""

from dataclasses import dataclass

from flows.compare.model import Cell, Comparison
from flows.report.naming import capital, frame_name, group_name
from flows.report.speech import Speech
from flows.report.standouts import LEAST_WORDS_TO_LEAD, is_clear, is_more, leader, standout
from flows.report.views import frame_evidence_anchor

_LEAST_PERIODS = 3
"""With two periods, what the newest brings is the difference that the other findings tell."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        text: a sentence.
        strength: `clear`, `open` (chance could give it) or `counted` (a plain count, nothing is tested).
        reason: why that strength, a few words.
        href: the part of the page that shows it.
    """

    text: str
    strength: str
    reason: str
    href: str


def frame_findings(comparison: Comparison, speech: Speech) -> list[Finding]:
    """Say what the newest period brings, who mentions each frame most, and who else clearly stands out."""
    if len(comparison.groups) == 1:
        return []
    told = _newest_findings(comparison, speech)
    for frame in comparison.frames:
        first = leader(comparison, frame.code)
        if first is not None:
            told.append(_leader_finding(comparison, first, speech))
        other = standout(comparison, frame.code)
        if other is not None and other is not first:
            told.append(_standout_finding(comparison, other, speech))
    return told


def _leader_finding(comparison: Comparison, cell: Cell, speech: Speech) -> Finding:
    text = speech.count(
        "%(frame)s comes up most in %(group)s: %(rate)s per 1,000 words (%(number)s mention), %(rest)s.",
        "%(frame)s comes up most in %(group)s: %(rate)s per 1,000 words (%(number)s mentions), %(rest)s.",
        cell.rate.numerator,
        frame=capital(frame_name(comparison, cell.frame, speech)),
        group=group_name(comparison, comparison.group(cell.group), speech),
        rate=speech.rate(cell.rate.value),
        rest=_rest(comparison, cell, speech),
    )
    return _tested(comparison, cell, text, speech)


def _standout_finding(comparison: Comparison, cell: Cell, speech: Speech) -> Finding:
    places = {
        "frame": capital(frame_name(comparison, cell.frame, speech)),
        "group": group_name(comparison, comparison.group(cell.group), speech),
        "rate": speech.rate(cell.rate.value),
        "ratio": speech.rate(cell.ratio),
    }
    if is_more(cell):
        text = speech.say(
            "%(frame)s comes up more often in %(group)s than in the others: %(rate)s per 1,000 words, "
            "%(ratio)s times their rate.",
            **places,
        )
    else:
        text = speech.say(
            "%(frame)s comes up less often in %(group)s than in the others: %(rate)s per 1,000 words, "
            "%(ratio)s of their rate.",
            **places,
        )
    return _tested(comparison, cell, text, speech)


def _tested(comparison: Comparison, cell: Cell, text: str, speech: Speech) -> Finding:
    strength, reason = _strength(cell, speech)
    group = comparison.group(cell.group)
    place = frame_evidence_anchor(cell.frame, group) if cell.rate.numerator else f"frame-{cell.frame}"
    return Finding(text, strength, reason, f"#{place}")


def _newest_findings(comparison: Comparison, speech: Speech) -> list[Finding]:
    """Hold the newest period against all others."""
    newest = comparison.groups[-1]
    if comparison.group_by != "period" or len(comparison.groups) < _LEAST_PERIODS:
        return []
    cells = [comparison.cell(newest.key, frame.code) for frame in comparison.frames]
    clear = [cell for cell in cells if is_clear(cell) and newest.words >= LEAST_WORDS_TO_LEAD]
    parts = [
        speech.say(
            "%(frame)s %(rate)s per 1,000 words against %(others)s",
            frame=frame_name(comparison, cell.frame, speech),
            rate=speech.rate(cell.rate.value),
            others=speech.rate(_rate_of_others(comparison, cell)),
        )
        for cell in cells
    ]
    text = speech.say(
        "The newest, %(group)s, against all others: %(parts)s.",
        group=group_name(comparison, newest, speech),
        parts=speech.say("; ").join(parts),
    )
    if not clear:
        return [Finding(text, "open", speech.say("none of these differences is clear"), "#frames")]
    reasons = [
        speech.say(
            "%(frame)s: adjusted %(p_value)s",
            frame=frame_name(comparison, cell.frame, speech),
            p_value=speech.p_value(cell.p_adjusted or 0.0),
        )
        for cell in clear
    ]
    return [Finding(text, "clear", speech.say("; ").join(reasons), "#frames")]


def _rate_of_others(comparison: Comparison, cell: Cell) -> float | None:
    others = [one.rate for one in comparison.cells if one.frame == cell.frame and one.group != cell.group]
    words = sum(rate.denominator for rate in others)
    return sum(rate.numerator for rate in others) / words * cell.rate.per if words else None


def _rest(comparison: Comparison, cell: Cell, speech: Speech) -> str:
    if cell.ratio is None:
        return speech.say("against none elsewhere")
    if len(comparison.groups) > 2:  # noqa: PLR2004  with two groups the rest is the other one
        return speech.say("%(ratio)s times the rate of all others", ratio=speech.rate(cell.ratio))
    other = next(one for one in comparison.cells if one.frame == cell.frame and one.group != cell.group)
    return speech.say(
        "against %(rate)s in %(group)s",
        rate=speech.rate(other.rate.value),
        group=group_name(comparison, comparison.group(other.group), speech),
    )


def _strength(cell: Cell, speech: Speech) -> tuple[str, str]:
    if cell.p_adjusted is None:
        return "open", speech.say("cannot be tested")
    test = speech.say(
        "exact test of two rates, adjusted %(p_value)s", p_value=speech.p_value(cell.p_adjusted)
    )
    return ("clear" if is_clear(cell) else "open"), test
