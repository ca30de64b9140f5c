"""Names and paths of both scripts keep their order within a line of either direction."""

import pytest

from flows.report.bidi import is_misled, isolated, path_markup


@pytest.mark.parametrize(
    ("name", "misled"),
    [
        ("CNN بالعربية", True),
        ("قناة CNN", False),
        ("Sky News Arabia", False),
        ("Asharq (الشرق)", False),
        ("2018 · خبر", False),
        ("2018", False),
        ("", False),
    ],
)
def test_only_an_arabic_name_with_a_latin_beginning_misleads(name, misled):
    assert is_misled(name) is misled
    assert isolated(name) == f"{chr(0x2067) if misled else chr(0x2068)}{name}\u2069"


def test_a_folder_in_arabic_letters_is_kept_apart_from_the_others():
    assert path_markup("cnn-بالعربية/2018-02-13/7e.txt") == (
        "<bdi>cnn-بالعربية</bdi>/<bdi>2018-02-13</bdi>/<bdi>7e.txt</bdi>"
    )


def test_a_latin_path_stays_as_it_is_and_no_path_becomes_markup():
    assert path_markup("a/b.txt") == "a/b.txt"
    assert path_markup("<b>/خبر") == "<bdi>&lt;b&gt;</bdi>/<bdi>خبر</bdi>"
