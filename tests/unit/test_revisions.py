"""A changed article is a revision: both versions are kept, the newest counts, nothing flips."""

import json

import pytest

from flows.sources.receive import Received
from flows.sources.registry import Source
from flows.storing.lineage import place_in_family
from flows.storing.seeds import load, settle
from flows.tables import Article

FEED, OTHER = Source("وكالة", "feed", "https://a.example/rss"), Source("b", "feed", "https://b.example/rss")
URL = "https://news.example/2026/1"
FIRST = "أعلنت الوزارة أمس افتتاح الجسر الجديد فوق النهر بعد عامين من العمل المتواصل في المدينة القديمة."
SECOND = FIRST.replace("عامين", "ثلاثة أعوام") + " وأضافت أن الكلفة تجاوزت ما كان مقررا."
UNLIKE = "ارتفعت أسعار القمح في الأسواق العالمية للأسبوع الثالث، وتوقع الخبراء مزيدا من الارتفاع قبل الشتاء."


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def day(number):
    return f"2026-01-{number:02}T02:00:00+00:00"


def give(seeds, *texts, on, source=FEED, url=URL, outlet="الراصد", item=None, **fields):
    """Settle one reading of a source that gives these texts under one address."""
    articles = tuple(
        Article(text, f"{source.name}:{item or url}", day(on), outlet=outlet, url=url, **fields)
        for text in texts
    )
    return settle(seeds, [Received(source, articles, (), len(articles))])


def counted(seeds):
    loaded = load(seeds)
    assert loaded.skips.is_empty()
    return loaded.articles["text"].to_list(), loaded.revisions["text"].to_list()


def test_a_changed_text_under_one_address_is_a_revision_and_the_first_stays(seeds):
    (first,) = give(seeds, FIRST, on=1).new
    before = {path: path.read_bytes() for path in seeds.glob("*/*/*.txt")}
    (second,) = give(seeds, SECOND, on=2).new
    assert counted(seeds) == ([SECOND], [FIRST])
    assert all(path.read_bytes() == content for path, content in before.items())
    row = load(seeds).articles.row(0, named=True)
    assert (row["article_id"], row["revises"], row["revision"]) == (second, first, 2)
    assert f"revises: {first}\n" in next(seeds.glob(f"*/*/{second}.txt")).read_text()


def test_an_address_is_known_again_under_its_other_spellings(seeds):
    give(seeds, FIRST, on=1, url="https://www.news.example/خبر?utm_source=x#top")
    give(seeds, SECOND, on=2, url="http://news.example/%D8%AE%D8%A8%D8%B1/")
    assert counted(seeds) == ([SECOND], [FIRST])


def test_even_a_wholly_new_text_revises_a_live_page(seeds):
    give(seeds, FIRST, on=1)
    give(seeds, UNLIKE, on=2)
    assert counted(seeds) == ([UNLIKE], [FIRST])


def test_three_versions_are_one_article(seeds):
    for on, text in enumerate((FIRST, SECOND, f"{SECOND} وقال الوزير إن العمل لم ينته."), start=1):
        give(seeds, text, on=on)
    loaded = load(seeds)
    assert (loaded.articles["revision"].to_list(), len(loaded.revisions)) == ([3], 2)


def test_a_return_to_an_older_text_counts_and_is_noted_once(seeds):
    give(seeds, FIRST, on=1)
    give(seeds, SECOND, on=2)
    for on in (3, 4, 5):
        assert give(seeds, FIRST, on=on).new == ()
    assert counted(seeds) == ([FIRST], [SECOND])
    (line,) = (seeds / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["change"] == "returned"
    give(seeds, SECOND, on=6)
    assert counted(seeds) == ([SECOND], [FIRST])


def test_a_source_that_offers_both_versions_every_night_turns_nothing_back(seeds):
    give(seeds, FIRST, on=1)
    for on in (2, 3, 4):
        give(seeds, FIRST, SECOND, on=on)
    assert counted(seeds) == ([SECOND], [FIRST])
    assert not (seeds / "changes.jsonl").exists()


def test_two_feeds_with_two_texts_of_one_address_do_not_take_turns(seeds):
    for on in (1, 2, 3):
        give(seeds, FIRST, on=on)
        give(seeds, SECOND, on=on, source=OTHER)
    assert counted(seeds) == ([SECOND], [FIRST])
    assert not (seeds / "changes.jsonl").exists()


@pytest.mark.parametrize("summary_first", [True, False])
def test_the_full_text_counts_and_not_its_summary_whichever_comes_first(seeds, summary_first):
    full = f"{FIRST} {UNLIKE} {SECOND}"
    texts = (f"{FIRST}…", full) if summary_first else (full, f"{FIRST}…")
    for on, text in enumerate(texts, start=1):
        give(seeds, text, on=on)
    assert counted(seeds) == ([full], [f"{FIRST}…"])


def test_two_outlets_with_one_address_have_an_article_each(seeds):
    give(seeds, FIRST, on=1)
    give(seeds, SECOND, on=2, outlet="غيره", source=OTHER)
    assert len(counted(seeds)[0]) == 2


def test_an_address_that_one_reading_gives_to_different_articles_tells_no_versions(seeds):
    give(seeds, FIRST, UNLIKE, on=1)
    give(seeds, "قال مدير المتحف إن المعرض يفتح أبوابه للزوار مطلع الشهر المقبل مجانا.", on=2)
    assert len(counted(seeds)[0]) == 3


@pytest.mark.parametrize("url", [None, "https://news.example/", "https://news.example"])
def test_without_an_address_of_its_own_the_item_tells_and_only_for_like_texts(seeds, url):
    for on, text in ((1, FIRST), (2, SECOND), (3, UNLIKE)):
        give(seeds, text, on=on, url=url, item="seeds/inbox/a.txt")
    articles, revisions = counted(seeds)
    assert (sorted(articles), revisions) == (sorted([SECOND, UNLIKE]), [FIRST])


def test_an_older_version_that_comes_late_does_not_take_the_place_of_the_newer(seeds):
    give(seeds, SECOND, on=9)
    give(seeds, FIRST, on=2)
    assert counted(seeds) == ([SECOND], [FIRST])


def test_versions_within_one_run_are_told_like_those_of_many(seeds):
    parts = [
        Received(source, (Article(text, f"{source.name}:{URL}", day(on), outlet="الراصد", url=URL),), (), 1)
        for on, (source, text) in enumerate(((FEED, FIRST), (OTHER, SECOND)), start=1)
    ]
    settle(seeds, parts)
    assert counted(seeds) == ([SECOND], [FIRST])


def test_a_version_whose_file_a_user_deleted_leaves_the_other(seeds):
    (first,) = give(seeds, FIRST, on=1).new
    give(seeds, SECOND, on=2)
    next(seeds.glob(f"*/*/{first}.txt")).unlink()
    assert counted(seeds) == ([SECOND], [])


def test_what_a_source_states_later_is_taken_up_with_a_line_of_what_it_was(seeds):
    (article_id,) = give(seeds, FIRST, on=1, outlet="unknown").new
    give(seeds, FIRST, on=2, outlet="الراصد", title="جسر جديد", published="2026-01-01")
    row = load(seeds).articles.row(0, named=True)
    assert (row["outlet"], row["title"], str(row["published"])) == ("الراصد", "جسر جديد", "2026-01-01")
    (line,) = (seeds / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    change = json.loads(line)
    assert (change["article_id"], change["before"]["title"]) == (article_id, None)
    give(seeds, FIRST, on=3, outlet="الراصد", title="جسر جديد", published="2026-01-01")
    assert len((seeds / "changes.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_what_a_user_wrote_into_the_stored_header_stays_until_the_source_says_something_new(seeds):
    give(seeds, FIRST, on=1, title="قديم")
    path = next(seeds.glob("*/*/*.txt"))
    path.write_text(path.read_text().replace("title: قديم", "note: x\ntitle: بيد المستخدم"))
    give(seeds, FIRST, on=2, title="قديم")
    assert load(seeds).articles["title"].to_list() == ["بيد المستخدم"]
    give(seeds, FIRST, on=3, title="جديد")
    assert load(seeds).articles["title"].to_list() == ["جديد"]
    assert "\nnote: x\n" in path.read_text()


def test_a_text_that_a_user_altered_is_not_written_over(seeds):
    give(seeds, FIRST, on=1)
    path = next(seeds.glob("*/*/*.txt"))
    altered = path.read_text().replace("النهر", "البحر")
    path.write_text(altered)
    assert give(seeds, FIRST, on=2).known == 1
    assert path.read_text() == altered
    path.write_bytes(b"")  # what a disk may leave that lost its power; nobody wrote that
    assert len(give(seeds, FIRST, on=3).new) == 1
    assert counted(seeds) == ([FIRST], [])


def test_a_text_does_not_revise_what_it_does_not_resemble_under_a_doubtful_key():
    assert place_in_family("item:a", FIRST, day(2), []) is None
