"""The circuit breaker: when a host that keeps failing is left alone, and when it is tried again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FAILURES = 3
"""Requests in a row, each with its own tries, after which a host is taken for dead."""

FIRST_REST = timedelta(hours=1)
LONGEST_REST = timedelta(hours=12)
"""Less than a day: every night asks once, so that no feed rolls over while a host is well again."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """The state of one host.

    Attributes:
        failures: requests in a row that failed.
        resting_until: until when nothing is asked of it; None: it does not rest.
    """

    failures: int = 0
    resting_until: datetime | None = None

    def is_resting(self, now: datetime) -> bool:
        """Tell whether the host is left alone; a rest too long to be ours comes of a clock set wrong."""
        return self.resting_until is not None and now < self.resting_until <= now + LONGEST_REST

    @property
    def is_on_probation(self) -> bool:
        """Whether the next request is a probe: one try, for the host failed until it had to rest."""
        return self.failures >= FAILURES

    def failed(self, now: datetime, asked_rest: timedelta = timedelta(0)) -> "Breaker":
        """Give the state after one more failed request.

        Args:
            now: the time.
            asked_rest: how long the host itself asks to be left alone (`Retry-After`); bounded.

        Returns:
            A state that rests from the `FAILURES`th failure on, each time twice as long, or as asked.
        """
        failures = self.failures + 1
        # The exponent is bounded, for a host may fail for years.
        doubled = FIRST_REST * 2 ** min(failures - FAILURES, 10) if failures >= FAILURES else timedelta(0)
        rest = min(max(doubled, asked_rest), LONGEST_REST)
        return Breaker(failures, now + rest if rest else None)
