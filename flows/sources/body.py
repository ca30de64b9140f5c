"""A body as it comes over the network: expanded piece by piece, and never further than its bound."""

import zlib
from collections.abc import Iterable

from flows.sources.problem import ItemError

GZIP = b"\x1f\x8b"
"""The first bytes of a gzip file."""

_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_UNREAD = frozenset(
    {"br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip", "aes128gcm"}
)
_HEADER_BYTES = 2
_MARKED_UP = (b"<", b"{", b"\xef")
_PIECE_BYTES = 65_536
_DEFLATE = 8
# 32 more than the window lets zlib recognise gzip and zlib by their first bytes.
_WINDOW = zlib.MAX_WBITS + 32


class Expander:
    """Decompresses piece by piece, never further than it is allowed to.

    Args:
        encoding: the Content-Encoding header; one that names no compression, such as `utf-8`, which some
            servers write there, means none.
        place: the address as it may be shown.

    Raises:
        ItemError: `undecodable`: an encoding that was not asked for.
    """

    def __init__(self, encoding: str, place: str) -> None:
        self._place = place
        names = [name.strip() for name in encoding.lower().split(",")]
        used = [name for name in names if name in _ENCODINGS]
        if len(used) > 1 or _UNREAD.intersection(names):
            raise ItemError("undecodable", f"{place} is compressed in a way that was not asked for.")
        self._inflater = zlib.decompressobj(_WINDOW) if used else None
        self._is_deflate = used == ["deflate"]
        # The first bytes, until they show whether and how the rest is compressed.
        self._opening: bytes | None = b"" if used else None

    def __call__(self, chunk: bytes, bound_bytes: int) -> bytes:
        """Expand one piece.

        Args:
            chunk: the next bytes as sent.
            bound_bytes: how much may come out, at least 1.

        Raises:
            ItemError: `undecodable`.
        """
        if self._inflater is None:
            return chunk
        try:
            return self._inflate(chunk, max(bound_bytes, 1))
        except zlib.error as error:
            raise ItemError(
                "undecodable", f"{self._place} sends data that cannot be decompressed."
            ) from error

    def _inflate(self, chunk: bytes, bound_bytes: int) -> bytes:
        inflater = self._inflater or zlib.decompressobj(_WINDOW)
        if self._opening is not None:
            chunk = self._opening + chunk
            if len(chunk) < _HEADER_BYTES:
                self._opening = chunk
                return b""
            self._opening = None
            # Some servers mean the bare stream, without the header of zlib (RFC 1950, 2.2).
            has_header = chunk.startswith(GZIP) or (
                chunk[0] & 15 == _DEFLATE and (chunk[0] * 256 + chunk[1]) % 31 == 0
            )
            if not has_header and chunk.lstrip()[:1] in _MARKED_UP:
                # And some announce a compression that they do not do.
                self._inflater = None
                return chunk
            if not has_header and self._is_deflate:
                inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        expanded = bytearray(inflater.decompress(chunk, bound_bytes))
        # A gzip file may be several, one behind the other.
        while inflater.eof and inflater.unused_data.startswith(GZIP) and len(expanded) < bound_bytes:
            rest = inflater.unused_data
            inflater = zlib.decompressobj(_WINDOW)
            expanded += inflater.decompress(rest, bound_bytes - len(expanded))
        self._inflater = inflater
        return bytes(expanded)

    @property
    def is_unfinished(self) -> bool:
        """Whether the stream was to go on."""
        return self._inflater is not None and not self._inflater.eof


def read_bounded(chunks: Iterable[bytes], expand: Expander, bound_bytes: int) -> tuple[bytes, bool]:
    """Read and expand until the end, or until more than the bound has come.

    Args:
        chunks: the body as sent.
        expand: its decompression.
        bound_bytes: the bound, for what is sent and for what it expands to.

    Returns:
        The body, and whether it goes on beyond the bound.
    """
    content = bytearray()
    received = 0
    for chunk in chunks:
        received += len(chunk)
        content += expand(chunk, bound_bytes + 1 - len(content))
        if max(received, len(content)) > bound_bytes:
            return bytes(content[:bound_bytes]), True
    return bytes(content), False


def too_large(place: str, bound_bytes: int) -> ItemError:
    """Give the refusal of a body beyond the bound."""
    return ItemError("too-large", f"{place} sends more than {bound_bytes // 1_000_000} MB.")


def unpacked(content: bytes, bound_bytes: int, place: str) -> tuple[bytes, bool]:
    """Expand a gzip file, such as `sitemap.xml.gz`, within the bound.

    Args:
        content: the file's bytes.
        bound_bytes: how much may come out.
        place: the address as it may be shown.

    Returns:
        What it holds, and whether it breaks off.

    Raises:
        ItemError: `too-large` or `undecodable`.
    """
    expand = Expander("gzip", place)
    # In pieces, for of a million small files one behind the other each would copy all that follow.
    pieces = (content[start : start + _PIECE_BYTES] for start in range(0, len(content), _PIECE_BYTES))
    expanded, exceeds = read_bounded(pieces, expand, bound_bytes)
    if exceeds:
        raise too_large(place, bound_bytes)
    return expanded, expand.is_unfinished
