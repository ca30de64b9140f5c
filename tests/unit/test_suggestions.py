"""Parties that the codebook does not know, found in documents of our own and put into a codebook."""

import json
import shutil

import polars as pl
import pytest
import yaml
from typer.testing import CliRunner

from flows import suggestions
from flows.cli import app
from flows.codebook.load import SHIPPED, load
from flows.codebook.romanise import romanise
from flows.coding.blame.coder import code_blame
from flows.coding.suggesting import gather as gathering
from flows.coding.suggesting.gather import PERSON, RUNS, WORD, gather, merge
from flows.coding.suggesting.words import HEAD, enders
from flows.stream import BadItem, Document
from flows.suggestions import in_yaml, suggest

PLACES = [
    "في الشمال",
    "قرب النهر",
    "عند الجسر",
    "في السوق",
    "أمام الميناء",
    "خلف التل",
    "في الوادي",
]
SENTENCES = [
    "أعلنت حركة زرقاوان أمس انسحابها {}.",
    "وصل مقاتلو حركة «زرقاوان» إلى القرية {}.",
    "اتهمت الحكومة حركة زرقاوان بقتل المدنيين {}.",
    "وقال الوزير إن لحركة زرقاوان مواقع {}.",
    "زار وزير الخارجية سنمار القرطاجي {}.",
    "التقى الرئيس سنمار القرطاجي {}.",
    "تخشى القرية زرقاوان {}.",
    "شكلت المدينة لجنة تحقيق {}.",
    "أعادت اللجنة فتح التحقيق {}.",
    "انتقدت الحكومة السورية التقرير {}.",
]


def documents():
    for number, place in enumerate(PLACES):
        yield Document(number, "\n".join(sentence.format(place) for sentence in SENTENCES))


@pytest.fixture(scope="module")
def codebook():
    return load()


@pytest.fixture(scope="module")
def found(codebook):
    return suggest(documents, codebook, 10, 5)


def named(found):
    return {one.actor.names[0]: one for one in found.suggestions}


def test_a_group_and_a_person_are_found_and_nothing_else(found):
    assert set(named(found)) == {"حركة زرقاوان", "سنمار القرطاجي"}
    assert found.documents == len(PLACES)


def test_every_mention_is_counted_whatever_stands_on_it_or_around_it(found):
    group = named(found)["حركة زرقاوان"]
    assert (group.mentions, group.articles) == (5 * len(PLACES), len(PLACES))


def test_the_word_that_stands_for_the_whole_is_a_name_too(found):
    assert named(found)["حركة زرقاوان"].actor.names == ("حركة زرقاوان", "زرقاوان")


def test_blame_is_counted_and_shown_first(found):
    group = named(found)["حركة زرقاوان"]
    assert group.blamed >= len(PLACES)
    assert group.examples[0].startswith("اتهمت الحكومة")
    assert named(found)["سنمار القرطاجي"].blamed == 0


def test_type_and_gender_are_guessed_from_the_head(found):
    group, person = (named(found)[name].actor for name in ("حركة زرقاوان", "سنمار القرطاجي"))
    assert (group.type, group.gender) == ("group", "f")
    assert (person.type, person.gender) == ("official", "m")


def test_a_party_that_the_codebook_knows_is_not_suggested(found):
    assert not any("السوري" in name for one in found.suggestions for name in one.actor.names)


def test_what_stands_in_too_few_documents_is_left_out(codebook):
    assert suggest(documents, codebook, 10, len(PLACES) + 1).suggestions == ()
    assert len(suggest(documents, codebook, 1, 5).suggestions) == 1


def test_nothing_gives_nothing(codebook):
    found = suggest(lambda: [BadItem("line 1", "it is not JSON")], codebook, 10, 1)
    assert (found.suggestions, found.documents, len(found.bad)) == ((), 0, 1)
    assert in_yaml(found, "x").startswith("  # 0 parties")


def test_chunks_do_not_matter(codebook, found, monkeypatch):
    monkeypatch.setattr("flows.stream.CHUNK_LINES", 3)
    again = suggest(documents, codebook, 10, 5)
    assert [(one.actor, one.mentions, one.articles, one.blamed) for one in again.suggestions] == [
        (one.actor, one.mentions, one.articles, one.blamed) for one in found.suggestions
    ]


def test_the_pasted_lines_load_and_are_found_by_the_coder(found, tmp_path):
    folder = tmp_path / "book"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("*.py", "*.json", "__pycache__"))
    actors = (folder / "actors.yaml").read_text(encoding="utf-8")
    pasted = actors.replace("\nactors:\n", f"\nactors:\n{in_yaml(found, 'corpus')}\n")
    assert pasted != actors
    (folder / "actors.yaml").write_text(pasted, encoding="utf-8")
    done = CliRunner().invoke(app, ["codebook", "check", str(folder)])
    assert done.exit_code == 0, done.output
    sentence = pl.DataFrame({"article_id": ["a"], "sentence": [0], "text": [SENTENCES[2].format("أمس")]})
    (target,) = code_blame(sentence, load(folder))["target_actor"]
    assert target == named(found)["حركة زرقاوان"].actor.id
    assert suggest(documents, load(folder), 10, 5).suggestions == ()


def test_no_identifier_is_given_twice(codebook, monkeypatch):
    monkeypatch.setattr(suggestions, "romanise", lambda _: "syria")
    found = suggest(documents, codebook, 10, 5)
    assert sorted(one.actor.id for one in found.suggestions) == ["syria_2", "syria_3"]


def test_an_example_cannot_break_the_yaml(codebook):
    odd = [Document(one.id, one.text.replace("أمس", "\x07أمس\u2028- {")) for one in documents()]
    pasted = in_yaml(suggest(lambda: odd, codebook, 10, 5), "a\n- b")
    assert len(yaml.safe_load("actors:\n" + pasted)["actors"]) == 2


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("حركة طالبان", "harka talban"),
        ("البوليساريو", "al bulisariu"),
        ("وليد", "walid"),
        ("شبكة CNN", "shabka cann"),
        ("«»", "party"),
        ("٣ مارس", "3 mars"),
    ],
)
def test_names_in_latin_letters(name, latin):
    assert romanise(name) == latin


def runs_of(text, codebook):
    sentences = pl.DataFrame({"article_id": ["a"], "text": [text]})
    return {
        role: set(rows["run"])
        for (role,), rows in gather(sentences, enders(codebook.cues))
        .partition_by("role", as_dict=True)
        .items()
    }


def test_runs_end_at_marks_small_words_and_speech(codebook):
    runs = runs_of("قال حزب النور، الجديد إن كتائب الفجر في الحي", codebook)
    assert {"حزب النور", "كتاءب الفجر"} <= runs[HEAD]
    assert not any("الجديد" in run or "في" in run for run in runs[HEAD])


def test_a_name_may_stand_some_words_after_a_title(codebook):
    assert "ادم سميث" in runs_of("رئيس الوزراء البلغاري آدم سميث", codebook)[PERSON]


def test_merged_counts_add_up_and_stay_within_bounds(monkeypatch):
    monkeypatch.setattr(gathering, "MOST_RUNS", 4)
    one = pl.DataFrame([(WORD, f"w{at}", at, at) for at in range(1, 5)], schema=RUNS, orient="row")
    assert sorted(merge(one, one)["count"]) == [2, 4, 6, 8]
    more = one.with_columns(run=pl.col("run") + "x")
    assert sorted(merge(one, more)["count"]) == [4, 4]
    assert merge(pl.DataFrame(schema=RUNS), pl.DataFrame(schema=RUNS)).is_empty()


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps({"id": one.id, "text": one.text}, ensure_ascii=False) for one in documents()]
    (tmp_path / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "c.jsonl"


def test_the_command_prints_what_can_be_pasted(corpus):
    done = CliRunner().invoke(app, ["actors", "suggest", str(corpus), "--top", "1"])
    assert done.exit_code == 0, done.output
    assert "حركة زرقاوان" in done.stdout
    assert "named 35 times in 7 documents" in done.stdout
    assert yaml.safe_load("actors:\n" + done.stdout)["actors"][0]["type"] == "group"


def test_the_command_tells_what_it_could_not_read(corpus):
    corpus.write_text(corpus.read_text(encoding="utf-8") + "\nno line\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["actors", "suggest", str(corpus)])
    assert done.exit_code == 2
    assert "line 8" in done.stderr
    assert "حركة زرقاوان" in done.stdout


def test_a_stream_is_refused(corpus):
    done = CliRunner().invoke(app, ["actors", "suggest", "-"])
    assert done.exit_code == 2
    assert "cannot be a stream" in done.stderr
