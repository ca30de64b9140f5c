"""The ten commonest errors of blame coding, each with a sentence of our own: makes `tests/eval/ERRORS.md`.

Run `python tests/support/errors.py` after anything that changes what the coder finds. The counts are of the
hand-coded sentences of `../shared/gold/dev.jsonl`, which may not be shown; what is shown comes from
`tests/eval/error_examples.yaml`: of each type of error the first sentence there that the coder gets wrong in
just that way. Where none is left, the command says so and fails; where a sentence is coded right by now, it
says that too.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import yaml

from flows.codebook.load import load
from flows.codebook.model import Codebook
from flows.coding.blame.coder import code_blame
from flows.coding.blame.seen import look
from flows.gold import read_gold, score
from flows.measures.agreement import Blamed
from flows.measures.error_types import ERROR_TYPES, BlameError, blame_errors

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"
EXAMPLES = ROOT / "tests" / "eval" / "error_examples.yaml"
PAGE = ROOT / "tests" / "eval" / "ERRORS.md"
MOST = 10
NO_EXAMPLE = "No sentence of `error_examples.yaml` shows this error any longer."
_ROW = re.compile(r"^\| ((?:missed|changed|added): [^|]+?) \| (\d+) \|$", re.MULTILINE)
_TOTAL = re.compile(r"^(\d+) errors in (\d+) sentences", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """A sentence of our own: what a reader would code, and what the coder gets wrong in it."""

    text: str
    say: str
    expected: tuple[Blamed, ...]
    found: tuple[Blamed, ...]
    errors: tuple[BlameError, ...]


@dataclass(frozen=True)
class Measured:
    """The errors in the hand-coded sentences: how many sentences there are, and the errors by type."""

    sentences: int
    counts: Mapping[str, int]


def measure(codebook: Codebook) -> Measured:
    """Count the errors in the hand-coded sentences."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    found = score(read_gold(lines, [frame.code for frame in codebook.frames]), codebook)
    return Measured(found.sentences, {each.type: each.count for each in found.errors})


def measured_then(page: str) -> Measured:
    """Read the counts back from the page, for where the hand-coded sentences are not."""
    _, sentences = map(int, _TOTAL.search(page).groups())
    return Measured(sentences, {name: int(count) for name, count in _ROW.findall(page)})


def shown(codebook: Codebook) -> list[Shown]:
    """Code our own sentences and tell the errors in them."""
    cases = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    sentences = pl.DataFrame(
        {"article_id": [str(at) for at in range(len(cases))], "text": [case["text"] for case in cases]}
    ).with_columns(sentence=pl.lit(0, pl.Int64))
    records = code_blame(sentences, codebook).rows_by_key("article_id", named=True)
    examples = []
    for at, (case, seen) in enumerate(zip(cases, look(sentences, codebook), strict=True)):
        expected = tuple(_record(*each) for each in case["blame"])
        found = tuple(Blamed.of(each) for each in records.get(str(at), ()))
        errors = tuple(blame_errors(expected, found, seen))
        examples.append(Shown(case["text"], case["say"], expected, found, errors))
    return examples


def _record(target: str, source: str | None, kind: str, stance: str = "asserted") -> Blamed:
    return Blamed(target, source, kind, stance)


def example_of(kind: str, examples: Sequence[Shown]) -> Shown | None:
    """Give the first sentence with an error of a type, one with no other error before the rest."""
    having = [each for each in examples if kind in {error.type for error in each.errors}]
    return min(having, key=lambda each: len(each.errors), default=None)


def commonest(counts: Mapping[str, int]) -> list[str]:
    """Give the types of the commonest errors."""
    order = list(ERROR_TYPES)
    return sorted(counts, key=lambda kind: (-counts[kind], order.index(kind)))


def render(measured: Measured, examples: Sequence[Shown]) -> str:
    """Give the page."""
    kinds = commonest(measured.counts)
    total = sum(measured.counts.values())
    lines = [
        "# The commonest errors of blame coding",
        "",
        "Made by `python tests/support/errors.py`; do not edit. All types of error stand in",
        "`flows/measures/error_types.py`; `khitab evaluate` counts them on any hand-coded sentences.",
        "The sentences below are our own and show the same failures; the counted ones may not be printed.",
        "",
        f"{total} errors in {measured.sentences} sentences:",
        "",
        "| error | count |",
        "| --- | ---: |",
        *(f"| {kind} | {measured.counts[kind]} |" for kind in kinds),
    ]
    for rank, kind in enumerate(kinds[:MOST], start=1):
        share = measured.counts[kind] / total
        lines += ["", f"## {rank}. {kind} ({measured.counts[kind]}, {share:.0%})", ""]
        lines += [f"{ERROR_TYPES[kind][0].upper()}{ERROR_TYPES[kind][1:]}.", ""]
        lines += _example(example_of(kind, examples))
    return "\n".join(lines) + "\n"


def _example(example: Shown | None) -> list[str]:
    if example is None:
        return [NO_EXAMPLE]
    return [
        f"> {example.text}",
        ">",
        f"> {example.say}",
        "",
        f"- by hand: {_told(example.expected)}",
        f"- the coder: {_told(example.found)}",
    ]


def _told(records: Sequence[Blamed]) -> str:
    return "; ".join(map(_one, records)) or "nobody is blamed"


def _one(record: Blamed) -> str:
    source = f", by {record.source}" if record.source else ""
    denied = ", denied" if record.stance == "denied" else ""
    return f"{record.target} ({record.kind}{source}{denied})"


def wanting(measured: Measured, examples: Sequence[Shown]) -> list[str]:
    """Name those of the commonest errors that no sentence of our own shows."""
    return [kind for kind in commonest(measured.counts)[:MOST] if example_of(kind, examples) is None]


def main() -> int:
    """Make the page; give the command's exit code."""
    codebook = load()
    examples, measured = shown(codebook), measure(codebook)
    PAGE.write_text(render(measured, examples), encoding="utf-8")
    for example in examples:
        if not example.errors:
            print(f"coded right by now, may be replaced: {example.text}")
    missing = wanting(measured, examples)
    for kind in missing:
        print(f"no sentence shows «{kind}»: write one in {EXAMPLES.relative_to(ROOT)}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
