"""A list of single pages: their addresses stand in the entry, or in a text file, one a line."""

from collections.abc import Iterator
from pathlib import Path

from flows.sources.address import address_key, split_web_address
from flows.sources.decode import decode
from flows.sources.located import on_disk
from flows.sources.problem import ItemError
from flows.sources.reading import Given, Link, Reading, read_links, to_item
from flows.sources.registry import Source
from flows.tables import Skip

_BOUND_BYTES = 20_000_000


def receive_pages(source: Source, reading: Reading, project: Path) -> Iterator[Given]:
    """Read the pages of a list.

    Args:
        source: a source of kind `page`.
        reading: the reading.
        project: the folder that the list's path is relative to.

    Yields:
        An article, a skip or a passing-over for each address; a skip for a line that is no address, and for
        a list that cannot be read.
    """
    addresses = list(source.urls)
    if "://" not in source.location:
        try:
            addresses += _listed(on_disk(project, source.location))
        except ItemError as error:
            yield Skip(source.name, "", error.reason, error.detail)
    links: dict[str, Link] = {}
    for address in addresses:
        try:
            split_web_address(address)
        except ValueError as error:
            sentence = str(error)
            yield Skip(source.name, to_item(address), "refused", f"{sentence[0].upper()}{sentence[1:]}.")
        else:
            links.setdefault(address_key(address), Link(address))
    yield from read_links(source, reading, links.values())


def _listed(path: Path) -> list[str]:
    """Give the lines of a file that are not empty and begin with no #.

    Raises:
        ItemError: `missing`, `unreadable`, `too-large`, or what `decode` raises.
    """
    try:
        if not path.is_file():
            raise ItemError("missing", f"There is no file {path.name}.")
        if path.stat().st_size > _BOUND_BYTES:
            raise ItemError("too-large", f"The list is larger than {_BOUND_BYTES // 1_000_000} MB.")
        text = decode(path.read_bytes())
    except OSError as error:
        raise ItemError("unreadable", f"The list cannot be read: {error.strerror}.") from error
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
