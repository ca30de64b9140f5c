"""Hand-coded sentences read, coded by the coder, and scored: `khitab evaluate` without its terminal."""

import json
from collections.abc import Iterable, Iterator

import polars as pl

from flows.codebook.model import Codebook
from flows.coding.blame.coder import code_blame
from flows.coding.blame.seen import look
from flows.coding.frames import code_frames
from flows.errors import UsageError
from flows.measures.agreement import Blamed
from flows.measures.evaluation import Accuracy, Evaluation, Figure, HandCoded, Score, Wrong, evaluate
from flows.vocabulary import KINDS, STANCES

_HINT = 'Each line is {"id", "text", "frames": [...], "blame": [{"target", "source", "kind", "stance"}]}.'


def read_gold(lines: Iterable[str], frames: Iterable[str]) -> list[HandCoded]:
    """Read hand-coded sentences.

    Args:
        lines: JSON Lines, each `{"id", "text", "frames", "blame"}` as the annotation guidelines have it;
            `blame` may be left out, blank lines are passed over.
        frames: the codes of the codebook's frames.

    Returns:
        The sentences, at least one.

    Raises:
        UsageError: a line is no such object, names an unknown frame or repeats an id; or there is none.
    """
    known, seen, sentences = set(frames), set(), []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            sentence = _sentence(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UsageError(f"Line {number} is no hand-coded sentence ({error}).", _HINT) from error
        unknown = sorted(sentence.frames - known)
        if unknown:
            hint = f"Its frames are {', '.join(sorted(known))}."
            raise UsageError(f"Line {number}: the codebook has no frame {', '.join(unknown)}.", hint)
        if sentence.id in seen:
            raise UsageError(f"Line {number}: the id {sentence.id} is there twice.", "Give each its own.")
        seen.add(sentence.id)
        sentences.append(sentence)
    if not sentences:
        raise UsageError("There is no hand-coded sentence.", _HINT)
    return sentences


def _sentence(content: dict[str, object]) -> HandCoded:
    text, frames, blame = content["text"], content["frames"], content.get("blame", [])
    if not isinstance(text, str) or not isinstance(frames, list) or not isinstance(blame, list):
        raise TypeError("text is no text, or frames or blame no list")
    records = tuple(Blamed.of(record) for record in blame)
    if any(record.kind not in KINDS or record.stance not in STANCES for record in records):
        raise ValueError(f"kind is one of {', '.join(KINDS)}, stance one of {', '.join(STANCES)}")
    return HandCoded(str(content["id"]), text, frozenset(map(str, frames)), records)


def score(gold: list[HandCoded], codebook: Codebook) -> Evaluation:
    """Code hand-coded sentences and hold the outcome against them.

    Args:
        gold: the sentences.
        codebook: the loaded codebook.

    Returns:
        The evaluation.
    """
    sentences = pl.DataFrame(
        {
            "article_id": [one.id for one in gold],
            "sentence": [0] * len(gold),
            "text": [one.text for one in gold],
        }
    )
    frames = code_frames(sentences, codebook).rows_by_key("article_id", named=True)
    blame = code_blame(sentences, codebook).rows_by_key("article_id", named=True)
    coded = {
        one.id: HandCoded(
            one.id,
            one.text,
            frozenset(hit["frame"] for hit in frames.get(one.id, ())),
            tuple(Blamed.of(record) for record in blame.get(one.id, ())),
        )
        for one in gold
    }
    seen = dict(zip((one.id for one in gold), look(sentences, codebook), strict=True))
    return evaluate(gold, coded, [frame.code for frame in codebook.frames], seen)


def in_words(evaluation: Evaluation) -> str:
    """Give an evaluation as plain text: a table, and the sentences got wrong."""
    lines = [f"{evaluation.sentences} hand-coded sentences; 95 % intervals by bootstrap over them", ""]
    lines += [f"{'':18}{'precision':18}{'recall':18}{'F1':18}{'α':18}correct/found/expected"]
    lines += [_line(one) for one in evaluation.frames]
    lines += [f"{'frames, macro':54}{_shown(evaluation.macro_f1)}".rstrip()]
    lines += [_line(one) for one in evaluation.blame]
    lines += ["", "of what both sides have, right is (Wilson)", *map(_right, evaluation.accuracy)]
    if evaluation.errors:
        total = sum(each.count for each in evaluation.errors)
        lines += ["", f"{total} errors of blame by type"]
        lines += [f"{each.count:5} {each.type:38} {each.meaning}" for each in evaluation.errors]
    lines += ["", f"{len(evaluation.wrong)} sentences got wrong (- missed, + added, ~ otherwise):"]
    for wrong in evaluation.wrong:
        lines += [f"{wrong.id}  {'; '.join(_marks(wrong))}", f"    {' '.join(wrong.text.split())}"]
    return "\n".join(lines)


def _marks(wrong: Wrong) -> Iterator[str]:
    """Give what went wrong in a sentence, a piece at a time."""
    yield from (f"-{code}" for code in wrong.missed)
    yield from (f"+{code}" for code in wrong.added)
    for error in wrong.errors:
        what = error.type.partition(": ")[2]
        if error.found is None:
            yield f"-blame {_told(error.expected)} ({what})"
        elif error.expected is None:
            yield f"+blame {_told(error.found)} ({what})"
        else:
            yield f"~blame {_told(error.expected)} → {_told(error.found)} ({what})"


def _told(record: Blamed | None) -> str:
    """Give a record in a line: target, source, kind and stance, as far as there is something to say."""
    if record is None:
        return ""
    source = f" ← {record.source}" if record.source else ""
    denied = ", denied" if record.stance == "denied" else ""
    return f"{record.target}{source} [{record.kind}{denied}]"


def _right(one: Accuracy) -> str:
    return f"{one.code:36}{_shown(one.share):18}{one.correct}/{one.matched}"


def _line(one: Score) -> str:
    alpha = "" if one.alpha is None else _shown(one.alpha)
    figures = "".join(f"{_shown(figure):18}" for figure in (one.precision, one.recall, one.f1))
    return f"{one.code:18}{figures}{alpha:18}{one.correct}/{one.found}/{one.expected}"


def _shown(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    return f"{figure.value:.3f} [{figure.low:.2f}–{figure.high:.2f}]"
