"""The codebook in plain text, for a terminal."""

from flows.codebook.evidence import FRAME_EVIDENCE_FILE
from flows.codebook.model import Codebook, Condition, Entry, Frame, Part, Text
from flows.codebook.words import Word
from flows.errors import UsageError

_CONDITIONS = {
    "unless_followed_by": "unless followed by",
    "unless_preceded_by": "unless preceded by",
    "unless_near": "unless near",
    "only_near": "only near",
    "only_followed_by": "only followed by",
    "only_preceded_by": "only preceded by",
}


def describe(codebook: Codebook, name: str) -> str:
    """Describe one frame for a reader.

    Args:
        codebook: the loaded codebook.
        name: the frame's code.

    Returns:
        Plain text: label, definition, what is included and excluded, entries, examples and counter-examples.

    Raises:
        UsageError: there is no such frame.
    """
    frame = next((frame for frame in codebook.frames if frame.code == name), None)
    if frame is None:
        codes = ", ".join(frame.code for frame in codebook.frames)
        raise UsageError(f"The codebook has no frame {name}.", f"Its frames are {codes}.")
    return "\n".join(_lines(frame)) + "\n"


def summarise(codebook: Codebook) -> str:
    """Say in one line what a sound codebook holds.

    Args:
        codebook: the loaded codebook.

    Returns:
        The numbers of frames, entries, surface forms, actors and cues, and the version.
    """
    words = {
        word
        for frame in codebook.frames
        for entry in frame.entries
        for word in codebook.expand(tuple(entry.words()))
    }
    forms = {form for word in words for form in word.forms}
    entries = sum(len(frame.entries) for frame in codebook.frames)
    return (
        f"{len(codebook.frames)} frames, {entries} entries, "
        f"{len(forms):,} surface forms of {len(words):,} words, "
        f"{len(codebook.actors)} actors, {len(codebook.cues)} cues; version {codebook.version}"
    )


def shortcomings(codebook: Codebook) -> list[str]:
    """Say what a sound codebook leaves uncoded, or coded worse, for want of a file.

    Args:
        codebook: the loaded codebook.

    Returns:
        A sentence for each; none where nothing is wanting.
    """
    uncertain = {
        frame.code: sum(entry.only_likely for entry in frame.entries)
        for frame in codebook.frames
        if frame.code not in codebook.frame_evidence
    }
    entries = sum(uncertain.values())
    codes = ", ".join(code for code, count in uncertain.items() if count)
    unweighed = (
        f"It has no weights of words ({FRAME_EVIDENCE_FILE}) for {codes}: uncertain entries never count"
    )
    wanting = {
        "It has no frames: none will be coded.": codebook.frames,
        f"{unweighed} there ({entries}).": not entries,
        "It has no blame cues (blame.yaml): blame will not be coded.": codebook.cues,
        "It has no actors (actors.yaml): no party will be known by its names.": codebook.actors,
        "It has no evidence (evidence.csv): rules alone decide on blame, nothing learned.": codebook.evidence,
        "It has no words of harm (harm.yaml): harm told without a doer will not be coded.": codebook.harms,
    }
    return [sentence for sentence, part in wanting.items() if not part]


def _lines(frame: Frame) -> list[str]:
    return [
        f"{frame.label.en} · {frame.label.ar} ({frame.code})",
        "",
        *_both(frame.definition, ""),
        *_listed("Included", [line for text in frame.include for line in _both(text, "  ")]),
        *_listed("Excluded", [line for text in frame.exclude for line in _both(text, "  ")]),
        *_listed("Entries", [line for entry in frame.entries for line in _entry(entry)]),
        *_listed("Examples", [f"  + {example.text}" for example in frame.examples]),
        *_listed(
            "Counter-examples", [f"  - {example.text} ({example.why})" for example in frame.counterexamples]
        ),
    ]


def _both(text: Text, indent: str) -> list[str]:
    return [indent + text.en, indent + text.ar]


def _listed(heading: str, lines: list[str]) -> list[str]:
    return ["", f"{heading}:", *lines]


def _entry(entry: Entry) -> list[str]:
    lines = [
        f"  {entry.entry}: {' '.join(_part(part, first=at == 0) for at, part in enumerate(entry.match))}"
    ]
    for kind, condition in entry.conditions():
        lines.append(f"      {_CONDITIONS[kind]} {_condition(condition)}")
    if entry.only_likely:
        lines.append("      only where the sentence's words speak for the frame, by their weights")
    return lines


def _part(part: Part, *, first: bool) -> str:
    words = _words(part.any)
    return words if first or not part.gap else f"[up to {part.gap} words] {words}"


def _condition(condition: Condition) -> str:
    reach = "in the sentence" if condition.within is None else f"within {condition.within} words"
    return f"{_words(condition.any)} {reach}"


def _words(words: tuple[Word, ...]) -> str:
    shown = [f"<{word.lemma}>" if word.set else word.lemma for word in words]
    return shown[0] if len(shown) == 1 else f"({' | '.join(shown)})"
