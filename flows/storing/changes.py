"""What changed of stored articles without a new text: lines of `seeds/changes.jsonl`, only ever added to.

A line is written before the change is made, so that nothing changes unseen; a run that is killed between the
two writes the line once more.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.disk import refused
from flows.sources.metadata import CHANGES_FILE


def returned(article_id: str, revision: int, source: str, at: str) -> dict[str, Any]:
    """Say that a source gave an older version of an article again, which then counts as its newest.

    Args:
        article_id: the version.
        revision: its new number.
        source: the source's name.
        at: when it was received, ISO 8601 in UTC.
    """
    return {"at": at, "article_id": article_id, "change": "returned", "source": source, "revision": revision}


def corrected(article_id: str, before: Mapping[str, str | None], after: Mapping[str, str]) -> dict[str, Any]:
    """Say that a source states other metadata than when it was last asked.

    Args:
        article_id: the article.
        before: the fields of its header that change, as they stood.
        after: the same fields as they stand from now on.
    """
    return {"article_id": article_id, "change": "corrected", "before": dict(before), "after": dict(after)}


def read_changes(seeds: Path) -> list[dict[str, Any]]:
    """Read what changed, oldest first; a line that a full disk cut short is left out.

    Args:
        seeds: the seeds/ folder.
    """
    try:
        content = (seeds / CHANGES_FILE).read_bytes()
    except OSError:
        return []
    changes: list[dict[str, Any]] = []
    for line in content.splitlines():
        try:
            change = json.loads(line)
        except ValueError:
            continue
        if isinstance(change, dict) and isinstance(change.get("article_id"), str):
            changes.append(change)
    return changes


def add_changes(seeds: Path, changes: Sequence[Mapping[str, Any]]) -> None:
    """Add lines, down to the disk; hold the lock of seeds/.

    Args:
        seeds: the seeds/ folder.
        changes: what `returned` and `corrected` give.

    Raises:
        StorageError: the disk refuses.
    """
    if not changes:
        return
    path = seeds / CHANGES_FILE
    lines = "".join(json.dumps(change, ensure_ascii=False) + "\n" for change in changes).encode()
    try:
        with path.open("a+b") as file:
            if file.seek(0, os.SEEK_END) and not _ends_a_line(path):
                lines = b"\n" + lines
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise refused(path, error) from error


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
