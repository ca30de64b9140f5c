"""What a page carries as data: JSON-LD, and the article that a site built in the browser loads."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from flows.sources.fragments import fragment_text
from flows.sources.plaintext import is_paragraph

_BODY = "articleBody"
_BOUND_DEPTH = 12
_BOUND_APP_DEPTH = 30
_APP_PARAGRAPHS = 2
_BOUND_SCRIPT = 2_000_000
_QUOTED = re.compile(r'"(?:[^"\\]|\\.){200,}+"')
_QUOTED_DEPTH = 3
_FIELD = re.compile(r'[{,]\s*"\w{1,40}"\s*:')
_ARTICLE = re.compile(r"(?:Article|Posting|Report|CreativeWork|Episode|VideoObject|WebPage)$")
_LESS_SURE = ("WebPage", "VideoObject")
_WRAPPING = re.compile(
    r"^\s*(?:/[/*]\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?:/[/*]\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*$"
)
_OTHERS = frozenset(
    (
        "itemListElement",
        "liveBlogUpdate",
        "hasPart",
        "isPartOf",
        "mentions",
        "comment",
        "relatedLink",
        "about",
    )
)


def linked_data(tree: HtmlElement) -> list[Any]:
    """Parse a page's JSON-LD.

    Args:
        tree: the page, parsed.

    Returns:
        What each script holds; one that is broken is left out.
    """
    return [data for _, data in _parsed(tree, "ld+json") if data is not None]


def loose_data(tree: HtmlElement) -> list[str]:
    """Give the text of the scripts that are no JSON-LD, or broken JSON-LD.

    Args:
        tree: the page, parsed.

    Returns:
        Their texts.
    """
    others = [script for script in tree.iter("script") if "ld+json" not in (script.get("type") or "").lower()]
    broken = [text for text, data in _parsed(tree, "ld+json") if data is None]
    return [*broken, *(script.text or "" for script in others)]


def article_data(tree: HtmlElement) -> list[Mapping[str, Any]]:
    """Give the objects of a page's JSON-LD that describe the page's own article, the surest first.

    Args:
        tree: the page, parsed.

    Returns:
        Objects of a type of article, then of a page; not those of lists, of comments or of a live blog's
        entries.
    """
    found = [one for data in linked_data(tree) for one in _articles(data, 0)]
    return sorted(found, key=lambda one: any(name in _LESS_SURE for name in _types(one)))


def stated_body(tree: HtmlElement, *, with_app: bool = True) -> str:
    """Read the longest `articleBody` of a page's JSON-LD, else the article in the data of its own program.

    Args:
        tree: the page, parsed.
        with_app: whether the data of its program are read.

    Returns:
        The body, its paragraphs on a line each; empty where none is stated.
    """
    found = [body for data in linked_data(tree) for body in _bodies(data, 0)]
    texts = [fragment_text(body.replace("\n", "<br>")) for body in found]
    stated = max(texts, key=len, default="")
    return stated or (_app_body(tree) if with_app else "")


def _app_body(tree: HtmlElement) -> str:
    """Give the longest prose that a script holds: one text, or the texts of a list."""
    texts = [text for _, data in _parsed(tree, "/json") for text in _prose(data, 0)]
    texts += [text for script in loose_data(tree) for text in _quoted_prose(script, 0)]
    whole = [text for text in texts if sum(map(is_paragraph, text.split("\n"))) >= _APP_PARAGRAPHS]
    return max(whole, key=len, default="")


def _quoted_prose(script: str, depth: int) -> Iterator[str]:
    """Read the long texts in quotation marks of a program, and those within them."""
    for match in _QUOTED.finditer(script[:_BOUND_SCRIPT]):
        try:
            text = str(json.loads(match[0], strict=False))
        except ValueError:
            continue
        if depth < _QUOTED_DEPTH and _FIELD.search(text):
            yield from _quoted_prose(text, depth + 1)
        else:
            yield fragment_text(text.replace("\n", "<br>"))


def _prose(value: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if depth > _BOUND_APP_DEPTH:
        return
    if isinstance(value, str):
        if " " in value:
            yield fragment_text(value.replace("\n", "<br>"))
        return
    if isinstance(value, dict):
        for part in value.values():
            yield from _prose(part, depth + 1)
    elif isinstance(value, list):
        # Editors keep an article as a list of blocks, a paragraph each.
        longest = [max(_prose(part, depth + 1), key=len, default="") for part in value]
        yield from longest
        yield "\n".join(text for text in longest if is_paragraph(text))


def _parsed(tree: HtmlElement, kind: str) -> Iterator[tuple[str, Any]]:
    for script in tree.iter("script"):
        if kind not in (script.get("type") or "").lower():
            continue
        text = _WRAPPING.sub("", script.text or "")
        try:
            yield text, json.loads(text, strict=False)
        except (ValueError, RecursionError):
            yield text, None


def _types(one: Mapping[str, Any]) -> list[str]:
    stated = one.get("@type")
    return [str(name) for name in (stated if isinstance(stated, list) else [stated])]


def _articles(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - any JSON
    if depth > _BOUND_DEPTH:
        return
    if isinstance(value, dict):
        if any(map(_ARTICLE.search, _types(value))) or ("@type" not in value and "headline" in value):
            yield value
        value = [part for name, part in value.items() if name not in _OTHERS]
    if isinstance(value, list):
        for part in value:
            yield from _articles(part, depth + 1)


def _bodies(value: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if depth > _BOUND_DEPTH:
        return
    if isinstance(value, dict):
        body = value.get(_BODY)
        if isinstance(body, str):
            yield body
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _bodies(part, depth + 1)
