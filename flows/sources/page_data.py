"""The article that a page carries as data: sites built in the browser state it in JSON-LD."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from flows.sources.fragments import fragment_text

_BODY = "articleBody"
_BOUND_DEPTH = 12


def stated_body(tree: HtmlElement) -> str:
    """Read the longest `articleBody` of a page's JSON-LD.

    Args:
        tree: the page, parsed.

    Returns:
        The body, its paragraphs on a line each; empty where none is stated.
    """
    found: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                found += _bodies(json.loads(script.text or "", strict=False), 0)
            except (ValueError, RecursionError):
                continue
    texts = (fragment_text(body.replace("\n", "<br>")) for body in found)
    return max(texts, key=len, default="")


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
