"""A polite visitor: gets addresses for one source, and asks no host for more than it allows.

Each request, and each redirect anew, goes through the host's circuit breaker, its robots.txt, its turn and
pause, and is asked on the condition that something changed; a fault that may pass is tried again here, and
nowhere else.
"""

import time
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from flows.errors import SourceUnavailableError
from flows.sources.address import shown, split_web_address
from flows.sources.content_types import Accept
from flows.sources.exchange import Errand, Exchange, FaultError
from flows.sources.fetch import Door, Fetched
from flows.sources.politeness import LONGEST_WAIT_SECONDS, Clock, Manners, host_of
from flows.sources.problem import ItemError
from flows.sources.redirects import BOUND_REDIRECTS
from flows.sources.robots import TOKEN, Rules
from flows.sources.turns import TURNS
from flows.sources.visits import Visits, visits_of


class Get(Protocol):
    """How readers of sources get an address: `Visitor.get`, or whatever a test puts in its place."""

    def __call__(self, url: str, accept: Accept = ..., /) -> Fetched:
        """Get one address; the errors are those of `Visitor.get`."""
        ...


_USER_AGENT = f"{TOKEN}/0.1 (Arabic news frame analysis; reads what is new once a night{{contact}})"


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
        user_agent = _USER_AGENT.format(contact=f"; {contact}" if contact else "")
        self._manners = manners
        self._clock = Clock(started_at)
        self._visits: Visits = visits_of(folder, started_at, self._clock.now())
        self._door = Door(user_agent, manners.timeout_seconds, allow_private=manners.allow_private)
        self._exchange = Exchange(self._door, self._visits, self._clock, user_agent)

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
        errand = Errand(_shown(url), accept)
        truncated: Fetched | None = None
        tried = 0
        while True:
            try:
                fetched = self._follow(url, errand)
            except FaultError as fault:
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

    def _wait_seconds(self, fault: FaultError, tried: int) -> float | None:
        """Give the wait before the next try; None: there is none."""
        delays = self._manners.retry_delays_seconds
        # A request that used up its whole time is made once more, and a host on probation is asked once.
        most = min(len(delays), 1) if fault.error.reason == "slow" else len(delays)
        if tried >= most or self._visits.breaker(fault.host).is_on_probation:
            return None
        if (fault.asked_seconds or 0.0) > LONGEST_WAIT_SECONDS:
            return None
        return fault.asked_seconds or delays[tried]

    def _note_failure(self, fault: FaultError) -> None:
        asked = timedelta(seconds=fault.asked_seconds or 0.0)
        rest = asked if asked.total_seconds() > LONGEST_WAIT_SECONDS else timedelta(0)
        failed = self._visits.breaker(fault.host).failed(self._clock.now(), rest)
        self._visits.note(fault.host, failed)

    def _follow(self, url: str, errand: Errand) -> Fetched:
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
            with TURNS.turn(host_of(url), pause, self._visits.folder):
                began = time.monotonic()
                answer = self._exchange.ask(url, errand, left)
                left -= time.monotonic() - began
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise ItemError("redirects", f"{errand.place} redirects more than {BOUND_REDIRECTS} times.")

    def _rules(self, url: str, errand: Errand) -> Rules:
        """Give the rules of the site that an address lies on, asked for once a run."""
        parts = split_web_address(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        site = self._visits.site(f"{origin} {self._manners.allow_private}")
        with site.lock:
            if site.rules is None:
                site.rules = self._ask_rules(f"{origin}/robots.txt", errand)
            return site.rules

    def _ask_rules(self, address: str, errand: Errand) -> Rules:
        try:
            fetched = self._follow(address, Errand(_shown(address), None))
        except ItemError as error:
            if error.reason == "resting":
                raise
            # There is none, or none that can be had: then all is allowed (RFC 9309, 2.3.1.2 and 2.3.1.3).
            return Rules()
        except FaultError as fault:
            kept = self._visits.kept(address)
            if kept is None:
                # Out of reach means that nothing is allowed (2.3.1.4); an older copy may stand in (2.4).
                why = f"{fault.error.message} Without it, {errand.place} is not read."
                fault.error = SourceUnavailableError(why, fault.error.hint, fault.error.reason)
                raise
            return Rules(kept.content)
        return Rules(fetched.content)


def _shown(url: str) -> str:
    try:
        host_of(url)
        return shown(url)
    except ValueError as error:
        raise ItemError("refused", f"The address cannot be asked for: {error}.") from error
