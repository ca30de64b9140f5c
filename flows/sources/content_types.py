"""Whether a response can be a feed or a page at all: by its declared type and by its first bytes."""

import re
from collections.abc import Mapping
from email.message import Message
from typing import Literal

from flows.sources.body import too_large
from flows.sources.problem import ItemError

Accept = Literal["feed", "sitemap", "page"]
"""What is asked for: it decides the request's Accept header."""

BOUNDS_BYTES: dict[Accept, int] = {"feed": 20_000_000, "page": 20_000_000, "sitemap": 50 * 1024 * 1024}
"""The largest body that is read, as sent and as expanded: a hundred times a large feed or page; of a sitemap,
as much as its protocol allows."""

ACCEPT_HEADERS: dict[Accept, str] = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.5",
    "sitemap": "application/xml, text/xml, application/gzip;q=0.9, text/plain;q=0.8, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
}

_WORDS: dict[Accept, str] = {"feed": "a feed", "sitemap": "a sitemap", "page": "a page"}
_REFUSED_FAMILIES = frozenset({"image", "video", "audio", "font", "model"})
_REFUSED = re.compile(
    r"application/(?:pdf|zip|wasm|rtf|epub\+zip|java-archive|ogg|mp4|msword|vnd\.(?!.*(?:xml|json)$).*"
    r"|x-(?:shockwave-flash|rar-compressed|7z-compressed|tar|bzip2?|xz|msdownload|mpegurl|font-.*))"
)
_MAGIC = (
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"%PDF", "a document"),
    (b"PK\x03\x04", "an archive"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "a document"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
    (b"RIFF", "a media file"),
    (b"\x1aE\xdf\xa3", "a media file"),
    (b"wOF2", "a font"),
    (b"wOFF", "a font"),
)
_FILM = b"ftyp"
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<\x00", b"\x00<", b"\x00\x00\xfe\xff")
_SNIFFED_BYTES = 1_024
_CONTROL_SHARE = 0.05
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def charset_of(content_type: str) -> str | None:
    """Give the encoding that a Content-Type header names, in lower case, or None."""
    message = Message()
    message["content-type"] = " ".join(content_type.split())
    return message.get_content_charset()


def refuse_declared(headers: Mapping[str, str], accept: Accept, place: str) -> None:
    """Refuse by the headers alone, before the body is read.

    Args:
        headers: the response's headers, by names in lower case.
        accept: what was asked for.
        place: the address as it may be shown.

    Raises:
        ItemError: `unsupported`: an image, film, recording, font, document or archive; `too-large`: a size
            beyond the bound is announced.
    """
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.partition("/")[0] in _REFUSED_FAMILIES or _REFUSED.fullmatch(kind):
        raise ItemError("unsupported", f"{place} sends {_shown(kind)}, not {_WORDS[accept]}.")
    announced = headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:18]) > BOUNDS_BYTES[accept]:
        raise too_large(place, BOUNDS_BYTES[accept])


def refuse_sniffed(content: bytes, accept: Accept, place: str) -> None:
    """Refuse by the first bytes, whatever type was declared: many servers declare a wrong one, or none.

    Args:
        content: the body; an empty one passes.
        accept: what was asked for.
        place: the address as it may be shown.

    Raises:
        ItemError: `unsupported`: the bytes are those of a known binary format, or of no text at all.
    """
    head = content[:_SNIFFED_BYTES]
    found = next((name for magic, name in _MAGIC if head.startswith(magic)), None)
    if head[4:8] == _FILM:
        found = "a media file"
    is_marked = head.lstrip(b" \t\r\n\x00").startswith(_UNICODE_MARKS) or head.startswith(_UNICODE_MARKS)
    if found is None and not is_marked and len(_CONTROL.findall(head)) > _CONTROL_SHARE * len(head):
        found = "binary data"
    if found is not None:
        raise ItemError("unsupported", f"{place} sends {found}, not {_WORDS[accept]}.")


def _shown(kind: str) -> str:
    return re.sub(r"[^\w/.+-]", "", kind)[:100]
