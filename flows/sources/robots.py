"""What a site's robots.txt asks of khitab (RFC 9309), through protego."""

import logging

from protego import Protego

TOKEN = "khitab"  # noqa: S105 - a product token, the name that robots.txt calls us by
"""The name by which a robots.txt speaks to khitab; it stands in the user agent too."""

BOUND_BYTES = 500 * 1024
"""How much of a robots.txt is read: the least that RFC 9309 (2.5) asks for; the rest is ignored."""

BOUND_DELAY_SECONDS = 30.0
"""The longest pause that is kept. Sites ask for 1 to 10; a slip (86400) must not hold the whole night."""

# What it has to say of a robots.txt that is none says nothing to the reader of a report.
logging.getLogger("protego").setLevel(logging.CRITICAL)


class Rules:
    """The rules of one robots.txt.

    Args:
        content: its bytes; none, or what is no robots.txt, allows everything.
    """

    def __init__(self, content: bytes = b"") -> None:
        text = content[:BOUND_BYTES].decode("utf-8-sig", "replace")
        self._rules = Protego.parse(text.replace("\x00", ""))

    def allows(self, url: str) -> bool:
        """Tell whether khitab may ask for this address."""
        return bool(self._rules.can_fetch(url, TOKEN))

    @property
    def delay_seconds(self) -> float:
        """The pause between two requests that is asked for (`Crawl-delay` or `Request-rate`), bounded."""
        rate = self._rules.request_rate(TOKEN)
        asked = max(self._rules.crawl_delay(TOKEN) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        return min(asked, BOUND_DELAY_SECONDS)
