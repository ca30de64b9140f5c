"""One request to one host, once its turn has come: on which condition, what is refused, what is kept."""

from dataclasses import dataclass

from flows.errors import SourceUnavailableError
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
from flows.sources.politeness import Clock, asked_wait_seconds, host_of
from flows.sources.problem import ItemError
from flows.sources.redirects import REDIRECTS, target
from flows.sources.robots import BOUND_BYTES as ROBOTS_BYTES
from flows.sources.visits import Kept, Visits, allows_keeping, validator

_OK, _NOT_MODIFIED = 200, 304
_PASSING_STATUS = frozenset({408, 425, 429})
_SERVER_FAULT = 500


@dataclass(frozen=True, slots=True)
class Errand:
    """One request with its redirects: what messages call it, and what it is to bring; None: a robots.txt."""

    place: str
    accept: Accept | None


class FaultError(Exception):
    """A fault that may pass, with the host at which it happened and the wait that this host asks for."""

    def __init__(self, host: str, error: SourceUnavailableError, asked_seconds: float | None = None) -> None:
        super().__init__(str(error))
        self.host = host
        self.error = error
        self.asked_seconds = asked_seconds


class Exchange:
    """Makes single requests for one visitor.

    Args:
        door: the visitor's connections.
        visits: what is remembered of earlier visits.
        clock: the time of day.
        user_agent: who asks.
    """

    def __init__(self, door: Door, visits: Visits, clock: Clock, user_agent: str) -> None:
        self._door = door
        self._visits = visits
        self._clock = clock
        self._user_agent = user_agent

    def ask(self, url: str, errand: Errand, left_seconds: float) -> Fetched | str:
        """Make one request; the caller holds the host's turn.

        Args:
            url: an http(s) address.
            errand: what it is for.
            left_seconds: the budget, the body included.

        Returns:
            The response, or the address that it redirects to.

        Raises:
            FaultError: a fault that may pass.
            ItemError: as `Visitor.get` raises it, but for `robots`.
        """
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
            raise FaultError(host, error) from error
        except ItemError:
            self._note_health(host, errand)
            raise
        self._note_health(host, errand)
        return found

    def _note_health(self, host: str, errand: Errand) -> None:
        # A robots.txt is often there while all the rest is broken: it is no sign of health.
        if errand.accept is not None:
            self._visits.note(host, Breaker())

    def _conditions(self, url: str, errand: Errand) -> tuple[Kept | None, dict[str, str]]:
        """Give what is kept of an address, where that may be asked for, and the headers of the request."""
        headers = {"Accept": ACCEPT_HEADERS[errand.accept] if errand.accept else "text/plain, */*;q=0.5"}
        kept = self._visits.kept(url)
        if kept is None or not kept.may_be_asked(self._asked_with(headers["Accept"]), self._clock.now()):
            return None, headers
        return (kept, headers | kept.validators) if kept.validators else (None, headers)

    def _refuse_fault(self, answer: Answer, errand: Errand, host: str) -> None:
        status = answer.status
        if status < _SERVER_FAULT and status not in _PASSING_STATUS:
            return
        error = SourceUnavailableError(f"{errand.place} answers with status {status}.", HINT, "down")
        dated = answer.headers.get("date")
        asked = asked_wait_seconds(answer.headers.get("retry-after"), dated, self._clock.now())
        raise FaultError(host, error, asked)

    def _read(self, url: str, answer: Answer, errand: Errand, accept: str) -> Fetched:
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

    def _keep(self, fetched: Fetched, answer: Answer, errand: Errand, accept: str) -> None:
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


def _unchanged(url: str, kept: Kept) -> Fetched:
    kind = kept.content_type
    return Fetched(
        kept.content, charset_of(kind), truncated=False, url=url, content_type=kind, not_modified=True
    )
