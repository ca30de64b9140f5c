"""Bytes to text: the encodings that Arabic sites and files come in, and what is none of them."""

import pytest

from flows.sources.decode import decode
from flows.sources.problem import ItemError

NEWS = (
    "اتهمت الحكومة الميليشيات بعرقلة وصول القوافل إلى البلدات المحاصرة، "
    "وقالت في بيان إن ما جرى خرق للاتفاق.\n"
    "وأضافت أن المجلس سيبحث الأمر في جلسة يعقدها اليوم."
)
SHORT = "قال الوزير إن بلاده تحمي سيادتها"


@pytest.mark.parametrize("text", [NEWS, SHORT])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "iso-8859-6"],
)
def test_encodings_are_told_apart_without_being_declared(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "declared", ["utf-8", "iso-8859-1", "windows-1256", "iso-8859-6", "utf-7", "no-such-code"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "iso-8859-6"])
def test_a_wrong_declaration_does_no_harm(declared, encoding):
    assert decode(NEWS.encode(encoding), declared) == NEWS


def test_a_declared_encoding_is_used():
    text = NEWS.replace("،", " -")  # that encoding has no Arabic comma
    assert decode(text.encode("cp720"), "cp720") == text


def test_utf8_cut_within_a_letter_is_still_utf8():
    assert decode(NEWS.encode()[:-2]).startswith(NEWS[:-2])


def test_utf8_with_stray_bytes_is_still_utf8():
    data = NEWS.encode()
    text = decode(data[:40] + b"\xff\xa0" + data[40:120] + b"\x80" + data[120:])
    assert text.replace("\ufffd", "") == NEWS


def test_line_ends_become_line_feeds():
    assert decode("سطر\r\nسطر\rسطر".encode()) == "سطر\nسطر\nسطر"


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", "\ufeff".encode(), "\u00a0\u200f \n".encode(), "\ufeff ".encode("utf-16")]
)
def test_nothing_but_white_space_is_empty(data):
    with pytest.raises(ItemError) as caught:
        decode(data)
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 x",
        b"PK\x03\x04word",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        NEWS.encode() + b"\x00" * 40,
        b"\x01\x02\x03\x04 a",
    ],
)
def test_binary_data_is_named_so(data):
    with pytest.raises(ItemError) as caught:
        decode(data)
    assert caught.value.reason == "binary"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Это обычный русский текст о погоде и политике", "windows-1251"),
        ("日本語の文章です。今日は良い天気ですね", "shift_jis"),
        ("Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα", "iso-8859-7"),
        ("הממשלה הודיעה אתמול על צעדים חדשים", "windows-1255"),
    ],
)
def test_other_scripts_in_old_encodings_are_not_passed_off_as_arabic(text, encoding):
    with pytest.raises(ItemError) as caught:
        decode(text.encode(encoding))
    assert caught.value.reason == "undecodable"
