"""Names that do not always name one actor: offices that change their bearer, names that several share."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.codebook.parties import Actor, Identifier, OneWord, content_of, entries_of, refused, written_names
from flows.codebook.problems import Lines, Problem
from flows.text.normalise import normalise

Words = tuple[str, ...]
"""A name as it is looked up: its folded words."""

_Model = TypeVar("_Model", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)


class Bearer(_Strict):
    """Who bore an office from `since` until the day before `until` (or still); null: nobody that is known."""

    actor: Identifier | None
    since: date
    until: date | None = None


class Office(_Strict):
    """An office whose titles name its bearer of the day.

    Attributes:
        id: names the office in messages.
        of: the actor that the titles name on days without a bearer, or where no day is known.
        titles: how the office is written.
        bearers: who bore it, in the order of time and without a gap.
    """

    id: Identifier
    of: Identifier
    titles: Annotated[tuple[str, ...], Field(min_length=1)]
    bearers: Annotated[tuple[Bearer, ...], Field(min_length=1)]

    def on(self, first: date, last: date) -> str:
        """Give whom the titles name on the days from the first to the last.

        Args:
            first: the first day that may be meant.
            last: the last one.

        Returns:
            The actor who bore the office on all of these days, else the one whose office it is.
        """
        for bearer in self.bearers:
            if bearer.since <= first and (bearer.until is None or last < bearer.until):
                return bearer.actor or self.of
        return self.of


class Sense(_Strict):
    """One actor of a shared name, and the words of whose sentences the name is his."""

    actor: Identifier
    near: Annotated[tuple[OneWord, ...], Field(min_length=1)]


class SharedName(_Strict):
    """Names that several actors share, told apart by the words of the sentence."""

    names: Annotated[tuple[str, ...], Field(min_length=1)]
    senses: Annotated[tuple[Sense, ...], Field(min_length=2)]


def load_offices(path: Path, actors: Sequence[Actor], problems: list[Problem]) -> tuple[Office, ...]:
    """Read the offices.

    Args:
        path: `actors.yaml`.
        actors: the actors of the same file.
        problems: every problem found is appended, each with its line; the entries without one are given.

    Returns:
        The offices in the file's order.
    """
    known = {actor.id: actor for actor in actors}
    titles: dict[str, str] = {}

    def check(office: Office, at: int, lines: Lines) -> Iterator[Problem]:
        line = lines.at(("offices", at))
        if office.of not in known:
            yield _unknown(path, lines.at(("offices", at, "of")), office.of)
        yield from _wrong_days(path, lines, at, office)
        for number, bearer in enumerate(office.bearers):
            if bearer.actor is not None and bearer.actor not in known:
                yield _unknown(path, lines.at(("offices", at, "bearers", number)), bearer.actor)
        for title in office.titles:
            other = titles.setdefault(normalise(title), office.id)
            if other != office.id:
                yield Problem(
                    path.name, line, f"{title} already names {other}", "keep it with one of the two"
                )

    return _read(path, "offices", Office, check, problems)


def _wrong_days(path: Path, lines: Lines, at: int, office: Office) -> Iterator[Problem]:
    """Report days that two bearers hold, that none does, or that end before they begin."""
    for number, bearer in enumerate(office.bearers):
        line = lines.at(("offices", at, "bearers", number))
        name = bearer.actor or "the vacancy"
        if bearer.until is not None and bearer.until <= bearer.since:
            message = f"{office.id}: {name} ends on {bearer.until}, not after {bearer.since}"
            yield Problem(path.name, line, message, "mend one of the two days")
        if not number:
            continue
        before = office.bearers[number - 1]
        if before.until is None or before.until > bearer.since:
            message = f"{office.id}: {name} begins on {bearer.since} and the one before has not ended"
            yield Problem(path.name, line, message, f"let the one before end on {bearer.since}")
        elif before.until < bearer.since:
            message = f"{office.id}: nobody is named from {before.until} until {bearer.since}"
            hint = f"write {{actor: null, since: {before.until}, until: {bearer.since}}} where it was vacant"
            yield Problem(path.name, line, message, hint)


def load_shared_names(path: Path, actors: Sequence[Actor], problems: list[Problem]) -> tuple[SharedName, ...]:
    """Read the names that several actors share.

    Args:
        path: `actors.yaml`.
        actors: the actors of the same file.
        problems: every problem found is appended, each with its line; the entries without one are given.

    Returns:
        The shared names in the file's order.
    """
    known = {actor.id for actor in actors}
    taken = {normalise(name): actor.id for actor in actors for name in written_names(actor)}

    def check(shared: SharedName, at: int, lines: Lines) -> Iterator[Problem]:
        for number, sense in enumerate(shared.senses):
            if sense.actor not in known:
                yield _unknown(path, lines.at(("shared_names", at, "senses", number)), sense.actor)
        for name in shared.names:
            if normalise(name) in taken:
                message = f"{name} already names {taken[normalise(name)]} alone"
                yield Problem(path.name, lines.at(("shared_names", at)), message, "keep it in one place")
            taken.setdefault(normalise(name), "several actors")

    return _read(path, "shared_names", SharedName, check, problems)


def senses_of(shared_names: Sequence[SharedName]) -> dict[Words, list[tuple[str, frozenset[str]]]]:
    """Give, by the words of each shared name, its actors with the words near which it is theirs."""
    return {
        tuple(normalise(name).split()): [
            (sense.actor, frozenset(map(normalise, sense.near))) for sense in shared.senses
        ]
        for shared in shared_names
        for name in shared.names
    }


def titles_of(offices: Sequence[Office]) -> dict[str, list[tuple[Words, Office]]]:
    """Give the offices by the first word of each title, the longest title first."""
    found: dict[str, list[tuple[Words, Office]]] = {}
    for office in offices:
        for title in office.titles:
            words = tuple(normalise(title).split())
            found.setdefault(words[0], []).append((words, office))
    for titles in found.values():
        titles.sort(key=lambda title: -len(title[0]))
    return found


def _unknown(path: Path, line: int | None, actor: str) -> Problem:
    return Problem(path.name, line, f"there is no actor {actor}", "name one of the file, or add it")


def _read(
    path: Path,
    field: str,
    model: type[_Model],
    check: Callable[[_Model, int, Lines], Iterator[Problem]],
    problems: list[Problem],
) -> tuple[_Model, ...]:
    content, lines = content_of(path, problems)
    found: list[_Model] = []
    for at, entry in enumerate(entries_of(content, field)):
        try:
            one = model.model_validate(entry)
        except ValidationError as refusal:
            problems.extend(refused(path, lines, field, at, refusal))
            continue
        wrong = list(check(one, at, lines))
        problems.extend(wrong)
        if not wrong:
            found.append(one)
    return tuple(found)
