"""The commands that code documents and hold the coder against hand-coded sentences."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_plain import CodebookFolder, codebook, plainly, project_cache
from flows.errors import UsageError

_BELOW_FLOOR = 3


def code(
    source: Annotated[
        str,
        typer.Argument(
            metavar="[FILE|FOLDER|-]",
            help='JSON Lines of {"id", "text"} (and "published", where it is known), a folder of .txt and '
            ".md files, or a .parquet or .csv table; "
            "- reads JSON Lines from standard input.",
        ),
    ] = "-",
    id_column: Annotated[str, typer.Option(help="The column of a table that names its documents.")] = "id",
    text_column: Annotated[str, typer.Option(help="The column of a table that holds their text.")] = "text",
    title_column: Annotated[
        str | None, typer.Option(help="The column of a table that holds their headlines; else title, if any.")
    ] = None,
    directory: CodebookFolder = None,
) -> None:
    """Code documents: JSON Lines of id, frames, hits and blame, one for each that can be read."""
    with plainly():
        from flows.batches import BatchCoder
        from flows.documents import read_documents
        from flows.stream import BadItem, code_documents, read_lines

        documents = (
            read_lines(sys.stdin.buffer)
            if source == "-"
            else read_documents(Path(source), id_column, text_column, title_column)
        )
        bad = 0
        for line in code_documents(documents, BatchCoder(directory, project_cache())):
            if isinstance(line, BadItem):
                bad += 1
                print(f"khitab: {line.place}: {line.reason}.", file=sys.stderr)
            else:
                sys.stdout.write(f"{line}\n")
        if bad:
            raise UsageError(
                f"{bad} document{'' if bad == 1 else 's'} could not be read; the others were coded.",
                'Each has an "id" and a "text" in UTF-8.',
            )


def evaluate(
    gold: Annotated[
        Path, typer.Argument(help='JSON Lines of {"id", "text", "frames", "blame"}, coded by hand.')
    ],
    json_output: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002 -- a flag is a parameter
    floor: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Exit with code 3 where the macro F1 of the frames is below."),
    ] = None,
    directory: CodebookFolder = None,
) -> None:
    """Hold the coder against hand-coded sentences: precision, recall, F1 and α, and what it got wrong."""
    with plainly():
        import json
        from dataclasses import asdict

        from flows.gold import in_words, read_gold, score

        known = codebook(directory)
        try:
            lines = gold.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8"
            raise UsageError(f"{gold} cannot be read: {reason}.", "Name a file of JSON Lines.") from error
        found = score(read_gold(lines, [frame.code for frame in known.frames]), known)
        if json_output:
            said = {"codebook_version": known.version} | asdict(found)
            print(json.dumps(said, ensure_ascii=False, indent=1))
        else:
            print(in_words(found))
        reached = found.macro_f1.value
        if floor is not None and (reached is None or reached < floor):
            shown = "none" if reached is None else f"{reached:.3f}"
            print(f"khitab: the macro F1 of the frames is {shown}, below {floor:g}.", file=sys.stderr)
            raise typer.Exit(_BELOW_FLOOR)
