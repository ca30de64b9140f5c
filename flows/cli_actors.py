"""The commands about the actors of a codebook."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_plain import CodebookFolder, codebook, plainly
from flows.errors import UsageError

actors_app = typer.Typer(help="Find the parties that the codebook does not know.", no_args_is_help=True)


@actors_app.callback()
def actors() -> None:
    """Find the parties that the codebook does not know."""


@actors_app.command()
def suggest(
    corpus: Annotated[
        Path,
        typer.Argument(
            help="JSON Lines, a folder or a table, as `khitab code` reads them; it is read twice."
        ),
    ],
    top: Annotated[int, typer.Option(help="How many parties to give at most.", min=1)] = 50,
    min_articles: Annotated[
        int, typer.Option(help="In how many documents a party must be named.", min=1)
    ] = 5,
    id_column: Annotated[str, typer.Option(help="The column of a table that names its documents.")] = "id",
    text_column: Annotated[str, typer.Option(help="The column of a table that holds their text.")] = "text",
    directory: CodebookFolder = None,
) -> None:
    """List the parties often named that no actor covers, ready to be pasted into `actors.yaml`."""
    with plainly():
        from flows.documents import read_documents
        from flows.suggestions import in_yaml
        from flows.suggestions import suggest as find

        if not (corpus.is_file() or corpus.is_dir()):
            raise UsageError(f"{corpus} is no file or folder.", "It is read twice, so it cannot be a stream.")
        found = find(
            lambda: read_documents(corpus, id_column, text_column), codebook(directory), top, min_articles
        )
        print(in_yaml(found, corpus.name))
        for item in found.bad:
            print(f"khitab: {item.place}: {item.reason}.", file=sys.stderr)
        if found.bad:
            count = f"{len(found.bad)} document{'' if len(found.bad) == 1 else 's'}"
            raise UsageError(
                f"{count} could not be read; the others were.", 'Each has an "id" and a "text" in UTF-8.'
            )
