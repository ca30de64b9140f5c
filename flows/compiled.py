"""The codebook, checked and compiled, kept on disk under the hash of all that it is made from.

One file holds one compiled codebook: a ZIP archive of JSON (what the YAML files say) and Arrow tables (the
surface forms). It is data only and nothing in it is run; its checksums tell a torn file, which counts as
absent and is made anew. Writing is atomic, and a folder that refuses it costs time, never the result.
"""

import gc
import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType

import polars as pl
from pydantic import TypeAdapter, ValidationError

from flows.codebook.evidence import as_table, by_model
from flows.codebook.harms import Harms
from flows.codebook.load import load, version_of
from flows.codebook.model import Codebook, Frame
from flows.codebook.offices import Office, SharedName
from flows.codebook.parties import Actor, Cue
from flows.codebook.words import Word
from flows.coding.patterns import Patterns, compile_patterns, keep
from flows.disk import write_beside
from flows.storing.coded import coder_version

CACHE_VARIABLE = "XDG_CACHE_HOME"
KEPT_FILES = 4
"""How many compiled codebooks a folder keeps: the one in use, and some that are being compared with it."""

_FORMAT = "10"
_TABLES = tuple(field.name for field in fields(Patterns))
_FRAMES = TypeAdapter(tuple[Frame, ...])
_SETS = TypeAdapter(dict[str, tuple[Word, ...]])
_ACTORS = TypeAdapter(tuple[Actor, ...])
_CUES = TypeAdapter(tuple[Cue, ...])
_OFFICES = TypeAdapter(tuple[Office, ...])
_SHARED_NAMES = TypeAdapter(tuple[SharedName, ...])
_HARMS: TypeAdapter[Harms | None] = TypeAdapter(Harms | None)
_UNREADABLE = (
    OSError,
    EOFError,
    KeyError,
    ValueError,
    ValidationError,
    RuntimeError,  # of zipfile: a flag or method that it does not know
    zipfile.BadZipFile,
    zlib.error,
    pl.exceptions.PolarsError,
)


def user_cache() -> Path:
    """Give the folder of this user's caches that is khitab's, for use outside of a project."""
    return Path(os.environ.get(CACHE_VARIABLE) or Path.home() / ".cache") / "khitab"


def load_compiled(directory: Path | None = None, cache: Path | None = None) -> Codebook:
    """Read and compile a codebook, or take it as it was compiled before.

    Args:
        directory: the folder of its YAML files; absent, the shipped codebook.
        cache: the folder of compiled codebooks; absent, the user's.

    Returns:
        The codebook as `codebook.load.load` gives it; what `coding` needs of it is ready in memory.

    Raises:
        CodebookError: it cannot be used.
    """
    version = version_of(directory)
    folder = user_cache() if cache is None else cache
    path = folder / f"codebook-{coder_version(version)}-{_FORMAT}.zip"
    try:
        with _no_looking_for_garbage():
            return _unpacked(path.read_bytes(), version)
    except _UNREADABLE:
        codebook = load(directory)
    content = _packed(codebook)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_beside(content, path, ".codebook-")
        _tidy(folder)
    return codebook


@contextmanager
def _no_looking_for_garbage() -> Iterator[None]:
    """Make many objects that live on without looking through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _packed(codebook: Codebook) -> bytes:
    patterns = compile_patterns(codebook)
    said = {
        "frames": _FRAMES.dump_python(codebook.frames, mode="json", exclude_unset=True),
        "sets": _SETS.dump_python(dict(codebook.sets), mode="json", exclude_unset=True),
        "actors": _ACTORS.dump_python(codebook.actors, mode="json", exclude_unset=True),
        "cues": _CUES.dump_python(codebook.cues, mode="json", exclude_unset=True),
        "offices": _OFFICES.dump_python(codebook.offices, mode="json"),
        "shared_names": _SHARED_NAMES.dump_python(codebook.shared_names, mode="json"),
        "harms": _HARMS.dump_python(codebook.harms, mode="json", exclude_unset=True),
        "version": codebook.version,
    }
    cues = pl.DataFrame(
        {"forms": [sorted(cue.forms) for cue in codebook.cues]}, schema={"forms": pl.List(pl.String)}
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("codebook.json", json.dumps(said, ensure_ascii=False))
        archive.writestr("cues.arrow", _arrow(cues))
        archive.writestr("evidence.arrow", _arrow(as_table(codebook.evidence)))
        for name in _TABLES:
            archive.writestr(f"{name}.arrow", _arrow(getattr(patterns, name)))
    return buffer.getvalue()


def _arrow(table: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_ipc(buffer, compression="lz4")
    return buffer.getvalue()


def _unpacked(content: bytes, version: str) -> Codebook:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        said = json.loads(archive.read("codebook.json"))
        tables = {name: pl.read_ipc(archive.read(f"{name}.arrow")) for name in (*_TABLES, "cues", "evidence")}
    if said["version"] != version:
        raise ValueError("this is another codebook")
    cues = _CUES.validate_python(said["cues"])
    for cue, forms in zip(cues, tables.pop("cues")["forms"], strict=True):
        cue.__dict__["forms"] = frozenset(forms)  # where cached_property keeps them
    codebook = Codebook(
        version=version,
        frames=_FRAMES.validate_python(said["frames"]),
        sets=MappingProxyType(_SETS.validate_python(said["sets"])),
        actors=_ACTORS.validate_python(said["actors"]),
        cues=cues,
        offices=_OFFICES.validate_python(said["offices"]),
        shared_names=_SHARED_NAMES.validate_python(said["shared_names"]),
        evidence=by_model(tables.pop("evidence")),
        frame_evidence=by_model(tables["weights"]),
        harms=_HARMS.validate_python(said["harms"]),
    )
    keep(version, Patterns(**tables))
    return codebook


def _tidy(folder: Path) -> None:
    """Remove all but the newest compiled codebooks."""
    files = sorted(folder.glob("codebook-*.zip"), key=lambda path: path.stat().st_mtime_ns)
    for path in files[:-KEPT_FILES]:
        path.unlink(missing_ok=True)
