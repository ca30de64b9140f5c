"""The reports over HTTP, for this machine alone: the Prefect interface refuses links to files."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from flows.serve.server import HOST

HEADERS = {
    # A report brings all it needs with it: whatever its text holds, it loads nothing and sends nothing.
    "Content-Security-Policy": "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline'; font-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


TYPES = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}


class _Handler(SimpleHTTPRequestHandler):
    """GET and HEAD of the files below one folder; every other method is refused by the base class."""

    server_version = "khitab"
    sys_version = ""
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Refuse what a symbolic link would fetch from outside the folder."""
        if not Path(self.translate_path(self.path)).resolve().is_relative_to(Path(self.directory).resolve()):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path: object) -> None:  # noqa: ARG002 -- the base class's signature
        """Refuse to list a folder: reports/index.html is the list."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Add the headers that every answer bears."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


@contextmanager
def reports_served(reports: Path, port: int) -> Iterator[str]:
    """Serve `reports` on `port` of this machine while the block runs.

    Yields:
        the address, without a slash at its end.

    Raises:
        OSError: the port is in use.
    """
    with ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(reports))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://{HOST}:{server.server_address[1]}"
        finally:
            server.shutdown()
