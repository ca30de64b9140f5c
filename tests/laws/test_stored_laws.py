"""Laws of stored files, versions and stories, on texts that nobody chose."""

from dataclasses import replace

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.measures.stories import group, sign
from flows.storing.lineage import Version, families_of
from flows.storing.stored import Lineage, read_stored, to_file, to_row, with_fields
from flows.tables import ARTICLES, Article
from flows.text.identity import ID_LENGTH, digest

line = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)
article = st.builds(
    Article,
    text=st.lists(line, min_size=1, max_size=4).map("\n".join),
    source=line.map("inbox:{}".format),
    fetched_at=st.just("2026-01-31T02:00:00Z"),
    title=st.none() | line,
    outlet=line,
    url=st.none() | line.map("https://x.example/{}".format),
    published=st.sampled_from([None, "2016", "2016-12", "2025-12-25"]),
)
lineage = st.builds(Lineage, st.just(2), st.just("0" * 16)) | st.builds(
    Lineage, st.just(1), st.none(), st.none() | st.just("f" * 16)
)


@given(article, lineage)
def test_the_row_of_a_new_article_is_the_row_that_its_file_is_read_as(one, which):
    whole = digest(one.text)
    article_id = whole[:ID_LENGTH]
    content = to_file(one, whole, which).encode()
    assert read_stored(content, article_id, "p") == to_row(one, article_id, "p", which)


@given(article, line)
def test_to_change_a_header_changes_no_text_and_no_other_field(one, title):
    whole = digest(one.text)
    content = to_file(one, whole, Lineage()).encode()
    changed = with_fields(content, {"title": title}).encode()
    row = read_stored(changed, whole[:ID_LENGTH], "p")
    assert row["title"] == title
    expected = to_row(replace(one, title=title), whole[:ID_LENGTH], "p", Lineage())
    assert row | {"given": None} == expected | {"given": None}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12), st.randoms())
def test_families_are_the_same_in_any_order_and_hold_each_version_once(pairs, chance):
    versions = [Version(f"{n:x}", "", n, "", "", superseded=False) for n in range(10)]
    links = [(f"{one:x}", f"{other:x}") for one, other in pairs]
    families = families_of(versions, links)
    assert sorted(one.article_id for family in families for one in family) == sorted("0123456789")
    shuffled = chance.sample(versions, len(versions)), chance.sample(links, len(links))
    assert sorted(map(tuple, families), key=str) == sorted(map(tuple, families_of(*shuffled)), key=str)
    assert all(family[0].revision == max(one.revision for one in family) for family in families)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(line, max_size=6).map(" ".join), min_size=1, max_size=8))
def test_every_article_has_one_story_which_is_one_of_them_and_copies_share_it(texts):
    texts = [*texts, texts[0]]
    rows = [{"article_id": f"{n:016x}", "text": text, "fetched_at": "2026"} for n, text in enumerate(texts)]
    articles = pl.DataFrame(rows, schema=ARTICLES.schema)
    grouped = group(articles, sign(articles))
    assert grouped["article_id"].to_list() == articles["article_id"].to_list()
    assert set(grouped["story"]) <= set(articles["article_id"])
    of = dict(grouped.iter_rows())
    assert all(of[story] == story for story in of.values())
    if any(letter.isalpha() for letter in texts[0]):
        assert grouped["story"][0] == grouped["story"][-1]
