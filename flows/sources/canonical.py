"""Addresses reduced to what tells pages apart, so that one page is known again under its many addresses."""

from functools import lru_cache
from urllib.parse import urlsplit

from courlan import normalize_url


@lru_cache(maxsize=1_000)
def canonical_url(url: str) -> str | None:
    """Reduce an address to what tells pages apart: no scheme, `www.`, tracking, fragment or final slash.

    Args:
        url: an address.

    Returns:
        The reduced address, or None where it names a site and no page.
    """
    try:
        parts = urlsplit(normalize_url(url, trailing_slash=False))
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    if not parts.netloc or not (path or parts.query):
        return None
    return f"{parts.netloc.removeprefix('www.')}{path}" + (f"?{parts.query}" if parts.query else "")
