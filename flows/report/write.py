"""The only writer of `reports/`: a report appears whole or not at all, and the list of reports with it."""

import io
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from flows.compare.model import Comparison
from flows.disk import locked, write_atomically
from flows.errors import StorageError
from flows.report.phrases import headline
from flows.report.provenance import Provenance
from flows.report.render import (
    Alternate,
    IndexEntry,
    markdown_name,
    render_index,
    render_json,
    render_markdown,
    render_page,
)
from flows.report.speech import Speech

_LISTED = {"report_date", "name", "pages", "headline"}
_INDEX_PAGES = {"en": "index.html", "ar": "index.ar.html"}


def write_report(reports: Path, comparison: Comparison, provenance: Provenance) -> Path:
    """Write one report and the list of all reports.

    Args:
        reports: the folder `reports/`; made if it is not there.
        comparison: what to report; its name is the folder below the date. A report that stands there is
            replaced.
        provenance: what made it.

    Returns:
        The report's folder.

    Raises:
        StorageError: the disk refuses; the report that stood there before still stands.
    """
    place = reports / provenance.report_date.isoformat() / comparison.name
    with _storage_errors(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        with locked(reports):
            _sweep(place)
            fresh = Path(tempfile.mkdtemp(prefix=f".{comparison.name}.", dir=place.parent))
            try:
                _fill(fresh, comparison, provenance)
                _exchange(fresh, place)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
            _write_index(reports)
    return place


@contextmanager
def _storage_errors(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"The report cannot be written to {place}: {error.strerror or error}.",
            "Make room or give write permission, then run again; what stood there before is untouched.",
        ) from error


def _sweep(place: Path) -> None:
    """Remove what a killed run left half-written, and bring back a report that it had just set aside."""
    aside = _aside(place)
    if aside.exists() and not place.exists():
        aside.rename(place)
    for left in place.parent.glob(f".{place.name}.*"):
        shutil.rmtree(left, ignore_errors=True)


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _exchange(fresh: Path, place: Path) -> None:
    fresh.chmod(0o755)
    if place.exists():
        place.rename(_aside(place))
    fresh.rename(place)
    shutil.rmtree(_aside(place), ignore_errors=True)


def _fill(folder: Path, comparison: Comparison, provenance: Provenance) -> None:
    for language, page in provenance.pages.items():
        others = [Alternate(code, file) for code, file in provenance.pages.items() if code != language]
        alternate = others[0] if others else None
        _put(folder / page, render_page(comparison, provenance, language, alternate))
        _put(folder / markdown_name(page), render_markdown(comparison, provenance, language))
    _put(folder / "comparison.json", render_json(comparison))
    data = folder / "data"
    data.mkdir()
    for name, table in comparison.data.items():
        # By way of memory: Polars' own file writer hides what the disk says. The byte-order mark is what
        # makes spreadsheets read Arabic as UTF-8.
        csv, parquet = io.BytesIO(), io.BytesIO()
        _flat(table).write_csv(csv, include_bom=True)
        table.write_parquet(parquet, statistics=False)
        (data / f"{name}.csv").write_bytes(csv.getvalue())
        (data / f"{name}.parquet").write_bytes(parquet.getvalue())
    _put(folder / "run.json", _as_json(_run(comparison, provenance)))


def _flat(table: pl.DataFrame) -> pl.DataFrame:
    """Give the table as a CSV can hold it, with no cell that a spreadsheet would run as a formula."""
    return table.with_columns(pl.col(pl.String).str.replace(r"^([=+\-@\t\r])", "'${1}"))


def _run(comparison: Comparison, provenance: Provenance) -> dict[str, Any]:
    return {
        "report_date": provenance.report_date.isoformat(),
        "name": comparison.name,
        "pages": dict(provenance.pages),
        "headline": {code: headline(comparison, Speech(code)) for code in _INDEX_PAGES},
        "settings": provenance.settings,
        "packages": provenance.packages,
        "codebook_version": provenance.codebook_version,
        "coder_version": provenance.coder_version,
        "inputs": [
            {"article_id": one.article_id, "path": one.path, "sha256": one.sha256}
            for one in comparison.sources
        ],
    }


def _as_json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_index(reports: Path) -> None:
    runs = _runs(reports)
    for language, file in _INDEX_PAGES.items():
        other = next(code for code in _INDEX_PAGES if code != language)
        entries = [
            IndexEntry(
                report_date=date.fromisoformat(run["report_date"]),
                name=run["name"],
                folder=folder,
                page=run["pages"].get(language) or next(iter(run["pages"].values())),
                headline=run["headline"][language],
            )
            for folder, run in runs
        ]
        write_atomically(
            reports / file, render_index(entries, language, Alternate(other, _INDEX_PAGES[other]))
        )


def _runs(reports: Path) -> list[tuple[str, dict[str, Any]]]:
    """Read what is known of each whole report, newest first, then by name; a damaged one is left out."""
    found = []
    for path in reports.glob("[0-9]*/[!.]*/run.json"):
        with suppress(OSError, ValueError):
            run = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(run, dict) and run.keys() >= _LISTED:
                found.append((path.parent.relative_to(reports).as_posix(), run))
    by_name = sorted(found, key=lambda one: one[1]["name"])
    return sorted(by_name, key=lambda one: one[1]["report_date"], reverse=True)
