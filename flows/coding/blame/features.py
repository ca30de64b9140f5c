"""What speaks for and against a candidate: the named features that the weights of `ranking` belong to.

What they are called, and why many are told in parts, says `naming`. Words are rough stems; distances fall
into buckets.
"""

from bisect import bisect_left
from collections.abc import Iterator

from flows.coding.blame.naming import FAR, JOINT, SIDES, WINDOW, Told, bucket, named
from flows.coding.blame.party import Party, overlaps
from flows.coding.blame.scene import Occurrence
from flows.coding.blame.sight import Sight, extent
from flows.coding.blame.stance import CONDITIONS

_CONDITION_REACH = 4
_REACH = 60
_LONGEST_PATH = 3
_MOST_ORDINAL = 3
_MOST_PARTIES = 5
_MOST_BETWEEN = 3
_COUNTS = tuple(map(str, range(_MOST_BETWEEN + 1)))


def of_sentence(sight: Sight) -> list[str]:
    """Give what all candidates of a sentence share: its words and how much the rules found in it."""
    return [*words_of(sight), *counts_of(sight)]


def words_of(sight: Sight) -> set[str]:
    """Give the words of a sentence as features."""
    return {token.reading.feature for token in sight.scene.tokens}


def counts_of(sight: Sight) -> tuple[str, str]:
    """Tell how many candidates a sentence has, and how much the rules found in it."""
    return (
        f"parties:{min(len(sight.candidates), _MOST_PARTIES)}",
        f"ruled records:{min(len(sight.ruled), _MOST_BETWEEN)}",
    )


def of_candidate(sight: Sight, party: Party) -> set[str]:
    """Give the features of one candidate.

    Args:
        sight: the sentence.
        party: one of its candidates, or of those who could be the source.

    Returns:
        The features, each once.
    """
    return named(told_of(sight, party))


def told_of(sight: Sight, party: Party) -> list[Told]:
    """Give the features of one candidate as `Weights.sums` adds them up, each once, many in parts."""
    return [each for step in told_in_steps(sight, party) for each in step]


def told_in_steps(sight: Sight, party: Party) -> Iterator[list[Told]]:
    """Give what `told_of` gives in three steps, what is soonest found first.

    Args:
        sight: the sentence.
        party: one of its candidates, or of those who could be the source.

    Yields:
        what the party is and the rules say of it; what stands around it; how it stands to cues and speakers.
    """
    yield [*_own(sight, party), *_by_rule(sight, party)]
    yield _neighbours(sight, party)
    yield [*_cues(sight, party), *_nearest(sight, party), *_speech(sight, party)]


def _own(sight: Sight, party: Party) -> list[Told]:
    actor = sight.scene.lexicon.actors.get(party.actor or "")
    told: list[Told] = [
        ("kind", party.kind),
        ("actor", party.actor or "None"),
        ("type", "None" if actor is None else actor.type),
        ("head", sight.scene.tokens[party.first].reading.stem),
        ("governed", party.governed),
        ("ordinal", _COUNTS[min(bisect_left(sight.firsts, party.first), _MOST_ORDINAL)]),
    ]
    if party.owned:
        told.append("owned")
    if party.joined:
        told.append("joined")
    if party.first == 0:
        told.append("opens")
    if party.kind == "title" and party.name_first != party.first:
        told.append("named office")
    return told


_PLACED = {side: [f"{side} {at}" for at in range(1, WINDOW + 1)] for side in SIDES}
_PAIR = {side: f"{side} pair" for side in SIDES}


def _neighbours(sight: Sight, party: Party) -> list[Told]:
    tokens, (first, last) = sight.scene.tokens, extent(sight, party)
    before = [token.reading.root for token in tokens[max(first - WINDOW, 0) : first]]
    before.reverse()
    after = [token.reading.root for token in tokens[last + 1 : last + 1 + WINDOW]]
    mark = tokens[first].mark
    told: list[Told] = [("mark before", mark)]
    for side, roots in zip(SIDES, (before, after), strict=True):
        if len({*roots}) == len(roots):
            told += zip(JOINT[side], roots, strict=False)
        else:  # a word that stands there twice is named once without its place
            told += zip(_PLACED[side], roots, strict=False)
            told += {(side, root) for root in roots}
        if len(roots) > 1:
            told.append((_PAIR[side], roots[0], roots[1]))
    if before:
        told.append(("left mark", before[0], mark))
    if any(token.reading.bare in CONDITIONS for token in tokens[max(first - _CONDITION_REACH, 0) : first]):
        told.append("on a condition")
    told.append(("mark after", tokens[last + 1].mark) if last + 1 < len(tokens) else "ends")
    return told


def _cues(sight: Sight, party: Party) -> set[Told]:
    """Tell how a party stands to the cues near it; those too far say nothing, however long a sentence is."""
    told: set[Told] = set()
    group = extent(sight, party)
    earliest, latest = party.first - _REACH, party.last + _REACH
    for occurrence in sight.occurrences:
        if earliest <= occurrence.last and occurrence.first <= latest:
            told.update(_cue(sight, party, occurrence, _between(party, group, occurrence)))
    for occurrence in sight.weak:
        if earliest <= occurrence.last and occurrence.first <= latest:
            side, start, end = _between(party, group, occurrence)
            told.add(("weak cue", occurrence.cue.id, side, bucket(end - start)))
    return told


def _between(party: Party, group: tuple[int, int], occurrence: Occurrence) -> tuple[str, int, int]:
    """Give the side of a cue on which a party stands, and the words between it and the coordination."""
    if occurrence.last < party.first:
        return ">", occurrence.last + 1, group[0] if group[0] > occurrence.last else party.first
    if occurrence.first > party.last:
        return "<", (group[1] if group[1] < occurrence.first else party.last) + 1, occurrence.first
    return "=", party.first, party.first


def _cue(sight: Sight, party: Party, occurrence: Occurrence, between: tuple[str, int, int]) -> list[Told]:
    cue, (side, start, end) = occurrence.cue, between
    roles, pos = cue.roles, cue.pos
    kind = roles.kind
    if side == "=":
        return [("holds cue", kind, pos, "/".join(roles.blamed)), ("cue", cue.id, "=")]
    near = bucket(end - start)
    breaks = sight.breaks(start, end)
    told: list[Told] = [
        ("cue", cue.id, side, "same" if not breaks else "next" if breaks == 1 else FAR),
        ("cue kind", kind, side, near),
        ("parties between", kind, side, _COUNTS[min(sight.between(start, end), _MOST_BETWEEN)]),
    ]
    if end - start <= _LONGEST_PATH:
        path = [token.reading.shape for token in sight.scene.tokens[start:end]] or [""]
        told.append(("path", kind, pos, "/".join(roles.blamed), side, *path))
        told.append(("party path", kind, pos, side, *path, party.kind, party.governed))
    if pos == "verb":
        norm = sight.scene.tokens[occurrence.first].reading.norm
        feminine = norm[-1] == "ت" or norm.startswith(("ت", "وت"))
        told.append(("agrees", side, "True" if feminine == party.feminine else "False", near))
    if roles.stance == "denied":
        told.append(("denial", cue.id, side, near))
    return told


def _nearest(sight: Sight, party: Party) -> list[Told]:
    before = next((each for each in reversed(sight.occurrences) if each.last < party.first), None)
    after = next((each for each in sight.occurrences if each.first > party.last), None)
    told: list[Told] = []
    if before is None:
        told.append("no cue before")
    else:
        near = bucket(party.first - before.last)
        told.append(("last cue", before.cue.id, party.governed))
        told.append(("last cue kind", before.cue.roles.kind, near))
    if after is None:
        told.append("no cue after")
    else:
        near = bucket(after.first - party.last)
        told += ("next cue", after.cue.id), ("next cue kind", after.cue.roles.kind, near)
    return told


def _by_rule(sight: Sight, party: Party) -> set[Told]:
    laid = sight.laid_to(party)
    if not laid:
        return {("another is ruled", each.kind) for each in sight.ruled}
    told: set[Told] = {"ruled", ("ruled party", party.kind, party.governed)}
    for ruled in laid:
        told |= {
            ("ruled", ruled.kind),
            f"rule:{ruled.rule}",
            ("ruled cue", ruled.cue),
            ("ruled stance", ruled.stance),
            f"ruled as:{ruled.kind} {ruled.rule}",
        }
    return told


def _speech(sight: Sight, party: Party) -> set[Told]:
    told: set[Told] = set()
    for speaker in sight.speakers:
        if overlaps(party, speaker.first, speaker.last):
            told.add("speaks")
        side = "<" if speaker.verb < party.first else ">"
        told.add(("saying", side, bucket(abs(speaker.verb - party.first))))
    if any(overlaps(party, first, last) for first, last in sight.sources):
        told.add("ruled source")
    return told
