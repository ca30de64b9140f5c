"""What stands over the tables and lists of the page: parties, kinds of blame and counts in words."""

from collections.abc import Callable
from typing import Any

from flows.compare.ledger import Place, Target
from flows.report.blame_views import OTHERS, MatrixView
from flows.report.speech import Speech
from flows.report.views import EvidenceList


def title_makers(speech: Speech) -> dict[str, Callable[..., Any]]:
    """Give the functions with which the templates name things, by their name."""

    def place_name(place: Place) -> str:
        if place.party == OTHERS:
            return speech.say("others")
        return speech.name(place.label) or speech.say("the outlet's own voice")

    def matrix_title(view: MatrixView) -> str:
        return speech.say("All together") if view.group is None else speech.name(view.group.label)

    def pair_title(source: Place, target: Place, evidence: EvidenceList) -> str:
        return speech.count(
            "%(source)s on %(target)s: %(number)s sentence",
            "%(source)s on %(target)s: %(number)s sentences",
            evidence.total,
            source=speech.isolated(place_name(source)),
            target=speech.isolated(place_name(target)),
        )

    def evidence_title(evidence: EvidenceList, total: int) -> str:
        return speech.count(
            "%(group)s: %(number)s sentence",
            "%(group)s: %(number)s sentences",
            total,
            group=speech.isolated(speech.name(evidence.group.label)),
        )

    def target_title(target: Target) -> str:
        counted = count_text(speech, target.asserted, target.denied)
        return f"{speech.isolated(speech.name(target.label))} ({counted})"

    return {
        "place_name": place_name,
        "matrix_title": matrix_title,
        "pair_title": pair_title,
        "evidence_title": evidence_title,
        "target_title": target_title,
        "kind_title": lambda kind, records: f"{speech.say(kind)} ({speech.integer(records)})",
        "count_text": lambda asserted, denied: count_text(speech, asserted, denied),
        "denied_text": lambda number: denied_text(speech, number),
    }


def count_text(speech: Speech, asserted: int, denied: int) -> str:
    """Write asserted and denied records side by side."""
    known = [speech.integer(asserted)] if asserted or not denied else []
    if denied:
        known.append(denied_text(speech, denied))
    return speech.say(", ").join(known)


def denied_text(speech: Speech, number: int) -> str:
    """Write how many records are denied."""
    return speech.count("%(number)s denied", "%(number)s denied", number)
