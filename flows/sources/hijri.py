"""Hijri dates: found beside or in place of a Gregorian one, and converted by the Umm al-Qura calendar.

Sightings of the moon move a month's first day by one, so a converted date may be a day off; whoever gives it
on says that it was converted.
"""

import re
from functools import cache
from importlib.resources import files

import yaml
from hijridate import Hijri

_YEARS = range(1343, 1501)
"""What hijridate's table covers, 1924 to 2077."""
_PLAIN_FROM_YEAR = 1430
"""From here on a bare number is Hijri: as a year of Iran's sun calendar it lies in the future."""
_YEAR = r"(?P<year>1[345]\d{2})"
_MARK = r"(?:\s*(?P<mark>هجريه?|ه)\b)?"
_NUMERIC = (
    re.compile(rf"\b{_YEAR}\s*([/\-.])\s*(?P<month>\d{{1,2}})\s*\2\s*(?P<day>\d{{1,2}})\b{_MARK}"),
    re.compile(rf"\b(?P<day>\d{{1,2}})\s*([/\-.])\s*(?P<month>\d{{1,2}})\s*\2\s*{_YEAR}\b{_MARK}"),
)


def take_hijri(line: str) -> tuple[str, str | None]:
    """Take the Hijri date out of a line.

    Args:
        line: one line, as `dates.unify` gives it.

    Returns:
        The line with blanks in its place, and its day in the Gregorian calendar, ISO 8601; None where the
        line holds no Hijri date, or one that names no day of the calendar's table.
    """
    named, months = _named()
    for pattern in (named, *_NUMERIC):
        for match in pattern.finditer(line):
            parts = match.groupdict()
            is_bare = pattern is not named and not parts["mark"]
            if is_bare and int(parts["year"]) < _PLAIN_FROM_YEAR:
                continue
            written = " ".join(parts["month"].split())
            month = int(written) if written.isdigit() else months[written]
            blank = " " * (match.end() - match.start())
            rest = f"{line[: match.start()]}{blank}{line[match.end() :]}"
            return rest, _convert(int(parts["year"]), month, int(parts["day"]))
    return line, None


def _convert(year: int, month: int, day: int) -> str | None:
    if year not in _YEARS:
        return None
    try:
        return str(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None


@cache
def _named() -> tuple[re.Pattern[str], dict[str, int]]:
    raw = yaml.safe_load(files("flows.sources").joinpath("dates.yaml").read_text(encoding="utf-8"))
    # The file's names are written as `unify` leaves them.
    months = {name: number for number, names in raw["hijri"].items() for name in names}
    longest_first = sorted(months, key=len, reverse=True)
    name = "|".join(re.escape(month).replace(r"\ ", r"\s+") for month in longest_first)
    day = r"\b(?P<day>\d{1,2})"
    between, before = r"\s*[-/،,]?\s*(?:من\s+)?(?:شهر\s+)?", r"\s*[-/،,]?\s*(?:عام\s+|سنه\s+)?"
    pattern = rf"{day}{between}(?P<month>{name}){before}{_YEAR}\b{_MARK}"
    return re.compile(pattern), months
