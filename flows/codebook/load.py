"""The codebook's door: reads the YAML files, checks them, and lists every problem at once."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from flows.codebook.evidence import (
    EVIDENCE_FILE,
    FRAME_EVIDENCE_FILE,
    load_evidence,
    load_frame_evidence,
)
from flows.codebook.harms import load_harms
from flows.codebook.model import Codebook, Entry, Frame, WordSets
from flows.codebook.offices import load_offices, load_shared_names
from flows.codebook.parties import load_actors, load_cues
from flows.codebook.problems import Lines, Problem, read_yaml
from flows.codebook.words import Word
from flows.errors import CodebookError
from flows.text.normalise import normalise

SHIPPED = Path(__file__).parent
WORDS_FILE = "words.yaml"
ACTORS_FILE = "actors.yaml"
CUES_FILE = "blame.yaml"
HARM_FILE = "harm.yaml"
NOT_FRAMES = frozenset({WORDS_FILE, ACTORS_FILE, CUES_FILE, HARM_FILE, "grammar.yaml"})
_Model = TypeVar("_Model", bound=BaseModel)


def load(directory: Path | None = None) -> Codebook:
    """Read a codebook and check all of it.

    Args:
        directory: the folder of its YAML files; absent, the shipped codebook.

    Returns:
        The codebook, its frames by code.

    Raises:
        CodebookError: it cannot be used; the message lists every problem with its file, line and hint.
    """
    directory = SHIPPED if directory is None else directory
    files = sorted(directory.glob("*.yaml"))
    problems: list[Problem] = []
    sets = _read_sets(directory / WORDS_FILE, problems)
    frames = _read_frames([path for path in files if path.name not in NOT_FRAMES], sets, problems)
    actors = load_actors(directory / ACTORS_FILE, problems)
    offices = load_offices(directory / ACTORS_FILE, actors, problems)
    shared_names = load_shared_names(directory / ACTORS_FILE, actors, problems)
    cues = load_cues(directory / CUES_FILE, problems)
    evidence = load_evidence(directory / EVIDENCE_FILE, problems)
    codes = {frame.code for frame in frames}
    frame_evidence = load_frame_evidence(directory / FRAME_EVIDENCE_FILE, codes, problems)
    harms = load_harms(directory / HARM_FILE, problems)
    if not files:
        problems.append(
            Problem(directory.name, None, "the folder holds no .yaml file", "name a codebook's folder")
        )
    if problems:
        listed = "\n".join(f"  {problem}" for problem in sorted(set(problems), key=Problem.place))
        raise CodebookError(
            f"The codebook in {directory} cannot be used:\n{listed}\n",
            "Mend each and run `khitab codebook check` again.",
        )
    return Codebook(
        version=_digest(_files(directory)),
        frames=frames,
        sets=sets,
        actors=actors,
        cues=cues,
        offices=offices,
        shared_names=shared_names,
        evidence=evidence,
        frame_evidence=frame_evidence,
        harms=harms,
    )


def version_of(directory: Path | None = None) -> str:
    """Give the version that a codebook has by its files, without reading what they say.

    Args:
        directory: the folder of its YAML files; absent, the shipped codebook.

    Returns:
        16 hex digits, as in `Codebook.version`.

    Raises:
        CodebookError: a file cannot be read.
    """
    try:
        return _digest(_files(SHIPPED if directory is None else directory))
    except OSError as refusal:
        raise CodebookError(
            f"{refusal.filename} cannot be read: {refusal.strerror}.", "Check the file."
        ) from refusal


def _files(directory: Path) -> list[Path]:
    """Give all files that make a codebook."""
    return sorted(
        [*directory.glob("*.yaml"), *directory.glob(EVIDENCE_FILE), *directory.glob(FRAME_EVIDENCE_FILE)]
    )


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def _validate(model: type[_Model], path: Path, problems: list[Problem]) -> tuple[_Model | None, Lines]:
    """Read one file into its model; None where that failed."""
    content, lines = read_yaml(path, problems)
    if content is None:
        return None, lines
    try:
        return model.model_validate(content), lines
    except ValidationError as refusal:
        problems.extend(Problem.of_field(path.name, lines, dict(error)) for error in refusal.errors())
        return None, lines


def _read_sets(path: Path, problems: list[Problem]) -> Mapping[str, tuple[Word, ...]]:
    if not path.exists():
        return MappingProxyType({})
    read, lines = _validate(WordSets, path, problems)
    if read is None:
        return MappingProxyType({})
    for name, words in read.sets.items():
        for at, word in enumerate(words):
            line = lines.at(("sets", name, at))
            if word.set is not None:
                problems.append(
                    Problem(path.name, line, f"set {name} names another set", "list its words here")
                )
            else:
                _check_word(word, path.name, line, problems)
    return MappingProxyType(read.sets)


def _read_frames(
    paths: list[Path], sets: Mapping[str, tuple[Word, ...]], problems: list[Problem]
) -> tuple[Frame, ...]:
    frames: dict[str, Frame] = {}
    for path in paths:
        frame, lines = _validate(Frame, path, problems)
        if frame is None:
            continue
        if frame.code in frames:
            hint = "give each frame its own code"
            problems.append(Problem(path.name, lines.at(("code",)), f"the code {frame.code} is taken", hint))
        frames[frame.code] = frame
        for at, entry in enumerate(frame.entries):
            line = lines.at(("entries", at))
            for word in entry.words():
                if word.set is None:
                    _check_word(word, path.name, line, problems)
                elif word.set not in sets:
                    hint = f"name a set of {WORDS_FILE}: {', '.join(sets) or 'it has none'}"
                    problems.append(Problem(path.name, line, f"there is no set {word.set}", hint))
        problems.extend(_duplicates(frame, path.name, lines))
    return tuple(frames[code] for code in sorted(frames))


def _check_word(word: Word, file: str, line: int | None, problems: list[Problem]) -> None:
    """Report a word that cannot be inflected or could never match."""
    try:
        forms = word.forms
    except ValueError as refusal:
        hint = "vowel a verb of three letters and double its letters with a shadda"
        problems.append(Problem(file, line, str(refusal), hint))
        return
    if not forms:
        problems.append(
            Problem(file, line, f"{word.lemma} can never match: no form is left", "see `without`")
        )
    strange = _strange_letters(word)
    if strange:
        message = f"{word.lemma} can never match: text is matched without {' '.join(map(ascii, strange))}"
        problems.append(Problem(file, line, message, "write letters, digits and single spaces only"))
    left_out = {normalise(form) for form in word.without or ()}
    if left_out:
        whole = Word.model_validate(word.model_dump(exclude={"without"}, exclude_unset=True)).forms
        problems.extend(
            Problem(file, line, f"{form} is left out of {word.lemma} but no form of it", "delete it")
            for form in sorted(left_out - whole)
        )


@lru_cache(maxsize=8192)
def _strange_letters(word: Word) -> tuple[str, ...]:
    """Give what is no letter or digit in the forms of a word, looked through once for all its entries."""
    letters = set("".join(word.forms)) - {" "}
    return tuple(sorted(letter for letter in letters if not letter.isalnum()))


def _duplicates(frame: Frame, file: str, lines: Lines) -> Iterator[Problem]:
    """Report entries with one name, and entries that match and ask the same."""
    names: dict[str, int] = {}
    asked: dict[Entry, int] = {}
    for at, entry in enumerate(frame.entries):
        line = lines.at(("entries", at))
        nameless = entry.model_copy(update={"entry": ""})
        if entry.entry in names:
            yield Problem(file, line, f"the entry {entry.entry} is there twice", "rename or delete one")
        elif nameless in asked:
            other = frame.entries[asked[nameless]].entry
            yield Problem(file, line, f"{entry.entry} duplicates {other}", "delete one of the two")
        names.setdefault(entry.entry, at)
        asked.setdefault(nameless, at)
