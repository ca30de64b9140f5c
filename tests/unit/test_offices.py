"""Offices and shared names as a file: who holds an office on a day, and what is wrong, with its line."""

from datetime import date

import pytest

from flows.codebook.load import SHIPPED
from flows.codebook.offices import Bearer, Office, load_offices, load_shared_names
from flows.codebook.parties import load_actors

ACTORS = """\
actors:
  - {id: land, type: state, gender: f, label: {en: Land, ar: بلاد}, names: [بلاد]}
  - {id: first, type: leader, gender: m, label: {en: First, ar: أول}, names: [أول]}
  - {id: second, type: leader, gender: m, label: {en: Second, ar: ثان}, names: [ثان]}
"""
HEAD = "offices:\n  - id: head\n    of: %s\n    titles: [الرئيس]\n    bearers:\n"
BEARER = "      - {actor: %s, since: %s, until: %s}\n"
SHARED = "shared_names:\n  - names: [%s]\n    senses:\n"
SENSE = "      - {actor: %s, near: [%s]}\n"


def read(tmp_path, text, loader=load_offices):
    path = tmp_path / "actors.yaml"
    path.write_text(ACTORS + text, encoding="utf-8")
    problems = []
    return loader(path, load_actors(path, problems), problems), problems


def test_the_shipped_offices_have_no_problem():
    problems = []
    actors = load_actors(SHIPPED / "actors.yaml", problems)
    offices = load_offices(SHIPPED / "actors.yaml", actors, problems)
    shared = load_shared_names(SHIPPED / "actors.yaml", actors, problems)
    assert problems == []
    assert len(offices) >= 40
    assert shared


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD % "land" + BEARER % ("none", "2000-01-01", "2001-01-01"), 10, "no actor none"),
        (HEAD % "nowhere" + BEARER % ("first", "2000-01-01", "2001-01-01"), 7, "no actor nowhere"),
        (
            HEAD % "land"
            + BEARER % ("first", "2000-01-01", "2001-01-01")
            + BEARER % ("second", "2001-02-01", "null"),
            11,
            "nobody is named from 2001-01-01 until 2001-02-01",
        ),
        (
            HEAD % "land"
            + BEARER % ("first", "2000-01-01", "2001-01-01")
            + BEARER % ("second", "2000-12-01", "null"),
            11,
            "the one before has not ended",
        ),
        (
            HEAD % "land"
            + BEARER % ("first", "2000-01-01", "null")
            + BEARER % ("second", "2001-01-01", "null"),
            11,
            "the one before has not ended",
        ),
        (HEAD % "land" + BEARER % ("first", "2001-01-01", "2001-01-01"), 10, "not after 2001-01-01"),
        (HEAD % "land" + BEARER % ("first", "long ago", "null"), 10, "since"),
        (HEAD % "land" + "      []\n", 9, "bearers"),
    ],
)
def test_a_wrong_office_is_named_with_its_line(tmp_path, text, line, said):
    offices, problems = read(tmp_path, text)
    assert offices == ()
    assert problems[0].line == line
    assert said in problems[0].message
    assert problems[0].hint


def test_two_offices_share_no_title(tmp_path):
    one = HEAD % "land" + BEARER % ("first", "2000-01-01", "null")
    two = one.removeprefix("offices:\n").replace("head", "chief")
    _, problems = read(tmp_path, one + two)
    assert [problem.message for problem in problems] == ["الرئيس already names head"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SHARED % "حزب" + SENSE % ("first", "شرق") + SENSE % ("none", "غرب"), "no actor none"),
        (SHARED % "بلاد" + SENSE % ("first", "شرق") + SENSE % ("second", "غرب"), "already names land alone"),
        (SHARED % "حزب" + SENSE % ("first", "شرق"), "senses"),
        (SHARED % "حزب" + SENSE % ("first", "شرق") + SENSE % ("second", "جهة الغرب"), "near"),
    ],
)
def test_a_wrong_shared_name_is_named(tmp_path, text, said):
    shared, problems = read(tmp_path, text, load_shared_names)
    assert shared == ()
    assert any(said in problem.message and problem.line for problem in problems), problems


OFFICE = Office(
    id="head",
    of="land",
    titles=("الرئيس",),
    bearers=(
        Bearer(actor="first", since=date(2000, 1, 1), until=date(2001, 1, 1)),
        Bearer(actor=None, since=date(2001, 1, 1), until=date(2001, 2, 1)),
        Bearer(actor="second", since=date(2001, 2, 1)),
    ),
)


@pytest.mark.parametrize(
    ("first", "last", "who"),
    [
        (date(1999, 12, 31), date(1999, 12, 31), "land"),
        (date(2000, 1, 1), date(2000, 1, 1), "first"),
        (date(2000, 12, 31), date(2000, 12, 31), "first"),
        (date(2001, 1, 1), date(2001, 1, 1), "land"),
        (date(2001, 2, 1), date(2001, 2, 1), "second"),
        (date(2024, 1, 1), date(2024, 12, 31), "second"),
        (date(2000, 12, 1), date(2001, 2, 28), "land"),
    ],
)
def test_an_office_names_who_held_it_on_all_of_the_days(first, last, who):
    assert OFFICE.on(first, last) == who
