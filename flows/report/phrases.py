"""What a comparison says in words: the headline, the findings and how far each can be believed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flows.compare.ledger import Target
from flows.compare.model import Cell, Comparison, Group, Profile
from flows.report.blame_views import blame_evidence_anchor
from flows.report.periods import period_in_sentence
from flows.report.speech import Speech
from flows.report.views import frame_evidence_anchor

SIGNIFICANCE = 0.05
FEW_MENTIONS = 30
LEAST_MENTIONS_TO_LEAD = 3
LEAST_WORDS_TO_LEAD = 1000
GROUPS_TOLD_ONE_BY_ONE = 4
TARGETS_TOLD = 3
TARGETS_TOLD_ALL = 5


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


def headline(comparison: Comparison, speech: Speech) -> str:
    """Say in one sentence what the groups are about, from the counts alone."""
    if not any(profile.mentions for profile in comparison.profiles):
        return speech.say("No frame of the codebook is mentioned")
    told = _told_profiles(comparison)
    if told and len(comparison.groups) <= GROUPS_TOLD_ONE_BY_ONE:
        parts = [_profile_clause(comparison, profile, speech) for profile in told]
        return _capital(speech.say("; ").join(parts))
    leaders = [cell for frame in comparison.frames if (cell := _leader(comparison, frame.code))]
    clauses = [
        speech.say(
            "%(frame)s comes up most in %(group)s",
            frame=_frame_name(comparison, cell.frame, speech),
            group=group_name(comparison, comparison.group(cell.group), speech),
        )
        for cell in leaders
    ]
    return _capital(speech.say("; ").join(clauses)) or speech.say("Too few mentions to tell anything apart")


def _told_profiles(comparison: Comparison) -> list[Profile]:
    """Give the groups that speak of frames often enough to be characterised by them."""
    return [one for one in comparison.profiles if one.leading and one.mentions >= LEAST_MENTIONS_TO_LEAD]


def _profile_clause(comparison: Comparison, profile: Profile, speech: Speech) -> str:
    names = [_frame_name(comparison, code, speech) for code in profile.leading]
    group = group_name(comparison, comparison.group(profile.group), speech)
    if comparison.group_by == "article":
        attributes = [name.replace(" ", "-") for name in names] if speech.language == "en" else names
        return speech.say("%(group)s is the %(frames)s text", group=group, frames=speech.listed(attributes))
    return speech.say("%(group)s speaks most of %(frames)s", group=group, frames=speech.listed(names))


def findings(comparison: Comparison, speech: Speech) -> tuple[Finding, ...]:
    """Give the findings in the order of their weight: the mix, each frame, blame, doerless harm."""
    return (
        *_mix_findings(comparison, speech),
        *(
            finding
            for frame in comparison.frames
            if (finding := _frame_finding(comparison, frame.code, speech)) is not None
        ),
        *_blame_findings(comparison, speech),
        *_doerless_findings(comparison, speech),
    )


def caution(comparison: Comparison, speech: Speech) -> str | None:
    """Warn of a comparison that rests on few mentions; None where there are enough."""
    mentions = sum(profile.mentions for profile in comparison.profiles)
    if mentions >= FEW_MENTIONS:
        return None
    words = sum(group.words for group in comparison.groups)
    return speech.count(
        "It all rests on %(number)s mention in %(words)s words: read the sentences before you quote it.",
        "It all rests on %(number)s mentions in %(words)s words: read the sentences before you quote it.",
        mentions,
        words=speech.integer(words),
    )


def _mix_findings(comparison: Comparison, speech: Speech) -> tuple[Finding, ...]:
    told = _told_profiles(comparison)
    if comparison.mix_p_value is None or not told or len(comparison.groups) > GROUPS_TOLD_ONE_BY_ONE:
        return ()
    shares = [
        speech.say(
            "%(part)s of the %(whole)s frame mentions in %(group)s are %(frames)s",
            part=speech.integer(
                sum(comparison.cell(profile.group, code).rate.numerator for code in profile.leading)
            ),
            whole=speech.integer(profile.mentions),
            group=group_name(comparison, comparison.group(profile.group), speech),
            frames=speech.listed(_frame_name(comparison, code, speech) for code in profile.leading),
        )
        for profile in told
    ]
    is_clear = comparison.mix_p_value < SIGNIFICANCE
    text = _capital(speech.say("; ").join(shares)) + speech.say(".")
    test = speech.say("Fisher's exact test, %(p_value)s", p_value=speech.p_value(comparison.mix_p_value))
    return (Finding(text, "clear" if is_clear else "open", test, "#mix"),)


def _frame_finding(comparison: Comparison, frame: str, speech: Speech) -> Finding | None:
    leader = _leader(comparison, frame)
    if leader is None or len(comparison.groups) == 1:
        return None
    name = _capital(_frame_name(comparison, frame, speech))
    text = speech.count(
        "%(frame)s comes up most in %(group)s: %(rate)s per 1,000 words (%(number)s mention), %(rest)s.",
        "%(frame)s comes up most in %(group)s: %(rate)s per 1,000 words (%(number)s mentions), %(rest)s.",
        leader.rate.numerator,
        frame=name,
        group=group_name(comparison, comparison.group(leader.group), speech),
        rate=speech.rate(leader.rate.value),
        rest=_rest(comparison, leader, speech),
    )
    strength, reason = _strength(leader, speech)
    anchor = frame_evidence_anchor(frame, comparison.group(leader.group))
    return Finding(text, strength, reason, f"#{anchor}")


def _rest(comparison: Comparison, leader: Cell, speech: Speech) -> str:
    if leader.ratio is None:
        return speech.say("against none elsewhere")
    if len(comparison.groups) > 2:  # noqa: PLR2004  with two groups the rest is the other one
        return speech.say("%(ratio)s times the rate of all others", ratio=speech.rate(leader.ratio))
    other = next(
        cell for cell in comparison.cells if cell.frame == leader.frame and cell.group != leader.group
    )
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
    return ("clear" if cell.p_adjusted < SIGNIFICANCE else "open"), test


def _blame_findings(comparison: Comparison, speech: Speech) -> tuple[Finding, ...]:
    told = comparison.groups
    if len(told) > GROUPS_TOLD_ONE_BY_ONE:
        by_records = {share.group: share.records for share in comparison.blame_shares}
        told = tuple(sorted(told, key=lambda group: -by_records[group.key])[:GROUPS_TOLD_ONE_BY_ONE])
    return tuple(
        Finding(blame_sentence(comparison, group, speech), "counted", "", _blame_href(comparison, group))
        for group in told
    )


def _doerless_findings(comparison: Comparison, speech: Speech) -> tuple[Finding, ...]:
    """Say how much of the harm that is told of has no doer, in the groups that tell most of it."""
    telling = [one for one in comparison.doerless if one.share.numerator]
    if not telling:
        return ()
    told = sorted(telling, key=lambda one: -one.share.denominator)[:GROUPS_TOLD_ONE_BY_ONE]
    parts = [
        speech.say(
            "%(part)s of %(whole)s in %(group)s",
            part=speech.integer(one.share.numerator),
            whole=speech.integer(one.share.denominator),
            group=group_name(comparison, comparison.group(one.group), speech),
        )
        for one in told
    ]
    text = speech.say(
        "Sentences that tell of a harm and name no doer: %(parts)s.", parts=speech.say("; ").join(parts)
    )
    return (Finding(text, "counted", "", "#doerless"),)


def _blame_href(comparison: Comparison, group: Group) -> str:
    is_blaming = any(target.group == group.key for target in comparison.targets)
    return f"#{blame_evidence_anchor(group)}" if is_blaming else f"#blame-{group.anchor}"


def blame_sentence(comparison: Comparison, group: Group, speech: Speech) -> str:
    """Say whom a group blames, most blamed first."""
    blamed = [one for one in comparison.targets if one.group == group.key and one.asserted > 0]
    if not blamed:
        return speech.say("Blamed in %(group)s: nobody by name.", group=group_name(comparison, group, speech))
    share = next(one for one in comparison.blame_shares if one.group == group.key)
    if len(blamed) > TARGETS_TOLD_ALL:
        listed = [*_target_names(blamed[:TARGETS_TOLD], speech), speech.say("others")]
    else:
        listed = _target_names(blamed, speech)
    own = sum(pair.records for pair in comparison.pairs if pair.group == group.key and not pair.source)
    return speech.count(
        "Blamed in %(group)s: %(targets)s (%(number)s record in all, %(own)s of them in its own voice).",
        "Blamed in %(group)s: %(targets)s (%(number)s records in all, %(own)s of them in its own voice).",
        share.records,
        group=group_name(comparison, group, speech),
        targets=speech.listed(listed),
        own=speech.integer(own),
    )


def _target_names(targets: Sequence[Target], speech: Speech) -> list[str]:
    return [
        speech.say(
            "%(party)s (%(times)s)",
            party=speech.isolated(speech.name(target.label)),
            times=speech.integer(target.asserted),
        )
        for target in targets
    ]


def _leader(comparison: Comparison, frame: str) -> Cell | None:
    """Give the group with the highest rate of a frame, None where nobody mentions it often enough to lead.

    A group of a few words can have any rate by a single mention: among outlets and periods it never leads.
    """
    cells = [cell for cell in comparison.cells if cell.frame == frame and cell.rate.numerator > 0]
    if comparison.group_by != "article":
        cells = [
            cell
            for cell in cells
            if cell.rate.numerator >= LEAST_MENTIONS_TO_LEAD and cell.rate.denominator >= LEAST_WORDS_TO_LEAD
        ]
    return max(cells, key=lambda cell: (cell.rate.value or 0.0, cell.rate.numerator), default=None)


def _frame_name(comparison: Comparison, code: str, speech: Speech) -> str:
    label = next(frame.label for frame in comparison.frames if frame.code == code)
    name = speech.name(label)
    return name[:1].lower() + name[1:] if speech.language == "en" else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def summary_lines(comparison: Comparison, language: str = "en") -> tuple[str, ...]:
    """Give the headline and the findings as plain lines, for a terminal or an artifact."""
    speech = Speech(language)
    lines = [headline(comparison, speech) + speech.say(".")]
    lines += [finding.text for finding in findings(comparison, speech)]
    warning = caution(comparison, speech)
    return tuple(lines if warning is None else [*lines, warning])
