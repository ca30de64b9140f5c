"""Actors and cues as files: what is wrong with one is said with its line, all at once."""

import pytest

from flows.codebook.load import SHIPPED
from flows.codebook.parties import load_actors, load_cues

ACTOR = "  - {id: %s, type: state, gender: f, label: {en: A, ar: أ}, names: [%s]}\n"
CUES = """\
role_frames:
  accuse: {kind: accusation, blamer: [subject], blamed: [object]}
  hold: {kind: accusation, blamed: [object], needs: [duty]}
word_classes:
  duty: [مسؤولية]
cues:
"""
CUE = "  - {id: %s, lemma: %s, pos: %s, frame: %s, example: {text: جملة, targets: [أ]}}\n"


def read(tmp_path, loader, text):
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    problems = []
    return loader(path, problems), problems


def test_the_shipped_files_have_no_problem():
    problems = []
    actors = load_actors(SHIPPED / "actors.yaml", problems)
    cues = load_cues(SHIPPED / "blame.yaml", problems)
    assert problems == []
    assert len(actors) >= 120
    assert len(cues) >= 250


def test_a_missing_file_gives_nothing(tmp_path):
    problems = []
    assert load_actors(tmp_path / "none.yaml", problems) == ()
    assert load_cues(tmp_path / "none.yaml", problems) == ()
    assert problems == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("actors:\n" + ACTOR % ("a", "روسيا") + ACTOR % ("a", "فرنسا"), 3, "a is there twice"),
        ("actors:\n" + ACTOR % ("a", "روسيا") + ACTOR % ("b", "روسيا"), 3, "روسيا already names a"),
        ("actors:\n" + ACTOR % ("a", "أنقرة") + ACTOR % ("b", "انقرة"), 3, "already names a"),
        ("actors:\n" + ACTOR % ("A b", "روسيا"), 2, "actors.0.id"),
        ("actors:\n  - {id: a, type: planet, gender: f, label: {en: A, ar: أ}, names: [أ]}\n", 2, "type"),
        ("actors:\n  - {id: a, type: state, label: {en: A, ar: أ}, names: [أ]}\n", 2, "gender"),
        ("actors: [\n", 2, "not YAML"),
    ],
)
def test_a_wrong_actor_is_named_with_its_line(tmp_path, text, line, said):
    _, problems = read(tmp_path, load_actors, text)
    assert problems
    assert problems[0].line == line
    assert said in problems[0].message
    assert problems[0].hint


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (CUE % ("a", "اتهم", "verb", "none"), "no role frame none"),
        (CUE % ("a", "ظظ", "verb", "accuse"), "cannot"),
        (CUE % ("a", "اتهم", "verb", "accuse") + CUE % ("b", "اتهم", "verb", "accuse"), "adds nothing"),
        (CUE % ("a", "اتهم", "verb", "accuse") + CUE % ("a", "ندّد", "verb", "accuse"), "there twice"),
        (CUE % ("a", "اتهم", "particle", "accuse"), "pos"),
        (
            "  - {id: a, lemma: اتهم, pos: verb, frame: hold, needs: [x], example: {text: أ, targets: []}}\n",
            "class",
        ),
        ("  - just text\n", "written as fields"),
        (
            CUE % ("a", "على يد", "fixed", "accuse") + CUE % ("b", "على يد", "fixed", "hold"),
            "already stands for a and could never stand for b",
        ),
    ],
)
def test_a_wrong_cue_is_named(tmp_path, entries, said):
    _, problems = read(tmp_path, load_cues, CUES + entries)
    assert any(said in problem.message for problem in problems), problems
    assert all(problem.line and problem.line > 6 for problem in problems)


def test_the_good_entries_are_given_beside_the_wrong(tmp_path):
    text = CUES + CUE % ("a", "اتهم", "verb", "none") + CUE % ("b", "اتهم", "verb", "accuse")
    cues, problems = read(tmp_path, load_cues, text)
    assert [cue.id for cue in cues] == ["b"]
    assert len(problems) == 1


def test_a_cue_looks_its_words_up(tmp_path):
    cues, problems = read(tmp_path, load_cues, CUES + CUE % ("a", "حمّل", "verb", "hold"))
    assert problems == []
    assert cues[0].needs == {"مسءوليه"}
    assert cues[0].roles.blamed == ("object",)


def test_a_verb_keeps_the_forms_that_news_narrates_with(tmp_path):
    cues, _ = read(tmp_path, load_cues, CUES + CUE % ("a", "اتهم", "verb", "accuse"))
    assert {"اتهم", "اتهمت", "وتتهم", "اتهمته", "يتهمون", "ستتهم"} <= cues[0].forms
    assert {"اتهمتك", "ليتهم", "اتهمني"}.isdisjoint(cues[0].forms)
