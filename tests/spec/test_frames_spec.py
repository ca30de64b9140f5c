"""Frames in sentences of our own, worked by hand; and every written example of the codebook."""

from functools import cache

import polars as pl
import pytest

from flows.codebook.load import load
from flows.coding.frames import code_frames
from flows.tables import HITS, SENTENCES

CODEBOOK = load()
EXAMPLES = [(frame.code, example.text) for frame in CODEBOOK.frames for example in frame.examples]
COUNTEREXAMPLES = [
    (frame.code, example.text) for frame in CODEBOOK.frames for example in frame.counterexamples
]


def coded(*texts):
    sentences = pl.DataFrame({"article_id": ["a"] * len(texts), "sentence": range(len(texts)), "text": texts})
    return code_frames(sentences, CODEBOOK)


@cache
def written_frames():
    """Code all written examples at once: the frames of each."""
    texts = [text for _, text in EXAMPLES + COUNTEREXAMPLES]
    hits = coded(*texts)
    return {text: set(hits.filter(pl.col("sentence") == at)["frame"]) for at, text in enumerate(texts)}


def mentions(text):
    return set(coded(text).select("frame", "surface").iter_rows())


@pytest.mark.parametrize(("frame", "text"), EXAMPLES)
def test_an_example_invokes_its_frame(frame, text):
    assert frame in written_frames()[text]


@pytest.mark.parametrize(("frame", "text"), COUNTEREXAMPLES)
def test_a_counterexample_does_not(frame, text):
    assert frame not in written_frames()[text]


@pytest.mark.parametrize("frame", CODEBOOK.frames, ids=lambda frame: frame.code)
def test_every_frame_has_examples_enough(frame):
    assert min(len(frame.examples), len(frame.counterexamples)) >= 25


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "تمسكت دمشق بسيادتها، ورفضت تحويل الشراكة إلى وصاية.",
            {("sovereignty", "بسيادتها"), ("partnership", "الشراكة"), ("sovereignty", "وصاية")},
        ),
        ("كانت حربا بالوكالة لا أكثر.", {("proxy_war", "حربا بالوكالة")}),
        ("تعددت حروب الوكالة.", {("proxy_war", "حروب الوكالة")}),
        ("اندلعت حرب إقليمية مريرة بالوكالة.", {("proxy_war", "حرب إقليمية مريرة بالوكالة")}),
        ("قاتلت الميليشيات المدعومة من إيران.", {("proxy_war", "الميليشيات المدعومة من إيران")}),
        (
            "طالبوا بوحدة الأراضي وعدم التدخل في شؤونهم.",
            {("sovereignty", "بوحدة الأراضي"), ("sovereignty", "التدخل في شؤونهم")},
        ),
        ("عين الرئيس وزيرا بالوكالة بعد الحرب.", set()),
        ("اجتمع مجلس التعاون وقصفت طائرات التحالف الميناء.", set()),
    ],
)
def test_worked_sentences(text, expected):
    assert mentions(text) == expected


def test_overlapping_finds_are_one_mention():
    hits = coded("هاجمت ميليشيا الحوثي الإيرانية الموالية لطهران الميناء.")
    assert hits.filter(pl.col("frame") == "proxy_war").height == 1


def test_offsets_lead_to_the_surface():
    text = "قيل: «السِّيادةُ» لنا، وبالشراكـة مع روسيا نمضي."
    for start, end, surface in coded(text).select("start", "end", "surface").iter_rows():
        assert text[start:end] == surface
    assert coded(text)["surface"].to_list() == ["السِّيادةُ", "وبالشراكـة"]


def test_the_order_of_sentences_has_no_influence():
    texts = [text for _, text in EXAMPLES]
    forward = coded(*texts).drop("sentence")
    backward = coded(*reversed(texts)).drop("sentence")
    assert forward.sort(forward.columns).equals(backward.sort(backward.columns))


def test_no_sentences_give_no_hits():
    assert code_frames(SENTENCES.empty(), CODEBOOK).equals(HITS.empty())
