"""Which addresses are stored: so that a page that was read once is not asked for every night."""

from functools import lru_cache
from pathlib import Path

import yaml

from flows.sources.address import address_key
from flows.sources.registry import INBOX

_HEADER_BYTES = 8_192
_STORED = "*/*/" + "[0-9a-f]" * 16 + ".txt"
_URL, _FETCHED, _SOURCE = b"\nurl: ", b"\nfetched_at: ", b"\nsource: "


@lru_cache(maxsize=1)
def known_addresses(seeds: Path, as_of: str) -> dict[str, str]:  # noqa: ARG001 - it tells runs apart
    """Read the addresses of all stored articles from the beginnings of their files.

    Args:
        seeds: the seeds/ folder.
        as_of: the moment of the run; the answer is kept for all sources of one run.

    Returns:
        For each article's `address_key`, when it was received (ISO 8601), the latest where there are several.
        A file that cannot be read is left out.
    """
    found: dict[str, str] = {}
    for path in seeds.glob(_STORED):
        if path.parts[len(seeds.parts)] == INBOX:
            continue
        try:
            with path.open("rb") as file:
                header = file.read(_HEADER_BYTES)
        except OSError:
            continue
        received = _field(header, _FETCHED) or ""
        # The address that was asked for counts too: it may lead to another.
        asked = (_field(header, _SOURCE) or "").partition(":")[2]
        for address in (_field(header, _URL), asked):
            if address and "://" in address and received:
                key = address_key(address)
                found[key] = max(found.get(key, ""), received)
    return found


def stored_ids(seeds: Path) -> frozenset[str]:
    """Give the ids of all stored articles, which are the names of their files."""
    return frozenset(path.stem for path in seeds.glob(_STORED) if path.parts[len(seeds.parts)] != INBOX)


def _field(header: bytes, name: bytes) -> str | None:
    """Read one line of a header; the whole of its YAML would take thirty times as long."""
    start = header.find(name)
    if start < 0:
        return None
    line = header[start + len(name) : header.find(b"\n", start + len(name))].decode("utf-8", "replace")
    if not line.startswith(("'", '"')):
        return line.strip() or None
    try:
        value = yaml.load(line, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader builds strings only
    except yaml.YAMLError:
        return None
    return value if isinstance(value, str) else None
