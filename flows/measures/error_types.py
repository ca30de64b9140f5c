"""The errors of blame coding by type: what went wrong with each record that is not as it was coded by hand.

One error is a coded record that the coder missed, a record that it added, or one of each that belong together
(the right party with another stance, or under another name), or a matched pair that differs in kind or
source. Each has exactly one type, the first that applies, so their counts add up: what is missed, plus what
is turned or renamed, is what recall lacks; what is added, plus the same, is what precision lacks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flows.coding.blame.seen import Seen, SeenParty
from flows.measures.agreement import EXPLICIT, Blamed, match, same_source, same_target, unmatched, words
from flows.text.normalise import normalise

ERROR_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "missed: no cue": "no word of the sentence is known as a cue of blame",
        "missed: cue needs another word": "its cues are known, and each lacks a word which it asks for",
        "missed: set aside unread": "it holds a cue, and the scan of its words took it for blameless",
        "missed: party not seen": "the blamed party is not seen as a party at all",
        "missed: taken for the accuser": "the blamed party is seen, and held for the one who blames",
        "missed: nobody held blamed": "the blamed party is seen, and nobody is held to be blamed",
        "missed: another held blamed": "the blamed party is seen, and only another one is held to be blamed",
        "missed: one beside the blamed": "one blamed party is found, and another one beside it is not",
        "changed: stance": "the right party, asserted in place of denied or the other way round",
        "changed: other words": "the right party, under words that the hand-coding does not name it by",
        "changed: explicit blame read as harm": "the right party, as doer in place of accused or responsible",
        "changed: harm read as explicit blame": "the right party, accused or responsible in place of doer",
        "changed: accusation and responsibility": "the right party, one in place of the other",
        "changed: source missed": "the right party and kind, without the source that is named",
        "changed: source made up": "the right party and kind, with a source where none is meant",
        "changed: other source": "the right party and kind, with another source",
        "added: blamed twice": "a second record of a party that is blamed once",
        "added: who blames": "the one who blames is held to be blamed",
        "added: whom it strikes": "a party is held to be blamed that the wrong is done to",
        "added: joined to the blamed": "a party is held blamed that only stands joined to the blamed",
        "added: bystander": "a party is held to be blamed beside the one that is",
        "added: harm where none is": "somebody is held for a doer, and the sentence blames nobody",
        "added: accusation where none is": "somebody is held accused or responsible, and nobody is blamed",
    }
)
"""Every type with its meaning, in the order of the text above; each begins with what went wrong: a record was
missed, changed or added."""

_STRIKING = frozenset(map(normalise, ("على", "ضد", "بحق", "تجاه", "إزاء", "حيال")))


@dataclass(frozen=True, slots=True)
class BlameError:
    """One error of blame coding.

    Attributes:
        type: one of `ERROR_TYPES`.
        expected: the hand-coded record, or None where one was added.
        found: the coder's record, or None where one was missed.
    """

    type: str
    expected: Blamed | None
    found: Blamed | None


def blame_errors(coded: Sequence[Blamed], found: Sequence[Blamed], seen: Seen) -> list[BlameError]:
    """Give the errors of one sentence.

    Args:
        coded: its hand-coded records.
        found: the coder's records.
        seen: what the coder saw in it.

    Returns:
        The errors: of matched pairs, then what is turned or renamed, missed, and added.
    """
    pairs = match(found, coded)
    ours, theirs = unmatched(found, coded, pairs)
    turned = match(ours, theirs, same_target)
    ours, theirs = unmatched(ours, theirs, turned)
    renamed = match(ours, theirs, lambda one, other: _one_party(one, other, seen))
    ours, theirs = unmatched(ours, theirs, renamed)
    errors = [
        BlameError(kind, other, one) for one, other in pairs if (kind := _difference(one, other)) is not None
    ]
    errors += [BlameError("changed: stance", other, one) for one, other in turned]
    errors += [BlameError("changed: other words", other, one) for one, other in renamed]
    errors += [BlameError(_missed(record, found, bool(pairs), seen), record, None) for record in theirs]
    return errors + [BlameError(_added(record, coded, seen), None, record) for record in ours]


def _difference(one: Blamed, other: Blamed) -> str | None:
    """Name the difference between a record of the coder's and the hand-coded one that it matches."""
    if one.kind != other.kind:
        if one.kind in EXPLICIT and other.kind in EXPLICIT:
            return "changed: accusation and responsibility"
        read_as = "harm read as explicit blame" if other.kind == "harm" else "explicit blame read as harm"
        return f"changed: {read_as}"
    if same_source(one.source, other.source):
        return None
    if one.source is None:
        return "changed: source missed"
    return "changed: source made up" if other.source is None else "changed: other source"


def _missed(record: Blamed, found: Sequence[Blamed], any_matched: bool, seen: Seen) -> str:  # noqa: FBT001 -- told by the caller's own pairs
    """Name why a hand-coded record was not found."""
    if not seen.cues:
        return "missed: cue needs another word" if seen.weak else "missed: no cue"
    if not seen.read:
        return "missed: set aside unread"
    parties = list(_named(record.target, seen))
    if not parties:
        return "missed: party not seen"
    sources = [each.source for each in found if each.source is not None]
    if any(party.accuses for party in parties) or any(_share(record.target, each) for each in sources):
        return "missed: taken for the accuser"
    if not found:
        return "missed: nobody held blamed"
    return "missed: one beside the blamed" if any_matched else "missed: another held blamed"


def _added(record: Blamed, coded: Sequence[Blamed], seen: Seen) -> str:
    """Name what a record of the coder's is that the hand-coding does not hold."""
    if any(same_target(record, other) or _one_party(record, other, seen) for other in coded):
        return "added: blamed twice"
    if any(other.source is not None and _share(record.target, other.source) for other in coded):
        return "added: who blames"
    parties = list(_named(record.target, seen))
    if any(party.governed in _STRIKING for party in parties):
        return "added: whom it strikes"
    if not coded:
        harm = record.kind == "harm"
        return "added: harm where none is" if harm else "added: accusation where none is"
    if any(_is_joined(party, other, seen) for party in parties for other in coded):
        return "added: joined to the blamed"
    return "added: bystander"


def _is_joined(party: SeenParty, blamed: Blamed, seen: Seen) -> bool:
    """Tell whether only conjunctions stand between a party and the blamed one."""
    chains: list[list[SeenParty]] = []
    for each in seen.parties:
        if each.joined and chains:
            chains[-1].append(each)
        else:
            chains.append([each])
    return any(
        party in chain and any(_share(blamed.target, other.phrase) for other in chain) for chain in chains
    )


def _one_party(one: Blamed, other: Blamed, seen: Seen) -> bool:
    """Tell whether two names are of one party: within one phrase, or of one actor."""
    ours, theirs = list(_named(one.target, seen)), list(_named(other.target, seen))
    actors = {party.actor for party in ours if party.actor is not None}
    return any(party in theirs for party in ours) or any(party.actor in actors for party in theirs)


def _named(target: str, seen: Seen) -> Iterator[SeenParty]:
    """Give the parties whose phrase shares a word with a name."""
    return (party for party in seen.parties if _share(target, party.phrase))


def _share(one: str, other: str) -> bool:
    return not words(one).isdisjoint(words(other))
