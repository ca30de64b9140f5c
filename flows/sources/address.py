"""Addresses as they may be shown: no credential, no query that could hold a key."""

from urllib.parse import SplitResult, urlsplit


def split_web_address(address: str) -> SplitResult:
    """Take an http(s) address apart.

    Args:
        address: an address as a user wrote it.

    Returns:
        Its parts.

    Raises:
        ValueError: the address is not http(s), names no host, or holds a user name or password; the message
            says which and does not repeat the address.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        raise ValueError("only addresses that begin with http:// or https:// are read")
    if not parts.hostname:
        raise ValueError("the address names no host")
    if "@" in parts.netloc:
        raise ValueError("the address holds a user name or password, which a report would show")
    return parts


def shown(address: str) -> str:
    """Give an address as a message or report may show it: the query is cut, for it may hold a key.

    Args:
        address: an address that `split_web_address` accepts.

    Returns:
        Scheme, host and path, with `?…` where there was a query.
    """
    parts = split_web_address(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}" + ("?…" if parts.query else "")
