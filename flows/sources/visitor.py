"""A polite visitor: gets addresses for one source, and asks no host for more than it allows.

Each request, and each redirect anew, goes through the host's circuit breaker, its robots.txt, its turn and
pause, and is asked on the condition that something changed; a fault that may pass is tried again here, and
nowhere else.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from flows.errors import SourceUnavailableError
from flows.sources.address import shown, split_web_address
from flows.sources.body import GZIP, too_large, unpacked
from flows.sources.breaker import Breaker
from flows.sources.content_types import (
    ACCEPT_HEADERS,
    BOUNDS_BYTES,
    Accept,
    charset_of,
    refuse_declared,
    refuse_sniffed,
)
from flows.sources.fetch import HINT, Answer, Door, Fetched
from flows.sources.politeness import LONGEST_WAIT_SECONDS, TURNS, Clock, Manners, asked_wait_seconds, host_of
from flows.sources.problem import ItemError
from flows.sources.redirects import BOUND_REDIRECTS, REDIRECTS, target
from flows.sources.robots import BOUND_BYTES as ROBOTS_BYTES
from flows.sources.robots import TOKEN, Rules
from flows.sources.visits import Kept, Visits, allows_keeping, validator, visits_of


class Get(Protocol):
    """How readers of sources get an address: `Visitor.get`, or whatever a test puts in its place."""

    def __call__(self, url: str, accept: Accept = ..., /) -> Fetched:
        """Get one address; the errors are those of `Visitor.get`."""
        ...


_USER_AGENT = f"{TOKEN}/0.1 (Arabic news frame analysis; reads what is new once a night{{contact}})"
_OK, _NOT_MODIFIED = 200, 304
_PASSING_STATUS = frozenset({408, 425, 429})
_SERVER_FAULT = 500


@dataclass(frozen=True, slots=True)
class _Errand:
    """One request with its redirects: what messages call it, and what it is to bring; None: a robots.txt."""

    place: str
    accept: Accept | None


class _FaultError(Exception):
    """A fault that may pass, with the host at which it happened and the wait that this host asks for."""

    def __init__(self, host: str, error: SourceUnavailableError, asked_seconds: float | None = None) -> None:
        super().__init__(str(error))
        self.host = host
        self.error = error
        self.asked_seconds = asked_seconds


class Visitor:
    """Gets addresses for one source in one thread; a context manager that closes its connections.

    Args:
        manners: how to behave.
        started_at: when the run began, ISO 8601 in UTC; all sources of a run are told the same.
        folder: what is remembered of earlier visits, such as `Project.visits`; None: nothing.
    """

    def __init__(self, manners: Manners, started_at: str, folder: Path | None = None) -> None:
        # A header holds one line of ASCII.
        contact = " ".join((manners.contact or "").encode("ascii", "ignore").decode().split())
        self._user_agent = _USER_AGENT.format(contact=f"; {contact}" if contact else "")
        self._manners = manners
        self._clock = Clock(started_at)
        self._visits: Visits = visits_of(folder, started_at, self._clock.now())
        self._door = Door(self._user_agent, manners.timeout_seconds, allow_private=manners.allow_private)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._door.close()

    def get(self, url: str, accept: Accept = "feed") -> Fetched:
        """Get one address.

        Args:
            url: an http(s) address.
            accept: what is wanted.

        Returns:
            The response, whole or, where two tries in a row break off, truncated. What the server says is
            not modified comes with the content that was kept.

        Raises:
            SourceUnavailableError: no connection, a server's fault, or the time ran out, at every try: it may
                pass.
            ItemError: `down` with another status, `refused`, `redirects`, `too-large`, `undecodable`,
                `unsupported` by its type, `robots`, or `resting` where the host failed too often.
        """
        self._door.forget_cookies()
        errand = _Errand(_shown(url), accept)
        truncated: Fetched | None = None
        tried = 0
        while True:
            try:
                fetched = self._follow(url, errand)
            except _FaultError as fault:
                if truncated is not None:
                    return truncated
                wait = self._wait_seconds(fault, tried)
                if wait is None:
                    self._note_failure(fault)
                    raise fault.error from fault
            else:
                delays = self._manners.retry_delays_seconds
                if not fetched.truncated or truncated is not None or not delays:
                    return fetched
                truncated, wait = fetched, delays[0]
            time.sleep(wait)
            tried += 1

    def _wait_seconds(self, fault: _FaultError, tried: int) -> float | None:
        """Give the wait before the next try; None: there is none."""
        delays = self._manners.retry_delays_seconds
        # A request that used up its whole time is made once more, and a host on probation is asked once.
        most = min(len(delays), 1) if fault.error.reason == "slow" else len(delays)
        if tried >= most or self._visits.breaker(fault.host).is_on_probation:
            return None
        if (fault.asked_seconds or 0.0) > LONGEST_WAIT_SECONDS:
            return None
        return fault.asked_seconds or delays[tried]

    def _note_failure(self, fault: _FaultError) -> None:
        asked = timedelta(seconds=fault.asked_seconds or 0.0)
        rest = asked if asked.total_seconds() > LONGEST_WAIT_SECONDS else timedelta(0)
        failed = self._visits.breaker(fault.host).failed(self._clock.now(), rest)
        self._visits.note(fault.host, failed)

    def _follow(self, url: str, errand: _Errand) -> Fetched:
        """Ask once, redirects included."""
        left = self._manners.timeout_seconds
        for _ in range(BOUND_REDIRECTS + 1):
            pause = self._manners.pause_seconds
            if errand.accept is not None:
                rules = self._rules(url, errand)
                if not rules.allows(url):
                    raise ItemError(
                        "robots", f"{errand.place} is not to be read by robots, says its robots.txt."
                    )
                pause = max(pause, rules.delay_seconds)
            with TURNS.turn(host_of(url), pause):
                began = time.monotonic()
                answer = self._ask(url, errand, left)
                left -= time.monotonic() - began
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise ItemError("redirects", f"{errand.place} redirects more than {BOUND_REDIRECTS} times.")

    def _rules(self, url: str, errand: _Errand) -> Rules:
        """Give the rules of the site that an address lies on, asked for once a run."""
        parts = split_web_address(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        site = self._visits.site(f"{origin} {self._manners.allow_private}")
        with site.lock:
            if site.rules is None:
                site.rules = self._ask_rules(f"{origin}/robots.txt", errand)
            return site.rules

    def _ask_rules(self, address: str, errand: _Errand) -> Rules:
        try:
            fetched = self._follow(address, _Errand(_shown(address), None))
        except ItemError as error:
            if error.reason == "resting":
                raise
            # There is none, or none that can be had: then all is allowed (RFC 9309, 2.3.1.2 and 2.3.1.3).
            return Rules()
        except _FaultError as fault:
            kept = self._visits.kept(address)
            if kept is None:
                # Out of reach means that nothing is allowed (2.3.1.4); an older copy may stand in (2.4).
                why = f"{fault.error.message} Without it, {errand.place} is not read."
                fault.error = SourceUnavailableError(why, fault.error.hint, fault.error.reason)
                raise
            return Rules(kept.content)
        return Rules(fetched.content)

    def _ask(self, url: str, errand: _Errand, left_seconds: float) -> Fetched | str:
        """Make one request in its turn; give the response, or the address that it redirects to."""
        host = host_of(url)
        breaker = self._visits.breaker(host)
        if breaker.is_resting(self._clock.now()):
            until = f"{breaker.resting_until:%Y-%m-%d %H:%M} UTC"
            why = "failed too often, or asked to be left alone"
            raise ItemError("resting", f"{host} {why}; it is asked again from {until}.")
        kept, headers = self._conditions(url, errand)
        try:
            with self._door.ask(url, errand.place, headers, left_seconds) as answer:
                self._refuse_fault(answer, errand, host)
                if answer.status in REDIRECTS:
                    location = answer.headers.get("location", "")
                    found: Fetched | str = target(url, location, errand.place)
                elif answer.status == _NOT_MODIFIED and kept is not None:
                    found = _unchanged(url, kept)
                else:
                    found = self._read(url, answer, errand, headers.get("Accept", ""))
        except SourceUnavailableError as error:
            raise _FaultError(host, error) from error
        except ItemError:
            self._note_health(host, errand)
            raise
        self._note_health(host, errand)
        return found

    def _note_health(self, host: str, errand: _Errand) -> None:
        # A robots.txt is often there while all the rest is broken: it is no sign of health.
        if errand.accept is not None:
            self._visits.note(host, Breaker())

    def _conditions(self, url: str, errand: _Errand) -> tuple[Kept | None, dict[str, str]]:
        """Give what is kept of an address, where that may be asked for, and the headers of the request."""
        headers = {"Accept": ACCEPT_HEADERS[errand.accept] if errand.accept else "text/plain, */*;q=0.5"}
        kept = self._visits.kept(url)
        if kept is None or not kept.may_be_asked(self._asked_with(headers["Accept"]), self._clock.now()):
            return None, headers
        return (kept, headers | kept.validators) if kept.validators else (None, headers)

    def _refuse_fault(self, answer: Answer, errand: _Errand, host: str) -> None:
        status = answer.status
        if status < _SERVER_FAULT and status not in _PASSING_STATUS:
            return
        error = SourceUnavailableError(f"{errand.place} answers with status {status}.", HINT, "down")
        dated = answer.headers.get("date")
        asked = asked_wait_seconds(answer.headers.get("retry-after"), dated, self._clock.now())
        raise _FaultError(host, error, asked)

    def _read(self, url: str, answer: Answer, errand: _Errand, accept: str) -> Fetched:
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - the statuses of success
            raise ItemError("down", f"{errand.place} answers with status {answer.status}.")
        content_type = answer.headers.get("content-type", "")
        if errand.accept is not None:
            refuse_declared(answer.headers, errand.accept, errand.place)
        bound = BOUNDS_BYTES[errand.accept] if errand.accept else ROBOTS_BYTES
        content, exceeds, truncated = answer.read(errand.place, bound)
        if exceeds and errand.accept is not None:
            raise too_large(errand.place, bound)
        if content.startswith(GZIP):
            content, breaks_off = unpacked(content, bound, errand.place)
            truncated = truncated or breaks_off
        if errand.accept is not None:
            refuse_sniffed(content, errand.accept, errand.place)
        fetched = Fetched(content, charset_of(content_type), truncated, url, content_type)
        self._keep(fetched, answer, errand, accept)
        return fetched

    def _keep(self, fetched: Fetched, answer: Answer, errand: _Errand, accept: str) -> None:
        """Keep a response that can be asked for again on condition; of a robots.txt also for worse days."""
        may_be_kept = answer.status == _OK and not fetched.truncated and allows_keeping(answer.headers)
        etag, last_modified = (validator(answer.headers.get(name)) for name in ("etag", "last-modified"))
        if may_be_kept and (etag or last_modified or errand.accept is None):
            self._visits.keep(
                Kept(
                    url=fetched.url,
                    content=fetched.content,
                    content_type=fetched.content_type,
                    etag=etag,
                    last_modified=last_modified,
                    asked_with=self._asked_with(accept),
                    received_at=self._clock.now().isoformat(),
                )
            )

    def _asked_with(self, accept: str) -> str:
        return f"{self._user_agent}\n{accept}"


def _shown(url: str) -> str:
    try:
        host_of(url)
        return shown(url)
    except ValueError as error:
        raise ItemError("refused", f"The address cannot be asked for: {error}.") from error


def _unchanged(url: str, kept: Kept) -> Fetched:
    kind = kept.content_type
    return Fetched(
        kept.content, charset_of(kind), truncated=False, url=url, content_type=kind, not_modified=True
    )
