"""JSON Feed, whole and broken."""

import json

import pytest

from flows.sources.feeds import read_feed
from flows.sources.fetch import Fetched
from flows.sources.problem import ItemError
from flows.sources.registry import Source
from flows.tables import Article, Skip

SOURCE = Source("قناة", "feed", "https://news.example.org/feed.json")
NOW = "2026-01-31T02:00:00Z"
FIRST = {
    "id": "https://news.example.org/1",
    "url": "https://news.example.org/1",
    "title": "الحكومة & المعارضة",
    "content_html": "<p>اتهمت الحكومة خصومها.</p><p>وردّ الخصوم.</p>",
    "date_published": "2025-12-25T01:00:00+03:00",
    "authors": [{"name": "ليلى"}, {"name": "سعيد"}],
}
SECOND = {
    "id": 2,
    "url": "/2",
    "content_text": "صمدت الهدنة.\nفقرة < ثانية",
    "date_modified": "٢٤ ديسمبر ٢٠٢٥",
}


def feed(*items, **fields):
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "موقع الخبر",
        **fields,
        "items": list(items),
    }


def read(document, *, truncated=False):
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    return list(read_feed(Fetched(text.encode(), None, truncated), SOURCE, NOW))


def test_items_come_with_all_that_they_state():
    first, second = read(feed(FIRST, SECOND))
    assert first == Article(
        text="اتهمت الحكومة خصومها.\nوردّ الخصوم.",
        source="قناة:https://news.example.org/1",
        fetched_at=NOW,
        title="الحكومة & المعارضة",
        outlet="موقع الخبر",
        url="https://news.example.org/1",
        published="2025-12-25",
        date_confidence="stated",
        author="ليلى، سعيد",
    )
    assert (second.text, second.url) == ("صمدت الهدنة.\nفقرة < ثانية", "https://news.example.org/2")
    assert second.published == "2025-12-24"


@pytest.mark.parametrize("cut", [3, 40, 90])
def test_a_truncated_feed_gives_its_whole_items_and_says_so(cut):
    text = json.dumps(feed(FIRST, SECOND), ensure_ascii=False)[:-cut]
    *items, last = read(text)
    assert items[0].title == "الحكومة & المعارضة"
    assert (last.item, last.reason) == ("", "truncated")


def test_control_characters_and_wrong_items_cost_no_other_item():
    text = json.dumps(feed(FIRST, 7, {"title": 5, "content_html": ["x"]}), ensure_ascii=False)
    items = read(text.replace("وردّ", "ور\x08دّ\n"))
    assert isinstance(items[0], Article)
    assert [item.reason for item in items[1:] if isinstance(item, Skip)] == ["failed", "empty"]


@pytest.mark.parametrize("text", ['{"items": []}', '{"version": 1, "items": []}', "{", '{"a":' * 5_000])
def test_other_json_is_no_feed(text):
    with pytest.raises(ItemError) as caught:
        read(text)
    assert caught.value.reason == "not-a-feed"
