"""XML as it is served: decoded whatever it declares, and without the characters that no XML may hold."""

import re

from flows.sources.decode import decode
from flows.sources.problem import ItemError

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]+)""")
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));")
_CDATA = re.compile(r"<!\[CDATA\[")
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_FIELD_END = re.compile(r"</(?:description|summary|content|content:encoded|title)\s*>", re.IGNORECASE)
_OPENINGS = re.compile(r"(?:<!\[CDATA\[\s*){2,}")
_ENDS = re.compile(r"(?:\]\]>\s*){2,}")
_ITEM_START = re.compile(r"<((?:\w+:)?(?:item|entry))[\s>]", re.IGNORECASE)
_UNCLOSED = re.compile(
    r"<(title|description|summary|content(?::encoded)?)(?:\s[^<>]*)?>[^<]*"
    r"(?=$|<(?:link|guid|pubDate|author|category|comments|enclosure|description|updated|published|\w+:\w+)[\s/>])",
    re.IGNORECASE,
)
_OPENED = re.compile(r"<([\w:]+)[\s>]")
_BOUND_HEAD = 20_000
_CONTAINERS = frozenset({"rss", "channel", "feed", "rdf:rdf", "rdf"})
_LAST_CODE_POINT = 0x10FFFF


def _without_impossible(reference: re.Match[str]) -> str:
    """Drop a reference to what is no character: half a surrogate pair, a control, a number too large."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_possible = number <= _LAST_CODE_POINT and not 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 - the surrogates
    return reference[0] if is_possible and not _FORBIDDEN.match(chr(number)) else ""


def clean_xml(content: bytes, charset: str | None, reason: str) -> tuple[str, bool]:
    """Decode what should be XML.

    Args:
        content: the bytes.
        charset: the encoding that its server names, or None; the one that the XML declares comes first.
        reason: the reason of a skip where the bytes are no text at all.

    Returns:
        The text without prolog and control characters, and whether it is marked up at all.

    Raises:
        ItemError: `reason`, `empty` or `undecodable`.
    """
    declared = _DECLARED.match(content)
    try:
        text = decode(content, declared[1].decode("ascii") if declared else charset)
    except ItemError as error:
        if error.reason == "binary":
            raise ItemError(reason, "The address gives binary data.") from error
        raise
    clean = _FORBIDDEN.sub("", _PROLOG.sub("", text.lstrip("\ufeff"))).strip()
    clean = _REFERENCE.sub(_without_impossible, clean)
    return clean, clean.startswith("<")


def single_cdata(text: str) -> str:
    """Take CDATA sections out of CDATA sections, which XML does not know and careless programs write.

    Args:
        text: a feed.

    Returns:
        The feed with one opening and one end where several follow each other.
    """
    return _ENDS.sub("]]>", _OPENINGS.sub("<![CDATA[", text))


def items_apart(text: str) -> list[str]:
    """Cut a feed into feeds of one item each, so that an item whose tags are wrong costs itself only.

    Args:
        text: a feed, its CDATA sections closed.

    Returns:
        Feeds with what stands before the first item, an item, and the end; empty where there are no items, or
        much stands before them.
    """
    starts = [opening.start() for opening in _ITEM_START.finditer(text)]
    if not starts or starts[0] > _BOUND_HEAD:
        return []
    head = text[: starts[0]]
    names = [match[1] for match in _OPENED.finditer(head)]
    tail = "".join(f"</{name}>" for name in reversed(names) if name.lower() in _CONTAINERS)
    pieces = []
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:following]
        name = (_ITEM_START.match(piece) or ["", "item"])[1]
        ends = list(_ITEM_END.finditer(piece))
        inside = _UNCLOSED.sub(r"\g<0></\1>", piece[: ends[-1].start()] if ends else piece)
        pieces.append(f"{head}{inside}</{name}>{tail}")
    return pieces


def close_cdata(text: str) -> str:
    """Close each CDATA section that runs on past the end of its item, lest it swallow the next ones.

    Args:
        text: a feed.

    Returns:
        The feed; one without such a section as it is.
    """
    pieces: list[str] = []
    done = 0
    for opening in _CDATA.finditer(text):
        if opening.start() < done:
            continue
        item_end = _ITEM_END.search(text, opening.end())
        end = text.find("]]>", opening.end(), item_end.start() if item_end else len(text))
        if item_end is None or end >= 0:
            done_here = end if end >= 0 else opening.end()
            pieces.append(text[done:done_here])
            done = done_here
            continue
        fields = list(_FIELD_END.finditer(text, opening.end(), item_end.start()))
        cut = fields[-1].start() if fields else item_end.start()
        pieces += [text[done:cut], "]]>"]
        done = cut
    return "".join([*pieces, text[done:]])
