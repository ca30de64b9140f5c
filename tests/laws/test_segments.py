"""Cutting a sentence at its marks loses nothing and marks exactly what was marked."""

from hypothesis import given
from hypothesis import strategies as st

from flows.compare.model import Mark
from flows.report.views import segments

LETTERS = "أبتثج سوريا،.؟"


@st.composite
def marked_sentences(draw):
    text = draw(st.text(alphabet=LETTERS, max_size=30))
    ends = st.integers(0, len(text))
    spans = draw(
        st.lists(st.tuples(ends, ends, st.sampled_from(["sovereignty", "proxy_war", None])), max_size=6)
    )
    marks = [Mark(min(a, b), max(a, b), frame, None if frame else "party") for a, b, frame in spans if a != b]
    return text, marks


@given(marked_sentences())
def test_the_segments_joined_are_the_sentence(case):
    text, marks = case
    assert "".join(one.text for one in segments(text, marks)) == text


@given(marked_sentences())
def test_a_character_is_marked_just_when_a_mark_covers_it(case):
    text, marks = case
    position = 0
    for segment in segments(text, marks):
        for offset in range(position, position + len(segment.text)):
            covering = [mark for mark in marks if mark.start <= offset < mark.end]
            assert set(segment.frames) == {mark.frame for mark in covering if mark.frame}
            assert segment.is_target == any(mark.party for mark in covering)
        position += len(segment.text)


def test_a_mention_is_noted_where_it_is_not_plainly_asserted_by_the_outlet():
    marks = [
        Mark(0, 3, "sovereignty", None, "asserted", "own"),
        Mark(5, 8, "proxy_war", None, "denied", "quoted"),
        Mark(10, 12, None, "party"),
    ]
    notes = [one.notes for one in segments("أ" * 12, marks)]
    assert notes == [(), (), ("denied", "quoted"), (), ()]
