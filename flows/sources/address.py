"""Addresses: as they may be shown, as they are stored, and what two of one article have in common."""

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from courlan import normalize_url

_ESCAPE = re.compile(r"%(?:[0-9A-Fa-f][a-f]|[a-f][0-9A-Fa-f])")
_TRACKING = re.compile(r"\w+_|\w*clid$|(?:ref|refer|referrer|source|medium|campaign)$", re.IGNORECASE)
_TWIN_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_TWIN_PATH = re.compile(r"/amp(/|$)|\.amp(?=\.html?$)", re.IGNORECASE)
_TWIN_QUERY = re.compile(r"(?:amp|outputType=amp)(?:=|$)|output=amp|m=1$", re.IGNORECASE)


def split_web_address(address: str) -> SplitResult:
    """Take an http(s) address apart.

    Args:
        address: an address as a user wrote it.

    Returns:
        Its parts.

    Raises:
        ValueError: the address is not http(s), names no host or no possible port, or holds a user name or
            password; the message says which and does not repeat the address.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ValueError("the address is no web address: its host cannot be read") from error
    if parts.scheme not in {"http", "https"}:
        raise ValueError("only addresses that begin with http:// or https:// are read")
    if not parts.hostname:
        raise ValueError("the address names no host")
    if "@" in parts.netloc:
        raise ValueError("the address holds a user name or password, which a report would show")
    try:
        has_port = parts.port != 0
    except ValueError:
        has_port = False
    if not has_port:
        raise ValueError("the address names a port that is no number from 1 to 65535")
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


def canonical(address: str) -> str | None:
    """Give the one form of an address that is stored: no tracking parameter, no fragment, one spelling.

    courlan knows the tracking parameters; one that it takes for such but whose value is a number is kept, for
    on some sites it is what tells two articles apart.

    Args:
        address: an address as a feed, a page or a user states it.

    Returns:
        The address, its query sorted and its escapes in capitals; None where it is no http(s) address.
    """
    plain = "%20".join(address.replace("&amp;", "&").split())
    try:
        split_web_address(plain)
        normal = str(normalize_url(plain, strict=False))
        parts = split_web_address(normal)
        kept = _with_numbers(parse_qsl(urlsplit(plain).query), parse_qsl(parts.query))
    except (ValueError, AttributeError):
        return None
    query = urlencode(sorted(kept), quote_via=quote) if kept else parts.query
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, fragment))
    return _ESCAPE.sub(lambda escape: escape[0].upper(), bare)


def _with_numbers(stated: list[tuple[str, str]], kept: list[tuple[str, str]]) -> list[tuple[str, str]]:
    lost = [
        (name, value)
        for name, value in stated
        if value.isdigit() and not _TRACKING.match(name) and (name, value) not in kept
    ]
    return kept + lost


def address_key(address: str) -> str:
    """Give what two addresses of one article have in common: scheme, `www`, mobile and AMP forms put aside.

    Args:
        address: an address.

    Returns:
        Host, path and query for comparison, not for asking; the address itself where it is no http(s) one.
    """
    normal = canonical(address)
    if normal is None:
        return address
    parts = urlsplit(normal)
    host = _TWIN_HOST.sub("", parts.netloc.casefold())
    path = _TWIN_PATH.sub(r"\1", parts.path).rstrip("/")
    query = "&".join(part for part in parts.query.split("&") if part and not _TWIN_QUERY.match(part))
    return f"{host}{path}" + (f"?{query}" if query else "")
