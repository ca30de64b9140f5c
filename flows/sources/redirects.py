"""Where a redirect leads."""

from urllib.parse import urldefrag, urljoin

from flows.sources.address import split_web_address
from flows.sources.politeness import host_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""The statuses that send elsewhere."""

BOUND_REDIRECTS = 5
"""How many are followed for one request."""


def target(url: str, location: str) -> str:
    """Give the address that a redirect leads to, without the place in the page.

    Args:
        url: the address that redirects.
        location: its Location header.

    Raises:
        ValueError: it leads nowhere, or away from the web.
    """
    found, _ = urldefrag(urljoin(url, location))
    split_web_address(found)
    host_of(found)
    return found
