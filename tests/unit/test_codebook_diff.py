"""What a change of the codebook changes, on sentences worked by hand."""

import re
import shutil

import polars as pl
import pytest
import yaml

from flows.codebook.load import SHIPPED, load
from flows.coding.difference import BLAME_CHANGES, CHANGES, compare_blame, compare_codebooks

TEXTS = [
    "حمى الجيش سيادة البلاد.",
    "وقعت مصر شراكة جديدة مع روسيا.",
    "عمت الهدنة الطويلة البلاد.",
    "نزل المطر.",
]


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The shipped codebook without the entry سيادة, with شراكة narrowed to a phrase and with a new frame."""
    folder = tmp_path_factory.mktemp("books") / "new"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("*.py", "*.json", "__pycache__"))
    frames = {
        name: yaml.safe_load((SHIPPED / f"{name}.yaml").read_text())
        for name in ("sovereignty", "partnership")
    }
    frames["sovereignty"]["entries"] = [
        one for one in frames["sovereignty"]["entries"] if one["entry"] != "سيادة"
    ]
    phrase = {"entry": "شراكة جديدة", "match": [{"noun": "شراكة"}, {"adjective": "جديد"}]}
    frames["partnership"]["entries"].append(phrase)
    label = {"en": "Truce", "ar": "هدنة"}
    frames["truce"] = {
        "code": "truce",
        "label": label,
        "definition": label,
        "include": [label],
        "exclude": [label],
    }
    frames["truce"] |= {"entries": [{"entry": "هدنة", "match": {"noun": "هدنة"}}]}
    frames["truce"] |= {
        "examples": [{"text": TEXTS[2]}],
        "counterexamples": [{"text": TEXTS[3], "why": "مطر"}],
    }
    for name, content in frames.items():
        text = yaml.safe_dump(content, allow_unicode=True)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load(folder)


def table(texts):
    return pl.DataFrame({"article_id": ["a"] * len(texts), "sentence": range(len(texts)), "text": texts})


def test_what_is_lost_gained_and_found_by_other_words(changed):
    found = compare_codebooks(table(TEXTS), load(), changed)
    assert found.schema == CHANGES
    assert found.select("sentence", "frame", "change", "old", "new").rows() == [
        (0, "sovereignty", "lost", ["سيادة"], []),
        (1, "partnership", "other words", ["شراكة"], ["شراكة جديدة"]),
        (2, "truce", "gained", [], ["الهدنة"]),
    ]


def test_the_same_codebook_changes_nothing():
    assert compare_codebooks(table(TEXTS), load(), load()).is_empty()
    assert compare_blame(table(BLAMING), load(), load()).is_empty()


BLAMING = ["اتهمت أنقرة دمشق بقصف القرى.", "قصفت روسيا الأحياء السكنية في إدلب.", "نزل المطر."]


def test_blame_that_is_lost_and_that_is_coded_otherwise(tmp_path):
    folder = tmp_path / "new"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("*.py", "*.json", "__pycache__"))
    actors = (folder / "actors.yaml").read_text(encoding="utf-8")
    renamed_everywhere = re.sub(r"\bsyria\b", "syria_renamed", actors)
    (folder / "actors.yaml").write_text(renamed_everywhere, encoding="utf-8")
    renamed = compare_blame(table(BLAMING), load(), load(folder))
    assert renamed.schema == BLAME_CHANGES
    assert renamed.select("sentence", "change").rows() == [(0, "otherwise")]
    assert renamed["new"].struct.field("target_actor").to_list() == ["syria_renamed"]
    (folder / "blame.yaml").unlink()
    bare = load(folder)
    lost = compare_blame(table(BLAMING), load(), bare)
    assert lost.select("sentence", "change").rows() == [(0, "lost"), (1, "lost")]
    assert lost["new"].to_list() == [None, None]
    gained = compare_blame(table(BLAMING), bare, load())
    assert gained["new"].struct.field("target").to_list() == ["دمشق", "روسيا"]
