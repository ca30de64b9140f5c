"""The learned weights as a file of the codebook."""

import polars as pl
import pytest
import yaml
from builders import FRAME
from hypothesis import given
from hypothesis import strategies as st

from flows import compiled
from flows.codebook.evidence import (
    EVIDENCE_FILE,
    REQUIRED,
    _last_line,
    as_table,
    as_text,
    by_model,
    load_evidence,
)
from flows.codebook.load import SHIPPED, load, version_of
from flows.coding import patterns
from flows.errors import CodebookError

BARE = {model: dict.fromkeys(constants, -1.25) for model, constants in REQUIRED.items()}
WEIGHTS = BARE | {
    "blamed": BARE["blamed"] | {"left 1:قصف": 0.5, 'mark before:"': 0.1, "mark before:,": -0.1},
    "gate": BARE["gate"] | {"": 0.06, "#": -0.2},
}
NAMES = st.text(st.characters(codec="utf-8"), max_size=6)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
EVIDENCE = st.dictionaries(NAMES, st.dictionaries(NAMES, NUMBERS, min_size=1, max_size=4), max_size=3)


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "book"
    folder.mkdir()
    text = yaml.safe_dump(FRAME, allow_unicode=True)
    (folder / "peace.yaml").write_text(text, encoding="utf-8")
    return folder


def weigh(folder, weights):
    (folder / EVIDENCE_FILE).write_text(as_text(weights), encoding="utf-8")


def test_a_codebook_without_the_file_has_no_weights(book):
    assert dict(load(book).evidence) == {}


def test_a_codebook_with_the_file_has_its_weights(book):
    weigh(book, WEIGHTS)
    assert dict(load(book).evidence) == WEIGHTS


def test_the_shipped_codebook_has_weights_for_every_model():
    problems = []
    evidence = load_evidence(SHIPPED / EVIDENCE_FILE, problems)
    assert problems == []
    assert sorted(evidence) == [
        "accusation",
        "blamed",
        "denied",
        "gate",
        "glance",
        "harm",
        "responsibility",
        "source",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"model,feature\nblamed,kind:name\n",
        b"model,feature,weight,note\nblamed,kind:name,0.5,x\n",
        b"model,feature,weight\nblamed,kind:name,0.5,0.6\n",
        b"model,feature,weight\nblamed,kind:name,much\n",
        "model,feature,weight\nblamed,left:قصف,0.5\n".encode("windows-1256"),
    ],
    ids=["empty", "a column lacks", "a column too many", "a field too many", "no number", "not UTF-8"],
)
def test_a_broken_file_is_refused_by_name(book, content):
    (book / EVIDENCE_FILE).write_bytes(content)
    with pytest.raises(CodebookError) as caught:
        load(book)
    assert f"{EVIDENCE_FILE}: the weights cannot be read" in caught.value.message
    assert "learn_evidence.py" in caught.value.message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table.filter(pl.col("model") != "denied"), "the model denied has no (constant)"),
        (lambda table: pl.concat([table, table.tail(2)]), "2 rows are there twice"),
        (lambda table: table.with_columns(weight=pl.lit(None, pl.Float64)), "have no weight"),
        (lambda table: table.with_columns(weight=pl.lit(float("nan"))), "have no weight"),
    ],
    ids=["a model lacks", "rows twice", "no weight", "not a number"],
)
def test_a_table_that_could_not_decide_is_refused(book, change, said):
    rows = change(as_table(WEIGHTS)).write_csv()
    (book / EVIDENCE_FILE).write_text(rows + _last_line(rows.encode()), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load(book)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[: len(text) // 2], "its last line is missing"),
        (lambda text: text.rpartition("# end")[0], "its last line is missing"),
        (lambda text: text[:-9], "torn"),
        (lambda text: "".join(text.splitlines(keepends=True)[:-2]) + text.splitlines()[-1], "torn"),
        (lambda text: text.replace("-1.25", "-1.35", 1), "torn"),
        (lambda text: text + "blamed,kind:name,0.5\n", "torn"),
    ],
    ids=["half", "no last line", "a torn last line", "a row lacks", "a changed row", "a row after the end"],
)
def test_a_torn_or_altered_file_is_refused(book, change, said):
    (book / EVIDENCE_FILE).write_text(change(as_text(WEIGHTS)), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load(book)
    assert f"{EVIDENCE_FILE}: the weights cannot be read: its last line" in caught.value.message
    assert said in caught.value.message


def test_line_ends_of_windows_do_no_harm(book):
    (book / EVIDENCE_FILE).write_bytes(as_text(WEIGHTS).replace("\n", "\r\n").encode())
    assert dict(load(book).evidence) == WEIGHTS


def test_a_broken_file_is_listed_along_with_what_else_is_wrong(book):
    (book / EVIDENCE_FILE).write_bytes(b"")
    (book / "torn.yaml").write_text("code: [", encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load(book)
    assert EVIDENCE_FILE in caught.value.message
    assert "torn.yaml" in caught.value.message


def test_each_change_of_the_file_changes_the_version(book):
    bare = load(book).version
    weigh(book, WEIGHTS)
    weighed = load(book).version
    weigh(book, WEIGHTS | {"gate": BARE["gate"]})
    other = load(book).version
    assert len({bare, weighed, other}) == 3
    assert version_of(book) == other
    (book / EVIDENCE_FILE).unlink()
    assert load(book).version == bare


@given(EVIDENCE)
def test_a_table_of_weights_gives_them_back(evidence):
    assert dict(by_model(as_table(evidence))) == evidence


@given(EVIDENCE)
def test_weights_give_back_their_table_by_model_and_feature(evidence):
    table = as_table(evidence)
    assert as_table(by_model(table)).equals(table)
    assert table.select("model", "feature").rows() == sorted(table.select("model", "feature").rows())
    shuffled = table.sample(fraction=1, shuffle=True, seed=1)
    assert as_table(by_model(shuffled)).equals(table)


def test_no_weights_are_a_table_without_rows():
    table = as_table({})
    assert table.is_empty()
    assert table.schema == {"model": pl.String, "feature": pl.String, "weight": pl.Float64}
    assert dict(by_model(table)) == {}


def test_the_file_s_rows_stand_in_the_order_that_is_written():
    written = pl.read_csv(SHIPPED / EVIDENCE_FILE, null_values=[], comment_prefix="# end: ")
    assert as_table(by_model(written)).equals(written)


def test_weights_are_kept_with_the_compiled_codebook(book, tmp_path, monkeypatch):
    monkeypatch.setattr(patterns, "_kept", {})
    weigh(book, WEIGHTS)
    compiled.load_compiled(book, tmp_path / "cache")
    monkeypatch.setattr(compiled, "load", lambda _: pytest.fail("it was compiled again"))
    assert dict(compiled.load_compiled(book, tmp_path / "cache").evidence) == WEIGHTS


def test_changed_weights_are_not_taken_from_the_compiled_codebook(book, tmp_path, monkeypatch):
    monkeypatch.setattr(patterns, "_kept", {})
    weigh(book, WEIGHTS)
    compiled.load_compiled(book, tmp_path / "cache")
    weigh(book, BARE)
    assert dict(compiled.load_compiled(book, tmp_path / "cache").evidence) == BARE
    (book / EVIDENCE_FILE).unlink()
    assert dict(compiled.load_compiled(book, tmp_path / "cache").evidence) == {}
