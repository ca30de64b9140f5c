"""What stands before the root of an XML document, made harmless."""

import re

_PROLOG_PART = re.compile(r"\s*(<!--|<\?)")
_ROOT = re.compile(r"<\w")
_HEAD_CHARACTERS = 10_000
_SHORT_ENTITY = re.compile(r"""<!ENTITY\s+(\w{1,32})\s+"(&#\w{1,8};|[^&"<>%]{1,16})"\s*>""")


def plain_prolog(text: str) -> str:
    """Put a harmless declaration in place of all that stands before the root element.

    Of its entities only short ones stay and no external one, for a small document could else name the files
    of this machine, grow to gigabytes or keep its parser busy for minutes.

    Args:
        text: an XML document, well-formed or not.

    Returns:
        The document; as it was where it has no root element.
    """
    start = 0
    while (part := _PROLOG_PART.match(text, start)) is not None:
        ending = "-->" if part[1] == "<!--" else "?>"
        end = text.find(ending, part.end())
        if end < 0:
            return text
        start = end + len(ending)
    root = _ROOT.search(text, start)
    if root is None:
        return text
    head = text[start : root.start()][:_HEAD_CHARACTERS]
    entities = "\n".join(f'<!ENTITY {name} "{value}">' for name, value in _SHORT_ENTITY.findall(head))
    declared = f"<!DOCTYPE feed [\n{entities}\n]>\n" if entities else ""
    return declared + text[root.start() :]
