"""The one door to the network: a GET with a budget of time, to an address that was looked at; nothing else.

Only this file opens sockets. When to ask, whom and how often is the business of `visitor.py`; here is what
holds for each single exchange, whoever asked for it.
"""

import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from socket import IPPROTO_TCP, getaddrinfo
from typing import Any

import httpcore
import httpx

from flows.errors import SourceUnavailableError
from flows.sources.body import Expander, read_bounded
from flows.sources.private import is_local_name, is_public
from flows.sources.problem import ItemError

HINT = "It is tried again; if it stays, open the address in a browser and check sources.toml."
_IDLE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response.

    Attributes:
        content: its body, decompressed.
        charset: the encoding that its header names, or None.
        truncated: whether the connection ended before the body did.
        url: the address that gave it, after redirects.
        content_type: its Content-Type header.
        not_modified: whether the server said that it is still what it last sent; the content is there too.
    """

    content: bytes
    charset: str | None
    truncated: bool
    url: str = ""
    content_type: str = ""
    not_modified: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of a response, whose body is not read yet.

    Attributes:
        status: its status.
        headers: its headers, by names in lower case.
    """

    status: int
    headers: Mapping[str, str]
    _response: httpx.Response

    def read(self, place: str, bound_bytes: int) -> tuple[bytes, bool, bool]:
        """Read the body.

        Args:
            place: the address as it may be shown.
            bound_bytes: how much is read, as sent and as expanded.

        Returns:
            The body, whether it was cut because it goes on beyond the bound, and whether the connection ended
            before it did.

        Raises:
            ItemError: `undecodable`.
        """
        expand = Expander(self.headers.get("content-encoding", ""), place)
        broken = False

        def chunks() -> Iterator[bytes]:
            nonlocal broken
            try:
                yield from self._response.iter_raw()
            except (httpx.RemoteProtocolError, httpx.ReadError):
                broken = True

        content, exceeds = read_bounded(chunks(), expand, bound_bytes)
        return content, exceeds, broken or expand.is_unfinished


class Door:
    """Connections for one thread; they are kept open from one request to the next.

    Args:
        user_agent: who asks.
        timeout_seconds: the largest budget of a request.
        allow_private: whether addresses that are not on the open internet may be connected to.
    """

    def __init__(self, user_agent: str, timeout_seconds: float, *, allow_private: bool) -> None:
        self._timeout_seconds = timeout_seconds
        self._budget = _Budget()
        # Without the environment: no proxy that the budget does not hold for, and no password from a .netrc.
        self._client = httpx.Client(
            transport=_Transport(_Backend(self._budget, allow_private=allow_private)),
            follow_redirects=False,
            trust_env=False,
            timeout=timeout_seconds,
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate"},
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def forget_cookies(self) -> None:
        """Forget what a site set: it may serve its own redirects, and no longer visit."""
        self._client.cookies.clear()

    @contextmanager
    def ask(self, url: str, place: str, headers: Mapping[str, str], left_seconds: float) -> Iterator[Answer]:
        """Ask for one address; redirects are not followed.

        Args:
            url: an http(s) address.
            place: the address as it may be shown.
            headers: the headers beside the user agent.
            left_seconds: the budget, the body included.

        Yields:
            The head of the response; what is done with it counts to the budget.

        Raises:
            SourceUnavailableError: no connection, or the time ran out: it may pass.
            ItemError: `refused`, or `down` with a certificate that is not valid.
        """
        self._budget.start(left_seconds)
        try:
            with self._client.stream("GET", url, headers=dict(headers)) as response:
                yield Answer(response.status_code, response.headers, response)
        except httpx.TimeoutException as error:
            message = f"{place} did not answer within {self._timeout_seconds:g} seconds."
            raise SourceUnavailableError(message, HINT, "slow") from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:
            raise ItemError("refused", f"{place} leads to an address that is not http(s).") from error
        except httpx.TransportError as error:
            raise _in_words(error, place) from error


class _UnknownNameError(httpcore.ConnectError):
    """The resolver knows no address of a host."""


def _in_words(error: httpx.TransportError, place: str) -> Exception:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = cause.verify_message.rstrip(".")
            return ItemError("down", f"{place} cannot be trusted: its certificate is not valid ({why}).")
        if isinstance(cause, _UnknownNameError):
            return SourceUnavailableError(f"{place} cannot be reached: its name is not known.", HINT, "down")
        cause = cause.__cause__ or cause.__context__
    message = f"{place} cannot be reached ({type(error).__name__})."
    return SourceUnavailableError(message, HINT, "down")


class _Budget:
    """Until when the request that is under way may wait for the network."""

    def __init__(self) -> None:
        self._deadline = 0.0

    def start(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds

    def left(self, timeout: float | None, late: type[httpcore.TimeoutException]) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise late("The time for this request is used up.")
        return left if timeout is None else min(left, timeout)


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


class _Transport(httpx.HTTPTransport):
    """A transport whose connections are made by our own backend."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        super().__init__(verify=_tls())
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(), network_backend=backend, keepalive_expiry=_IDLE_SECONDS
        )


class _Backend(httpcore.NetworkBackend):
    """Connects to the address that was looked at, so that no name can mean another one a moment later."""

    def __init__(self, budget: _Budget, *, allow_private: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._budget = budget
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._looked_at(host, port)
        for tried, address in enumerate(addresses, start=1):
            left = self._budget.left(timeout, httpcore.ConnectTimeout)
            # A share each, for an address of a network that leads nowhere must not use up the whole time.
            share = left / (len(addresses) - tried + 1)
            try:
                stream = self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if tried == len(addresses):
                    raise
                continue
            return _Stream(stream, self._budget)
        raise httpcore.ConnectError("The name leads to no address.")

    def _looked_at(self, host: str, port: int) -> list[str]:
        """Give the addresses of a host; of one that leads to a private one, none at all is connected to."""
        if not self._allow_private and is_local_name(host):
            raise _private(host)
        addresses = _resolve(host, port, self._budget.left(None, httpcore.ConnectTimeout))
        if not self._allow_private and not all(map(is_public, addresses)):
            raise _private(host)
        return addresses


def _private(host: str) -> ItemError:
    why = f"{host} lies on this machine or a private network"
    return ItemError("refused", f"{why}; to read it, set allow_private = true at the source.")


def _resolve(host: str, port: int, timeout_seconds: float) -> list[str]:
    """Ask for a host's addresses in a thread of its own, for the system's resolver knows no time-out."""
    found: list[list[str]] = []
    failures: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            entries = getaddrinfo(host, port, proto=IPPROTO_TCP)
        except (OSError, UnicodeError) as error:
            failures.append(error)
        else:
            found.append(list(dict.fromkeys(str(entry[4][0]) for entry in entries)))

    thread = threading.Thread(target=look_up, name="look-up", daemon=True)
    thread.start()
    thread.join(timeout_seconds)
    if failures:
        raise _UnknownNameError("The name is not known.") from failures[0]
    if not found:
        raise httpcore.ConnectTimeout("The name was not found in time.")
    return found[0]


class _Stream(httpcore.NetworkStream):
    """A stream whose every wait ends with the budget, so that no drip outlasts it."""

    def __init__(self, inner: httpcore.NetworkStream, budget: _Budget) -> None:
        self._inner = inner
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._budget.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._budget.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._budget.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._budget)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        return self._inner.get_extra_info(info)
