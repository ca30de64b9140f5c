"""Every word that the report can say is there in Arabic, with the same places to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from flows.vocabulary import KINDS, POSITIONS, SKIP_REASONS, SOURCE_KINDS, STANCES, STATUSES, VOICES

FLOWS = Path(__file__).parents[2] / "flows"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None, "count": (1, 2)}
# Words that reach the page as codes of a table.
CODES = {*KINDS, *STANCES, *STATUSES, *VOICES, *POSITIONS, *SKIP_REASONS, *SOURCE_KINDS}
PLACE = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def catalogue():
    with (FLOWS / "locale/ar/LC_MESSAGES/khitab.po").open("rb") as stream:
        return read_po(stream, locale="ar", abort_invalid=True)


def said():
    methods = [("report/**.py", "python"), ("report/templates/**.j2", "jinja2")]
    options = {"**.j2": {"trim_blocks": "true", "lstrip_blocks": "true"}}
    found = extract_from_dir(FLOWS, methods, options, keywords=KEYWORDS, comment_tags=())
    return {message[2] for message in found} | CODES


def test_no_message_is_translated_twice():
    written = (FLOWS / "locale/ar/LC_MESSAGES/khitab.po").read_text(encoding="utf-8")
    single = re.findall(r'^msgid "(.+)"$', written, re.MULTILINE)
    assert sorted(set(single)) == sorted(single)


def test_every_message_is_translated_in_all_its_plural_forms(catalogue):
    for message in said():
        singular = message if isinstance(message, str) else message[0]
        known = catalogue.get(singular)
        assert known is not None, singular
        forms = known.string if isinstance(known.string, tuple) else (known.string,)
        assert all(forms), singular
        assert len(forms) == (1 if isinstance(message, str) else 6), singular


def test_nothing_is_translated_that_is_no_longer_said(catalogue):
    wanted = {message if isinstance(message, str) else message[0] for message in said()}
    ids = [message.id for message in catalogue if message.id]
    kept = {one if isinstance(one, str) else one[0] for one in ids}
    assert kept == wanted


def test_a_translation_fills_only_places_that_the_message_has(catalogue):
    for message in catalogue:
        ids = (message.id,) if isinstance(message.id, str) else message.id
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        places = {place for text in ids for place in PLACE.findall(text)}
        if message.id:
            assert all(set(PLACE.findall(form)) <= places for form in forms), message.id
