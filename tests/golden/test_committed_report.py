"""The report that a visitor opens: it is what the code makes of the two articles, and says what they are."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from walk import report_of

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "reports" / "2026-11-22" / "articles"
SEEDS = ("000_f2a7bc1230710c35.txt", "003_14c5fae91b0a3a20.txt")
RENEW = "make it anew with: khitab nightly --date 2026-11-22"


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def remade(tmp_path_factory):
    project = tmp_path_factory.mktemp("project")
    (project / "seeds" / "inbox").mkdir(parents=True)
    for name in (*SEEDS, "metadata.csv", "sources.toml"):
        shutil.copy(ROOT / "seeds" / name, project / "seeds" / name)
    return report_of(project, date(2026, 11, 22))


@pytest.fixture(scope="module")
def page():
    return (COMMITTED / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found():
    return json.loads((COMMITTED / "comparison.json").read_text(encoding="utf-8"))


def test_the_committed_report_is_what_the_code_makes_byte_for_byte(remade):
    new, old = tree(remade), tree(COMMITTED)
    assert sorted(new) == sorted(old), RENEW
    assert [name for name in new if new[name] != old[name]] == [], RENEW


def test_the_2016_article_is_the_proxy_war_text_and_the_2025_one_of_sovereignty_and_partnership(found):
    year = {group["key"]: group["first"][:4] for group in found["groups"]}
    leading = {year[profile["group"]]: set(profile["leading"]) for profile in found["profiles"]}
    assert leading == {"2016": {"proxy_war"}, "2025": {"sovereignty", "partnership"}}


def test_the_headline_says_so_in_both_languages(page):
    assert re.search(
        r"<h1>The 2016 article is the proxy-war text; the 2025 article is the .*sovereignty", page
    )
    arabic = (COMMITTED / "index.ar.html").read_text(encoding="utf-8")
    assert "<h1>مقال 2016 هو نصّ الحرب بالوكالة؛ مقال 2025 هو نصّ" in arabic


def test_the_2016_article_blames_assad_and_his_allies_for_the_siege(found):
    of_2016 = next(group["key"] for group in found["groups"] if group["first"].startswith("2016"))
    blamed = {target["label"]["en"] for target in found["targets"] if target["group"] == of_2016}
    assert {"Bashar al-Assad", "Russia", "Iran"} <= blamed


def test_the_furniture_of_the_page_is_neither_counted_nor_quoted(remade, found, page):
    quoted = " ".join(re.findall(r"<blockquote.*?</blockquote>", page))
    stored = [path.read_text(encoding="utf-8") for path in remade.parents[2].glob("seeds/*/*/*.txt")]
    bodies = [text.split("---\n", 2)[2] for text in stored]
    for word in ("شارك", "مقالات ذات صلة", "Blog", "ديسمبر 25, 2025"):
        assert word not in quoted
        assert all(word not in body.splitlines() for body in bodies)
    headline = "ما بعد تدمر.. اختبار الشراكة الدولية"
    assert sum(sentence["text"] == headline for sentence in found["evidence"]) == 1


def test_the_date_of_the_blog_page_is_read_from_it_and_the_month_of_the_extract_from_the_metadata(found):
    dates = {source["outlet"]: (source["published"], source["precision"]) for source in found["sources"]}
    assert dates == {"palmyra-blog": ("2025-12-25", "day"), "palmyra-extract": ("2016-12-01", "month")}
