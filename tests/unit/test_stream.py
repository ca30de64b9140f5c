"""Documents as JSON Lines, coded by a coder of the test's own."""

import json

import polars as pl
import pytest

from flows import stream
from flows.stream import BadItem, code_lines
from flows.tables import ARTICLES, CODED

TEXT = "جملة أولى هنا. وفيها سيادة."


def told(doer):
    return {"sentence": 1, "cue": "killed", "surface": "سيادة", "start": 6, "end": 11, "doer": doer}


def coder(articles):
    """Find «سيادة» in a second sentence that starts at offset 15."""
    assert articles.schema == ARTICLES.schema
    assert articles["article_id"].is_unique().all()
    sentence = {"sentence": 1, "position": "lead", "start": 15, "end": 27, "text": TEXT[15:], "words": 2}
    hit = {"sentence": 1, "frame": "sovereignty", "entry": "e", "surface": "سيادة", "start": 6, "end": 11}
    rows = [
        {"article_id": name, "sentences": [sentence], "hits": [hit] if "سيادة" in text else [], "blame": []}
        | {"harm": [told("named"), told("unnamed")] if "سيادة" in text else []}
        for name, text in articles.select("article_id", "text").iter_rows()
    ]
    # Another order than it was given: only the ids may tie a result to its document.
    return pl.DataFrame(rows[::-1], schema=CODED.schema)


def line(**fields):
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def coded(*lines):
    return [json.loads(item) if isinstance(item, str) else item for item in code_lines(lines, coder)]


def test_offsets_count_from_the_start_of_the_text():
    (document,) = coded(line(id="a", text=TEXT))
    (hit,) = document["hits"]
    assert TEXT[hit["start"] : hit["end"]] == hit["surface"] == "سيادة"
    assert document["frames"] == ["sovereignty"]


def test_harm_is_given_where_no_doer_is_named():
    (document,) = coded(line(id="a", text=TEXT))
    (harm,) = document["harm_without_doer"]
    assert harm == {"cue": "killed", "surface": "سيادة", "start": 21, "end": 26}


def test_ids_are_the_caller_s_own_and_may_repeat():
    documents = coded(line(id="a", text="لا شيء"), line(id=7, text=TEXT), line(id="a", text=TEXT))
    assert [(item["id"], len(item["hits"])) for item in documents] == [("a", 0), (7, 1), ("a", 1)]


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({}, None),
        ({"published": "2016-12-05"}, "2016-12-05"),
        ({"published": "2016-12"}, "2016-12"),
        ({"published": 2016}, "2016"),
        ({"date": "2016-12-05T10:00:00Z"}, "2016-12-05"),
        ({"published": "2016", "date": "2017"}, "2016"),
        ({"published": "12 كانون الأول 2016"}, "2016-12-12"),
        ({"date": "soon"}, None),
        ({"date": ["2016"]}, None),
        ({"date": True}, None),
        ({"date": "2016-13-40"}, None),
    ],
)
def test_a_document_s_date_is_read_where_it_can_be(fields, published):
    (document,) = stream.read_lines([line(id=1, text=TEXT, **fields)])
    assert document.published == published
    (article,) = stream.articles_of([document]).iter_rows(named=True)
    assert (article["published"] is None) == (published is None)
    assert (article["published_precision"] == "none") == (published is None)


def test_a_record_s_fields_stand_in_order():
    record = {
        **dict.fromkeys(("target", "target_actor", "source", "source_actor", "wrong", "cue", "rule"), "x"),
        "sentence": 0,
        "kind": "harm",
        "stance": "asserted",
        "start": 0,
        "end": 1,
    }
    sentence = {"sentence": 0, "position": "lead", "start": 3, "end": 9, "text": "x", "words": 1}

    def one(articles):
        row = {
            "article_id": articles["article_id"][0],
            "sentences": [sentence],
            "hits": [],
            "blame": [record],
            "harm": [],
        }
        return pl.DataFrame([row], schema=CODED.schema)

    (document,) = (json.loads(item) for item in code_lines([line(id=1, text=TEXT)], one))
    names = ["target", "target_actor", "source", "source_actor", "kind", "stance", "wrong", "cue"]
    assert list(document["blame"][0]) == [*names, "start", "end", "rule"]
    assert document["blame"][0]["start"] == 3


def test_blank_lines_and_a_byte_order_mark_are_passed_over():
    assert len(coded(b"\xef\xbb\xbf" + line(id=1, text=TEXT), b"\n", b"  \n")) == 1


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{", "not JSON"),
        (b"[1]", "no object"),
        (b'"text"', "no object"),
        (b'{"text": "x"}', '"id" is text'),
        (b'{"id": true, "text": "x"}', '"id" is text'),
        (b'{"id": 1}', '"text" is text'),
        (b'{"id": 1, "text": null}', '"text" is text'),
        (b'{"id": 1, "text": "\\ud800"}', "surrogate"),
        (b'{"id": 1, "text": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_told_in_its_place_and_the_others_go_on(bad, reason):
    first, problem, last = coded(line(id=1, text=TEXT), bad, line(id=2, text=TEXT))
    assert (first["id"], last["id"]) == (1, 2)
    assert isinstance(problem, BadItem)
    assert problem.place == "line 2"
    assert reason in problem.reason


def test_it_streams_a_chunk_at_a_time(monkeypatch):
    monkeypatch.setattr(stream, "CHUNK_LINES", 2)
    taken = []

    def lines():
        for number in range(5):
            taken.append(number)
            yield line(id=number, text=TEXT)

    results = code_lines(lines(), coder)
    next(results)
    assert taken == [0, 1]
    assert len(list(results)) == 4
