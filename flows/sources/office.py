"""Word and PDF files: their paragraphs, read within bounds of size, pages and time."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.sources.pdf_worker import MOST_PAGES
from flows.sources.problem import ItemError

_PDF = b"%PDF-"
_PDF_WITHIN_BYTES = 1024
_BOUND_SECONDS = 90
_BOUND_EXPANDED_BYTES = 100_000_000
_BOUND_PARTS = 5_000
_WORD_PART = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACES = frozenset(f"{_WORD}{name}" for name in ("tab", "br", "cr"))
_NOT_IN_LINE = frozenset(f"{_WORD}{name}" for name in ("p", "del", "moveFrom", "pPr", "rPr")) | {_FALLBACK}


def read_pdf(data: bytes) -> str:
    """Read a PDF.

    Args:
        data: the file.

    Returns:
        Its paragraphs, each between empty lines.

    Raises:
        ItemError: `unsupported` where it is no PDF, `no-text` where it holds pictures of text only,
            `too-large`, `slow`, or `failed`.
    """
    if _PDF not in data[:_PDF_WITHIN_BYTES]:
        raise ItemError("unsupported", "The file is called .pdf but is no PDF.")
    home = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([home, os.environ.get("PYTHONPATH", "")])}
    try:
        # A process of its own: no file can use up this one's time or memory.
        done = subprocess.run(
            [sys.executable, "-m", "flows.sources.pdf_worker"],
            input=data,
            capture_output=True,
            timeout=_BOUND_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ItemError("slow", f"The PDF could not be read within {_BOUND_SECONDS} seconds.") from error
    if done.returncode != 0:
        raise ItemError("failed", "The PDF is damaged, locked, or needs more memory than it is given.")
    found = json.loads(done.stdout)
    text = "\n\n".join(found["paragraphs"])
    if not any(letter.isalpha() for letter in text):
        raise ItemError("no-text", "The PDF holds no text; it may hold pictures of pages.")
    if found["pages"] == MOST_PAGES:
        raise ItemError("too-large", f"The PDF has {MOST_PAGES} pages or more; it is no article.")
    return text


def read_docx(data: bytes) -> tuple[str, str | None]:
    """Read a Word file.

    Args:
        data: the file.

    Returns:
        Its paragraphs, those in tables too, each between empty lines, and the title of its properties, or
        None.

    Raises:
        ItemError: `unsupported` where it is no Word file, `too-large` where it expands beyond measure, or
            `failed`.
    """
    _check_archive(data)
    import docx  # noqa: PLC0415 - rarely needed

    try:
        document = docx.Document(io.BytesIO(data))
        texts = [" ".join(text.split()) for text in _paragraphs(document.element.body)]
        title = " ".join((document.core_properties.title or "").split())
    except Exception as error:
        raise ItemError("failed", f"The Word file is damaged ({type(error).__name__}).") from error
    return "\n\n".join(text for text in texts if text), title or None


def _paragraphs(body: Any) -> Iterator[str]:  # noqa: ANN401 - untyped
    """Give the text of every paragraph in the order of the file: those in cells, text boxes and forms too.

    What was deleted or moved away under tracking, and the second writing of a text box for older programs,
    is none.
    """
    for paragraph in body.iter(f"{_WORD}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is None:
            yield "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:  # noqa: ANN401 - untyped
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _SPACES:
            yield " "
        elif child.tag not in _NOT_IN_LINE:
            yield from _pieces(child)


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ItemError("unsupported", "The file is called .docx but is no Word file.") from error
    if _WORD_PART not in {part.filename for part in parts}:
        raise ItemError("unsupported", "The file is called .docx but is no Word file.")
    # zipfile never gives more of a part than it declares here.
    if sum(part.file_size for part in parts) > _BOUND_EXPANDED_BYTES or len(parts) > _BOUND_PARTS:
        raise ItemError("too-large", "The Word file expands to more than it should.")
