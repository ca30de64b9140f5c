"""Each number of the blame tables leads to its own sentences."""

from dataclasses import replace

import polars as pl
import pytest
from builders import SIEGE, WAR, blame, comparison, corpus, table

from flows.report.blame_views import OTHERS, blame_views, matrix_views, pair_anchors
from flows.tables import BLAME

ACCUSED = {"source": "روسيا", "source_actor": "russia", "kind": "accusation"}


@pytest.fixture
def found():
    rows = [
        blame("a" * 16, 0, WAR, "تركيا", **ACCUSED),
        blame("a" * 16, 1, SIEGE, "الأسد", target_actor="bashar_al_assad"),
        blame("a" * 16, 1, SIEGE, "حصارا", stance="denied") | {"target": "تركيا"},
    ]
    return comparison(of=replace(corpus(), blame=table(BLAME, rows)))


def quoted(evidence):
    return [(quote.evidence.article_id[0], quote.evidence.sentence) for quote in evidence.quotes]


def test_each_kind_and_denials_have_lists_of_their_own(found):
    turkey = next(one for one in blame_views(found)[0].targets if one.target.party == "تركيا")
    assert {kind: quoted(listed) for kind, listed in turkey.evidence.items()} == {
        "accusation": [("a", 0)],
        "denied": [("a", 1)],
    }
    assert turkey.anchor_of("accusation") != turkey.anchor_of("denied")
    assert turkey.anchor_of("responsibility") == turkey.anchor


def test_a_cell_leads_to_its_sentences_and_to_no_others(found):
    blame_laid = blame_views(found)
    matrix = next(view for view in matrix_views(found, blame_laid) if view.group is not None)
    lists = {listed.anchor: listed for _, _, listed in matrix.evidence}
    lists |= {
        listed.anchor: listed
        for view in blame_laid
        for target in view.targets
        for listed in target.evidence.values()
    }
    cells = [cell for _, row in matrix.rows for cell in row if cell is not None]
    assert {(cell.cell.source, cell.cell.target): quoted(lists[cell.anchor]) for cell in cells} == {
        ("russia", "تركيا"): [("a", 0)],
        ("", "تركيا"): [("a", 1)],
        ("", "bashar_al_assad"): [("a", 1)],
    }
    assert [place.party for place, _ in matrix.rows] == ["", "russia"]


def test_every_pair_of_a_shown_target_leads_somewhere(found):
    blame_laid = blame_views(found)
    matrices = matrix_views(found, blame_laid)
    anchors = pair_anchors(matrices, blame_laid)
    shown = {
        (view.group.key, pair.source, pair.target)
        for view in blame_laid
        for one in view.targets
        for pair in one.pairs
    }
    assert shown <= anchors.keys()


def test_sums_of_several_parties_are_not_tinted():
    text = "، ".join(f"طرف {number}" for number in "ابتثجحخدذر")
    rows = [blame("a" * 16, 0, text, f"طرف {number}") for number in "ابتثجحخدذر"]
    sentences = corpus().sentences.with_columns(
        pl.when(pl.col("sentence") == 0).then(pl.lit(text)).otherwise("text").alias("text")
    )
    found = comparison(of=replace(corpus(), sentences=sentences, blame=table(BLAME, rows)))
    (matrix,) = matrix_views(found, blame_views(found))
    heats = {cell.cell.target: cell.heat for _, row in matrix.rows for cell in row if cell is not None}
    assert heats.pop(OTHERS) is None
    assert all(heat for heat in heats.values())
    assert matrix.asserted == len(rows)


def test_harm_without_a_doer_is_quoted_with_its_words(found):
    first, second = blame_views(found)
    assert quoted(first.doerless_evidence) == [("a", 0)]
    assert any(
        segment.is_harm and segment.text == "توسعت" for segment in first.doerless_evidence.quotes[0].segments
    )
    assert (second.doerless.share.denominator, second.doerless.share.value) == (0, None)
