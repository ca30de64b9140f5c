"""`ERRORS.md` says what is so: its counts are measured, and its examples fail as it says."""

import json

import errors
import pytest
from errors import (
    EXAMPLES,
    GOLD,
    MOST,
    PAGE,
    Shown,
    commonest,
    example_of,
    measure,
    measured_then,
    render,
    wanting,
)

from flows.codebook.load import load
from flows.measures.agreement import Blamed
from flows.measures.error_types import ERROR_TYPES, BlameError

AGAIN = "make it anew: python tests/support/errors.py"


@pytest.fixture(scope="module")
def codebook():
    return load()


@pytest.fixture(scope="module")
def examples(codebook):
    return errors.shown(codebook)


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


def test_the_page_is_what_the_command_makes_of_its_counts(page, examples):
    assert render(measured_then(page), examples) == page, AGAIN


def test_the_counts_are_those_of_the_hand_coded_sentences(page, codebook):
    if not GOLD.exists():
        pytest.skip(f"no hand-coded sentences: {GOLD} is not there")
    assert measured_then(page) == measure(codebook), AGAIN


def test_each_of_the_commonest_errors_has_an_example_that_fails_so(page, examples):
    measured = measured_then(page)
    assert len(commonest(measured.counts)) >= MOST
    assert wanting(measured, examples) == [], f"write sentences that show them in {EXAMPLES.name}"


def test_no_example_is_a_hand_coded_sentence(examples):
    for path in (GOLD, GOLD.with_name("train.jsonl")):
        if not path.exists():
            pytest.skip(f"no hand-coded sentences: {path} is not there")
        coded = {" ".join(json.loads(line)["text"].split()) for line in path.read_text().splitlines()}
        assert coded.isdisjoint(example.text for example in examples)


def test_every_record_by_hand_is_written_in_its_sentence(examples):
    for example in examples:
        for record in example.expected:
            assert record.target in example.text
            assert record.source is None or record.source in example.text


def test_no_example_stands_twice(examples):
    assert len({example.text for example in examples}) == len(examples)


def made(*kinds):
    record = Blamed("روسيا", None, "harm", "asserted")
    return Shown("نص", "text", (), (), tuple(BlameError(kind, record, None) for kind in kinds))


def test_a_sentence_with_no_other_error_goes_before():
    one, other, *_ = ERROR_TYPES
    both, alone = made(one, other), made(one)
    assert example_of(one, [both, alone]) is alone
    assert example_of(other, [alone, both]) is both
    assert example_of(other, [alone]) is None


def test_a_type_without_an_example_is_told_in_the_page_and_named(page):
    measured = measured_then(page)
    assert len(wanting(measured, [])) == MOST
    assert render(measured, []).count(errors.NO_EXAMPLE) == MOST


def test_equally_common_errors_stand_in_the_order_of_the_types():
    one, other, third, *_ = ERROR_TYPES
    assert commonest({third: 2, other: 1, one: 1}) == [third, one, other]
