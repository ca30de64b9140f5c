"""A folder of files: text, HTML, Word and PDF, each an article; the files themselves are never touched."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from flows.sources.dates import read_stated
from flows.sources.decode import decode
from flows.sources.header import HeaderError, split_header
from flows.sources.language import refuse_other_languages
from flows.sources.located import on_disk
from flows.sources.metadata import CHANGES_FILE, METADATA_FILE, Row, read_metadata
from flows.sources.office import read_docx, read_pdf
from flows.sources.pages import read_page
from flows.sources.plaintext import Page, read_plain
from flows.sources.problem import ItemError, known_of_item
from flows.sources.reading import Given, Passed, is_wanted
from flows.sources.registry import INBOX, SEEDS, SOURCES_FILE, Source
from flows.tables import Article, Skip

_PLAIN = frozenset({".txt", ".md"})
_HTML = frozenset({".html", ".htm"})
_OFFICE = frozenset({".docx", ".pdf"})
_READ = _PLAIN | _HTML | _OFFICE
_NEVER = frozenset({METADATA_FILE, CHANGES_FILE, SOURCES_FILE, "readme.md"})
_BOUND_BYTES = 20_000_000
_STATED = ("title", "outlet", "url", "published", "author")


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder being read, with what its files are told about them."""

    source: Source
    root: Path
    seeds: Path
    metadata: Mapping[str, Row]
    latest: date


def receive_folder(source: Source, seeds: Path, latest: date) -> Iterator[Given]:
    """Read a folder, in the order of its paths.

    Args:
        source: a source of kind `folder`.
        seeds: the seeds/ folder; a relative location is relative to the folder that holds it.
        latest: the last day that an article can bear.

    Yields:
        An article, a skip or a passing-over for each visible file; a skip for the folder itself where it is
        missing or has more files than the source allows; for `seeds`, a skip for each line of metadata.csv
        whose file is missing.

    Raises:
        SourcesError: metadata.csv is wrong.
    """
    home = Path(os.path.abspath(seeds))  # noqa: PTH100 - resolve() would follow a link to another name
    folder = _Folder(source, on_disk(home.parent, source.location), home, read_metadata(seeds), latest)
    yield from _missing_files(folder)
    if not _is_folder(folder.root):
        if source.name != INBOX:
            yield Skip(source.name, "", "missing", f"There is no folder {source.location}.")
        return
    count = 0
    for path in _walk(folder.root, recursive=source.recursive):
        if not is_wanted(source, path.relative_to(folder.root).as_posix()):
            yield Passed("pattern")
            continue
        if count == source.max_items:
            yield Skip(source.name, "", "limit", f"Only the first {source.max_items} files were taken.")
            return
        count += 1
        yield _read_or_skip(folder, path)


def _missing_files(folder: _Folder) -> Iterator[Skip]:
    if folder.source.name != SEEDS:
        return
    for file, row in folder.metadata.items():
        if not os.path.lexists(folder.seeds / file):
            item = f"{_name(folder.seeds / METADATA_FILE, folder.seeds)}:{row.line}"
            detail = f"The file {file} that this line describes is not there."
            yield Skip(folder.source.name, item, "missing", detail)


def _read_or_skip(folder: _Folder, path: Path) -> Article | Skip:
    item = _name(path, folder.seeds)
    listed = _listed(folder, path)
    try:
        with known_of_item(listed.get("outlet"), listed.get("published")):
            return _read_file(folder, path, item)
    except ItemError as error:
        return error.to_skip(folder.source.name, item)
    except OSError as error:
        reason, detail = "unreadable", f"It cannot be read: {error.strerror}."
    except Exception as error:  # noqa: BLE001 - a parser's fault on one file must not cost the others
        reason, detail = "failed", f"It could not be parsed ({type(error).__name__})."
    return Skip(folder.source.name, item, reason, detail, listed.get("outlet"), listed.get("published"))


def _listed(folder: _Folder, path: Path) -> Mapping[str, str]:
    """Give what metadata.csv says of a file."""
    inside = path.is_relative_to(folder.seeds)
    row = folder.metadata.get(path.relative_to(folder.seeds).as_posix()) if inside else None
    return row.fields if row else {}


def _walk(root: Path, *, recursive: bool) -> Iterator[Path]:
    try:
        entries = sorted(root.iterdir(), key=lambda path: path.name)
    except OSError:
        yield root
        return
    for path in entries:
        if path.name.startswith(".") or path.name.endswith("~") or path.name.casefold() in _NEVER:
            continue
        is_folder = _is_folder(path) and not path.is_symlink()
        if is_folder and path.suffix.casefold() not in _READ:
            if recursive:
                yield from _walk(path, recursive=True)
        else:
            yield path


def _is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; one that may not even be asked about is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _name(path: Path, seeds: Path) -> str:
    """Give a file's path relative to the project, or its absolute one where it lies elsewhere."""
    inside = path.is_relative_to(seeds.parent)
    name = (path.relative_to(seeds.parent) if inside else path).as_posix()
    return os.fsencode(name).decode("utf-8", "replace")


def _read_file(folder: _Folder, path: Path, item: str) -> Article:
    suffix = path.suffix.casefold()
    if suffix not in _READ:
        if path.is_dir() and not path.is_symlink():  # the walk goes into every other
            raise ItemError("unreadable", "The folder cannot be listed.")
        raise ItemError("unsupported", "Only .txt, .md, .html, .docx and .pdf files are read.")
    data, written_at = _read_bytes(folder.root, path)
    page, stated = _to_page(data, suffix, folder.latest)
    with known_of_item(stated.get("outlet"), stated.get("published") or page.published):
        if not any(letter.isalpha() for letter in page.text):
            raise ItemError("empty", "The file holds no text below its headline.")
        refuse_other_languages(page.text, folder.source.languages)
    return _to_article(folder, page, stated, item=item, written_at=written_at, path=path)


def _to_page(data: bytes, suffix: str, latest: date) -> tuple[Page, dict[str, str]]:
    """Read a file's bytes; give its page, and what a header states of it."""
    if suffix in _HTML:
        return read_page(data, latest), {}
    if suffix == ".pdf":
        return read_plain(read_pdf(data)), {}
    if suffix == ".docx":
        text, title = read_docx(data)
        page = read_plain(text)
        return replace(page, title=page.title or title), {}
    try:
        fields, body = split_header(decode(data))
    except HeaderError as error:
        sentence = str(error)
        raise ItemError("header", f"{sentence[0].upper()}{sentence[1:]}.") from error
    return read_plain(body), _check_header(fields)


def _read_bytes(root: Path, path: Path) -> tuple[bytes, str]:
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        raise ItemError("link", "The link leads out of the folder, so it is not followed.")
    # Without blocking: a pipe that nobody writes to would hold the run up for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise ItemError("unreadable", "It is not a file.")
        if state.st_size > _BOUND_BYTES:
            raise ItemError("too-large", f"The file is larger than {_BOUND_BYTES // 1_000_000} MB.")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read()
    finally:
        os.close(descriptor)
    written_at = datetime.fromtimestamp(int(state.st_mtime), tz=UTC)
    return data, written_at.isoformat().replace("+00:00", "Z")


def _check_header(fields: Mapping[str, str | None]) -> dict[str, str]:
    stated = {name: value for name in _STATED if (value := fields.get(name))}
    if "published" in stated:
        published = read_stated(stated["published"])
        if published is None:
            raise ItemError(
                "header", f"published {stated['published']!r} is no date; write 2025-12-25, 2016-12 or 2016."
            )
        stated["published"] = published.published
        stated["date_confidence"] = "converted" if published.is_converted else "stated"
    return stated


def _to_article(
    folder: _Folder, page: Page, stated: Mapping[str, str], *, item: str, written_at: str, path: Path
) -> Article:
    """Join what is known: the file's header wins over metadata.csv, that over the page and the source."""
    listed = _listed(folder, path)

    def pick(name: str, read: str | None) -> str | None:
        return stated.get(name) or listed.get(name) or read

    article = Article(
        text=page.text,
        source=f"{folder.source.name}:{item}",
        fetched_at=written_at,
        title=pick("title", page.title),
        url=pick("url", page.url),
        published=pick("published", page.published),
        date_confidence=stated.get("date_confidence") or _confidence(listed, page),
        author=pick("author", page.author),
    )
    outlet = pick("outlet", folder.source.outlet or page.outlet)
    return article if outlet is None else replace(article, outlet=outlet)


def _confidence(listed: Mapping[str, str], page: Page) -> str:
    return listed.get("date_confidence", "stated") if "published" in listed else page.date_confidence
