"""How the ranker adds weights up: by parts and by names alike, and for most candidates not to the end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worked_blame import CASES

from flows.codebook.evidence import (
    BLAMED,
    CONSTANT,
    CONSTANT_AS_LEARNED,
    CONSTANT_OF_ACCUSATION,
    CONSTANT_WITHOUT_CUE,
    DENIED,
    LEAST_AROUND,
    LEAST_AROUND_WITHOUT_CUE,
    LEAST_ITSELF,
    SOURCE,
)
from flows.codebook.load import load
from flows.coding.blame.coder import Compiled
from flows.coding.blame.features import of_candidate, told_of
from flows.coding.blame.naming import bucket, names_of, parts_of
from flows.coding.blame.ranking import judge, shared_of, weigh
from flows.coding.blame.resolution import sight_of, voices
from flows.coding.blame.weights import MODELS, Weights, score_of
from flows.coding.blame.words import spans_of, tokens_of
from flows.vocabulary import KINDS

LEXICON = Compiled.of(load()).lexicon
TEXTS = [text for text, _ in CASES.values()]
WORDS = sorted({word for text in TEXTS for word in text.split()})
SENTENCES = st.one_of(
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from([*WORDS, "،", ".", "«", "(AFP)"]), max_size=20).map(" ".join),
)
NOBODY_RULED = "اتهمت تركيا الحكومة بالقصف، وزارت إيران المدينة."
CUE_WITHOUT_ITS_WORD = "حملت روسيا صناديق الدواء إلى القرية."


def weights(**of_blamed):
    plain = {name: {CONSTANT: -1.0} for name in (BLAMED, DENIED, SOURCE, *KINDS)}
    plain[BLAMED] |= {CONSTANT_WITHOUT_CUE: -1.0, CONSTANT_AS_LEARNED: -1.0} | of_blamed
    plain[SOURCE][CONSTANT_OF_ACCUSATION] = -1.0
    return Weights(plain)


def sight(text):
    read = sight_of(text, LEXICON)
    assert read is not None
    return read[0]


def party_of(seen, actor):
    return next(party for party in seen.candidates if party.actor == actor)


@settings(deadline=None)
@given(SENTENCES)
def test_what_is_told_of_a_party_gives_each_name_once(text):
    read = sight_of(text, LEXICON)
    for party in () if read is None else [*read[0].candidates, *voices(read[0])]:
        names = [name for told in told_of(read[0], party) for name in names_of(told)]
        assert sorted(names) == sorted(of_candidate(read[0], party))


@settings(deadline=None)
@given(SENTENCES, st.randoms(use_true_random=False))
def test_parts_weigh_what_their_names_weigh(text, random):
    read = sight_of(text, LEXICON)
    for party in () if read is None else read[0].candidates:
        names = of_candidate(read[0], party)
        hundredths = {name: random.randint(-300, 300) for name in sorted(names) if random.random() < 0.7}
        weighed = {model: {name: each / 100 for name, each in hundredths.items()} for model in MODELS}
        sums = Weights(weighed).sums(told_of(read[0], party))
        assert [score_of(model, sums) for model in MODELS] == [sum(hundredths.values())] * len(MODELS)


@pytest.mark.parametrize("name", ["ruled", "kind:name", "governed:", "path:harm verb subject > ", "a:b:c d"])
def test_a_name_is_that_of_its_parts(name):
    assert names_of(parts_of(name))[0].removesuffix(":") == name.removesuffix(":")


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(-100_000, 100_000)] * len(MODELS)), max_size=9))
def test_the_sums_of_all_models_stand_side_by_side(rows):
    weighed = Weights(
        {
            model: {f"feature {at}": row[place] / 100 for at, row in enumerate(rows)}
            for place, model in enumerate(MODELS)
        }
    )
    sums = weighed.sums(f"feature {at}" for at in range(len(rows)))
    assert [score_of(model, sums) for model in MODELS] == [
        sum(row[place] for row in rows) for place in range(len(MODELS))
    ]


def test_a_word_that_stands_twice_beside_a_party_is_named_once():
    seen = sight("قصف قصف النظام المدينة.")
    party = seen.candidates[0]
    names = [name for told in told_of(seen, party) for name in names_of(told) if name.startswith("left")]
    assert sorted(names) == sorted(
        ["left 1:قصف", "left 2:قصف", "left:قصف", "left pair:قصف قصف", "left mark:قصف "]
    )


@settings(deadline=None)
@given(SENTENCES)
def test_every_word_has_its_span_and_its_reading(text):
    tokens, spans = tokens_of(text, LEXICON), spans_of(text)
    assert [token.reading for token in tokens] == [LEXICON.read(text[start:end]) for start, end in spans]
    assert all(
        before_end <= start < end
        for (_, before_end), (start, end) in zip([(0, 0), *spans], spans, strict=False)
    )


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("قالت روسيا", ["", ""]),
        ("قالت روسيا، أمس", ["", "", ","]),
        ("«قالت» روسيا: أمس", ['"', '"', "."]),
        ("قالت (روسيا) أمس.", ["", "(", "("]),
        ("قالـت ـ روسيا", ["", ""]),
        ("قالت ﹰ روسيا\ufe76", ["", ""]),
        ("", []),
        ("…", []),
    ],
)
def test_the_strongest_mark_before_each_word_is_kept(text, marks):
    assert [token.mark for token in tokens_of(text, LEXICON)] == marks


@pytest.mark.parametrize(
    ("distance", "name"), [(-1, "0"), (0, "0"), (1, "1"), (3, "4"), (8, "8"), (15, "15"), (16, "far")]
)
def test_distances_fall_into_buckets(distance, name):
    assert bucket(distance) == name


@pytest.mark.parametrize(
    ("constant", "least", "passed_over"),
    [
        (LEAST_ITSELF, -1.0, False),
        (LEAST_ITSELF, -0.99, True),
        (LEAST_AROUND, -1.0, False),
        (LEAST_AROUND, 0.0, True),
    ],
)
def test_a_party_that_no_rule_blames_is_passed_over_below_the_constants(constant, least, passed_over):
    seen = sight(NOBODY_RULED)
    told = weights(**{constant: least, "no cue after": 9.0})
    weighed = weigh(seen, party_of(seen, "iran"), shared_of(seen, told), told)
    assert weighed.passed_over == passed_over
    blamed = [each.party.actor for each in judge(seen, voices(seen), told)]
    assert ("iran" in blamed) != passed_over


def test_a_party_that_a_rule_blames_is_weighed_to_the_end():
    seen = sight("قصفت روسيا المدارس.")
    told = weights(**{LEAST_ITSELF: 99.0, LEAST_AROUND: 99.0, "actor:russia": 1.1})
    assert [each.party.actor for each in judge(seen, voices(seen), told)] == ["russia"]


def test_without_a_cue_that_has_all_it_needs_other_constants_hold():
    seen = sight(CUE_WITHOUT_ITS_WORD)
    for constant, blamed in ((LEAST_AROUND, ["russia"]), (LEAST_AROUND_WITHOUT_CUE, [])):
        told = weights(**{constant: 9.0, "actor:russia": 1.1})
        assert [each.party.actor for each in judge(seen, voices(seen), told)] == blamed


def test_one_who_was_passed_over_is_heard_to_the_end_as_a_source():
    seen = sight(NOBODY_RULED)
    told = weights(**{LEAST_ITSELF: 0.0, "actor:iran": -5.0, "no cue after": 2.0})
    weighed = weigh(seen, party_of(seen, "iran"), shared_of(seen, told), told)
    assert weighed.passed_over
    assert weighed.hear_out(told) == shared_of(seen, told) + told.sums(told_of(seen, weighed.party))
