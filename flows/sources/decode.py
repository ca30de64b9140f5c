"""Bytes to text: UTF-8, UTF-16, and two single-byte Arabic encodings told apart by how Arabic they read."""

import codecs
import re
from collections import Counter
from math import log

from flows.sources.problem import ItemError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_OPENINGS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)
_SINGLE_BYTE = ("windows-1256", "iso-8859-6")

# Letters of Arabic news, counted per thousand letters in three thousand articles of twenty outlets.
_LETTERS = "اليمونرتبعةدفسهقأكحجشطصإىخضزذثئغءظؤآ"
_PER_THOUSAND = (
    *(151, 117, 77, 65, 54, 50, 47, 47, 35, 33, 33, 31, 26, 25, 23, 22, 20, 18),
    *(18, 14, 10, 9, 9, 9, 8, 8, 7, 7, 6, 5, 4, 4, 3, 2, 1, 1),
)
_FLOOR = log(0.0002)
_LOG_SHARE = {letter: log(count / 1000) for letter, count in zip(_LETTERS, _PER_THOUSAND, strict=True)}
_PLAUSIBLE = -3.9
"""Mean log share below which a text does not read as Arabic: real news lies near -3.0 and above -3.3."""
_DAMAGED_BYTES = 3
_DAMAGED_SHARE = 0.05
_STRAY_ONE_IN = 200
_UTF16_SAMPLE_BYTES = 4_096
_UTF16_HIGH_BYTES = (0x00, 0x06)
_UTF16_SHARE = 0.9
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]")
_FOREIGN_LETTER = re.compile("[\u00c0-\u024f\u0679-\u06d3]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE_CHARACTERS = 200_000


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode a file or a response; its line ends become line feeds.

    A byte order mark decides; then UTF-8, which nothing else imitates; then the declared encoding if the text
    then reads as text; then windows-1256 or ISO-8859-6, whichever reads as Arabic.

    Args:
        data: the bytes.
        declared: an encoding that the file or its server names, which may be wrong.

    Returns:
        The text, without a byte order mark.

    Raises:
        ItemError: `empty`, `binary` or `undecodable`.
    """
    if not data.strip():
        raise ItemError("empty", "It is empty.")
    data = _without_stray_nulls(data)
    text = _decode_unicode(data)
    if text is None:
        text = _decode_declared(data, declared) or _decode_single_byte(data)
    if text is None:
        raise ItemError(
            "undecodable",
            "The text is neither UTF-8, UTF-16, windows-1256 nor ISO-8859-6; save it again as UTF-8.",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\u00a0\u200e\u200f"):
        raise ItemError("empty", "It holds no text, only white space.")
    return text


def _decode_unicode(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data.startswith(_BINARY_OPENINGS):
        raise ItemError("binary", "It is not a text but binary data.")
    if b"\x00" in data:
        text = _decode_unmarked_utf16(data)
        if text is not None:
            return text
        raise ItemError("binary", "It is not a text but binary data.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        letters = len(_ARABIC.findall(text))
        # Cut in the middle of a letter, or with stray bytes, it is still UTF-8: another encoding would hardly
        # make so many Arabic letters of it.
        if letters == 0 or text.count("\ufffd") > max(_DAMAGED_BYTES, _DAMAGED_SHARE * letters):
            return None
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise ItemError("binary", "It is not a text but binary data.")
    return text


def _without_stray_nulls(data: bytes) -> bytes:
    """Drop a few null bytes, which careless programs leave in a text; many of them mean something."""
    stray = data.count(b"\x00")
    return data.replace(b"\x00", b"") if 0 < stray <= len(data) // _STRAY_ONE_IN else data


def unmarked_utf16(data: bytes) -> str | None:
    """Name the order of the bytes of UTF-16 without a mark, or None where it is something else.

    Args:
        data: the bytes, or their beginning: of its pairs nearly all have a high byte of Arabic or of ASCII.
    """
    sample = data[:_UTF16_SAMPLE_BYTES]
    for encoding, high_bytes in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        share = sum(map(high_bytes.count, _UTF16_HIGH_BYTES)) / max(len(high_bytes), 1)
        if share >= _UTF16_SHARE:
            return encoding
    return None


def _decode_unmarked_utf16(data: bytes) -> str | None:
    encoding = unmarked_utf16(data)
    text = data.decode(encoding, "replace") if encoding else ""
    return text if text and len(_CONTROL.findall(text)) <= len(text) // 100 else None


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    # Servers declare these by default, whatever they send.
    if name in {"ascii", "iso8859-1", "cp1252", "utf-8"}:
        return None
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, UnicodeError):
        return None
    return text if _arabic_score(text) >= _PLAUSIBLE else None


def _decode_single_byte(data: bytes) -> str | None:
    scored: list[tuple[float, str]] = []
    for encoding in _SINGLE_BYTE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        scored.append((_arabic_score(text), text))
    score, text = max(scored, default=(_FLOOR, ""), key=lambda pair: pair[0])
    return text if score >= _PLAUSIBLE else None


def _arabic_score(text: str) -> float:
    """Give the mean log share of the text's letters; a Latin accent counts as a letter that Arabic lacks."""
    sample = text[:_SAMPLE_CHARACTERS]
    counts = Counter(_ARABIC.findall(sample))
    foreign = len(_FOREIGN_LETTER.findall(sample)) + len(_CONTROL.findall(sample))
    total = counts.total() + foreign
    if total == 0:
        return _FLOOR
    known = sum(count * _LOG_SHARE.get(letter, _FLOOR) for letter, count in counts.items())
    return (known + foreign * _FLOOR) / total
