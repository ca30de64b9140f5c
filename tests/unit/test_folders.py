"""Folders of files, with every kind of file that does not belong there."""

import os
from pathlib import Path

import docx
import pytest

from flows.sources import folders
from flows.sources.receive import receive
from flows.sources.registry import Source, read_sources

NOW = "2026-01-31T02:00:00Z"
BODY = (
    "اتهمت وزارة الخارجية في بيان لها مساء أمس دولة مجاورة بإدارة حرب بالوكالة على حدود البلاد الشمالية،"
    " ودعت مجلس الأمن إلى جلسة"
    " عاجلة."
)


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    (folder / "inbox").mkdir(parents=True)
    return folder


def put(path, content=BODY):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def read(seeds, name="inbox"):
    source = next(source for source in read_sources(seeds) if source.name == name)
    return receive(source, seeds, timeout_seconds=1, fetched_at=NOW)


def reasons(received):
    return {skip.item: skip.reason for skip in received.skips}


def test_a_file_becomes_an_article_that_says_where_it_came_from(seeds):
    put(seeds / "inbox" / "a" / "x.txt")
    (article,) = read(seeds).articles
    assert article.source == "inbox:seeds/inbox/a/x.txt"
    assert article.fetched_at == "2023-11-14T22:13:20Z"
    assert (article.text, article.title, article.outlet, article.published) == (BODY, None, "unknown", None)


def test_the_header_wins_over_the_table_and_the_table_over_the_page(seeds):
    put(
        seeds / "inbox" / "x.md",
        f"---\ntitle: سيادة: أولاً\noutlet: الراصد\n---\nعنوان الصفحة هنا\n5 شباط 2024\n{BODY}",
    )
    put(
        seeds / "metadata.csv",
        "file,outlet,title,url,published\ninbox/x.md,غيره,غيره,https://x.example/1,2024-02-06\n",
    )
    (article,) = read(seeds).articles
    assert (article.title, article.outlet) == ("سيادة: أولاً", "الراصد")
    assert (article.url, article.published) == ("https://x.example/1", "2024-02-06")
    assert article.text == BODY


def test_html_files_are_read(seeds):
    put(
        seeds / "inbox" / "x.html",
        f"<html><body><article><h1>عنوان الخبر</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>",
    )
    (article,) = read(seeds).articles
    assert article.text.startswith(BODY)


def test_the_folder_above_holds_only_its_own_files(seeds):
    put(seeds / "one.txt")
    put(seeds / "inbox" / "two.txt")
    put(seeds / "outlet" / "2024" / "0123456789abcdef.txt")
    put(seeds / "sources.toml", "")
    received = read(seeds, "seeds")
    assert [article.source for article in received.articles] == ["seeds:seeds/one.txt"]
    assert received.skips == ()


def test_each_bad_file_is_one_skip_and_the_good_one_is_read(seeds, tmp_path):
    inbox = seeds / "inbox"
    put(inbox / "good.txt")
    put(inbox / "empty.txt", "")
    put(inbox / "blank.txt", " \n\u00a0\n")
    put(inbox / "furniture.txt", "شارك\nمقالات ذات صلة\n")
    put(inbox / "marks.txt", "***\n...\n")
    put(inbox / "binary.txt", b"\x00\x01\x02")
    put(inbox / "russian.txt", "Это обычный русский текст".encode("windows-1251"))
    put(inbox / "word.docx", b"PK\x03\x04")
    put(inbox / "menu.html", "<html><body></body></html>")
    put(inbox / "date.txt", f"---\npublished: once upon a time\n---\n{BODY}")
    (inbox / "folder.txt").mkdir()
    (inbox / "dangling.txt").symlink_to(inbox / "nowhere.txt")
    (inbox / "out.txt").symlink_to(put(tmp_path / "elsewhere.txt"))
    os.mkfifo(inbox / "pipe.txt")
    received = read(seeds)
    assert [article.source for article in received.articles] == ["inbox:seeds/inbox/good.txt"]
    assert reasons(received) == {
        "seeds/inbox/empty.txt": "empty",
        "seeds/inbox/blank.txt": "empty",
        "seeds/inbox/furniture.txt": "empty",
        "seeds/inbox/marks.txt": "empty",
        "seeds/inbox/binary.txt": "binary",
        "seeds/inbox/russian.txt": "undecodable",
        "seeds/inbox/word.docx": "unsupported",
        "seeds/inbox/menu.html": "no-text",
        "seeds/inbox/date.txt": "header",
        "seeds/inbox/folder.txt": "unreadable",
        "seeds/inbox/dangling.txt": "unreadable",
        "seeds/inbox/out.txt": "link",
        "seeds/inbox/pipe.txt": "unreadable",
    }
    assert received.received == 14


def test_hidden_files_and_the_readme_are_not_articles(seeds):
    for name in ("README.md", ".x.txt", "x.txt~"):
        put(seeds / "inbox" / name)
    received = read(seeds)
    assert (received.articles, received.skips) == ((), ())


def test_a_file_without_permission_is_a_skip(seeds, monkeypatch):
    put(seeds / "inbox" / "a.txt")
    put(seeds / "inbox" / "b.txt", BODY + " وانتهى.")
    real = os.open

    def deny(path, flags, *rest):
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, *rest)

    monkeypatch.setattr(folders.os, "open", deny)
    received = read(seeds)
    assert reasons(received) == {"seeds/inbox/a.txt": "unreadable"}
    assert len(received.articles) == 1


def test_a_folder_without_permission_is_a_skip_and_the_others_are_read(seeds, monkeypatch):
    put(seeds / "inbox" / "locked" / "a.txt")
    put(seeds / "inbox" / "open" / "b.txt")
    listed = Path.iterdir

    def deny(path):
        if path.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", deny)
    received = read(seeds)
    assert reasons(received) == {"seeds/inbox/locked": "unreadable"}
    assert [article.source for article in received.articles] == ["inbox:seeds/inbox/open/b.txt"]


def test_what_lies_in_a_folder_that_may_be_listed_but_not_entered_is_a_skip(seeds, monkeypatch):
    put(seeds / "inbox" / "half" / "deep" / "a.txt")
    put(seeds / "inbox" / "open.txt")
    asked = Path.is_dir

    def deny(path):
        if path.name == "deep":
            raise PermissionError(13, "Permission denied", str(path))
        return asked(path)

    monkeypatch.setattr(Path, "is_dir", deny)
    received = read(seeds)
    assert reasons(received) == {"seeds/inbox/half/deep": "unreadable"}
    assert [article.source for article in received.articles] == ["inbox:seeds/inbox/open.txt"]


def test_a_huge_file_is_not_read(seeds):
    path = put(seeds / "inbox" / "huge.txt")
    os.truncate(path, 20_000_001)
    assert reasons(read(seeds)) == {"seeds/inbox/huge.txt": "too-large"}


def test_a_fault_of_a_parser_costs_one_file_only(seeds, monkeypatch):
    put(seeds / "inbox" / "a.txt", "عطب")
    put(seeds / "inbox" / "b.txt")
    real = folders.read_plain

    def stumble(text):
        if text == "عطب":
            raise RecursionError
        return real(text)

    monkeypatch.setattr(folders, "read_plain", stumble)
    received = read(seeds)
    assert reasons(received) == {"seeds/inbox/a.txt": "failed"}
    assert len(received.articles) == 1


def test_a_date_of_the_future_is_dropped(seeds):
    put(seeds / "inbox" / "a.txt", f"عنوان الخبر الذي جاء من الغد\n5 شباط 2027\n{BODY}")
    put(seeds / "inbox" / "b.txt", f"عنوان الخبر الذي جاء من اليوم\n31 كانون الثاني 2026\n{BODY}")
    assert [article.published for article in read(seeds).articles] == [None, "2026-01-31"]


def test_a_line_for_a_file_that_is_gone_is_told(seeds):
    put(seeds / "metadata.csv", "file,outlet\ngone.txt,الراصد\n")
    received = read(seeds, "seeds")
    assert reasons(received) == {"seeds/metadata.csv:2": "missing"}
    assert received.received == 0


def test_a_listed_folder_lies_beside_the_seeds_or_anywhere(seeds, tmp_path):
    put(tmp_path / "archive" / "x.txt")
    for location in ("archive", str(tmp_path / "archive")):
        received = receive(
            Source("archive", "folder", location, outlet="الأرشيف"), seeds, timeout_seconds=1, fetched_at=NOW
        )
        assert [(article.source, article.outlet) for article in received.articles] == [
            ("archive:archive/x.txt", "الأرشيف")
        ]


def test_a_folder_that_is_not_there_is_one_skip(seeds):
    received = receive(Source("gone", "folder", "gone"), seeds, timeout_seconds=1, fetched_at=NOW)
    assert [(skip.item, skip.reason) for skip in received.skips] == [("", "missing")]


def test_more_files_than_allowed_are_told(seeds, tmp_path):
    for name in "abc":
        put(tmp_path / "archive" / f"{name}.txt")
    source = Source("archive", "folder", "archive", max_items=2)
    received = receive(source, seeds, timeout_seconds=1, fetched_at=NOW)
    assert len(received.articles) == 2
    assert [(skip.item, skip.reason) for skip in received.skips] == [("", "limit")]


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-16"])
def test_old_encodings_are_read(seeds, encoding):
    put(seeds / "inbox" / "x.txt", BODY.encode(encoding))
    assert [article.text for article in read(seeds).articles] == [BODY]


PERSIAN = (
    "وزیر امور خارجه روز دوشنبه در نشست خبری گفت که مذاکرات با طرف مقابل ادامه دارد و هنوز هیچ توافقی به دست"
    " نیامده است، و افزود که هیات نمایندگی هفته آینده باز خواهد گشت."
)


def entry(seeds, fields):
    (seeds / "sources.toml").write_text(
        f'[[source]]\nname = "x"\nkind = "folder"\npath = "archive"\n{fields}', encoding="utf-8"
    )


def test_another_language_is_a_skip_unless_the_entry_keeps_it(seeds):
    put(seeds / "inbox" / "fa.txt", PERSIAN)
    assert reasons(read(seeds)) == {"seeds/inbox/fa.txt": "language"}
    put(seeds.parent / "archive" / "fa.txt", PERSIAN)
    entry(seeds, 'languages = ["any"]')
    assert [article.text for article in read(seeds, "x").articles] == [PERSIAN]


def test_patterns_choose_by_the_path_in_the_folder(seeds):
    for name in ("politics/a.txt", "politics/draft-b.txt", "sport/c.txt"):
        put(seeds.parent / "archive" / name)
    entry(seeds, 'recursive = true\ninclude = ["^politics/"]\nexclude = ["draft"]')
    received = read(seeds, "x")
    assert [article.source for article in received.articles] == ["x:archive/politics/a.txt"]
    assert received.passed == {"pattern": 2}
    assert received.received == 1


def test_a_word_file_becomes_an_article_and_a_broken_pdf_a_skip(seeds):
    document = docx.Document()
    for line in ("عنوان المقال الذي كتب في الملف", "13 كانون الأول 2025", BODY):
        document.add_paragraph(line)
    (seeds / "inbox").mkdir(exist_ok=True)
    document.save(seeds / "inbox" / "a.docx")
    put(seeds / "inbox" / "b.pdf", b"%PDF-1.4 nothing")
    received = read(seeds)
    (article,) = received.articles
    assert (article.title, article.text) == ("عنوان المقال الذي كتب في الملف", BODY)
    assert (article.published, article.date_confidence) == ("2025-12-13", "found")
    assert list(reasons(received)) == ["seeds/inbox/b.pdf"]


@pytest.mark.parametrize(
    ("published", "day", "confidence"),
    [("2025-12-25", "2025-12-25", "stated"), ("20/05/1447هـ", "2025-11-11", "converted")],
)
def test_a_header_s_date_says_how_it_was_stated(seeds, published, day, confidence):
    put(seeds / "inbox" / "a.md", f"---\npublished: {published}\nauthor: ليلى\n---\n{BODY}")
    (article,) = read(seeds).articles
    assert (article.published, article.date_confidence, article.author) == (day, confidence, "ليلى")


def test_a_header_s_date_to_come_is_dropped_and_told(seeds):
    put(seeds / "inbox" / "a.md", f"---\npublished: 2031-05-04\n---\n{BODY}")
    received = read(seeds)
    assert (received.articles[0].published, received.received) == (None, 1)
    assert reasons(received) == {"seeds/inbox/a.md": "future-date"}
