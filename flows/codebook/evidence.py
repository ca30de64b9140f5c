"""The learned part of the codebook: what each feature of a sentence weighs, by model.

`evidence.csv` has one row for each weight: the model, the feature and the weight; its last line tells how
many rows there are and their digest, so that a torn or altered file is refused. It is made from hand-coded
sentences by `python tests/support/learn_evidence.py`; a codebook without the file decides by its rules alone.
Four constants of the blamed, which may be absent, tell whom the ranker passes over before all is weighed;
the model `glance`, which may be absent too, tells which sentences the ranker is asked about at all. Both are
learned from what the ranker says of the corpus, by `learn_leasts.py` and `learn_glance.py` beside the other.
`frame_evidence.csv` is of the same make: its models are frames, and it says what words speak for them. It is
made by `python tests/support/learn_frames.py`; without it no entry counts that is `only_likely`.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import polars as pl

from flows.codebook.problems import Problem
from flows.vocabulary import KINDS

EVIDENCE_FILE = "evidence.csv"
FRAME_EVIDENCE_FILE = "frame_evidence.csv"
_MAKERS = {EVIDENCE_FILE: "learn_evidence.py", FRAME_EVIDENCE_FILE: "learn_frames.py"}
_MARK = "# end: "
_SCHEMA = {"model": pl.String, "feature": pl.String, "weight": pl.Float64}

CONSTANT = "(constant)"
CONSTANT_OF_ACCUSATION = "(constant of an accusation)"
CONSTANT_WITHOUT_CUE = "(constant without a cue)"
CONSTANT_AS_LEARNED = "(constant as learned)"
LEAST_ITSELF = "(least by what it is)"
LEAST_AROUND = "(least by what it is and what is around it)"
LEAST_ITSELF_WITHOUT_CUE = "(least by what it is without a cue)"
LEAST_AROUND_WITHOUT_CUE = "(least by what it is and what is around it without a cue)"
WEIGHT_OF_GATE = "(each point of the gate)"
BLAMED, DENIED, SOURCE, GATE, GLANCE = "blamed", "denied", "source", "gate", "glance"
LARGEST = 1_000
"""No weight is larger, either way."""
REQUIRED: dict[str, tuple[str, ...]] = dict.fromkeys((*KINDS, DENIED, GATE), (CONSTANT,)) | {
    BLAMED: (CONSTANT, CONSTANT_WITHOUT_CUE, CONSTANT_AS_LEARNED),
    SOURCE: (CONSTANT, CONSTANT_OF_ACCUSATION),
}
"""The models, each with the constants that it cannot do without."""
OPTIONAL: dict[str, tuple[str, ...]] = {GLANCE: (CONSTANT, WEIGHT_OF_GATE)}
"""The same of the model without which all is read that the gate lets pass."""

Evidence = Mapping[str, Mapping[str, float]]
"""The weight of each feature, by model."""


def load_evidence(path: Path, problems: list[Problem]) -> Evidence:
    """Read the weights by which blame is told.

    Args:
        path: the file; it may be absent.
        problems: what is wrong with it is added here.

    Returns:
        The weights; none where there is no file or it cannot be read.
    """
    evidence, known = _read(path, problems), REQUIRED | OPTIONAL
    if evidence:
        present = {model: constants for model, constants in OPTIONAL.items() if model in evidence}
        problems.extend(_wanting(evidence, REQUIRED | present, path))
    problems.extend(
        Problem(path.name, None, f"there is no model {model}", f"name one of {', '.join(known)}")
        for model in evidence
        if model not in known
    )
    return evidence


def load_frame_evidence(path: Path, frames: Collection[str], problems: list[Problem]) -> Evidence:
    """Read the weights by which words speak for frames.

    Args:
        path: the file; it may be absent.
        frames: the codes of the codebook's frames; weights of others are left out, so that a frame can be
            renamed or taken out without learning anew.
        problems: what is wrong with the file is added here.

    Returns:
        The weights of those of the frames that have some.
    """
    evidence = _read(path, problems)
    problems.extend(_wanting(evidence, dict.fromkeys(evidence, (CONSTANT,)), path))
    return MappingProxyType({model: weights for model, weights in evidence.items() if model in frames})


def _wanting(evidence: Evidence, required: Mapping[str, Sequence[str]], path: Path) -> Iterator[Problem]:
    """Report models without the constants that they cannot do without."""
    for model, constants in required.items():
        for constant in constants:
            if constant not in evidence.get(model, {}):
                yield Problem(path.name, None, f"the model {model} has no {constant}", _hint(path))


def _hint(path: Path) -> str:
    return f"make it anew with tests/support/{_MAKERS[path.name]}"


def _read(path: Path, problems: list[Problem]) -> Evidence:
    """Read a file of weights; none where there is no file or it cannot be read."""
    if not path.exists():
        return MappingProxyType({})
    try:
        rows = _whole(path.read_bytes())
        table = pl.read_csv(rows, schema=_SCHEMA, null_values=[])
    except (OSError, ValueError, pl.exceptions.PolarsError) as refusal:
        reason = str(refusal).partition("\n")[0]
        problems.append(Problem(path.name, None, f"the weights cannot be read: {reason}", _hint(path)))
        return MappingProxyType({})
    wrong = table.filter(~(pl.col("weight").abs() <= LARGEST).fill_null(value=False)).height
    twice = table.height - table.unique(["model", "feature"]).height
    for count, what in ((wrong, f"have no weight from -{LARGEST} to {LARGEST}"), (twice, "are there twice")):
        if count:
            problems.append(Problem(path.name, None, f"{count} rows {what}", _hint(path)))
    return by_model(table.drop_nulls())


def as_text(evidence: Evidence) -> str:
    """Give weights as the text of the file, with its last line."""
    rows = as_table(evidence).write_csv()
    return f"{rows}{_last_line(rows.encode())}"


def _whole(content: bytes) -> bytes:
    """Give the rows of the file.

    Raises:
        ValueError: its last line is not there or is that of other rows.
    """
    rows, mark, end = content.replace(b"\r\n", b"\n").rpartition(_MARK.encode())
    if not mark:
        raise ValueError("its last line is missing, so its end may be")
    if (mark + end).decode("utf-8", "replace").rstrip("\n") != _last_line(rows).rstrip("\n"):
        raise ValueError("its last line is that of other rows, so it is torn or was changed by hand")
    return rows


def _last_line(rows: bytes) -> str:
    count = max(rows.count(b"\n") - 1, 0)
    return f"{_MARK}{count} rows, sha256 {hashlib.sha256(rows).hexdigest()}\n"


def by_model(table: pl.DataFrame) -> Evidence:
    """Give a table of `model`, `feature` and `weight` as mappings."""
    models = table.partition_by("model", as_dict=True, include_key=False)
    return MappingProxyType(
        {
            str(model): dict(zip(rows["feature"].to_list(), rows["weight"].to_list(), strict=True))
            for (model,), rows in models.items()
        }
    )


def as_table(evidence: Evidence) -> pl.DataFrame:
    """Give weights as a table of `model`, `feature` and `weight`, in the file's order."""
    rows = [
        (model, feature, weight)
        for model in sorted(evidence)
        for feature, weight in sorted(evidence[model].items())
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
