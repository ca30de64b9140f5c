"""What a response may be: by its declared type, by its bytes, and expanded within bounds."""

import gzip
import time
import zlib

import pytest
from servers import counting, respond, serve, site

from flows.sources.body import Expander, read_bounded, unpacked
from flows.sources.content_types import charset_of
from flows.sources.politeness import Manners
from flows.sources.problem import ItemError
from flows.sources.visitor import Visitor

RSS = "<rss><channel><title>خبر</title></channel></rss>".encode()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def get(address, accept="feed"):
    manners = Manners(2.0, allow_private=True, pause_seconds=0.0, retry_delays_seconds=())
    with Visitor(manners, "2026-01-31T02:00:00Z") as guest:
        return guest.get(address, accept)


def gotten(body, content_type, accept="feed", **headers):
    headers |= {"Content_Type": content_type} if content_type is not None else {}
    with serve(site(x=respond(body, **headers))) as address:
        return get(f"{address}/x", accept).content


@pytest.mark.parametrize(
    "content_type",
    [
        *(
            "application/rss+xml",
            "text/xml; charset=utf-8",
            "text/html",
            "text/plain",
            "application/feed+json",
        ),
        *("application/octet-stream", "binary/octet-stream", "application/x-unknown", "nonsense", "", None),
    ],
    ids=str,
)
def test_text_is_taken_whatever_it_is_called(content_type):
    assert gotten(RSS, content_type) == RSS


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-6"])
def test_text_in_any_encoding_is_text(encoding):
    body = "\n<rss>خبر اليوم عن الهدنة</rss>".encode(encoding)
    assert gotten(body, "application/octet-stream") == body


@pytest.mark.parametrize(
    "content_type",
    [
        *("image/png", "image/svg+xml", "video/mp4", "audio/mpeg", "font/woff2", "application/pdf"),
        *("application/zip", "application/msword", "application/vnd.ms-excel", "Video/MP4; codecs=x"),
        "application/vnd.apple.mpegurl",
    ],
)
@pytest.mark.parametrize("accept", ["feed", "page", "sitemap"])
def test_what_is_declared_to_be_none_is_refused_before_it_is_read(content_type, accept):
    with pytest.raises(ItemError) as caught:
        gotten(RSS, content_type, accept)
    assert caught.value.reason == "unsupported"
    assert content_type.split(";")[0].lower() in caught.value.detail


@pytest.mark.parametrize(
    "body",
    [
        PNG,
        b"GIF89a....",
        b"\xff\xd8\xff\xe0..",
        b"%PDF-1.7 ...",
        b"PK\x03\x04....",
        b"\x00\x00\x00\x18ftypmp42",
        b"ID3\x03....",
        bytes(range(256)) * 4,
    ],
    ids=["png", "gif", "jpeg", "pdf", "zip", "film", "sound", "noise"],
)
@pytest.mark.parametrize("content_type", ["text/xml", "application/octet-stream", None], ids=str)
def test_what_the_bytes_show_to_be_none_is_refused(body, content_type):
    with pytest.raises(ItemError) as caught:
        gotten(body, content_type)
    assert caught.value.reason == "unsupported"


def test_an_announced_size_is_believed_before_a_byte_is_read():
    with pytest.raises(ItemError) as caught, serve(site(x=respond(RSS, length=10**12))) as address:
        get(f"{address}/x")
    assert caught.value.reason == "too-large"


def test_a_gzip_file_is_expanded_within_its_bound():
    assert gotten(gzip.compress(RSS), "application/x-gzip", "sitemap") == RSS
    assert (
        gotten(gzip.compress(gzip.compress(RSS)), "application/gzip", "sitemap", Content_Encoding="gzip")
        == RSS
    )
    bomb = gzip.compress(b" " * 100_000_000, compresslevel=1)
    with pytest.raises(ItemError) as caught:
        gotten(bomb, "application/gzip", "sitemap")
    assert caught.value.reason == "too-large"


def test_what_is_asked_for_is_said():
    answer, seen = counting(site(x=respond(RSS)))
    with serve(answer) as address:
        for accept in ("feed", "page", "sitemap"):
            get(f"{address}/x", accept)
    stated = [headers["Accept"].split(",")[0] for path, headers in seen if path == "/x"]
    assert stated == ["application/rss+xml", "text/html", "application/xml"]


def pieces(content, size=3):
    return [content[start : start + size] for start in range(0, len(content), size)]


def raw(content):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("", RSS),
        ("gzip", gzip.compress(RSS)),
        ("gzip", gzip.compress(RSS[:9]) + gzip.compress(RSS[9:])),
        ("deflate", zlib.compress(RSS)),
        ("deflate", raw(RSS)),
        ("GZIP ", gzip.compress(RSS) + b"\x00\x00"),
    ],
    ids=["plain", "gzip", "two members", "zlib", "raw deflate", "padded"],
)
def test_every_packing_gives_the_same(encoding, packed):
    for size in (1, 3, 10_000):
        expand = Expander(encoding, "x")
        assert read_bounded(pieces(packed, size), expand, 10_000) == (RSS, False)
        assert not expand.is_unfinished


def test_a_bound_holds_to_the_byte():
    for size in (1, 7, 10_000):
        assert read_bounded(pieces(RSS, size), Expander("", "x"), len(RSS)) == (RSS, False)
        assert read_bounded(pieces(RSS, size), Expander("", "x"), len(RSS) - 1) == (RSS[:-1], True)
        packed = pieces(gzip.compress(RSS), size)
        assert read_bounded(packed, Expander("gzip", "x"), len(RSS) - 1) == (RSS[:-1], True)


def test_a_gzip_file_that_breaks_off_says_so():
    content, breaks_off = unpacked(gzip.compress(RSS * 50)[:-20], 10_000, "x")
    assert breaks_off
    assert (RSS * 50).startswith(content)


def test_a_million_files_in_one_are_read_in_a_moment():
    began = time.monotonic()
    content, _ = unpacked(gzip.compress(b"") * 200_000 + gzip.compress(RSS), 10_000_000, "x")
    assert content == RSS
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/xml;charset="windows-1256"', "windows-1256"),
        ("text/html", None),
        ("", None),
        ("text/html; charset=", None),
        ("text/html;\r\n charset=x", "x"),
        ("text/html; charset*=utf-8''%FF", None),
    ],
)
def test_the_encoding_that_a_header_names(header, charset):
    assert (charset_of(header) or None) == charset
