"""The words of harm: what their file must say, and what is said of a file that cannot be used."""

import shutil
from pathlib import Path

import pytest
import yaml

from flows.codebook.harms import REQUIRED_CLASSES, load_harms
from flows.codebook.load import SHIPPED, load
from flows.errors import CodebookError

CUE = {
    "cue": "killed",
    "any": "قتل",
    "reads": "passive",
    "of": ["people"],
    "example": "قُتل مدني",
    "counterexample": "قتل الوقت",
}
CONTENT = {"cues": [CUE], "word_classes": {name: ["كلمة"] for name in REQUIRED_CLASSES}}


def problems(tmp_path, content):
    path = tmp_path / "harm.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    found = []
    return load_harms(path, found), [str(problem) for problem in found]


def test_a_whole_file_is_read_with_its_words_folded(tmp_path):
    harms, found = problems(tmp_path, CONTENT)
    assert found == []
    assert harms.cues[0].forms == {"قتل", "وقتل", "فقتل"}
    assert harms.word_classes["people"] == {"كلمه"}


def test_no_file_is_no_problem(tmp_path):
    found = []
    assert load_harms(tmp_path / "harm.yaml", found) is None
    assert found == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (CONTENT | {"word_classes": {"people": ["مدني"]}}, "there is no class of words accidents"),
        (CONTENT | {"cues": [CUE, CUE]}, "the cue killed is there twice"),
        (CONTENT | {"cues": [CUE | {"by": ["people"]}]}, "`by` goes with"),
        (CONTENT | {"cues": [CUE | {"of": []}]}, "`of` goes with"),
        (CONTENT | {"cues": [CUE | {"any": {"set": "states"}}]}, "a set cannot stand here"),
        (CONTENT | {"cues": [CUE | {"reads": "guess"}]}, "cues.0.reads"),
        (CONTENT | {"cues": []}, "cues"),
        (CONTENT | {"extra": 1}, "extra"),
        ([], "it holds no fields"),
    ],
)
def test_each_fault_is_named(tmp_path, content, said):
    harms, found = problems(tmp_path, content)
    assert harms is None
    assert any(said in problem and problem.startswith("harm.yaml") for problem in found), found


def test_a_faulty_file_makes_the_codebook_unusable(tmp_path):
    folder = tmp_path / "codebook"
    folder.mkdir()
    for path in Path(SHIPPED).glob("*.yaml"):
        shutil.copy(path, folder)
    (folder / "harm.yaml").write_text("cues: nothing", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"harm\.yaml"):
        load(folder)
