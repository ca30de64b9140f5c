"""The compiled codebook on disk: the same as a fresh one, rebuilt when torn, and never a reason to fail."""

import json
import zipfile

import pytest
import yaml

from flows import compiled
from flows.codebook.load import load
from flows.coding import patterns
from flows.errors import CodebookError

FRAME = {
    "code": "peace",
    "label": {"en": "Peace", "ar": "السلم"},
    "definition": {"en": "Peace is named.", "ar": "يذكر السلم."},
    "include": [{"en": "truces", "ar": "الهدن"}],
    "exclude": [{"en": "greetings", "ar": "التحية"}],
    "entries": [
        {
            "entry": "سلم دائم",
            "match": [{"noun": "سلم"}, {"gap": 2}, [{"adjective": "دائم"}, {"set": "calm"}]],
            "only_near": [{"any": [{"noun": "دولة"}], "within": 4}],
        }
    ],
    "examples": [{"text": "عم السلم الدائم الدولة."}],
    "counterexamples": [{"text": "صعد السلم.", "why": "درج"}],
}
CUES = {
    "role_frames": {"act": {"kind": "harm", "blamed": ["subject"]}},
    "cues": [
        {
            "id": "bomb",
            "lemma": "قصف",
            "pos": "verb",
            "frame": "act",
            "example": {"text": "قصف الجيش المدينة.", "targets": ["الجيش"]},
        }
    ],
}


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "book"
    folder.mkdir()
    for name, content in (("peace", FRAME), ("words", {"sets": {"calm": ["هادئ"]}}), ("blame", CUES)):
        text = yaml.safe_dump(content, allow_unicode=True)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def nothing_in_memory(monkeypatch):
    monkeypatch.setattr(patterns, "_kept", {})


def files(cache):
    return sorted(cache.glob("*"))


def test_the_second_load_reads_no_yaml_and_gives_the_same(book, tmp_path, monkeypatch):
    fresh = compiled.load_compiled(book, tmp_path / "cache")
    tables = patterns.compile_patterns(fresh)
    monkeypatch.setattr(patterns, "_kept", {})
    monkeypatch.setattr(compiled, "load", lambda _: pytest.fail("it was compiled again"))
    again = compiled.load_compiled(book, tmp_path / "cache")
    assert (again.version, again.frames, again.actors) == (fresh.version, fresh.frames, fresh.actors)
    assert dict(again.sets) == dict(fresh.sets)
    assert [(cue, cue.forms) for cue in again.cues] == [(cue, cue.forms) for cue in fresh.cues]
    monkeypatch.setattr(patterns, "_compile", lambda _: pytest.fail("its tables were made again"))
    kept = patterns.compile_patterns(again)
    for name in ("forms", "entries", "parts", "conditions"):
        assert getattr(kept, name).equals(getattr(tables, name))


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_torn_file_is_made_anew(book, tmp_path, share):
    cache = tmp_path / "cache"
    compiled.load_compiled(book, cache)
    (path,) = files(cache)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert compiled.load_compiled(book, cache) == load(book)
    assert zipfile.ZipFile(path).testzip() is None


def test_a_flipped_byte_is_noticed(book, tmp_path):
    cache = tmp_path / "cache"
    compiled.load_compiled(book, cache)
    (path,) = files(cache)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert compiled.load_compiled(book, cache) == load(book)
    assert bytes(content) != path.read_bytes()


FLAGS, METHOD = 6, 8
"""Where the header of a member says how it is packed."""


@pytest.mark.parametrize(("field", "value"), [(FLAGS, 0x01), (FLAGS, 0x20), (METHOD, 77), (METHOD, 8)])
def test_a_member_that_seems_packed_in_another_way_is_made_anew(book, tmp_path, field, value):
    cache = tmp_path / "cache"
    compiled.load_compiled(book, cache)
    (path,) = files(cache)
    content = bytearray(path.read_bytes())
    content[field] |= value  # of the first member, and in the archive's directory
    content[content.index(b"PK\x01\x02") + field + 2] |= value
    path.write_bytes(content)
    assert compiled.load_compiled(book, cache) == load(book)
    assert zipfile.ZipFile(path).testzip() is None


def test_a_file_that_says_it_is_another_codebook_is_not_believed(book, tmp_path):
    cache = tmp_path / "cache"
    compiled.load_compiled(book, cache)
    (path,) = files(cache)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["codebook.json"] = json.dumps(
        json.loads(members["codebook.json"]) | {"version": "0" * 16}
    ).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert compiled.load_compiled(book, cache).version == load(book).version


def test_a_changed_codebook_is_compiled_and_only_the_newest_are_kept(book, tmp_path):
    cache = tmp_path / "cache"
    versions = set()
    for number in range(compiled.KEPT_FILES + 2):
        (book / "peace.yaml").write_text(
            yaml.safe_dump(FRAME | {"code": f"peace_{number}"}, allow_unicode=True), encoding="utf-8"
        )
        versions.add(compiled.load_compiled(book, cache).version)
    assert len(versions) == compiled.KEPT_FILES + 2
    assert len(files(cache)) == compiled.KEPT_FILES


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(book, tmp_path):
    (tmp_path / "cache").write_text("a file, no folder", encoding="utf-8")
    assert compiled.load_compiled(book, tmp_path / "cache") == load(book)


def test_a_killed_writer_leaves_no_file_under_the_name(book, tmp_path, monkeypatch):
    def killed(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(compiled.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        compiled.load_compiled(book, tmp_path / "cache")
    assert files(tmp_path / "cache") == []


def test_a_codebook_that_cannot_be_used_is_refused_and_not_kept(book, tmp_path):
    (book / "peace.yaml").write_text("code: [", encoding="utf-8")
    with pytest.raises(CodebookError):
        compiled.load_compiled(book, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_the_user_s_cache_is_taken_where_no_folder_is_named(book, tmp_path, monkeypatch):
    monkeypatch.setenv(compiled.CACHE_VARIABLE, str(tmp_path / "home"))
    compiled.load_compiled(book)
    assert len(files(tmp_path / "home" / "khitab")) == 1
