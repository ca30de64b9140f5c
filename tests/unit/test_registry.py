"""The registry of sources and the table of what raw files do not say."""

import pytest

from flows.errors import SourcesError
from flows.sources.metadata import read_metadata
from flows.sources.registry import read_sources


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def test_the_built_in_folders_come_first_then_the_file_in_order(seeds):
    (seeds / "sources.toml").write_text(
        """
        contact = "you@example.org"
        [[source]]
        name = "خبر"
        kind = "feed"
        url = "https://news.example.org/rss"
        [[source]]
        name = "archive"
        kind = "folder"
        path = "../archive"
        outlet = "الأرشيف"
        recursive = true
        """,
        encoding="utf-8",
    )
    built_in, inbox, feed, folder = read_sources(seeds)
    assert [source.name for source in (built_in, inbox)] == ["seeds", "inbox"]
    assert (built_in.location, inbox.location) == ("seeds", "seeds/inbox")
    assert (built_in.recursive, inbox.recursive) == (False, True)
    assert (feed.kind, feed.location, feed.contact) == (
        "feed",
        "https://news.example.org/rss",
        "you@example.org",
    )
    assert (folder.location, folder.outlet, folder.recursive) == ("../archive", "الأرشيف", True)


def test_every_kind_has_its_fields_and_all_have_language_and_patterns(seeds):
    (seeds / "sources.toml").write_text(
        """
        contact = "you@example.org"
        [[source]]
        name = "خريطة"
        kind = "sitemap"
        url = "https://news.example.org/sitemap.xml"
        max_age_days = 3
        include = "/politics/"
        exclude = ["/video/", "[.]jpg$"]
        [[source]]
        name = "صفحات"
        kind = "page"
        urls = ["https://news.example.org/1"]
        path = "addresses.txt"
        languages = ["ar", "fa"]
        [[source]]
        name = "قناة"
        kind = "feed"
        url = "https://news.example.org/rss"
        full_text = true
        languages = ["any"]
        """,
        encoding="utf-8",
    )
    sitemap, pages, feed = read_sources(seeds)[2:]
    assert (sitemap.kind, sitemap.max_age_days, sitemap.languages) == ("sitemap", 3, ("ar",))
    assert (sitemap.include, sitemap.exclude) == (("/politics/",), ("/video/", "[.]jpg$"))
    assert (pages.location, pages.urls) == ("addresses.txt", ("https://news.example.org/1",))
    assert (pages.languages, pages.contact) == (("ar", "fa"), "you@example.org")
    assert (feed.full_text, feed.languages) == (True, ("any",))
    assert [source.asks_for_pages for source in (sitemap, pages, feed)] == [True, True, True]
    assert all(source.is_remote for source in (sitemap, pages, feed))


def test_without_a_file_there_are_the_built_in_folders(seeds):
    assert [source.name for source in read_sources(seeds)] == ["seeds", "inbox"]


FEED = '[[source]]\nname = "a"\nkind = "feed"\nurl = "https://x.example/rss"\n'


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[source]\n", ("sources.toml", "line 1")),
        ('[[source]]\nname = "a"\nkind = "feed"\n', ("entry 1 (a)", "url")),
        ('[[source]]\nname = "a"\nkind = "pigeon"\n', ("entry 1 (a)", "kind")),
        ('[[source]]\nname = "a"\n', ("entry 1 (a)", "kind")),
        (FEED + 'colour = "red"\n', ("entry 1 (a)", "colour")),
        (FEED + "max_items = 0\n", ("entry 1 (a)", "max_items")),
        (FEED + 'allow_private = "perhaps"\n', ("entry 1 (a)", "allow_private")),
        (FEED + "pause_seconds = -1\n", ("entry 1 (a)", "pause_seconds")),
        (FEED + "pause_seconds = nan\n", ("entry 1 (a)", "pause_seconds")),
        (FEED + FEED, ("entry a", "name")),
        (FEED.replace('"a"', '"inbox"'), ("entry inbox", "name")),
        (FEED.replace('"a"', '"stored"'), ("entry stored", "name")),
        (FEED.replace('"a"', '"a:b"'), ("entry 1 (a:b)", "name")),
        (FEED.replace("https:", "file:"), ("entry 1 (a)", "url")),
        (FEED.replace("https://", "https://me:hunter2@"), ("entry 1 (a)", "url")),
        (FEED + 'include = ["("]\n', ("entry 1 (a)", "include", "regular expression")),
        (FEED + "languages = []\n", ("entry 1 (a)", "languages")),
        (FEED + 'languages = ["Arabic"]\n', ("entry 1 (a)", "languages")),
        (FEED.replace('"feed"', '"sitemap"') + "max_age_days = 0\n", ("entry 1 (a)", "max_age_days")),
        (FEED.replace('"feed"', '"sitemap"') + "full_text = true\n", ("entry 1 (a)", "full_text")),
        ('[[source]]\nname = "a"\nkind = "page"\n', ("entry 1 (a)", "urls")),
        ('[[source]]\nname = "a"\nkind = "page"\nurls = ["ftp://x.example"]\n', ("entry 1 (a)", "urls")),
        ('source = "a"\n', ("sources.toml",)),
        ('[[sources]]\nname = "a"\n', ("sources.toml", "sources")),
        ("contact = 3\n", ("sources.toml", "contact")),
    ],
)
def test_what_is_wrong_is_named_with_file_entry_and_field(seeds, text, named):
    (seeds / "sources.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SourcesError) as caught:
        read_sources(seeds)
    for part in named:
        assert part in caught.value.message
    assert "hunter2" not in str(caught.value)
    assert caught.value.hint


def test_a_feed_is_asked_politely_and_on_the_open_internet_unless_it_says_otherwise(seeds):
    (seeds / "sources.toml").write_text(FEED, encoding="utf-8")
    feed = read_sources(seeds)[-1]
    assert (feed.allow_private, feed.pause_seconds) == (False, 1.0)
    (seeds / "sources.toml").write_text(FEED + "allow_private = true\npause_seconds = 5\n", "utf-8")
    feed = read_sources(seeds)[-1]
    assert (feed.allow_private, feed.pause_seconds) == (True, 5.0)


def test_metadata_is_read_by_file(seeds):
    (seeds / "metadata.csv").write_text(
        'file,published,outlet,title\ninbox/a.txt,كانون الأول 2016,الراصد,"هدنة، ثم حرب"\nb.txt,,,\n',
        encoding="utf-8-sig",
    )
    rows = read_metadata(seeds)
    assert rows["inbox/a.txt"].fields == {"published": "2016-12", "outlet": "الراصد", "title": "هدنة، ثم حرب"}
    assert (rows["b.txt"].line, rows["b.txt"].fields) == (3, {})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("outlet\nx\n", ("line 1", "file")),
        ("file,colour\na.txt,red\n", ("line 1", "colour")),
        ("file,published\na.txt,yesterday\n", ("line 2", "yesterday")),
        ("file,outlet\na.txt,x,y\n", ("line 2", "more values")),
        ("file,outlet\n,x\n", ("line 2", "file")),
        ("file,outlet\n../a.txt,x\n", ("line 2", "file")),
        ("file,outlet\n/a.txt,x\n", ("line 2", "file")),
        ("file,outlet\na.txt,x\na.txt,y\n", ("line 3", "a.txt")),
        ('file,outlet\na.txt,"x\n', ("metadata.csv", "line")),
    ],
)
def test_what_is_wrong_in_metadata_is_named_with_its_line(seeds, text, named):
    (seeds / "metadata.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SourcesError) as caught:
        read_sources(seeds)
    for part in ("metadata.csv", *named):
        assert part in caught.value.message
    assert caught.value.hint


def test_files_that_are_not_utf8_are_a_clear_error(seeds):
    for name in ("metadata.csv", "sources.toml"):
        (seeds / name).write_bytes("outlet = 'الراصد'".encode("cp1256"))
        with pytest.raises(SourcesError, match="UTF-8"):
            read_sources(seeds)
        (seeds / name).unlink()
