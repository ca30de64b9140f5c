"""Where a redirect leads."""

from urllib.parse import urldefrag, urljoin

from flows.sources.address import split_web_address
from flows.sources.politeness import host_of
from flows.sources.problem import ItemError

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""The statuses that send elsewhere."""

BOUND_REDIRECTS = 5
"""How many are followed for one request."""


def target(url: str, location: str, place: str) -> str:
    """Give the address that a redirect leads to, without the spot in the page.

    Args:
        url: the address that redirects.
        location: its Location header.
        place: the address that was asked for, as it may be shown.

    Raises:
        ItemError: `refused`: it leads nowhere, or away from the web.
    """
    try:
        found, _ = urldefrag(urljoin(url, location))
        split_web_address(found)
        host_of(found)
    except ValueError as error:
        raise ItemError("refused", f"{place} leads to an address that is not http(s).") from error
    return found
