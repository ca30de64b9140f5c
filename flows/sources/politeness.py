"""Manners and waits: how a visitor behaves, what counts as one host, how long a refusal is waited out."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

RETRY_DELAYS_SECONDS = (2.0, 10.0, 30.0)
"""Waits before a request is made again: most faults of the network pass within a minute."""

PAUSE_SECONDS = 1.0
"""The pause between two requests to one host, where its robots.txt asks for none: customary."""

LONGEST_WAIT_SECONDS = 60.0
"""The longest `Retry-After` that is waited for; whoever asks for more is left alone until another run."""

_STANDARD_PORTS = frozenset({None, 80, 443})


@dataclass(frozen=True, slots=True)
class Manners:
    """How a visitor behaves.

    Attributes:
        timeout_seconds: the budget for one request, redirects and body included, waits for turns not.
        contact: whom the owner of a site can write to, sent in the user agent; None: nobody.
        allow_private: whether this machine and private networks may be asked.
        pause_seconds: the least time between two requests to one host; its robots.txt may ask for more.
        retry_delays_seconds: the wait before each further try.
    """

    timeout_seconds: float = 20.0
    contact: str | None = None
    allow_private: bool = False
    pause_seconds: float = PAUSE_SECONDS
    retry_delays_seconds: tuple[float, ...] = field(default_factory=lambda: RETRY_DELAYS_SECONDS)


def host_of(url: str) -> str:
    """Give the host that requests are counted by: the name, with its port where that is not a standard one.

    Args:
        url: an http(s) address.
    """
    parts = urlsplit(url)
    name = (parts.hostname or "").rstrip(".")
    return name if parts.port in _STANDARD_PORTS else f"{name}:{parts.port}"


class Clock:
    """The time of day, told from when the run began: only the flow itself asks the system for it.

    Args:
        started_at: when the run began, ISO 8601; without a zone it is UTC.
    """

    def __init__(self, started_at: str) -> None:
        started = datetime.fromisoformat(started_at)
        self._started = started if started.tzinfo else started.replace(tzinfo=UTC)
        self._since = time.monotonic()

    def now(self) -> datetime:
        """Give the time of day, in UTC."""
        return self._started.astimezone(UTC) + timedelta(seconds=time.monotonic() - self._since)


def asked_wait_seconds(retry_after: str | None, date: str | None, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110, 10.2.3).

    Args:
        retry_after: seconds, or a date of HTTP.
        date: the Date header of the same response: the server's clock may be wrong, the difference is not.
        now: the time, where the response bears no date.

    Returns:
        Seconds to wait, not negative; None where there is no header that can be read.
    """
    stated = (retry_after or "").strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:9])
    moment = _moment(stated)
    if moment is None:
        return None
    return max(0.0, (moment - (_moment(date or "") or now)).total_seconds())


def _moment(stated: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
