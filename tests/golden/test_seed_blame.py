"""Whom the two seed articles blame: what a careful reader lists in each, and nobody else."""

from pathlib import Path

import polars as pl
import pytest

from flows.codebook.load import load
from flows.coding.articles import code

SEEDS = Path(__file__).parents[2] / "seeds"
BLAMED = {
    # فرض الأسد وحلفاؤه - روسيا وإيران وميليشيات شيعية - حصارا طويلا تخللته غارات جوية وقصف مدفعي
    "000_f2a7bc1230710c35.txt": [
        ("الأسد", "bashar_assad", "harm", "asserted", None),
        ("روسيا", "russia", "harm", "asserted", None),
        ("إيران", "iran", "harm", "asserted", None),
        ("ميليشيات شيعية", "shia_militias", "harm", "asserted", None),
    ],
    # فوقعوا ضحية دعاية هذه التنظيمات
    "003_14c5fae91b0a3a20.txt": [("التنظيمات المتطرفة", None, "harm", "asserted", None)],
}
BYSTANDERS = {"united_states", "turkey", "qatar", "syria", "islamic_state", "sdf", "global_coalition"}


@pytest.fixture(scope="module")
def records():
    rows = [
        {"article_id": name, "title": None, "text": (SEEDS / name).read_text(encoding="utf-8")}
        for name in BLAMED
    ]
    articles = pl.DataFrame(rows, schema={"article_id": pl.String, "title": pl.String, "text": pl.String})
    coded = code(articles, load()).select("article_id", "blame").explode("blame").drop_nulls()
    return coded.unnest("blame")


@pytest.mark.parametrize("name", BLAMED)
def test_a_seed_blames_whom_a_careful_reader_lists(records, name):
    columns = ("target", "target_actor", "kind", "stance", "source")
    found = records.filter(article_id=name).sort("sentence", "start").select(columns)
    assert found.rows() == BLAMED[name]


def test_no_bystander_is_blamed(records):
    assert BYSTANDERS.isdisjoint(records["target_actor"].drop_nulls())
