"""What is wrong with an entry is told in plain words, with what to write instead."""

import pytest

from flows.errors import SourcesError
from flows.sources.entries import ENTRY
from flows.sources.entry_errors import _EXAMPLES, _FIELDS
from flows.sources.registry import read_sources

FEED = '[[source]]\nname = "a"\nkind = "feed"\nurl = "https://x.example/rss"\n'
SITEMAP = FEED.replace('"feed"', '"sitemap"')
TABLE = '[[source]]\nname = "a"\nkind = "table"\npath = "x.csv"\n'
JARGON = ("input", "tuple", "discriminator", "tag", "extra", "pydantic", "valid ", "permitted", "Value error")


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        (FEED.replace('"feed"', '"pigeon"'), "kind: there is no such kind", '"sitemap"'),
        ('[[source]]\nname = "a"\n', "kind: it is missing", '"feed"'),
        ("source = [1]\n", "entry: it has no fields", "[[source]]"),
        (FEED + "max_item = 3\n", "max_item: a feed has no such field", "Perhaps max_items"),
        (
            TABLE + "recursive = true\n",
            "recursive: a table has no such field; it belongs to kind folder",
            "path",
        ),
        (FEED + 'max_items = "many"\n', "max_items: it is no whole number", "max_items = 500"),
        (FEED + "max_items = 0\n", "max_items: it must be more than 0", "max_items = 500"),
        (FEED + "pause_seconds = 99\n", "pause_seconds: it must be at most 60", "1.5"),
        (SITEMAP + "max_age_days = 999999999999\n", "max_age_days: it must be at most 36500", "= 7"),
        (SITEMAP + f"max_age_days = {'9' * 40}\n", "max_age_days: it must be at most 36500", "= 7"),
        (FEED.replace("x.example", "x.example:99999"), "url: the address names a port", "https://"),
        (FEED.replace("x.example", "x.example:ab"), "url: the address names a port", "https://"),
        (FEED.replace("x.example", "[::1"), "url: the address is no web address", "https://"),
        (FEED + 'languages = "ar"\n', "languages: it is no list", '["ar"]'),
        (FEED + 'languages = ["Arabic"]\n', "languages: 'Arabic' is no code", "two or three letters"),
        (TABLE + 'columns = "body"\n', "columns: it does not say which column", 'text = "body"'),
        (TABLE + 'columns = { body = "text" }\n', "columns.body: an article has no such part", "fetched_at"),
        (TABLE + "columns = { text = 3 }\n", "columns.text: it is no text", 'text = "body"'),
        (FEED + 'allow_private = "perhaps"\n', "allow_private: it is neither true nor false", "true"),
        (FEED.replace('"a"', '"a/b"'), "name: it holds a colon, a slash", "hyphens"),
        ('[[source]]\nname = "a"\nkind = "page"\n', "urls: a page list has urls, or the path", "urls = ["),
    ],
)
def test_each_mistake_is_one_plain_sentence_with_a_hint(tmp_path, text, said, hint):
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SourcesError) as caught:
        read_sources(tmp_path)
    assert said in caught.value.message
    assert hint in caught.value.hint
    assert not [word for word in JARGON if word in caught.value.message]


def test_every_field_of_an_entry_has_an_example():
    named = {name for fields in _FIELDS.values() for name in fields}
    assert named == set(_EXAMPLES)


def test_the_oldest_age_that_is_taken_can_be_reckoned_with():
    entry = ENTRY.validate_python(
        {"name": "a", "kind": "sitemap", "url": "https://x.example/", "max_age_days": 36_500}
    )
    assert entry.max_age_days == 36_500
