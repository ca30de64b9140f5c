"""Addresses: one spelling for the store, one key for what is the same article."""

import pytest

from flows.sources.address import address_key, canonical


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://news.example.org/1?b=1&a=2", "https://news.example.org/1?a=2&b=1"),
        (
            "HTTPS://News.Example.org:443/a/?utm_source=x&fbclid=1&id=3#top",
            "https://news.example.org/a/?id=3",
        ),
        ("https://x.example/خبر عاجل", "https://x.example/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84"),
        ("https://x.example/%d8%ae%d8%a8%d8%b1", "https://x.example/%D8%AE%D8%A8%D8%B1"),
        ("https://x.example/a?x=1&amp;y=2", "https://x.example/a?x=1&y=2"),
        ("https://x.example/a#!/story/7", "https://x.example/a#!/story/7"),
        ("ftp://x.example/a", None),
        ("http://[::1", None),
        ("خبر", None),
    ],
)
def test_an_address_has_one_spelling(address, expected):
    assert canonical(address) == expected
    assert expected is None or canonical(expected) == expected


def test_a_number_that_looks_like_tracking_still_tells_articles_apart():
    first, second = (canonical(f"https://x.example/story.aspx?eid={number}") for number in (34561, 34562))
    assert first != second


@pytest.mark.parametrize(
    "twin",
    [
        "http://x.example/news/7",
        "https://www.x.example/news/7/",
        "https://m.x.example/news/7?utm_medium=social",
        "https://amp.x.example/news/7",
        "https://x.example/news/7/amp/",
        "https://x.example/news/7?amp=1",
        "https://x.example/amp/news/7",
    ],
)
def test_twins_of_one_article_have_one_key(twin):
    assert address_key(twin) == address_key("https://x.example/news/7")


def test_other_articles_and_other_sites_have_other_keys():
    keys = {
        address_key(f"https://{rest}")
        for rest in (
            "x.example/news/7",
            "x.example/news/8",
            "y.example/news/7",
            "x.example/news/7?id=2",
            "m.com/a",
        )
    }
    assert len(keys) == 5
