"""What made a report: everything that its bytes depend on besides the comparison itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from flows.settings import Language

_NAMED_PACKAGES = ("khitab", "polars", "pyarabic", "scipy", "altair", "vl-convert-python")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a report comes from.

    Attributes:
        report_date: the date that it bears.
        settings: the parameters of the comparison, as JSON knows them.
        codebook_version: digest of the codebook's files.
        coder_version: digest of the codebook and of the code that codes sentences.
        language: of the report; both gives one page each.
    """

    report_date: date
    settings: Mapping[str, Any]
    codebook_version: str
    coder_version: str
    language: Language = Language.BOTH

    @property
    def pages(self) -> dict[str, str]:
        """The page's file for each language of the report; the first is the one to open."""
        if self.language is Language.BOTH:
            return {"en": "index.html", "ar": "index.ar.html"}
        return {self.language.value: "index.html"}

    @property
    def packages(self) -> dict[str, str]:
        """The versions of khitab and of the packages that shape its numbers and charts."""
        return {name: version(name) for name in _NAMED_PACKAGES}
