"""What every command shares: how a mistake ends it, and where its codebook comes from."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.errors import KhitabError, UsageError
from flows.project import find_project

if TYPE_CHECKING:
    from flows.codebook.model import Codebook

_INTERRUPTED = 130

CodebookFolder = Annotated[
    Path | None, typer.Option("--codebook", help="A folder of codebook files; else the one built in.")
]
"""The option of every command that reads a codebook."""


@contextmanager
def plainly() -> Iterator[None]:
    """End the command on a user error or a refusal of the system: a sentence, a hint and an exit code."""
    try:
        yield
    except KhitabError as error:
        raise _told(error) from None
    except BrokenPipeError:
        raise  # the command line's own answer to a reader who has had enough
    except OSError as error:
        from flows.disk import in_plain_words

        raise _told(in_plain_words(error)) from None
    except KeyboardInterrupt:
        print("khitab: interrupted; running it again goes on from here.", file=sys.stderr)
        raise typer.Exit(_INTERRUPTED) from None


def _told(error: KhitabError) -> typer.Exit:
    print(f"khitab: {error.message}\n{error.hint}", file=sys.stderr)
    return typer.Exit(error.exit_code)


def codebook(directory: Path | None = None) -> "Codebook":
    """Give a codebook, compiled before or now; kept in the project's folder, or the user's outside of one.

    Args:
        directory: the folder of its files; absent, the shipped codebook.

    Raises:
        CodebookError: it cannot be used.
    """
    from flows.compiled import load_compiled

    return load_compiled(directory, project_cache())


def project_cache() -> Path | None:
    """Give the folder of the project's compiled codebooks; None outside of a project."""
    try:
        return find_project().cache
    except UsageError:
        return None
