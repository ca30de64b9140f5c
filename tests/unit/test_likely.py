"""Entries that count only where the sentence's words speak for their frame."""

import copy

import polars as pl
import pytest
import yaml
from builders import FRAME

from flows import compiled
from flows.codebook.evidence import FRAME_EVIDENCE_FILE, as_text
from flows.codebook.explain import explain
from flows.codebook.load import SHIPPED, load, version_of
from flows.codebook.show import describe, shortcomings
from flows.coding import patterns
from flows.coding.frames import code_frames
from flows.errors import CodebookError

WEIGHTS = {
    "peace": {"(constant)": -1.0, "stem:جيش": 0.6, "word:الجيوش": 0.5, "stem:كلام": -2.0, "stem:صمت": 1.0}
}
ENOUGH = "صافح قائد الجيش قائد الجيش."
TOO_LITTLE = "صافح قائد الجيش جاره."
SURE = "عم السلم كلام الناس."


@pytest.fixture
def book(tmp_path):
    """A frame whose entry سلم is sure and whose entry مصافحة is not."""
    folder = tmp_path / "book"
    folder.mkdir()
    frame = copy.deepcopy(FRAME)
    frame["entries"].append({"entry": "مصافحة", "match": {"verb": "صَافَحَ"}, "only_likely": True})
    (folder / "peace.yaml").write_text(yaml.safe_dump(frame, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.fixture
def weighed(book):
    weigh(book, WEIGHTS)
    return load(book)


def weigh(book, weights):
    (book / FRAME_EVIDENCE_FILE).write_text(as_text(weights), encoding="utf-8")


def found(texts, codebook):
    rows = pl.DataFrame({"article_id": ["a"] * len(texts), "sentence": range(len(texts)), "text": texts})
    return code_frames(rows, codebook).select("sentence", "entry").rows()


def test_an_uncertain_entry_counts_where_the_words_weigh_more_than_nothing(weighed):
    assert found([ENOUGH, TOO_LITTLE], weighed) == [(0, "مصافحة")]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("صافح قائد الجيش قائد الجيش.", True),
        ("صافح قائد الجيوش جاره.", False),
        ("صافح الصمت الجيش.", True),
        ("صافح الصمت.", False),
        ("صافح الصمت الجيش كلام.", False),
    ],
    ids=["one stem twice", "a word alone", "two stems", "just zero", "one against"],
)
def test_the_weights_of_all_words_and_stems_are_added(weighed, text, counts):
    assert bool(found([text], weighed)) == counts


def test_a_sure_entry_counts_whatever_the_words_say(weighed):
    assert found([SURE], weighed) == [(0, "سلم")]


def test_one_sentence_has_no_say_in_another(weighed):
    texts = [ENOUGH, TOO_LITTLE, SURE] * 3
    alone = [(at, entry) for at, text in enumerate(texts) for _, entry in found([text], weighed)]
    assert found(texts, weighed) == alone


def test_without_weights_no_uncertain_entry_counts(book):
    assert found([ENOUGH, SURE], load(book)) == [(1, "سلم")]


def test_a_frame_without_uncertain_entries_needs_no_weights(book):
    frame = FRAME | {"code": "truce"}
    (book / "truce.yaml").write_text(yaml.safe_dump(frame, allow_unicode=True), encoding="utf-8")
    weigh(book, WEIGHTS)
    assert found([ENOUGH], load(book)) == [(0, "مصافحة")]


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({"peace": {"stem:جيش": 1.0}}, "the model peace has no (constant)"),
        ({"peace": {"(constant)": 1e6}}, "1 rows have no weight"),
    ],
    ids=["no constant", "too large"],
)
def test_weights_that_do_not_fit_the_frames_are_refused_by_the_name_of_their_file(book, weights, told):
    weigh(book, weights)
    with pytest.raises(CodebookError) as caught:
        load(book)
    assert f"{FRAME_EVIDENCE_FILE}: {told}" in caught.value.message


def test_weights_of_a_frame_that_was_taken_out_are_left_out(book):
    weigh(book, WEIGHTS | {"war": {"(constant)": 1.0}})
    codebook = load(book)
    assert set(codebook.frame_evidence) == {"peace"}
    assert found([ENOUGH, TOO_LITTLE], codebook) == [(0, "مصافحة")]


def test_check_tells_of_a_frame_whose_uncertain_entries_never_count(book):
    weigh(book, {"war": {"(constant)": 1.0}})
    codebook = load(book)
    assert found([ENOUGH], codebook) == []
    (told,) = [one for one in shortcomings(codebook) if FRAME_EVIDENCE_FILE in one]
    assert told.endswith(f"({FRAME_EVIDENCE_FILE}) for peace: uncertain entries never count there (1).")


def test_the_weights_are_part_of_the_version(book):
    bare = version_of(book)
    weigh(book, WEIGHTS)
    assert version_of(book) != bare
    assert load(book).version == version_of(book)


def test_a_compiled_codebook_counts_alike(book, tmp_path, monkeypatch):
    weigh(book, WEIGHTS)
    compiled.load_compiled(book, tmp_path / "cache")
    monkeypatch.setattr(patterns, "_kept", {})
    again = compiled.load_compiled(book, tmp_path / "cache")
    assert again.frame_evidence == load(book).frame_evidence
    assert found([ENOUGH, TOO_LITTLE], again) == [(0, "مصافحة")]


def test_show_and_explain_tell_that_an_entry_is_uncertain(weighed):
    shown = describe(weighed, "peace")
    assert "  مصافحة: صَافَحَ\n      only where the sentence's words speak for the frame" in shown
    (place,) = explain(weighed, "يصافح").matches
    assert "counted where the sentence's words speak for the frame" in str(place)


def test_the_shipped_weights_are_those_of_frames_with_uncertain_entries():
    codebook = load()
    uncertain = {frame.code for frame in codebook.frames if any(one.only_likely for one in frame.entries)}
    assert set(codebook.frame_evidence) == uncertain
    assert (SHIPPED / FRAME_EVIDENCE_FILE).exists()
