"""Broken input in quantity: mutated feeds, pages, sitemaps and files, the same for the same seed.

`python tests/support/fuzz.py --cases 10000` reads that many and says which reader failed on which, and what
the slowest took. A reader may refuse (ItemError) or give rows; anything else is a fault.
"""

import argparse
import gzip
import io
import random
import sys
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

import docx

from flows.sources import folders, receive
from flows.sources.feeds import receive_feed
from flows.sources.fetch import Fetched
from flows.sources.pages import read_page
from flows.sources.problem import ItemError
from flows.sources.reading import Reading
from flows.sources.registry import Source
from flows.sources.sitemaps import receive_sitemap
from flows.tables import Article, Skip

SEED = 20_261_122
NOW = "2026-01-31T02:00:00+00:00"
LATEST = date(2026, 1, 31)
_SLOW_SECONDS = 20

SENTENCES = (
    "اتهمت الحكومة خصومها في بيان مساء أمس بعرقلة الاتفاق الذي وُقع قبل عام وبتأخير عودة النازحين إلى قراهم.",
    "وردّ المتحدث باسم المعارضة أن الحكومة هي التي لم تنفذ ما تعهدت به، وأن المفاوضات صارت أبعد مما كانت.",
    "ودعت الأمم المتحدة الطرفين إلى ضبط النفس والعودة إلى طاولة الحوار قبل نهاية الشهر الجاري.",
)
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)

RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>موقع الخبر</title><item><title>عنوان &amp; أول</title><link>https://news.example.org/1?a=1&amp;b=2</link>
<pubDate>Thu, 25 Dec 2025 01:00:00 +0300</pubDate><dc:creator>ليلى</dc:creator>
<description><![CDATA[{BODY}]]></description></item>
<item><title>ثان</title><guid>x-2</guid><pubDate>الخميس، 5 رجب 1447هـ</pubDate>
<content:encoded><![CDATA[<div>{BODY}</div>]]></content:encoded></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>أطلس</title><entry><title type="html">خبر</title>
<link href="/3"/><updated>2025-12-25T23:30:00-05:00</updated><author><name>سعيد</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content></entry></feed>"""
JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "قناة", "items": ['
    '{"id": "1", "url": "https://news.example.org/1", "title": "أول", "content_html": "'
    + BODY
    + '", "date_published": "2025-12-25T01:00:00+03:00", "authors": [{"name": "ليلى"}]},'
    '{"id": 2, "external_url": "/2", "content_text": "نص\\nثان", "date_modified": "2025-12-24"}]}'
)
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example.org/a?x=1&amp;y=2</loc>
<lastmod>2026-01-30T10:00:00Z</lastmod><news:news><news:publication_date>2026-01-30</news:publication_date>
<news:title>عنوان</news:title></news:news></url><url><loc>/2026/01/29/b</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>https://news.example.org/s1.xml</loc><lastmod>2026-01-30</lastmod></sitemap></sitemapindex>"""
PAGE = f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>عنوان - موقع</title>
<link rel="canonical" href="/2025/12/25/x"><meta name="author" content="ليلى">
<meta property="article:published_time" content="2025-12-25T01:00:00+03:00">
<script type="application/ld+json">
{{"@type":"NewsArticle","datePublished":"2025-12-25T01:00:00+03:00"}}</script>
</head><body><nav><a href="/">الرئيسية</a></nav><article><h1>عنوان</h1><time datetime="2025-12-25">أمس</time>
<p>1447/7/5 هـ الموافق 2025/12/25</p>{BODY}</article><footer>جميع الحقوق محفوظة 2026</footer></body></html>"""
TEXT = "---\ntitle: عنوان\npublished: 25/12/2025\n---\n" + "\n\n".join(SENTENCES)

TOKENS = [
    *(b"&", b"&nbsp;", b"&unknown;", b"&#0;", b"&#xD800;", b"<![CDATA[", b"]]>", b"<!--", b"<", b">", b'"'),
    *(
        b"\x00",
        b"\x08",
        b"\x1b",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\\ud800",
        b"\\",
        b"{",
        b"[",
    ),
    *(b"<div>" * 300, b"[" * 2_000, b"9" * 5_000, b"99999-99-99", b"0000-00-00", b"31/02/2025", b"-1"),
    *("٣١ صفر ١٤٤٧هـ".encode(), "1500/13/40 هـ".encode(), b"http://[::1", b"javascript:x", b"\r", b"\x85"),
    *(
        b'<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>',
        b"</item>",
        b"</url>",
        b"<?xml",
        b"null",
        b"1e999",
    ),
    *(
        b'<meta charset="x-user">',
        b"<svg>",
        b"<template>",
        b"<base href='http://['>",
        b"\xc2\xa0",
        b"%PDF-",
        b"PK",
    ),
]
ENCODINGS = ("utf-8", "utf-8", "utf-8", "windows-1256", "iso-8859-6", "utf-16", "utf-16-be", "utf-8-sig")


def _docx() -> bytes:
    document = docx.Document()
    for sentence in ("عنوان المقال هنا", *SENTENCES):
        document.add_paragraph(sentence)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 "
    b"R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F "
    b"5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 48>>stream\nBT /F 12 Tf 20 200 Td (A report of one line) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def mutate(chance: random.Random, data: bytes) -> bytes:
    """Break bytes in one to six ways."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(broken) + 1)
        end = min(len(broken), place + chance.choice((1, 4, 30, 300)))
        way = chance.randrange(6)
        if way == 0:
            broken[place:place] = chance.choice(TOKENS)
        elif way == 1:
            broken[place:end] = b""
        elif way == 2:
            broken[place:place] = broken[place:end] * chance.choice((1, 2, 40))
        elif way == 3 and place < len(broken):
            broken[place] = chance.randrange(256)
        elif way == 4:
            broken[place:end] = chance.randbytes(end - place)
        elif way == 5 and chance.random() < 0.5:
            del broken[place:]
    return bytes(broken)


def text_of(chance: random.Random, text: str) -> bytes:
    """Encode a text somehow, whatever it declares."""
    return text.encode(chance.choice(ENCODINGS), "ignore")


def _feed(data: bytes, chance: random.Random) -> list[object]:
    source = Source("f", "feed", "https://news.example.org/rss", full_text=chance.random() < 0.2)
    return list(receive_feed(source, _reading(data, chance)))


def _sitemap(data: bytes, chance: random.Random) -> list[object]:
    source = Source("s", "sitemap", "https://news.example.org/sitemap.xml", max_items=3)
    return list(receive_sitemap(source, _reading(data, chance)))


def _reading(data: bytes, chance: random.Random) -> Reading:
    """Give the data first, then a page for whatever is asked."""
    page = mutate(chance, PAGE.encode())
    answers = iter(
        [Fetched(data, chance.choice((None, "utf-8", "windows-1256", "x")), chance.random() < 0.1)]
    )
    return Reading(lambda _url, _accept="feed": next(answers, Fetched(page, None, truncated=False)), NOW)


def _page(data: bytes, chance: random.Random) -> list[object]:
    page = read_page(
        data, LATEST, chance.choice((None, "utf-8", "cp1256")), address="https://news.example.org/x"
    )
    return [Article(page.text, "p:x", NOW, page.title, url=page.url, published=page.published)]


def _file(suffix: str):
    def read(data: bytes, _chance: random.Random) -> list[object]:
        page, _ = folders._to_page(data, suffix, LATEST)
        return [Article(page.text, "p:x", NOW, page.title, url=page.url, published=page.published)]

    return read


DOCX = _docx()
KINDS = (
    *(
        ("rss", RSS, _feed, 18),
        ("atom", ATOM, _feed, 10),
        ("json", JSON_FEED, _feed, 14),
        ("page", PAGE, _page, 26),
    ),
    *(("sitemap", SITEMAP, _sitemap, 10), ("index", INDEX, _sitemap, 4)),
    *(("gzip", gzip.compress(SITEMAP.encode(), mtime=0), _sitemap, 3), ("text", TEXT, _file(".txt"), 8)),
    *(("docx", DOCX, _file(".docx"), 6), ("pdf", PDF, _file(".pdf"), 1)),
)


def run(cases: int, seed: int = SEED, kinds: tuple[str, ...] = ()) -> tuple[Counter[str], list[str], float]:
    """Read mutated input.

    Args:
        cases: how many.
        seed: of the random numbers; case number n of a seed is always the same.
        kinds: only these kinds of input; empty: all.

    Returns:
        How many of each kind gave articles or were refused, the faults with their tracebacks, and the seconds
        of the slowest.
    """
    chosen = [kind for kind in KINDS if not kinds or kind[0] in kinds]
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    slowest = 0.0
    for number in range(cases):
        chance = random.Random(f"{seed}:{number}")  # noqa: S311 - no secret hangs on it
        name, base, read, _ = chance.choices(chosen, weights=[kind[3] for kind in chosen])[0]
        data = mutate(chance, base if isinstance(base, bytes) else text_of(chance, base))
        began = time.monotonic()
        try:
            given = read(data, chance)
            for item in given:
                if isinstance(item, Article):
                    receive._tidy(item, LATEST.isoformat(), NOW)
                if isinstance(item, Skip) and item.reason == "failed":
                    outcomes[f"{name}: failed"] += 1
            outcomes[f"{name}: read"] += 1
        except ItemError as error:
            outcomes[f"{name}: {error.reason}"] += 1
        except Exception:  # noqa: BLE001 - what is looked for
            faults.append(f"case {number} ({name})\n{traceback.format_exc()}")
        slowest = max(slowest, time.monotonic() - began)
    if slowest > _SLOW_SECONDS:
        faults.append(f"the slowest case took {slowest:.0f} seconds")
    return outcomes, faults, slowest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--kind", action="append", default=[])
    given = parser.parse_args()
    outcomes, faults, slowest = run(given.cases, given.seed, tuple(given.kind))
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:7} {outcome}")
    print(
        f"{len(faults)} unhandled exceptions in {given.cases} cases; the slowest took {slowest:.1f} seconds."
    )
    print("\n".join(faults[:5]))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
