"""The learned ranker, its candidates and its gate, with small weights made by hand."""

from dataclasses import replace
from itertools import permutations

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from worked_blame import CASES

from flows.codebook.evidence import (
    BLAMED,
    CONSTANT,
    CONSTANT_AS_LEARNED,
    CONSTANT_OF_ACCUSATION,
    CONSTANT_WITHOUT_CUE,
    DENIED,
    SOURCE,
)
from flows.codebook.load import load
from flows.coding.blame.candidates import candidates
from flows.coding.blame.coder import Compiled, code_blame
from flows.coding.blame.features import of_candidate
from flows.coding.blame.gate import Gate
from flows.coding.blame.ranking import judge, only_accuses, spared
from flows.coding.blame.resolution import resolve, sight_of, voices
from flows.coding.blame.weights import Weights
from flows.coding.blame.words import spans_of
from flows.coding.reading import Words
from flows.text.stems import stem
from flows.vocabulary import KINDS, STANCES

CODEBOOK = load()
COMPILED = Compiled.of(CODEBOOK)
LEXICON = COMPILED.lexicon
TEXTS = [text for text, _ in CASES.values()]
EXAMPLES = [cue.example.text for cue in CODEBOOK.cues]
WORDS = sorted({word for text in TEXTS + EXAMPLES for word in text.split()})
SENTENCES = st.one_of(
    st.sampled_from(TEXTS + EXAMPLES),
    st.lists(st.sampled_from([*WORDS, "،", "."]), max_size=20).map(" ".join),
)

TWO_ACTORS = "قصفت روسيا المدارس وقصفت إيران الجسر بحسب التقرير."
ONE_ACTOR_TWICE = "قصفت روسيا المدارس وقالت موسكو إنها لا تعلم."
ONE_WORD_TWICE = "قصف النظام المدارس ثم انسحبت قوات النظام."
COORDINATED = "قصفت إيران والنظام المدارس."
ALONE = "قصفت روسيا المدارس."
CUE_WITHOUT_ITS_WORD = "حملت روسيا صناديق الدواء إلى القرية."


def weights(**models):
    """Give weights by which nobody is blamed and nobody speaks, changed as asked."""
    nothing = {name: {CONSTANT: -1.0} for name in (BLAMED, DENIED, SOURCE, *KINDS)}
    nothing[BLAMED] |= {CONSTANT_WITHOUT_CUE: -3.0, CONSTANT_AS_LEARNED: -1.0}
    nothing[SOURCE][CONSTANT_OF_ACCUSATION] = -1.0
    return Weights({name: nothing[name] | models.get(name, {}) for name in nothing})


def sight(text):
    read = sight_of(text, LEXICON)
    assert read is not None
    return read[0]


def judged(text, **models):
    """Give whom the ranker blames as name, kind, stance and source."""
    seen = sight(text)

    def named(party):
        if party is None:
            return None
        spans = spans_of(text)
        return text[spans[party.name_first][0] : spans[party.name_last][1]]

    found = judge(seen, voices(seen), weights(**models))
    return [(named(each.party), each.kind, each.stance, named(each.source)) for each in found]


def blamed(text, **of_features):
    return [each[0] for each in judged(text, blamed=of_features)]


@pytest.mark.parametrize(("weight", "expected"), [(0.9, []), (1.0, []), (1.1, ["روسيا"]), (9.0, ["روسيا"])])
def test_a_candidate_is_blamed_above_zero(weight, expected):
    assert blamed(TWO_ACTORS, **{"actor:russia": weight}) == expected


def test_what_the_sentence_s_words_weigh_counts_for_every_candidate():
    assert blamed(TWO_ACTORS, **{"word:مدارس": 1.1}) == ["روسيا", "إيران"]


def test_the_surest_comes_first():
    assert blamed(TWO_ACTORS, **{"actor:russia": 2.0, "actor:iran": 3.0}) == ["إيران", "روسيا"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_is_the_one_that_weighs_most(kind):
    models = {kind: {"actor:russia": 9.0}}
    assert judged(TWO_ACTORS, blamed={"actor:russia": 2.0}, **models) == [("روسيا", kind, "asserted", None)]


@pytest.mark.parametrize(
    ("blamed_as_learned", "harm", "kind"),
    [
        (9.0, -1.0, "accusation"),
        (9.0, 1.0, "accusation"),  # a harm is likelier, but that it is more than one is likely enough
        (9.0, 2.0, "harm"),
        (-0.5, -1.0, "accusation"),
        (-0.5, 1.0, "harm"),  # the less sure that the party is blamed, the surer that it is explicit
        (-3.0, -1.0, "harm"),
    ],
)
def test_blame_is_explicit_once_that_is_likely_enough(blamed_as_learned, harm, kind):
    told = {CONSTANT: 1.0, CONSTANT_AS_LEARNED: blamed_as_learned}
    found = judged(ALONE, blamed=told, harm={CONSTANT: harm}, accusation={CONSTANT: 0.0})
    assert [each[1] for each in found] == [kind]


@pytest.mark.parametrize(("weight", "stance"), [(1.0, "asserted"), (1.1, "denied")])
def test_blame_is_denied_above_zero(weight, stance):
    found = judged(TWO_ACTORS, blamed={"actor:russia": 2.0}, denied={"actor:russia": weight})
    assert [each[2] for each in found] == [stance]


def test_the_source_is_the_likeliest_above_zero():
    said = {"actor:iran": 1.5, "kind:voice": 2.0}
    models = {"blamed": {"actor:russia": 2.0}, "harm": {CONSTANT: 9.0}}
    assert judged(TWO_ACTORS, **models, source=said) == [("روسيا", "harm", "asserted", "التقرير")]
    assert judged(TWO_ACTORS, **models, source=said | {"kind:voice": 1.2})[0][3] == "إيران"
    assert judged(TWO_ACTORS, **models, source={"actor:iran": 1.0})[0][3] is None


def test_what_stands_between_the_blamed_and_a_source_counts():
    models = {"blamed": {"actor:russia": 2.0, "actor:iran": 2.0}, "harm": {CONSTANT: 9.0}}
    said = {"actor:russia": 2.0, "actor:iran": 2.5, "source itself:harm asserted True": -3.0}
    assert [each[3] for each in judged(TWO_ACTORS, **models, source=said)] == ["إيران", "روسيا"]


def test_who_denies_what_is_laid_to_him_is_the_source_of_the_denial():
    models = {"blamed": {"actor:russia": 2.0}, "harm": {CONSTANT: 9.0}, "denied": {CONSTANT: 1.0}}
    found = judged(TWO_ACTORS, **models, source={"source itself:harm denied True": 1.1})
    assert found == [("روسيا", "harm", "denied", "روسيا")]


@pytest.mark.parametrize(
    ("kind", "source"), [("accusation", "إيران"), ("responsibility", None), ("harm", None)]
)
def test_the_source_of_an_accusation_is_decided_by_its_own_constant(kind, source):
    said = {CONSTANT: -2.0, CONSTANT_OF_ACCUSATION: -0.5, "actor:iran": 1.0}
    found = judged(TWO_ACTORS, blamed={"actor:russia": 2.0}, source=said, **{kind: {CONSTANT: 9.0}})
    assert found == [("روسيا", kind, "asserted", source)]


def test_one_actor_is_blamed_once_by_its_surer_name():
    assert blamed(ONE_ACTOR_TWICE, **{"actor:russia": 2.0, "head:روسيا": 0.5}) == ["روسيا"]
    assert blamed(ONE_ACTOR_TWICE, **{"actor:russia": 2.0, "head:موسكو": 0.5}) == ["موسكو"]


def test_one_actor_can_be_blamed_and_deny_it():
    models = {"blamed": {"actor:russia": 2.0}, "denied": {"head:موسكو": 2.0}}
    found = judged(ONE_ACTOR_TWICE, **models)
    assert [(each[0], each[2]) for each in found] == [("روسيا", "asserted"), ("موسكو", "denied")]


def test_coordinated_parties_are_blamed_alike():
    models = {"blamed": {CONSTANT: 2.0, "actor:iran": 3.0}, "harm": {"actor:iran": 9.0}}
    found = judged(COORDINATED, **models)
    assert [each[1] for each in found] == ["harm", "harm"]
    alone = judged(COORDINATED, **models | {"harm": {}})
    assert [each[1] for each in alone] == ["accusation", "accusation"]


def test_a_coordination_s_neighbours_are_those_of_each_of_its_parties():
    seen = sight(COORDINATED)
    told = [
        {each for each in of_candidate(seen, party) if each.startswith(("left 1:", "right 1:"))}
        for party in seen.candidates
    ]
    assert told == [{f"left 1:{stem('قصفت')}", f"right 1:{stem('المدارس')}"}] * 2


def test_a_condition_before_a_party_is_a_feature():
    told = [
        "on a condition" in of_candidate(sight(text), sight(text).candidates[0])
        for text in (ALONE, f"إذا {ALONE}", "إذا هدأت المدينة وعاد سكانها إليها قصفت روسيا المدارس.")
    ]
    assert told == [False, True, False]


def test_parties_that_share_a_word_of_their_names_are_blamed_once():
    assert len(sight(ONE_WORD_TWICE).candidates) == 2
    assert blamed(ONE_WORD_TWICE, **{"kind:head": 2.0}) == ["النظام"]
    assert blamed(ONE_WORD_TWICE, **{"kind:head": 2.0, "head:قوات": 0.5}) == ["قوات النظام"]


@pytest.mark.parametrize(("weight", "expected"), [(2.9, []), (3.1, ["روسيا"])])
def test_a_sentence_whose_cues_lack_their_words_needs_more(weight, expected):
    assert not sight(CUE_WITHOUT_ITS_WORD).occurrences
    assert blamed(CUE_WITHOUT_ITS_WORD, **{"actor:russia": weight}) == expected


def test_the_order_of_features_has_no_influence_on_a_score():
    features = ("actor:russia", "kind:name", "head:روسيا", "governed:", "no cue after")
    assert set(features) <= of_candidate(sight(ALONE), sight(ALONE).candidates[0])
    told = {
        bool(blamed(ALONE, **({CONSTANT: -1.3} | dict(zip(features, order, strict=True)))))
        for order in permutations((0.1, 0.2, 0.3, 0.4, 0.3))
    }
    assert len(told) == 1


@settings(deadline=None)
@given(SENTENCES)
def test_nobody_is_blamed_twice_whatever_the_weights(text):
    read = sight_of(text, LEXICON)
    if read is None:
        return
    scene = read[0].scene
    found = judge(read[0], voices(read[0]), weights(blamed={CONSTANT: 9.0}, source={CONSTANT: 9.0}))
    weighed = [
        each for each in read[0].candidates if not spared(read[0], each) and not only_accuses(read[0], each)
    ]
    assert bool(found) == bool(weighed) or not read[0].occurrences
    for stance in STANCES:
        parties = [each.party for each in found if each.stance == stance]
        actors = [party.actor for party in parties if party.actor is not None]
        assert len(set(actors)) == len(actors)
        # two actors of the codebook are two parties, whatever words their names share
        names = [
            {scene.tokens[at].reading.stem for at in range(party.name_first, party.name_last + 1)}
            for party in parties
            if party.actor is None
        ]
        assert sum(map(len, names)) == len(set().union(*names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("استنكر السكان غلاء الأسعار.", ["السكان"]),
        ("اتهم المتظاهرون الحكومة بسرقة المياه.", ["المياه"]),
        ("اتهمت تركيا إيران بدعم الانقلاب.", []),
    ],
)
def test_a_plain_noun_phrase_after_a_cue_is_a_candidate(text, expected):
    seen = sight(text)
    phrases = [party for party in seen.candidates if party.kind == "phrase"]
    spans = spans_of(text)
    assert [text[spans[each.first][0] : spans[each.last][1]] for each in phrases] == expected
    assert not any(party.kind == "phrase" for party in seen.scene.parties)


@settings(deadline=None)
@given(SENTENCES)
def test_candidates_hold_every_party_stand_in_order_and_do_not_overlap(text):
    read = sight_of(text, LEXICON)
    if read is None:
        return
    seen, findings = read
    found = candidates(seen.scene, seen.occurrences, [each.party for each in findings])
    assert found == list(seen.candidates)
    assert all(party in found for party in seen.scene.parties)
    added = [each for each in found if each.kind in {"phrase", "unknown"}]
    taken = {at for party in seen.scene.parties for at in range(party.first, party.last + 1)}
    for each in added:
        span = set(range(each.first, each.last + 1))
        assert span
        assert span <= set(range(len(seen.scene.tokens)))
        assert taken.isdisjoint(span)
        taken |= span
    assert [each.first for each in found] == sorted(each.first for each in found)


VOCABULARY = ("قصف", "القصف", "حرب", "والحرب", "مدينه", "مدينتهم", "2017", "،", "غيم")
QUARTERS = st.integers(-8, 8).map(lambda number: number / 4)
"""Sums of quarters are exact in any order."""
FOLDED = st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=6).map(lambda words: f" {' '.join(words)} "))
BY_STEM = st.dictionaries(st.sampled_from(["", "قصف", "حرب", "مدين", "#", "،"]), QUARTERS)


def words(folded):
    return Words.read(pl.Series(folded, dtype=pl.String))


@settings(deadline=None)
@given(FOLDED, BY_STEM, QUARTERS)
@example([], {}, 1.0)
def test_the_gate_adds_the_weights_of_all_words_of_each_sentence(texts, by_stem, constant):
    by_stem = by_stem | {CONSTANT: constant}
    told = Gate(by_stem).worth_reading(words(texts))
    assert told.tolist() == [
        sum(by_stem.get(stem(word), 0.0) for word in text.split(" ")) + constant > 0 for text in texts
    ]


def test_the_gate_does_not_look_at_the_sentences_around():
    gate = Gate({CONSTANT: -0.3, "غيم": 0.1, "مطر": 0.2, "قصف": 100.1})
    alone = gate.worth_reading(words([" غيم مطر "])).tolist()
    beside = gate.worth_reading(words([" قصف ", " غيم مطر "])).tolist()
    assert beside[1:] == alone


def sentences(texts):
    return pl.DataFrame({"article_id": [f"a{at}" for at in range(len(texts))], "sentence": 0, "text": texts})


def test_the_ranker_decides_only_where_there_are_weights():
    bare = code_blame(sentences(TEXTS), replace(CODEBOOK, evidence={})).rows(named=True)
    ruled = [
        {"article_id": f"a{at}", "sentence": 0} | {name: getattr(record, name) for name in record.__slots__}
        for at, text in enumerate(TEXTS)
        for record in resolve(text, LEXICON)
    ]
    assert sorted(bare, key=repr) == sorted(
        ({name: each[name] for name in bare[0]} for each in ruled), key=repr
    )


@settings(deadline=None)
@given(SENTENCES)
def test_without_weights_every_record_rests_on_a_rule(text):
    read = sight_of(text, LEXICON)
    found = [] if read is None else read[1]
    by_rule = {
        (f"{each.occurrence.cue.id}: {each.rule}", each.occurrence.cue.roles.kind, each.stance)
        for each in found
    }
    records = resolve(text, LEXICON)
    assert {(each.rule, each.kind, each.stance) for each in records} <= by_rule
    assert bool(records) == bool(found)


@pytest.fixture(scope="module")
def at_once():
    return code_blame(sentences(TEXTS), CODEBOOK)


def test_sentences_one_by_one_give_what_they_give_at_once(at_once):
    rows = sentences(TEXTS)[::3]  # each call looks for all cues anew, which takes its time
    single = pl.concat([code_blame(rows[at], CODEBOOK) for at in range(rows.height)])
    asked = at_once.filter(pl.col("article_id").is_in(rows["article_id"].to_list()))
    assert single.sort(*single.columns).equals(asked.sort(*single.columns))


@settings(deadline=None, max_examples=10)
@given(order=st.permutations(range(len(TEXTS))))
def test_the_order_of_sentences_has_no_influence(at_once, order):
    assert code_blame(sentences(TEXTS)[order], CODEBOOK).equals(at_once)


def test_a_record_says_whether_a_rule_or_the_evidence_found_it(at_once):
    for record in at_once.to_dicts():
        text = TEXTS[int(record["article_id"][1:])]
        read = sight_of(text, LEXICON)
        assert read is not None
        cue, _, rule = record["rule"].partition(": ")
        assert cue in {each.cue.id for each in [*read[0].occurrences, *read[0].weak]}
        assert rule == "evidence" or rule in {each.rule for each in read[1]}
