"""Actors and blame cues: the models of `actors.yaml` and `blame.yaml`, and the loaders that check them."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.codebook.inflect import Declared, PartOfSpeech, surface_forms
from flows.codebook.problems import Lines, Problem, read_yaml
from flows.text.normalise import normalise

ActorType = Literal["state", "leader", "official", "army", "group", "party", "body", "people", "outlet"]
Kind = Literal["accusation", "responsibility", "harm"]
Slot = Literal[
    "subject",
    "object",
    "object_first",
    "complement",
    "owned_wrong",
    "genitive",
    "nisba",
    "agent",
    "owner",
    "after",
    "after_masdar",
    "next",
    "previous",
    "denied_doer",
    "doer",
    "direct_nisba",
    "pronoun",
    "speaker",
]
WrongSlot = Literal[
    "charge",
    "answered_for",
    "governed",
    "deed",
    "done_before",
    "stopped",
    "follows",
    "conduct",
]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
OneWord = Annotated[str, Field(pattern=r"^\S+$")]


_PURPOSE = re.compile(r"[وف]?ل[يتنا]")
_UNTOLD = ("ك", "كم", "نا", "ني", "هن", "ن")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)


class Label(_Strict):
    """What the report prints, in its two languages."""

    en: str
    ar: str


class Actor(_Strict):
    """A party that the codebook knows by name.

    Attributes:
        id: names the actor in every table.
        type: what kind of party it is.
        gender: of the verb that takes it as its subject.
        label: what the report prints.
        names: full and short names as written.
        metonyms: places whose name stands for it; their verb is feminine.
        houses: houses whose name stands for it; their verb is masculine.
        nisba: relative adjectives, masculine singular, without article.
        people: plurals that name its people or members, without article.
        not_after: words before which its short name is another's: مستشفى الأسد.
        not_near: words of whose sentences the same holds.
    """

    id: Identifier
    type: ActorType
    gender: Literal["m", "f"]
    label: Label
    names: Annotated[tuple[str, ...], Field(min_length=1)]
    metonyms: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    not_after: tuple[OneWord, ...] = ()
    not_near: tuple[OneWord, ...] = ()


class CueExample(_Strict):
    """A sentence of our own with the targets, and the source, that the cue must give in it."""

    text: str
    targets: tuple[str, ...]
    source: str | None = None


class RoleFrame(_Strict):
    """What a cue's neighbours are to it; see the head of `blame.yaml`."""

    kind: Kind
    blamed: Annotated[tuple[Slot, ...], Field(min_length=1)]
    blamer: tuple[Slot, ...] = ()
    stance: Literal["asserted", "denied"] = "asserted"
    prepositions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    reach: Annotated[int, Field(ge=1, le=30)] = 14
    side: Literal["before", "after", "both"] = "after"
    wrong: tuple[WrongSlot, ...] = ()


class Cue(_Strict):
    """A word or fixed phrase that carries blame.

    Attributes:
        id: names the cue in messages.
        lemma: its dictionary form, as in the inflection.
        pos: its part of speech.
        frame: the name of its role frame.
        roles: the role frame, with what the cue declares of its own.
        needs: folded words of which one must follow near it; empty: none need.
        refuses: folded words of which none may follow near it.
        example: a written example.
    """

    id: Identifier
    lemma: str
    pos: PartOfSpeech
    frame: str
    roles: RoleFrame
    needs: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    plurals: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    sound: Literal["f", "m", "both", "none"] | None = None
    dual: bool | None = None
    future: Literal["فتحة", "ضمة", "كسرة"] | None = None
    passive: bool | None = None
    without: tuple[str, ...] = ()
    example: CueExample

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every surface form, normalised.

        Raises:
            ValueError: the lemma cannot be inflected.
        """
        declared = self.model_dump(
            include={"plurals", "also", "sound", "dual", "future", "passive", "without"}, exclude_none=True
        )
        forms = surface_forms(self.lemma, self.pos, **cast("Declared", declared))
        return frozenset(form for form in forms if _narrated(form, forms)) if self.pos == "verb" else forms


def _narrated(form: str, forms: frozenset[str]) -> bool:
    """Tell whether news narrates with a verb form: third person, no feminine plural, no ل of purpose."""
    if _PURPOSE.match(form):
        return False
    return not any(form.endswith(each) and form.removesuffix(each) in forms for each in _UNTOLD)


def load_actors(path: Path, problems: list[Problem]) -> tuple[Actor, ...]:
    """Read the actors.

    Args:
        path: `actors.yaml`.
        problems: every problem found is appended; the entries without one are given.

    Returns:
        The actors in the file's order; none where there is no such file.
    """
    content, lines = content_of(path, problems)
    actors, named = list[Actor](), dict[str, str]()
    for at, entry in enumerate(entries_of(content, "actors")):
        try:
            actor = Actor.model_validate(entry)
        except ValidationError as refusal:
            problems.extend(refused(path, lines, "actors", at, refusal))
            continue
        problems.extend(_clashes(path.name, lines.at(("actors", at)), named, actor))
        actors.append(actor)
    return tuple(actors)


def content_of(path: Path, problems: list[Problem]) -> tuple[dict[str, Any], Lines]:
    """Read a file of fields, with the lines of its values; one that is absent holds none."""
    if not path.exists():
        return {}, Lines({})
    content, lines = read_yaml(path, problems)
    return (content if isinstance(content, dict) else {}), lines


def entries_of(content: dict[str, Any], field: str) -> list[Any]:
    """Give the list that a file holds under a field; none where it holds no list."""
    entries = content.get(field)
    return entries if isinstance(entries, list) else []


def refused(path: Path, lines: Lines, field: str, at: int, refusal: ValidationError) -> Iterator[Problem]:
    """Say what is wrong with one entry of a list, each with its line."""
    for error in refusal.errors():
        whole = {**error, "loc": (field, at, *error["loc"])}
        yield Problem.of_field(path.name, lines, whole)


def written_names(actor: Actor) -> tuple[str, ...]:
    """Give the names of an actor as written: its own, its places and its houses."""
    return (*actor.names, *actor.metonyms, *actor.houses)


def _clashes(file: str, line: int | None, named: dict[str, str], actor: Actor) -> Iterator[Problem]:
    """Report an id or a name that an earlier actor already has, and note the actor's own in `named`."""
    if actor.id in named.values():
        yield Problem(file, line, f"the actor {actor.id} is there twice", "rename or delete one")
    names = {name: normalise(name) for name in written_names(actor)}
    for name in (name for name, key in names.items() if key in named):
        message = f"{name} already names {named[names[name]]} and could never name {actor.id}"
        yield Problem(file, line, message, "keep the name with one of the two")
    named.update(dict.fromkeys(names.values(), actor.id))


def load_cues(path: Path, problems: list[Problem]) -> tuple[Cue, ...]:
    """Read the blame cues, each with its role frame and its classes of words looked up.

    Args:
        path: `blame.yaml`.
        problems: every problem found is appended; the entries without one are given.

    Returns:
        The cues in the file's order; none where there is no such file.
    """
    content, lines = content_of(path, problems)
    cues: list[Cue] = []
    taken: dict[tuple[str, str], str] = {}
    for at, entry in enumerate(entries_of(content, "cues")):
        line = lines.at(("cues", at))
        try:
            cue = Cue.model_validate(_assembled(entry, content))
            forms = cue.forms
        except ValidationError as refusal:
            problems.extend(refused(path, lines, "cues", at, refusal))
            continue
        except ValueError as refusal:
            problems.append(Problem(path.name, line, str(refusal), "see the head of the shipped file"))
            continue
        if any(other.id == cue.id for other in cues):
            problems.append(
                Problem(path.name, line, f"the cue {cue.id} is there twice", "rename or delete one")
            )
        if all((form, cue.frame) in taken for form in forms):
            other = taken[min(forms), cue.frame]
            message = f"{cue.id} adds nothing: {other} has all its forms and the same role frame"
            problems.append(Problem(path.name, line, message, "delete it"))
        problems.extend(_hidden(path.name, line, cues, cue))
        for form in forms:
            taken.setdefault((form, cue.frame), cue.id)
        cues.append(cue)
    return tuple(cues)


def _hidden(file: str, line: int | None, earlier: list[Cue], cue: Cue) -> Iterator[Problem]:
    """Report a fixed phrase that an earlier cue has, whatever its role frame: only the first is looked up."""
    phrases = {form for form in cue.forms if " " in form}
    for other in earlier:
        if not phrases.isdisjoint(other.forms):
            message = f"{cue.lemma} already stands for {other.id} and could never stand for {cue.id}"
            yield Problem(file, line, message, "keep the phrase with one of the two")


def _assembled(entry: object, content: dict[str, Any]) -> dict[str, Any]:
    """Join a cue's entry with its role frame; names of word classes give way to their words.

    Raises:
        ValueError: the entry names a role frame or a class of words that the file does not hold.
    """
    if not isinstance(entry, dict):
        raise ValueError("a cue is written as fields")  # noqa: TRY004 - a problem of the file, not of the program
    frames, classes = content.get("role_frames") or {}, content.get("word_classes") or {}
    if entry.get("frame") not in frames:
        raise ValueError(f"there is no role frame {entry.get('frame')}")
    rest = {key: value for key, value in entry.items() if key not in RoleFrame.model_fields}
    roles = {**frames[entry["frame"]], **{key: entry[key] for key in entry.keys() - rest.keys()}}
    roles["prepositions"] = [normalise(each) for each in roles.get("prepositions", ())]
    looked_up = {key: _words(roles.get(key) or (), classes) for key in ("needs", "refuses")}
    return {**rest, "roles": roles, **looked_up}


def _words(names: Iterable[str], classes: dict[str, list[str]]) -> list[str]:
    for name in names:
        if name not in classes:
            raise ValueError(f"there is no class of words {name}")
    return [normalise(word) for name in names for word in classes[name]]
