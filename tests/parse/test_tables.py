"""Tables as sources: every row that can be read is an article, every other one a skip with its reason."""

import csv
import gzip
import io
import json

import polars as pl
import pytest

from flows.errors import SourcesError
from flows.sources.receive import receive_in_parts
from flows.sources.registry import Source, read_sources
from flows.sources.tabular import map_columns

NOW = "2026-01-31T02:00:00+00:00"
TEXT = (
    "أعلنت البلدية أن أعمال الصيانة في الشارع الرئيسي تبدأ الأسبوع المقبل، وتستمر شهرين."
    "\nفقرة ثانية، و«اقتباس»."
)
ROWS = [
    {
        "id": "7",
        "headline": "صيانة",
        "body": TEXT,
        "paper": "الراصد",
        "day": "2025-12-25",
        "link": "https://x.example/1",
    },
    {
        "id": "8",
        "headline": "",
        "body": TEXT + " وزيادة.",
        "paper": "",
        "day": "كانون الأول 2016",
        "link": "",
    },
]
COLUMNS = (("outlet", "paper"), ("published", "day"))


def write(folder, name, rows):
    path = folder / name
    if name.endswith(".parquet"):
        pl.DataFrame(rows).write_parquet(path)
        return path
    if ".csv" in name or ".tsv" in name:
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), delimiter="\t" if ".tsv" in name else ",")
        writer.writeheader()
        writer.writerows(rows)
        content = text.getvalue().encode()
    else:
        content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def read(folder, location, **fields):
    source = Source("archive", "table", location, **({"columns": COLUMNS} | fields))
    (folder / "seeds").mkdir(exist_ok=True)
    parts = list(receive_in_parts(source, folder / "seeds", fetched_at=NOW))
    return (
        [article for part in parts for article in part.articles],
        [skip for part in parts for skip in part.skips],
        parts,
    )


@pytest.mark.parametrize(
    "name", ["a.csv", "a.tsv", "a.jsonl", "a.ndjson", "a.parquet", "a.csv.gz", "a.jsonl.gz"]
)
def test_each_kind_of_table_gives_the_same_articles(tmp_path, name):
    write(tmp_path, name, ROWS)
    articles, skips, _ = read(tmp_path, name, outlet="صحيفة أخرى")
    assert skips == []
    first, second = articles
    assert (first.title, first.text, first.outlet) == ("صيانة", TEXT, "الراصد")
    assert (first.published, first.url, first.source) == (
        "2025-12-25",
        "https://x.example/1",
        f"archive:{name}#7",
    )
    assert (second.title, second.outlet, second.published, second.url) == (
        None,
        "صحيفة أخرى",
        "2016-12",
        None,
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1256", "iso-8859-6", "utf-16"])
def test_the_encoding_of_a_csv_is_found(tmp_path, encoding):
    text = TEXT.replace("«", "").replace("»", "")
    content = f'body;day\n"{text}";2025-12-25\n'.encode(encoding)
    (tmp_path / "a.csv").write_bytes(content)
    articles, _, _ = read(tmp_path, "a.csv", columns=(("published", "day"),))
    assert [(one.text, one.published) for one in articles] == [(text, "2025-12-25")]


def test_a_row_that_is_wrong_costs_no_other(tmp_path):
    (tmp_path / "a.csv").write_text(
        f'body,day\n"{TEXT}",2025\nx,y,z\n"",2025\n"{TEXT} ب",2025\n', encoding="utf-8"
    )
    lines = [
        json.dumps({"body": TEXT + " ج"}),
        "{broken",
        "[1]",
        json.dumps({"body": None}),
        "",
        json.dumps({"body": TEXT + " د"}),
    ]
    (tmp_path / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    articles, skips, parts = read(tmp_path, "*.*", columns=())
    assert len(articles) == 4
    assert [(skip.item, skip.reason) for skip in skips] == [
        ("a.csv#2", "unreadable"),
        ("a.csv#3", "empty"),
        ("b.jsonl#2", "unreadable"),
        ("b.jsonl#3", "unreadable"),
        ("b.jsonl#4", "empty"),
    ]
    assert sum(part.received for part in parts) == 9


def test_a_quotation_mark_that_is_never_closed_is_told_and_not_stored_as_one_long_article(tmp_path):
    lines = ["url,text", f'https://x.example/1,"{TEXT} أ"', f'https://x.example/2,"{TEXT} ب']
    lines += [f"https://x.example/{number},جملة" for number in (3, 4)]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    articles, skips, _ = read(tmp_path, "a.csv", columns=())
    assert [one.url for one in articles] == ["https://x.example/1"]
    assert [(skip.item, skip.reason) for skip in skips] == [("a.csv#2", "unreadable")]
    assert "never closed" in skips[0].detail


@pytest.mark.parametrize("end", ["", "\n"])
def test_the_last_row_of_a_csv_is_read_with_and_without_a_line_end(tmp_path, end):
    (tmp_path / "a.csv").write_text(f'url,text\n,"{TEXT}"{end}', encoding="utf-8")
    articles, skips, _ = read(tmp_path, "a.csv", columns=())
    assert ([one.text for one in articles], skips) == ([TEXT], [])


def test_keys_that_the_first_lines_lack_are_columns_too(tmp_path):
    write(tmp_path, "a.jsonl", [{"id": 1}, {"id": 2, "text": TEXT}, {"text": TEXT + " ب", "date": "2025"}])
    articles, skips, _ = read(tmp_path, "a.jsonl", columns=())
    assert [one.published for one in articles] == [None, "2025"]
    assert [skip.reason for skip in skips] == ["empty"]


def test_what_is_not_a_number_or_is_an_object_is_nothing_and_no_moment_costs_its_row(tmp_path):
    moments = ["0001-01-01T00:00:00+03:00", "9999-12-31T23:59:59-05:00"]
    rows = [{"text": f"{TEXT} {moment}", "title": float("nan"), "fetched_at": moment} for moment in moments]
    write(tmp_path, "a.jsonl", [*rows, {"text": float("nan")}, {"text": {"نص": TEXT}}])
    articles, skips, _ = read(tmp_path, "a.jsonl", columns=())
    assert [one.title for one in articles] == [None, None]
    assert [skip.reason for skip in skips] == ["empty", "empty"]


def test_a_date_of_the_hijri_calendar_is_told_to_be_converted(tmp_path):
    write(
        tmp_path, "a.jsonl", [{"text": TEXT, "date": "15 رمضان 1446"}, {"text": TEXT, "date": "2025-03-15"}]
    )
    articles, _, _ = read(tmp_path, "a.jsonl", columns=())
    assert [(one.published, one.date_confidence) for one in articles] == [
        ("2025-03-15", "converted"),
        ("2025-03-15", "stated"),
    ]


def test_unknown_columns_are_told_with_what_there_is_and_a_guess(tmp_path):
    write(tmp_path, "a.jsonl", ROWS)
    write(tmp_path, "b.jsonl", [{"text": TEXT}])
    articles, skips, _ = read(tmp_path, "*.jsonl", columns=(("text", "matn"), ("outlet", "paper")))
    assert articles == []
    assert [skip.reason for skip in skips] == ["columns", "columns"]
    for part in ("'matn'", "id, headline, body, paper, day, link", 'text = "body"', 'outlet = "paper"'):
        assert part in skips[0].detail


def test_usual_names_are_known_and_what_the_entry_says_wins():
    present = ["Body", "text", "date", "source", "الرابط"]
    assert map_columns(present, {"text": "Body"}) == {
        "text": "Body",
        "published": "date",
        "outlet": "source",
        "url": "الرابط",
    }


@pytest.mark.parametrize("name", ["a.parquet", "a.csv.gz", "a.jsonl.gz"])
def test_a_file_that_breaks_off_gives_what_can_be_read_and_a_skip(tmp_path, name):
    path = write(tmp_path, name, ROWS * 400)
    path.write_bytes(path.read_bytes()[:-30])
    write(tmp_path, "z.jsonl", [{"body": TEXT}])
    articles, skips, _ = read(tmp_path, "*.*", columns=())
    assert articles[-1].source == "archive:z.jsonl#1"
    assert name in [skip.item for skip in skips]


def test_a_large_table_comes_in_parts_and_a_limit_is_told(tmp_path):
    write(tmp_path, "a.jsonl", [{"id": n, "text": f"{TEXT} {n}"} for n in range(4_500)])
    articles, skips, parts = read(tmp_path, "a.jsonl", columns=(), max_items=4_100)
    assert (len(articles), len(parts)) == (4_100, 3)
    assert max(len(part.articles) for part in parts) == 2_000
    assert [(skip.item, skip.reason) for skip in skips] == [("", "limit")]


def test_other_languages_and_excluded_addresses_are_left_out(tmp_path):
    foreign = (
        "The municipality said that the works in the main street will begin next week and last two months. "
        * 3
    )
    rows = [
        {"text": foreign, "url": "https://x.example/en"},
        *({"text": f"{TEXT} {n}", "url": f"https://x.example/{n}/"} for n in "ab"),
    ]
    write(tmp_path, "a.jsonl", rows)
    articles, skips, _ = read(tmp_path, "a.jsonl", columns=(), exclude=("/b/",))
    assert [article.url for article in articles] == ["https://x.example/a/"]
    assert [skip.reason for skip in skips] == ["language"]


def test_html_in_a_column_is_read_as_text_and_dates_of_parquet_as_days(tmp_path):
    frame = pl.DataFrame({"text": [f"<p>{TEXT}</p><script>x</script>"], "date": ["2025-12-25 23:30:00"]})
    frame.with_columns(pl.col("date").str.to_datetime()).write_parquet(tmp_path / "a.parquet")
    ((article,), _, _) = read(tmp_path, "a.parquet", columns=())
    assert (article.text, article.published) == (TEXT.replace("\n", " "), "2025-12-25")


def test_a_missing_file_is_a_skip_and_a_folder_is_searched(tmp_path):
    assert [skip.reason for skip in read(tmp_path, "nowhere")[1]] == ["missing"]
    (tmp_path / "deep" / "er").mkdir(parents=True)
    write(tmp_path / "deep" / "er", "a.jsonl", [{"text": TEXT}])
    assert read(tmp_path, "deep", columns=())[0][0].source == "archive:deep/er/a.jsonl#1"


def test_the_registry_knows_tables_and_archives(tmp_path):
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nname = "a"\nkind = "table"\npath = "a.csv"\ncolumns = { text = "body" }\n'
        '[[source]]\nname = "b"\nkind = "warc"\npath = "*.warc.gz"\n',
        encoding="utf-8",
    )
    _, _, table, archive = read_sources(tmp_path)
    assert (table.kind, table.columns, archive.kind) == ("table", (("text", "body"),), "warc")
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nname = "a"\nkind = "table"\npath = "a.csv"\ncolumns = { body = "text" }\n'
    )
    with pytest.raises(SourcesError, match="entry 1"):
        read_sources(tmp_path)


def test_included_addresses_are_read_whatever_the_name_of_the_file_and_the_others_are_passed_over(tmp_path):
    rows = [{"text": f"{TEXT} {n}", "url": f"https://x.example/{n}/"} for n in "abc"]
    write(tmp_path, "archive.jsonl", rows)
    articles, skips, parts = read(tmp_path, "archive.jsonl", columns=(), include=("/b/",), max_items=1)
    assert [article.url for article in articles] == ["https://x.example/b/"]
    assert skips == []
    assert [dict(part.passed) for part in parts] == [{"pattern": 2}]


def test_an_excluded_file_is_not_read(tmp_path):
    for name in ("old.jsonl", "new.jsonl"):
        write(tmp_path, name, [{"text": f"{TEXT} {name}"}])
    articles, skips, _ = read(tmp_path, "*.jsonl", columns=(), exclude=("^old",))
    assert [article.source for article in articles] == ["archive:new.jsonl#1"]
    assert skips == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.jsonl.gz"])
def test_tables_in_utf_16_are_read_with_or_without_a_mark(tmp_path, name, encoding):
    # The sign in the middle ends a line elsewhere; no byte of a line end may be looked for by itself.
    texts = [f"{TEXT} {letter} \u2028 \u0a0a ." for letter in "ابج"]
    write(tmp_path, name, [{"id": str(n), "text": text} for n, text in enumerate(texts)])
    path = tmp_path / name
    packed = name.endswith(".gz")
    content = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
    content = content.decode().encode(encoding)
    path.write_bytes(gzip.compress(content) if packed else content)
    articles, skips, _ = read(tmp_path, name, columns=())
    assert [article.text for article in articles] == texts
    assert skips == []


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_texts_that_a_parquet_file_holds_as_bytes_are_read(tmp_path, encoding):
    frame = pl.DataFrame({"text": [TEXT.encode(encoding), b"", None], "id": [b"7", b"8", b"9"]})
    frame.write_parquet(tmp_path / "a.parquet")
    articles, skips, _ = read(tmp_path, "a.parquet", columns=())
    assert [(article.source, article.text) for article in articles] == [("archive:a.parquet#7", TEXT)]
    assert [(skip.item, skip.reason) for skip in skips] == [
        ("a.parquet#8", "empty"),
        ("a.parquet#9", "empty"),
    ]
