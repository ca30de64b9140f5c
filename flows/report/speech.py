"""How the report speaks: one language's words, plurals, numbers, dates and names.

English is written in the code and templates; the other languages are gettext catalogues in `flows/locale`.
"""

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.core import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from flows.compare.model import Group
from flows.compare.terms import Label
from flows.report import bidi

LOCALES = Path(__file__).parent.parent / "locale"
_DATE_PATTERNS = {"day": "d MMMM y", "month": "MMMM y", "year": "y"}
_LEAST_P_VALUE = 0.001
_SMALL = 0.1  # below it one decimal may round to nothing


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Read the catalogue of a language; English needs none.

    Raises:
        FileNotFoundError: there is no such catalogue.
    """
    if language == "en":
        return gettext.NullTranslations()
    with (LOCALES / language / "LC_MESSAGES" / "khitab.po").open("rb") as stream:
        catalogue = read_po(stream, locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@dataclass(frozen=True, slots=True)
class Speech:
    """One language of the report.

    Attributes:
        language: `en` or `ar`.
    """

    language: str

    @property
    def direction(self) -> str:
        """The direction of writing: `ltr` or `rtl`."""
        return "rtl" if Locale.parse(self.language).text_direction == "rtl" else "ltr"

    @property
    def catalogue(self) -> gettext.NullTranslations:
        """The gettext catalogue, for Jinja's translation tags."""
        return _catalogue(self.language)

    def say(self, message: str, **values: object) -> str:
        """Translate `message` and fill in its `%(name)s` values."""
        return _fill(self.catalogue.gettext(message), values)

    def count(self, singular: str, plural: str, number: int, **values: object) -> str:
        """Translate in the plural form that `number` asks for; `%(number)s` is the number itself."""
        text = self.catalogue.ngettext(singular, plural, number)
        return _fill(text, {"number": self.integer(number), **values})

    def name(self, label: Label) -> str:
        """Give the name in this language."""
        return label.ar if self.language == "ar" else label.en

    def isolated(self, text: str) -> str:
        """Keep a name of either script from reordering its surroundings."""
        return bidi.isolated(text)

    def is_misled(self, text: str) -> bool:
        """Tell whether a browser would take the name's direction from a first letter of the other script."""
        return bidi.is_misled(text)

    def integer(self, number: int) -> str:
        """Write a count, with the language's thousands separator."""
        return str(format_decimal(number, "#,##0", locale=self.language))

    def rate(self, number: float | None) -> str:
        """Write a rate or ratio with one decimal, a small one with more; a dash where there is none."""
        if number is None:
            return "–"
        pattern = (
            "#,##0.0" if number == 0 or number >= _SMALL else "0.0#" if number >= _SMALL / 10 else "0.0##"
        )
        return str(format_decimal(number, pattern, locale=self.language))

    def percent(self, share: float | None) -> str:
        """Write a share in per cent, without decimals from 10 % on; a dash where there is none."""
        if share is None:
            return "–"
        pattern = "0%" if share == 0 or round(share, 3) >= 0.1 else "0.0%"  # noqa: PLR2004  two digits say enough
        return str(format_percent(share, pattern, locale=self.language))

    def p_value(self, p_value: float) -> str:
        """Write a p-value as `p = 0.012` or `p < 0.001`."""
        if p_value < _LEAST_P_VALUE:
            return "p < 0.001"
        return f"p = {format_decimal(p_value, '0.000' if p_value < 0.1 else '0.00', locale='en')}"  # noqa: PLR2004

    def day(self, day: date) -> str:
        """Write a day shortly, for the head of a column."""
        return str(format_date(day, "d/M", locale=self.language))

    def date(self, day: date | None, precision: str = "day") -> str:
        """Write a date as far as it is stated."""
        if day is None or precision == "none":
            return self.say("undated")
        return str(format_date(day, _DATE_PATTERNS[precision], locale=self.language))

    def listed(self, items: Iterable[str]) -> str:
        """Join with commas and «and» as the language does."""
        return str(format_list(list(items), locale=self.language))

    def span(self, group: Group) -> str:
        """Write the days that a group covers."""
        first = self.date(group.first, group.first_precision)
        last = self.date(group.last, group.last_precision)
        return first if first == last else self.say("%(first)s to %(last)s", first=first, last=last)


def _fill(message: str, values: dict[str, object]) -> str:
    return message % values if values else message
