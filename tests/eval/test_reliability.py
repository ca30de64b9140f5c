"""The figures that the report prints of its own coder are those that are measured."""

import pytest
import yaml
from hand_coded import GOLD, measure

from flows.codebook.load import load
from flows.measures.reliability import MEASURED, read_reliability


def test_the_printed_figures_are_those_that_are_measured():
    if not GOLD.exists():
        pytest.skip(f"no hand-coded sentences: {GOLD} is not there")
    kept = yaml.safe_load(MEASURED.read_text(encoding="utf-8"))
    assert kept == measure(), "measure anew with: python tests/support/hand_coded.py"


def test_figures_are_kept_for_every_code_of_the_shipped_codebook():
    codebook = load()
    codes = [one.code for one in read_reliability(codebook.version)]
    assert codes == [*(frame.code for frame in codebook.frames), "blame"]


def test_another_codebook_gets_no_figures_that_are_not_its_own():
    assert read_reliability("0" * 16) == ()
