"""The comparison of two articles, each number worked by hand."""

from datetime import date

import pytest
from builders import SIEGE, article, comparison, corpus, dated, hit, sentence, table

from flows.compare import Corpus
from flows.settings import CompareParameters
from flows.tables import BLAME, HARM, HITS, SENTENCES


def test_groups_are_described_from_their_articles():
    first, second = comparison().groups
    assert (first.articles, first.sentences, first.words, first.first_precision) == (1, 2, 18, "month")
    assert (second.label.ar, second.first) == ("2025 · اختبار الشراكة بعد الحرب", date(2025, 12, 25))


def test_an_article_without_a_headline_goes_by_its_first_words():
    assert comparison().groups[0].label.en == "2016 · توسعت الحرب الأهلية إلى حرب إقليمية بالوكالة،…"


def test_the_leading_frames_take_more_than_an_equal_share():
    profiles = comparison().profiles
    assert [(one.mentions, one.leading) for one in profiles] == [(1, ("proxy_war",)), (3, ("sovereignty",))]


def test_targets_go_by_the_codebooks_name_or_by_their_words():
    assert [(one.label.en, one.asserted) for one in comparison().targets] == [
        ("Bashar al-Assad", 1),
        ("تركيا", 1),
    ]


def test_evidence_holds_each_counted_sentence_with_marks_at_its_words():
    known = comparison()
    assert [(one.article_id[0], one.sentence) for one in known.evidence] == [
        ("a", 0),
        ("a", 1),
        ("b", 0),
        ("b", 1),
    ]
    marked = {one.text[mark.start : mark.end] for one in known.evidence for mark in one.marks}
    assert marked == {"توسعت", "حرب إقليمية بالوكالة", "تركيا", "الأسد", "الشراكة", "سيادتها", "السيادة"}


def test_no_number_quotes_more_than_its_limit_and_the_data_hold_them_all():
    count = 40
    article_id = "a" * 16
    text = "سيادة البلاد"
    known = Corpus(
        articles=corpus([dated(article_id, date(2020, 1, 1))]).articles,
        sentences=table(SENTENCES, [sentence(article_id, n, text, 2) for n in range(count)]),
        hits=table(HITS, [hit(article_id, n, text, "sovereignty", "سيادة") for n in range(count)]),
        blame=BLAME.empty(),
        harm=HARM.empty(),
        receipts=corpus().receipts,
        skips=corpus().skips,
    )
    found = comparison(of=known)
    assert [one.sentence for one in found.evidence] == list(range(found.evidence_limit))
    assert found.data["sentences"].height == count
    assert found.data["mentions"].height == count


def test_left_out_articles_join_the_skipped_ones():
    rows = [dated("a" * 16, date(2016, 12, 1), "month"), dated("b" * 16, date(2016, 12, 25))]
    found = comparison(CompareParameters(since=date(2016, 12, 10)), corpus(rows))
    assert [one.reason for one in found.skipped] == ["empty", "vague-date"]


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({}, "articles"),
        ({"group_by": "outlet"}, "outlets"),
        ({"group_by": "period", "period": "year"}, "years"),
        ({"group_by": "outlet", "since": date(2016, 1, 1)}, "outlets-since-2016-01-01"),
        ({"name": "palmyra"}, "palmyra"),
    ],
)
def test_a_report_is_named_after_what_it_compares(parameters, name):
    assert comparison(CompareParameters(**parameters)).name == name


def test_two_choices_of_outlets_never_share_a_name():
    names = {
        comparison(CompareParameters(outlets=outlets)).name for outlets in [(), ("أ",), ("ب",), ("أ", "ب")]
    }
    assert len(names) == 4


def test_the_same_corpus_gives_an_equal_comparison():
    assert comparison() == comparison()


def test_sources_carry_a_digest_that_changes_with_the_text():
    changed = [dated("a" * 16, date(2016, 12, 1), text=SIEGE)]
    before, after = comparison().sources[0].sha256, comparison(of=corpus(changed)).sources[0].sha256
    assert before != after
    assert len(before) == 64


def test_a_group_of_outlets_keeps_how_much_of_its_dates_is_stated_and_counts_the_undated():
    rows = [
        dated("a" * 16, date(2016, 12, 1), "month"),
        dated("b" * 16, date(2017, 1, 5)),
        dated("c" * 16, date(2017, 1, 1), "year", outlet="ب"),
        article("d" * 16),
    ]
    first, second = comparison(CompareParameters(group_by="outlet"), corpus(rows)).groups
    assert (second.first, second.first_precision, second.last, second.last_precision, second.undated) == (
        date(2016, 12, 1),
        "month",
        date(2017, 1, 5),
        "day",
        1,
    )
    assert (first.first_precision, first.undated) == ("year", 0)


def test_every_source_that_blames_a_shown_target_is_kept():
    known = comparison()
    assert {(pair.source, pair.target) for pair in known.pairs} == {
        ("russia", "تركيا"),
        ("", "bashar_al_assad"),
    }
