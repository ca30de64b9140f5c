"""What speaks for and against a party as the source of one blame: how the two stand to each other.

These features join those of `features` for the party itself; they depend on whom the sentence blames and as
what, since the speaker of one accusation can be the accused of the next.
"""

from collections.abc import Iterator

from flows.coding.blame.features import Sight
from flows.coding.blame.naming import bucket
from flows.coding.blame.party import Party, overlaps
from flows.coding.blame.scene import Scene

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
    found = {f"source of:{kind} {stance}", f"source shape:{_shape(sight.scene, party)}"}
    if same_party(sight.scene, blamed, party):
        found.add(f"source itself:{kind} {stance} {party is blamed}")
    found.update(_apart(sight, blamed, kind, party))
    found.update(_by_rule(sight, blamed, kind, stance, party))
    found.update(_speaks(sight, blamed, kind, party))
    return found


def _shape(scene: Scene, party: Party) -> str:
    return scene.tokens[party.first].reading.shape


def _apart(sight: Sight, blamed: Party, kind: str, party: Party) -> Iterator[str]:
    side = ">" if party.first > blamed.first else "<"
    first, last = sorted((party.first, blamed.first))
    near = bucket(last - first)
    yield f"source apart:{side} {near}"
    yield f"source apart as:{kind} {side} {near}"
    between = sum(first < other.first < last for other in sight.candidates)
    yield f"source parties between:{side} {min(between, _MOST_BETWEEN)}"
    stops = sum(token.mark == "." for token in sight.scene.tokens[first + 1 : last + 1])
    yield f"source stops between:{side} {min(stops, _MOST_STOPS)}"


def _by_rule(sight: Sight, blamed: Party, kind: str, stance: str, party: Party) -> Iterator[str]:
    for ruled in sight.ruled:
        if not overlaps(blamed, ruled.first, ruled.last):
            continue
        if ruled.source is None:
            yield f"source not ruled:{ruled.kind} {kind}"
        elif overlaps(party, *ruled.source):
            yield f"source ruled:{ruled.kind} {kind} {stance}"
            yield f"source ruled by:{ruled.part_of_speech} {ruled.rule}"
        else:
            yield f"another source is ruled:{ruled.kind} {kind}"


def _speaks(sight: Sight, blamed: Party, kind: str, party: Party) -> Iterator[str]:
    """Tell whether the party is the nearest speaker before the blamed, or else the first after it."""
    before = [each for each in sight.speakers if each.verb < blamed.first]
    after = [each for each in sight.speakers if each.verb > blamed.first]
    place, speaker = ("before", before[-1]) if before else ("after", after[0]) if after else ("", None)
    if speaker is not None and overlaps(party, speaker.first, speaker.last):
        yield f"source speaks:{place} {kind}"
