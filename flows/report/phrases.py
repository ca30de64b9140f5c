"""What a comparison says in words: the headline, the findings and how far each can be believed."""

from collections.abc import Sequence

from flows.compare.ledger import Target
from flows.compare.model import Comparison, Group, Profile
from flows.report.blame_views import blame_evidence_anchor
from flows.report.frame_findings import Finding, frame_findings
from flows.report.naming import capital, frame_name, group_name
from flows.report.speech import Speech
from flows.report.standouts import LEAST_MENTIONS_TO_LEAD, SIGNIFICANCE, is_more, leader, standout

FEW_MENTIONS = 30
GROUPS_TOLD_ONE_BY_ONE = 4
TARGETS_TOLD = 3
TARGETS_TOLD_ALL = 5


def headline(comparison: Comparison, speech: Speech) -> str:
    """Say in one sentence what the groups are about, from the counts alone."""
    if not any(profile.mentions for profile in comparison.profiles):
        return speech.say("No frame of the codebook is mentioned")
    told = _told_profiles(comparison)
    if told and len(comparison.groups) <= GROUPS_TOLD_ONE_BY_ONE:
        parts = [_profile_clause(comparison, profile, speech) for profile in told]
        return capital(speech.say("; ").join(parts))
    if not any(leader(comparison, frame.code) for frame in comparison.frames):
        return speech.say("Too few mentions to tell anything apart")
    return capital(speech.say("; ").join(_standout_clauses(comparison, speech))) or _nobody_apart(
        comparison, speech
    )


def _standout_clauses(comparison: Comparison, speech: Speech) -> list[str]:
    """Say who clearly stands out, each group once with all frames in which it does."""
    found: dict[tuple[str, bool], list[str]] = {}
    for frame in comparison.frames:
        cell = standout(comparison, frame.code)
        if cell is not None:
            name = frame_name(comparison, frame.code, speech)
            quoted = f"«{name}»" if speech.language == "ar" else name
            found.setdefault((cell.group, is_more(cell)), []).append(quoted)
    clauses = []
    for (key, more), names in found.items():
        group = group_name(comparison, comparison.group(key), speech)
        frames = speech.listed(names)
        if more:
            clause = speech.count(
                "%(frames)s comes up more often in %(group)s",
                "%(frames)s come up more often in %(group)s",
                len(names),
                frames=frames,
                group=group,
            )
        else:
            clause = speech.count(
                "%(frames)s comes up less often in %(group)s",
                "%(frames)s come up less often in %(group)s",
                len(names),
                frames=frames,
                group=group,
            )
        clauses.append(clause)
    return clauses


def _nobody_apart(comparison: Comparison, speech: Speech) -> str:
    messages = {
        "article": speech.say("No article clearly stands apart from the others in any frame"),
        "outlet": speech.say("No outlet clearly stands apart from the others in any frame"),
        "period": speech.say("No period clearly stands apart from the others in any frame"),
    }
    return messages[comparison.group_by]


def _told_profiles(comparison: Comparison) -> list[Profile]:
    """Give the groups that speak of frames often enough to be characterised by them."""
    return [one for one in comparison.profiles if one.leading and one.mentions >= LEAST_MENTIONS_TO_LEAD]


def _profile_clause(comparison: Comparison, profile: Profile, speech: Speech) -> str:
    names = [frame_name(comparison, code, speech) for code in profile.leading]
    group = group_name(comparison, comparison.group(profile.group), speech)
    if comparison.group_by == "article":
        attributes = [name.replace(" ", "-") for name in names] if speech.language == "en" else names
        return speech.say("%(group)s is the %(frames)s text", group=group, frames=speech.listed(attributes))
    return speech.say("%(group)s speaks most of %(frames)s", group=group, frames=speech.listed(names))


def findings(comparison: Comparison, speech: Speech) -> tuple[Finding, ...]:
    """Give the findings in the order of their weight: the mix, each frame, blame, doerless harm."""
    return (
        *_mix_findings(comparison, speech),
        *frame_findings(comparison, speech),
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
            frames=speech.listed(frame_name(comparison, code, speech) for code in profile.leading),
        )
        for profile in told
    ]
    has_clear_mix = comparison.mix_p_value < SIGNIFICANCE
    text = capital(speech.say("; ").join(shares)) + speech.say(".")
    test = speech.say("Fisher's exact test, %(p_value)s", p_value=speech.p_value(comparison.mix_p_value))
    return (Finding(text, "clear" if has_clear_mix else "open", test, "#mix"),)


def _blame_findings(comparison: Comparison, speech: Speech) -> tuple[Finding, ...]:
    told = comparison.groups
    if len(told) > GROUPS_TOLD_ONE_BY_ONE:
        by_records = {share.group: share.records for share in comparison.blame_shares}
        if comparison.group_by == "period":
            told = tuple(reversed(told[-GROUPS_TOLD_ONE_BY_ONE:]))
        else:
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


def summary_lines(comparison: Comparison, language: str = "en") -> tuple[str, ...]:
    """Give the headline and the findings as plain lines, for a terminal or an artifact."""
    speech = Speech(language)
    lines = [headline(comparison, speech) + speech.say(".")]
    lines += [finding.text for finding in findings(comparison, speech)]
    warning = caution(comparison, speech)
    return tuple(lines if warning is None else [*lines, warning])
