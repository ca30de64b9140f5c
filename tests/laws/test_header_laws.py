"""A header that is written is the header that is read, whatever a title or an outlet holds."""

from hypothesis import given
from hypothesis import strategies as st

from flows.sources.header import join_header, split_header

VALUE = st.text(max_size=40)


@given(title=VALUE, outlet=VALUE, url=VALUE, body=st.text(max_size=80))
def test_a_header_and_its_body_come_back(title, outlet, url, body):
    fields = {"title": title or None, "outlet": outlet or None, "url": url or None}
    assert split_header(join_header(fields, body)) == (fields, body)


@given(
    st.sampled_from(
        ["---", "--- ", "null", "~", "yes", "2025-12-25", "1e3", "'", '"', "#", "- أ", "a: b", "@", "%"]
    )
)
def test_values_that_mean_something_in_yaml_stay_text(value):
    assert split_header(join_header({"title": value}, "متن"))[0] == {"title": value}


@given(st.text(max_size=80).filter(lambda text: not text.lstrip().startswith("---")))
def test_a_text_without_a_header_is_left_whole(text):
    assert split_header(text) == ({}, text)
