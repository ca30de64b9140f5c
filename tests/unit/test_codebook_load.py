import shutil

import pytest
import yaml
from builders import FRAME

from flows.codebook.load import SHIPPED, load
from flows.codebook.show import describe, summarise
from flows.errors import CodebookError, UsageError


def codebook(folder, words=None, **changes):
    folder.mkdir(exist_ok=True)
    content = {key: value for key, value in (FRAME | changes).items() if value is not None}
    (folder / "peace.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    if words is not None:
        (folder / "words.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    return folder


def refusal(folder):
    with pytest.raises(CodebookError) as caught:
        load(folder)
    return caught.value.message


def test_the_shipped_codebook_is_sound():
    shipped = load()
    assert [frame.code for frame in shipped.frames] == ["partnership", "proxy_war", "sovereignty"]
    assert "3 frames" in summarise(shipped)


def test_a_fourth_frame_is_a_file(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "book", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    extended = load(codebook(tmp_path / "book"))
    assert [frame.code for frame in extended.frames] == ["partnership", "peace", "proxy_war", "sovereignty"]
    assert extended.version != load().version


def test_the_version_is_the_contents(tmp_path):
    one, two = load(codebook(tmp_path / "one")), load(codebook(tmp_path / "two"))
    assert one.version == two.version
    assert len(one.version) == 16
    other = codebook(tmp_path / "other", label={"en": "Calm", "ar": "الهدوء"})
    assert load(other).version != one.version


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"label": None}, "label: Field required"),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
        ({"code": "Peace!"}, "code: String should match"),
        ({"entries": []}, "entries: Tuple should have at least 1 item"),
        ({"counterexamples": [{"text": "نص"}]}, "counterexamples.0.why: Field required"),
        ({"entries": [{"entry": "س", "match": {"noun": "سلم", "verb": "سلّم"}}]}, "give exactly one of noun"),
        ({"entries": [{"entry": "س", "match": {"set": "states", "dual": False}}]}, "a set takes no further"),
        ({"entries": [{"entry": "س", "match": {"set": "states"}}]}, "there is no set states"),
        ({"entries": [{"entry": "س", "match": {"noun": "سلم!"}}]}, "سلم! can never match"),
        ({"entries": [{"entry": "س", "match": "ـــ"}]}, "can never match"),
        ({"entries": [{"entry": "س", "match": {"verb": "١٢٣"}}]}, "libqutrub cannot conjugate"),
        (
            {"entries": [{"entry": "س", "match": {"fixed": "سلم", "without": ["سلم", "وسلم", "فسلم"]}}]},
            "no form is left",
        ),
        ({"entries": [{"entry": "س", "match": {"noun": "سلم", "without": ["حرب"]}}]}, "no form of it"),
        ({"entries": FRAME["entries"] * 2}, "the entry سلم is there twice"),
        (
            {"entries": [*FRAME["entries"], {"entry": "سلام", "match": [{"noun": "سلم"}]}]},
            "سلام duplicates سلم",
        ),
        ({"entries": [{"entry": "س", "match": [{"gap": 2}]}]}, "match"),
    ],
)
def test_a_problem_is_named_with_its_file_and_line(tmp_path, changes, said):
    message = refusal(codebook(tmp_path / "book", **changes))
    assert said in message
    assert "peace.yaml:" in message


def test_every_problem_is_listed_at_once(tmp_path):
    folder = codebook(
        tmp_path / "book", label=None, words={"sets": {"w": [{"noun": "سلم", "without": ["حرب"]}]}}
    )
    (folder / "broken.yaml").write_text("code: [", encoding="utf-8")
    (folder / "latin.yaml").write_bytes("code: سلم".encode("windows-1256"))
    message = refusal(folder)
    for said in ("peace.yaml:", "words.yaml:", "not YAML", "latin.yaml: it is not UTF-8"):
        assert said in message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "it holds no fields"),
        ("- a\n", "it holds no fields"),
        ("code: a\ncode: b\n", "code is there twice"),
    ],
)
def test_files_that_are_no_frame(tmp_path, content, said):
    (tmp_path / "frame.yaml").write_text(content, encoding="utf-8")
    assert said in refusal(tmp_path)


def test_a_set_does_not_name_another(tmp_path):
    words = {"sets": {"one": [{"set": "two"}], "two": ["سلم"]}}
    assert "set one names another set" in refusal(codebook(tmp_path / "book", words=words))


def test_two_frames_do_not_share_a_code(tmp_path):
    folder = codebook(tmp_path / "book")
    shutil.copy(folder / "peace.yaml", folder / "quiet.yaml")
    assert "the code peace is taken" in refusal(folder)


def test_an_empty_folder_is_no_codebook(tmp_path):
    assert "no .yaml file" in refusal(tmp_path)


def test_a_frame_is_described():
    text = describe(load(), "proxy_war")
    assert text.startswith("Proxy war · الحرب بالوكالة (proxy_war)\n")
    for heading in ("Included:", "Excluded:", "Entries:", "Examples:", "Counter-examples:"):
        assert heading in text


def test_an_unknown_frame_is_refused_with_the_known_ones():
    with pytest.raises(UsageError) as caught:
        describe(load(), "peace")
    assert "sovereignty" in caught.value.hint
