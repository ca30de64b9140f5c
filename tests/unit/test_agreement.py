"""The scoring of blame, worked by hand."""

import pytest

from flows.measures.agreement import Blamed, Counts, match, score_blame, words


def blame(target, kind="harm", source=None, stance="asserted"):
    return Blamed(target, source, kind, stance)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("النظام السوري", "نظام"),
        ("للنظام", "النظام"),
        ("وروسيا", "روسيا"),
        ("الروسية", "القوات الروسية"),
        ("بوتين", "فلاديمير بوتين"),
        ("الدولةَ", "الدولة"),
    ],
)
def test_spans_that_share_a_word_match(one, other):
    assert not words(one).isdisjoint(words(other))


@pytest.mark.parametrize(("one", "other"), [("روسيا", "إيران"), ("الروسية", "روسيا"), ("قوات", "قوة")])
def test_spans_that_share_none_do_not(one, other):
    assert words(one).isdisjoint(words(other))


def test_each_coded_record_is_matched_once():
    pairs = match([blame("روسيا"), blame("روسيا")], [blame("روسيا")])
    assert len(pairs) == 1


def test_a_denied_record_taken_for_asserted_is_wrong_twice():
    scored = score_blame([[blame("روسيا")]], [[blame("روسيا", stance="denied")]])
    assert scored.every == Counts(0, 1, 1)
    assert scored.every.f1 == 0


def test_counts_by_hand():
    predicted = [
        [blame("روسيا", "accusation", "تركيا"), blame("إيران")],
        [blame("النظام")],
        [],
    ]
    gold = [
        [blame("روسيا", "accusation", "تركيا"), blame("سوريا", "responsibility")],
        [],
        [blame("داعش")],
    ]
    scored = score_blame(predicted, gold)
    assert scored.every == Counts(1, 3, 3)
    assert scored.explicit == Counts(1, 1, 2)
    assert scored.sentences == Counts(1, 2, 2)
    assert scored.sources == Counts(1, 1, 1)
    assert scored.every.precision == scored.every.recall == pytest.approx(1 / 3)


def test_a_source_that_neither_names_is_right():
    scored = score_blame([[blame("روسيا", "accusation")]], [[blame("روسيا", "accusation")]])
    assert scored.sources.recall == 1


def test_a_source_that_one_side_names_is_wrong():
    scored = score_blame([[blame("روسيا", "accusation")]], [[blame("روسيا", "accusation", "تركيا")]])
    assert scored.sources == Counts(0, 0, 1)


def test_the_kind_does_not_count_over_every_kind():
    scored = score_blame([[blame("روسيا")]], [[blame("روسيا", "accusation")]])
    assert scored.every.f1 == 1
    assert scored.explicit.recall == 0


def test_nothing_over_nothing_is_null():
    scored = score_blame([[]], [[]])
    assert scored.every.precision is None
    assert scored.every.recall is None
    assert scored.every.f1 is None


def test_both_sides_have_the_same_sentences():
    with pytest.raises(ValueError, match="argument"):
        score_blame([[]], [[], []])


def test_a_record_is_read_from_its_fields():
    fields = {"target": "روسيا", "source": None, "kind": "harm", "stance": "denied", "id": "x"}
    assert Blamed.of(fields) == blame("روسيا", stance="denied")
