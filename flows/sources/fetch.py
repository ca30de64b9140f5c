"""The one door to the network: a GET with a budget of time and of bytes, and nothing else.

Whatever is checked of a connection (who may be reached, how often, what was cached) belongs into this file:
the backend sees the address of every connection, redirects included.
"""

import ssl
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from typing import Any

import httpcore
import httpx

from flows.errors import SourceUnavailableError
from flows.sources.address import shown, split_web_address
from flows.sources.problem import ItemError

_USER_AGENT = "khitab/0.1 (Arabic news frame analysis; one request a feed and night{contact})"
_BOUND_BYTES = 20_000_000
_BOUND_REDIRECTS = 5
_PASSING_STATUS = frozenset({408, 425, 429})
_SERVER_FAULT = 500
_HINT = "It is tried again; if it stays, open the address in a browser and check sources.toml."


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response.

    Attributes:
        content: its body, decompressed.
        charset: the encoding that its header names, or None.
        truncated: whether the connection ended before the body did.
    """

    content: bytes
    charset: str | None
    truncated: bool


def fetch(url: str, *, timeout_seconds: float, contact: str | None = None) -> Fetched:
    """Get one address.

    Args:
        url: an http(s) address.
        timeout_seconds: the budget for the whole request, redirects and body included.
        contact: whom the owner of the site can write to, sent in the user agent.

    Returns:
        The response.

    Raises:
        SourceUnavailableError: no connection, a server's fault, or the time ran out: it may pass.
        ItemError: `down` with another status, `refused`, `redirects`, `too-large` or `undecodable`.
    """
    place = shown(url)
    try:
        with _open_client(timeout_seconds, contact) as client, client.stream("GET", url) as response:
            _check_status(response, place)
            return _read_body(response, place)
    except httpx.TimeoutException as error:
        message = f"{place} did not answer within {timeout_seconds:g} seconds."
        raise SourceUnavailableError(message, _HINT, "slow") from error
    except httpx.TooManyRedirects as error:
        raise ItemError("redirects", f"{place} redirects more than {_BOUND_REDIRECTS} times.") from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:
        raise ItemError("refused", f"{place} leads to an address that is not http(s).") from error
    except httpx.TransportError as error:
        raise SourceUnavailableError(
            f"{place} cannot be reached ({type(error).__name__}).", _HINT, "down"
        ) from error


def _open_client(timeout_seconds: float, contact: str | None) -> httpx.Client:
    # Without the environment: no proxy that the budget does not hold for, and no password from a .netrc.
    return httpx.Client(
        transport=_BudgetTransport(time.monotonic() + timeout_seconds),
        follow_redirects=True,
        max_redirects=_BOUND_REDIRECTS,
        trust_env=False,
        timeout=timeout_seconds,
        headers={
            "User-Agent": _USER_AGENT.format(contact=f"; {contact}" if contact else ""),
            "Accept-Encoding": "gzip, deflate",
        },
        event_hooks={"request": [_refuse_other_schemes]},
    )


def _refuse_other_schemes(request: httpx.Request) -> None:
    try:
        split_web_address(str(request.url))
    except ValueError as error:
        raise httpx.UnsupportedProtocol(str(error)) from error


def _check_status(response: httpx.Response, place: str) -> None:
    status = response.status_code
    if status >= _SERVER_FAULT or status in _PASSING_STATUS:
        raise SourceUnavailableError(f"{place} answers with status {status}.", _HINT, "down")
    if not response.is_success:
        raise ItemError("down", f"{place} answers with status {status}.")


def _read_body(response: httpx.Response, place: str) -> Fetched:
    expand = _Expander(response.headers.get("content-encoding", ""), place)
    received = 0
    truncated = False
    content = bytearray()
    try:
        for chunk in response.iter_raw():
            received += len(chunk)
            content += expand(chunk, _BOUND_BYTES + 1 - len(content))
            if max(received, len(content)) > _BOUND_BYTES:
                raise ItemError("too-large", f"{place} sends more than {_BOUND_BYTES // 1_000_000} MB.")
    except (httpx.RemoteProtocolError, httpx.ReadError):
        truncated = True
    message = Message()
    message["content-type"] = response.headers.get("content-type", "")
    return Fetched(bytes(content), message.get_content_charset(), truncated or expand.is_unfinished)


class _Expander:
    """Decompresses piece by piece, never further than it is allowed to."""

    def __init__(self, encoding: str, place: str) -> None:
        self._place = place
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise ItemError("undecodable", f"{place} is compressed in a way that was not asked for.")
        # 32 more than the window lets zlib recognise gzip and zlib by their first bytes.
        self._inflater = None if name in {"", "identity"} else zlib.decompressobj(zlib.MAX_WBITS + 32)

    def __call__(self, chunk: bytes, bound_bytes: int) -> bytes:
        if self._inflater is None:
            return chunk
        try:
            return self._inflater.decompress(chunk, max(bound_bytes, 1))
        except zlib.error as error:
            raise ItemError(
                "undecodable", f"{self._place} sends data that cannot be decompressed."
            ) from error

    @property
    def is_unfinished(self) -> bool:
        return self._inflater is not None and not self._inflater.eof


class _BudgetTransport(httpx.HTTPTransport):
    """A transport whose every wait on the network ends at one moment, so that no drip outlasts the budget."""

    def __init__(self, deadline: float) -> None:
        super().__init__()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            network_backend=_BudgetBackend(deadline),
        )


class _BudgetBackend(httpcore.NetworkBackend):
    def __init__(self, deadline: float) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        bounded = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        stream = self._inner.connect_tcp(host, port, bounded, local_address, socket_options)
        return _BudgetStream(stream, self._deadline)


class _BudgetStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        bounded = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _BudgetStream(self._inner.start_tls(ssl_context, server_hostname, bounded), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None, late: type[httpcore.TimeoutException]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("The time for this request is used up.")
    return left if timeout is None else min(left, timeout)
