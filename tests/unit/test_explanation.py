"""Why a sentence is coded as it is: it tells what the coder does, and leads to the lines that decided."""

import json
from dataclasses import replace

import polars as pl
import pytest
from typer.testing import CliRunner
from worked_blame import CASES

from flows import explained
from flows.cli import app
from flows.codebook.evidence import GATE, GLANCE, as_table
from flows.codebook.load import SHIPPED, load
from flows.codebook.places import read_places
from flows.coding.blame.coder import Compiled, code_blame
from flows.coding.blame.explaining import explain_sentence
from flows.coding.blame.wording import in_words
from flows.errors import UsageError
from flows.explained import explain_text, in_lines

ACCUSED = "اتهمت المعارضة الرئيس السوري بقصف حلب."
CODEBOOK = load()
PLACES = read_places()


def line_of(place):
    file, _, number = place.partition(":")
    return (SHIPPED / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]


@pytest.fixture(scope="module")
def compiled():
    return Compiled.of(CODEBOOK)


@pytest.fixture(scope="module")
def accused(compiled):
    return explain_sentence(ACCUSED, compiled, PLACES)


def party(explained, text):
    return next(each for each in explained.parties if each.text == text)


def test_every_cue_leads_to_its_lines(accused):
    cue = accused.cues[0]
    assert (cue.text, cue.id) == ("اتهمت", "accuse")
    assert "id: accuse," in line_of(cue.place)
    assert line_of(cue.frame_place).lstrip().startswith("accuse:")
    assert cue.outcome == "object → الرئيس السوري (asserted)"


def test_the_blamed_leads_to_its_office_and_its_weights(accused):
    blamed = party(accused, "الرئيس السوري")
    assert blamed.blamed
    assert blamed.actor == "syria"
    assert "syrian_president" in line_of(blamed.place)
    assert blamed.rules == ("accuse: object",)
    assert blamed.score > 0
    weights = as_table(CODEBOOK.evidence)
    for told in (*blamed.speaks_for, *blamed.speaks_against):
        row = weights.filter(pl.col("model") == told.model, pl.col("feature") == told.feature)
        assert row["weight"].to_list() == [told.weight]
    assert all(each.weight > 0 for each in blamed.speaks_for)
    assert all(each.weight < 0 for each in blamed.speaks_against)


def test_who_is_not_blamed_is_told_with_the_reason(accused):
    accuser, victim = party(accused, "المعارضة"), party(accused, "حلب")
    assert not accuser.blamed
    assert "the one who accuses" in accuser.reason
    assert not victim.blamed
    assert "not above zero" in victim.reason
    assert victim.score < 0


def test_a_score_is_the_sum_of_all_that_spoke(compiled):
    for text, _ in list(CASES.values())[:20]:
        for each in explain_sentence(text, compiled, PLACES).parties:
            assert not each.blamed or each.score > 0, text


@pytest.mark.parametrize("weighed", [True, False], ids=["weights", "rules"])
def test_the_records_are_those_of_the_coder(weighed):
    codebook = CODEBOOK if weighed else replace(CODEBOOK, evidence={})
    texts = [text for text, _ in CASES.values()][::3]
    frame = pl.DataFrame({"article_id": ["a"] * len(texts), "sentence": range(len(texts)), "text": texts})
    coded = code_blame(frame, codebook).rows_by_key("sentence", named=True)
    for at, text in enumerate(texts):
        told = explain_sentence(text, Compiled.of(codebook), PLACES)
        found = [(each.target, each.source, each.wrong, each.rule) for each in told.records]
        assert found == [
            (row["target"], row["source"], row["wrong"], row["rule"]) for row in coded.get(at, ())
        ], text
        blamed = {each.text for each in told.parties if each.blamed}
        assert bool(blamed) == bool(found), text


def test_a_sentence_without_a_cue_says_so(compiled):
    told = explain_sentence("ذهب الولد إلى المدرسة.", compiled, PLACES)
    assert not told.read
    assert told.gate == "set aside: it holds no form of any cue"
    assert told.records == ()


def test_a_sentence_that_the_gate_sets_aside_says_which_words_did_it(compiled):
    text = "افتتح الأمير معرض الكتاب في الجامعة بحضور وزير التعليم وقام بجولة في الأجنحة."
    told = explain_sentence(text, compiled, PLACES)
    assert not told.read
    assert "speak of no blame" in told.gate
    assert any(each.weight < 0 for each in told.gate_weights)
    assert {each.model for each in told.gate_weights} == {GATE}
    assert told.records == ()
    assert all("set aside" in each.reason for each in told.parties)


def test_a_sentence_that_the_glance_sets_aside_says_which_word_came_nearest(compiled):
    text = "افتتح المعرض في الجامعة بصور من القصف والحرب التقطها طلاب في السنوات العشر الماضية."
    told = explain_sentence(text, compiled, PLACES)
    assert not told.read
    assert "التقطها comes nearest" in told.gate
    assert {each.model for each in told.gate_weights} == {GLANCE}
    assert told.records == ()


def test_every_kind_of_feature_has_words():
    features = as_table(CODEBOOK.evidence).filter(pl.col("model") != GATE)["feature"].unique()
    assert [each for each in features if in_words(each) == each] == []


def test_every_entry_of_the_codebook_has_a_place():
    for kind, entries in (("actor", CODEBOOK.actors), ("cue", CODEBOOK.cues), ("office", CODEBOOK.offices)):
        for entry in entries:
            assert f"id: {entry.id}" in line_of(PLACES.of(kind, entry.id))
    for frame in CODEBOOK.frames:
        for entry in frame.entries:
            assert entry.entry in line_of(PLACES.of("entry", f"{frame.code} {entry.entry}"))


def test_a_text_is_explained_sentence_by_sentence_with_its_frames():
    first, second = explain_text(f"توسعت الحرب بالوكالة في البلاد. {ACCUSED}", CODEBOOK, PLACES, "2016-12")
    (mention,) = first.mentions
    assert mention["frame"] == "proxy_war"
    assert mention["entry"] in line_of(mention["place"])
    assert [record.target_actor for record in second.blame.records] == ["bashar_assad"]
    lines = list(in_lines([first, second]))
    assert not any(mark in line for line in lines for mark in "\u2066\u2067\u2068\u2069")
    assert (
        "  المعارضة → الرئيس السوري (bashar_assad): accusation, asserted for قصف حلب; by accuse: object"
        in lines
    )


def test_sentences_are_told_one_by_one_and_not_at_the_end(monkeypatch):
    read = []
    explain = explained.explain_sentence
    monkeypatch.setattr(
        explained, "explain_sentence", lambda text, *others: read.append(text) or explain(text, *others)
    )
    lines = in_lines(explain_text(f"{ACCUSED} " * 200, CODEBOOK, PLACES))
    assert next(lines).startswith("Sentence 1:")
    assert len(read) == 1


def test_nothing_to_explain_is_a_user_error():
    with pytest.raises(UsageError):
        list(explain_text("  ", CODEBOOK, PLACES))


def khitab(*arguments, given=None):
    return CliRunner().invoke(
        app, ["explain", *arguments], input=given, env={"COLUMNS": "200", "NO_COLOR": "1"}
    )


def test_the_command_prints_lines_and_json():
    plain = khitab(ACCUSED, "--published", "2016-12")
    assert plain.exit_code == 0, plain.output
    assert "bashar_assad at actors.yaml:" in plain.output
    told = khitab("-", "--json", given=ACCUSED)
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["blame"]["records"][0]["wrong"] == "قصف حلب"


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("",), None, "There is no sentence to explain"),
        (("-",), b"\xff", "not UTF-8"),
        ((ACCUSED, "--published", "غدا"), None, "is no date"),
    ],
    ids=["nothing", "bytes", "no date"],
)
def test_a_mistake_is_a_sentence(arguments, given, said):
    done = khitab(*arguments, given=given)
    assert done.exit_code == 2
    assert said in done.output


def test_a_terminal_is_given_tables(monkeypatch, capsys):
    from flows.cli_explain import _show

    monkeypatch.setenv("COLUMNS", "160")
    _show(explain_text(ACCUSED, CODEBOOK, PLACES))
    shown = capsys.readouterr().out
    assert "what the rules made of it" in shown
    assert "not blamed" in shown
    assert "accuse" in shown
