"""What is remembered of earlier visits: responses with their validators, and hosts that failed; a cache.

A response is kept whole beside its validators. So "not modified" gives the reader the same bytes again: what
a killed run did not store, what a user deleted, and what another setting now takes, is found as if the server
had sent it anew. Nothing can be lost by an unchanged feed, and its row of coverage stays as it was.
"""

import gzip
import hashlib
import json
import threading
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.disk import write_beside
from flows.sources.breaker import Breaker
from flows.sources.robots import Rules
from flows.sources.turns import file_name

_TRUSTED = timedelta(days=3)
"""After this a server is asked without validators, for it may wrongly say "not modified"."""
_BOUND_VALIDATOR = 1_000
_KEPT_DAYS = 14
_BOUND_FOLDER_BYTES = 500_000_000
_UNFINISHED = ".unfinished-"
_UNREADABLE = (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError)


@dataclass(frozen=True, slots=True)
class Kept:
    """A response that was kept.

    Attributes:
        url: the address that gave it, after redirects.
        content: its body, expanded.
        content_type: its Content-Type header.
        etag: its ETag header, weak or strong, sent back as it is; or None.
        last_modified: its Last-Modified header, sent back as it is; or None.
        asked_with: the request's own headers on which the response may depend.
        received_at: when it came, ISO 8601 in UTC.
    """

    url: str
    content: bytes
    content_type: str
    etag: str | None
    last_modified: str | None
    asked_with: str
    received_at: str

    @property
    def validators(self) -> dict[str, str]:
        """The headers that ask whether it is still the same."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}

    def may_be_asked(self, asked_with: str, now: datetime) -> bool:
        """Tell whether its validators may be sent: for the same request, and not for ever."""
        age = now - datetime.fromisoformat(self.received_at)
        return self.asked_with == asked_with and timedelta(0) <= age <= _TRUSTED


@dataclass(slots=True)
class Site:
    """The robots.txt of one site as this run read it; the lock lets one thread ask for all."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None


class Visits:
    """What one run knows of earlier visits, shared by its threads.

    Args:
        folder: where it lies; None: only in memory.
        now: when the run began; what was not used for two weeks is removed.
    """

    def __init__(self, folder: Path | None, now: datetime) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._sites: dict[str, Site] = {}
        self._breakers: dict[str, Breaker] = {}
        if folder is not None:
            _tidy(folder, now)

    def site(self, key: str) -> Site:
        """Give the place of a site's rules, empty at first."""
        with self._lock:
            return self._sites.setdefault(key, Site())

    def kept(self, url: str) -> Kept | None:
        """Give the response that was kept of an address; None where there is none, or it is damaged."""
        if self.folder is None:
            return None
        try:
            head, _, content = gzip.decompress(self._response(self.folder, url).read_bytes()).partition(b"\n")
            fields = json.loads(head)
            kept = Kept(content=content, **fields["response"])
            whole = fields["sha256"] == hashlib.sha256(content).hexdigest() and kept.url == url
            datetime.fromisoformat(kept.received_at)
        except _UNREADABLE:
            return None
        return kept if whole else None

    def keep(self, kept: Kept) -> None:
        """Keep a response. A disk that refuses costs a request more next time, and nothing else."""
        if self.folder is None:
            return
        fields = {name: value for name, value in asdict(kept).items() if name != "content"}
        head = {"response": fields, "sha256": hashlib.sha256(kept.content).hexdigest()}
        written = gzip.compress(json.dumps(head).encode() + b"\n" + kept.content, mtime=0)
        _write(self._response(self.folder, kept.url), written)

    def breaker(self, host: str) -> Breaker:
        """Give the state of a host, as this run or an earlier one left it."""
        with self._lock:
            if host not in self._breakers:
                self._breakers[host] = self._read_breaker(host)
            return self._breakers[host]

    def note(self, host: str, breaker: Breaker) -> None:
        """Remember the state of a host, for this run and the next."""
        with self._lock:
            if self._breakers.get(host) == breaker:
                return
            self._breakers[host] = breaker
            if self.folder is None:
                return
            path = self._host(self.folder, host)
            if breaker == Breaker():
                with suppress(OSError):
                    path.unlink(missing_ok=True)
                return
            until = breaker.resting_until and breaker.resting_until.isoformat()
            fields = {"host": host, "failures": breaker.failures, "resting_until": until}
            _write(path, json.dumps(fields, ensure_ascii=False).encode())

    def _read_breaker(self, host: str) -> Breaker:
        if self.folder is None:
            return Breaker()
        try:
            fields = json.loads(self._host(self.folder, host).read_bytes())
            until = fields["resting_until"]
            moment = None if until is None else datetime.fromisoformat(until).astimezone(UTC)
            return Breaker(int(fields["failures"]), moment)
        except _UNREADABLE:
            return Breaker()

    @staticmethod
    def _response(folder: Path, url: str) -> Path:
        return folder / "responses" / f"{_digest(url)}.gz"

    @staticmethod
    def _host(folder: Path, host: str) -> Path:
        # Readable, for a user who wants a host to be tried at once deletes its file.
        return folder / "hosts" / f"{file_name(host)}.json"


_RUNS: dict[tuple[Path, str], Visits] = {}
_RUNS_LOCK = threading.Lock()


def visits_of(folder: Path | None, started_at: str, now: datetime) -> Visits:
    """Give what the threads of one run share: the same object for the same folder and beginning.

    Args:
        folder: where it lies; None: nothing is shared or kept.
        started_at: when the run began, as every source of it is told.
        now: the same as a moment.
    """
    if folder is None:
        return Visits(None, now)
    with _RUNS_LOCK:
        key = (folder, started_at)
        if key not in _RUNS:
            _RUNS.clear()  # an earlier run of this process is over
            _RUNS[key] = Visits(folder, now)
        return _RUNS[key]


def validator(header: str | None) -> str | None:
    """Give an ETag or Last-Modified header that can be sent back as it is; else None."""
    stated = header or ""
    usable = stated.isascii() and stated.isprintable() and 0 < len(stated) <= _BOUND_VALIDATOR
    return stated if usable else None


def allows_keeping(headers: Mapping[str, str]) -> bool:
    """Tell whether a server lets its response be kept, and the same request be answered by it.

    Args:
        headers: the response's headers, by names in lower case.
    """
    return (
        "no-store" not in headers.get("cache-control", "").lower() and headers.get("vary", "").strip() != "*"
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _write(path: Path, content: bytes) -> None:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_beside(content, path, _UNFINISHED)


def _tidy(folder: Path, now: datetime) -> None:
    """Remove what is old, and the oldest where it is too much; a killed writer's leftovers among it."""
    oldest = (now - timedelta(days=_KEPT_DAYS)).timestamp()
    files = []
    for path in folder.glob("*/*"):
        with suppress(OSError):
            status = path.stat()
            files.append((status.st_mtime, status.st_size, path))
    room = _BOUND_FOLDER_BYTES
    for modified, size, path in sorted(files, reverse=True):
        room -= size
        if modified < oldest or room < 0:
            with suppress(OSError):
                path.unlink()
