"""The scores of an evaluation, worked by hand, and the reading of hand-coded sentences."""

import json
from dataclasses import replace

import pytest

from flows.errors import UsageError
from flows.gold import in_words, read_gold
from flows.measures.agreement import Blamed
from flows.measures.evaluation import HandCoded, evaluate

RUSSIA = Blamed("روسيا", None, "harm", "asserted")
IRAN = Blamed("إيران", None, "accusation", "asserted")


def coded(name, frames="", blame=()):
    return HandCoded(name, f"نص {name}", frozenset(frames.split()), tuple(blame))


GOLD = [coded("1", "peace", [RUSSIA, IRAN]), coded("2", "peace"), coded("3"), coded("4"), coded("5")]
FOUND = {
    "1": coded("1", "peace", [RUSSIA]),
    "2": coded("2"),
    "3": coded("3", "peace", [IRAN]),
    "4": coded("4"),
    "5": coded("5"),
}


@pytest.fixture(scope="module")
def evaluation():
    return evaluate(GOLD, FOUND, ["peace", "war"])


def test_a_frame_s_figures(evaluation):
    peace = evaluation.frames[0]
    assert (peace.correct, peace.found, peace.expected) == (1, 2, 2)
    assert (peace.precision.value, peace.recall.value, peace.f1.value) == (0.5, 0.5, 0.5)
    # Ten values, four of them 1; two of five units disagree: α = 1 - 9 × 2 / (4 × 6).
    assert peace.alpha.value == pytest.approx(0.25)


def test_a_frame_that_nobody_has_is_null_and_counts_for_nothing(evaluation):
    war = evaluation.frames[1]
    assert [figure.value for figure in (war.precision, war.recall, war.f1, war.alpha)] == [None] * 4
    assert evaluation.macro_f1.value == 0.5


def test_an_interval_holds_its_figure(evaluation):
    peace = evaluation.frames[0]
    for figure in (peace.precision, peace.recall, peace.f1, peace.alpha, evaluation.macro_f1):
        assert figure.low <= figure.value <= figure.high
    assert peace.f1.low < peace.f1.high


def test_the_same_sentences_give_the_same_intervals(evaluation):
    assert evaluate(GOLD, FOUND, ["peace", "war"]) == evaluation


def test_perfect_agreement_has_no_width():
    again = evaluate(GOLD, {one.id: one for one in GOLD}, ["peace"])
    assert again.wrong == ()
    assert (again.frames[0].alpha.value, again.frames[0].f1.low, again.frames[0].f1.high) == (1, 1, 1)


def test_blame_is_scored_by_target_by_explicit_kinds_and_by_sentence(evaluation):
    every, explicit, denied, sentences = evaluation.blame
    assert (every.correct, every.found, every.expected) == (1, 2, 2)
    assert (explicit.correct, explicit.found, explicit.expected) == (0, 1, 1)
    assert (denied.correct, denied.found, denied.expected) == (0, 0, 0)
    assert (sentences.correct, sentences.found, sentences.expected) == (1, 2, 1)
    assert every.alpha is None
    assert sentences.alpha.value is not None


def test_the_sentences_got_wrong_say_how(evaluation):
    assert [
        (one.id, one.missed, one.added, one.missed_targets, one.added_targets) for one in evaluation.wrong
    ] == [
        ("1", (), (), ("إيران",), ()),
        ("2", ("peace",), (), (), ()),
        ("3", (), ("peace",), (), ("إيران",)),
    ]
    text = in_words(evaluation)
    assert "3  +peace; +blame إيران [accusation] (accusation where none is)" in text
    assert "1  -blame إيران [accusation] (no cue)" in text
    assert "3 sentences got wrong" in text


def test_errors_are_counted_by_type_the_commonest_first(evaluation):
    assert [(each.type, each.count) for each in evaluation.errors] == [
        ("missed: no cue", 1),
        ("added: accusation where none is", 1),
    ]


def test_what_is_right_of_matched_records_has_an_interval_of_its_own():
    accused = replace(IRAN, source="تركيا")
    gold = [coded("1", blame=[accused]), coded("2", blame=[accused]), coded("3", blame=[RUSSIA])]
    found = {
        "1": coded("1", blame=[accused]),
        "2": coded("2", blame=[replace(IRAN, source="مصر")]),
        "3": coded("3", blame=[replace(RUSSIA, stance="denied")]),
    }
    right = {one.code: one for one in evaluate(gold, found, []).accuracy}
    assert {code: (one.correct, one.matched) for code, one in right.items()} == {
        "source of accusations": (1, 2),
        "stance": (2, 3),
        "kind": (2, 2),
    }
    # Wilson, two of two: z²-correction pulls the lower bound to 2 / (2 + 1.96²).
    assert (right["kind"].share.value, right["kind"].share.high) == (1, 1)
    assert right["kind"].share.low == pytest.approx(2 / (2 + 1.959964**2))


def line(**changes):
    return json.dumps(
        {"id": "a", "text": "نص", "frames": ["peace"], "blame": []} | changes, ensure_ascii=False
    )


def test_hand_coded_lines_are_read():
    record = {"target": "روسيا", "source": None, "kind": "harm", "stance": "asserted"}
    (one,) = read_gold([line(blame=[record]), " "], ["peace"])
    assert one == HandCoded("a", "نص", frozenset({"peace"}), (RUSSIA,))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "no hand-coded sentence"),
        (["{"], "Line 1 is no hand-coded sentence"),
        (["[]"], "Line 1 is no hand-coded sentence"),
        ([line(text=None)], "Line 1 is no hand-coded sentence"),
        ([line(frames=["hope"])], "no frame hope"),
        ([line(), line()], "Line 2: the id a is there twice"),
        ([line(blame=[{"target": "س", "kind": "joke", "stance": "asserted"}])], "kind is one of"),
        ([line(blame=["روسيا"])], "Line 1 is no hand-coded sentence"),
    ],
)
def test_what_is_no_hand_coding_is_refused(lines, said):
    with pytest.raises(UsageError, match=said):
        read_gold(lines, ["peace"])
