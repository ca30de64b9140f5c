"""Headers as people and other programs write them: read, or told of, but never taken for text."""

import os

import pytest

from flows.sources.header import HeaderError, split_header
from flows.sources.plaintext import read_plain
from flows.sources.receive import receive
from flows.sources.registry import read_sources

BODY = "قالت الحكومة إن الاتفاق الجديد يحفظ حقوق العمال في الموانئ كلها.\n"
GOOD = {"title": "الاتفاق الجديد", "published": "2025-12-25"}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: الاتفاق الجديد\ntags: [ميناء, عمال]\npublished: 2025-12-25\n---\n",
        "---\ntitle: الاتفاق الجديد\npublished: 2025-12-25\ntags:\n  - ميناء\n  - عمال\n---\n",
        "---\ntitle: الاتفاق الجديد\npublished: 2025-12-25\nauthor: {name: سعيد}\n---\n",
        "--- \t\ntitle: الاتفاق الجديد  \npublished: 2025-12-25\n---  \n",
        "\n \n\n---\ntitle: الاتفاق الجديد\npublished: 2025-12-25\n---\n",
        "---\n# ملاحظة\n\n  # note: أخرى\ntitle: الاتفاق الجديد\npublished: 2025-12-25\n...\n",
        "---\nTitle: الاتفاق الجديد\nDATE: 2025-12-25\n---\n",
        "---\n\"title\": 'الاتفاق الجديد'\ndate: 2024-01-01\npublished: 2025-12-25\n---\n",
    ],
    ids=["list", "lines", "mapping", "spaces", "blank lines", "comments", "case", "alias"],
)
def test_a_header_in_any_common_dress_is_read(text):
    fields, body = split_header(text + BODY)
    assert {name: fields[name] for name in GOOD} == GOOD
    assert all(value is None or isinstance(value, str) for value in fields.values())
    assert body == BODY


def test_a_header_that_is_no_yaml_is_read_line_by_line_past_comments_and_lists():
    text = "---\n# ملاحظة\ntitle: الموانئ: اتفاق جديد\n\ntags:\n- ميناء\n  - عمال\nDate: 2025-12-25\n---\n"
    fields, body = split_header(text + BODY)
    assert (fields["title"], fields["published"], body) == ("الموانئ: اتفاق جديد", "2025-12-25", BODY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\ntitle: الاتفاق\n" + BODY, "not closed"),
        ("---\ntitle: الاتفاق\nسطر بلا حقل\n---\n" + BODY, "no field: سطر بلا حقل"),
        ("---\nسطر بلا حقل\ntitle: الاتفاق\n---\n" + BODY, "no field: سطر بلا حقل"),
        ("---\ntitle: [الاتفاق, الجديد]\n---\n" + BODY, "header's title"),
        ("---\ndate: {year: 2025}\n---\n" + BODY, "header's date"),
        ("---\nالعنوان: الاتفاق\n---\n" + BODY, "the fields are title"),
    ],
    ids=["open", "stray line", "stray first line", "title a list", "date a mapping", "Arabic names"],
)
def test_a_header_that_cannot_be_read_is_a_skip_with_its_reason(tmp_path, text, words):
    with pytest.raises(HeaderError, match=words):
        split_header(text)
    inbox = tmp_path / "seeds" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "x.md").write_text(text, encoding="utf-8")
    os.utime(inbox / "x.md", (1_700_000_000, 1_700_000_000))
    source = next(source for source in read_sources(tmp_path / "seeds") if source.name == "inbox")
    received = receive(source, tmp_path / "seeds", timeout_seconds=1, fetched_at="2026-01-31T02:00:00Z")
    assert received.articles == ()
    (skip,) = received.skips
    assert skip.reason == "header"
    assert words in skip.detail


def test_an_empty_header_is_no_header():
    assert split_header(f"---\n---\n{BODY}") == ({}, BODY)
    assert split_header(f"---\n# ملاحظة\n---\n{BODY}") == ({}, BODY)


@pytest.mark.parametrize("end", ["", "---\n" + BODY])
def test_a_rule_above_an_article_is_no_header_and_no_headline(end):
    fields, body = split_header(f"---\n\n{BODY}{end}")
    assert (fields, body) == ({}, f"\n{BODY}{end}")
    assert read_plain(body).title is None
