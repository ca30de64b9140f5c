"""What speaks for and against a party as the source of one blame: how the two stand to each other.

These features join those of `features` for the party itself; they depend on whom the sentence blames and as
what, since the speaker of one accusation can be the accused of the next.
"""

from collections.abc import Iterable, Iterator, Sequence

from flows.coding.blame.naming import Told, bucket, named
from flows.coding.blame.party import Party, overlaps
from flows.coding.blame.scene import Scene
from flows.coding.blame.sight import Ruled, Sight
from flows.coding.blame.source import Speaker

_MOST_BETWEEN = 3
_MOST_STOPS = 2


def same_party(scene: Scene, one: Party, other: Party) -> bool:
    """Tell whether two mentions are one party: by actor if both have one, else by a word of their names."""
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    return not _name(scene, one).isdisjoint(_name(scene, other))


def _name(scene: Scene, party: Party) -> set[str]:
    return {token.reading.stem for token in scene.tokens[party.name_first : party.name_last + 1]}


def of_source(sight: Sight, blamed: Party, kind: str, stance: str, party: Party) -> set[str]:
    """Give the features of a party as the source of a blame.

    Args:
        sight: the sentence.
        blamed: who is blamed.
        kind: as what.
        stance: asserted or denied.
        party: who could be the source; it may be the blamed itself, who claims or denies.

    Returns:
        The features, each once.
    """
    return named(next(told_of_sources(sight, blamed, kind, stance, [party])))


def told_of_sources(
    sight: Sight, blamed: Party, kind: str, stance: str, parties: Iterable[Party]
) -> Iterator[list[Told]]:
    """Give for each of several parties what `of_source` gives, as `Weights.sums` adds it up, each once."""
    laid = sight.laid_to(blamed)
    place, speaker = _nearest_speaker(sight.speakers, blamed)
    for party in parties:
        told: list[Told] = [
            ("source of", kind, stance),
            ("source shape", sight.scene.tokens[party.first].reading.shape),
            *_apart(sight, blamed, kind, party),
        ]
        if laid:
            told += _by_rule(laid, kind, stance, party)
        if party is blamed or same_party(sight.scene, blamed, party):
            told.append(("source itself", kind, stance, str(party is blamed)))
        if speaker is not None and overlaps(party, speaker.first, speaker.last):
            told.append(("source speaks", place, kind))
        yield told


def _apart(sight: Sight, blamed: Party, kind: str, party: Party) -> list[Told]:
    side, first, last = (
        (">", blamed.first, party.first) if party.first > blamed.first else ("<", party.first, blamed.first)
    )
    near = bucket(last - first)
    between = sight.between(first + 1, last) if first < last else 0
    stops = [token.mark for token in sight.scene.tokens[first + 1 : last + 1]].count(".")
    return [
        ("source apart", side, near),
        ("source apart as", kind, side, near),
        ("source parties between", side, str(min(between, _MOST_BETWEEN))),
        ("source stops between", side, str(min(stops, _MOST_STOPS))),
    ]


def _by_rule(laid: Sequence[Ruled], kind: str, stance: str, party: Party) -> set[Told]:
    told: set[Told] = set()
    for ruled in laid:
        if ruled.source is None:
            told.add(("source not ruled", ruled.kind, kind))
        elif overlaps(party, *ruled.source):
            told.add(("source ruled", ruled.kind, kind, stance))
            told.add(f"source ruled by:{ruled.part_of_speech} {ruled.rule}")
        else:
            told.add(("another source is ruled", ruled.kind, kind))
    return told


def _nearest_speaker(speakers: Sequence[Speaker], blamed: Party) -> tuple[str, Speaker | None]:
    """Give the nearest speaker before the blamed, or else the first after it, and which of both it is."""
    before = [each for each in speakers if each.verb < blamed.first]
    if before:
        return "before", before[-1]
    return "after", next((each for each in speakers if each.verb > blamed.first), None)
