"""The commands that look into a codebook."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli_plain import CodebookFolder, codebook, plainly

if TYPE_CHECKING:
    from collections.abc import Iterator

codebook_app = typer.Typer(
    help="Check the codebook, lay it open, and see what a change of it changes.", no_args_is_help=True
)
_SIGNS = {"lost": "-", "gained": "+", "other words": "~"}


@codebook_app.command()
def check(
    directory: Annotated[
        Path | None, typer.Argument(help="A folder of codebook files; else the one built in.")
    ] = None,
) -> None:
    """Check every entry: each problem with its file, or that there is none."""
    with plainly():
        from flows.codebook.load import load
        from flows.codebook.show import summarise

        print(f"The codebook is sound: {summarise(load(directory))}.")


@codebook_app.command()
def show(
    frame: Annotated[str, typer.Argument(help="The frame's code, such as sovereignty.")],
    directory: CodebookFolder = None,
) -> None:
    """Show a frame: what it means, what belongs to it and what does not, its entries and examples."""
    with plainly():
        from flows.codebook.show import describe

        print(describe(codebook(directory), frame))


@codebook_app.command()
def explain(
    word: Annotated[str, typer.Argument(help="A word as it is written, with all its clitics.")],
    directory: CodebookFolder = None,
) -> None:
    """Tell which entries a written word can match, and why one that looks similar does not."""
    with plainly():
        from flows.codebook import explain as explained

        print(explained.in_words(explained.explain(codebook(directory), word)))


@codebook_app.command()
def forms(
    entry: Annotated[str, typer.Argument(help="The entry's name, as `codebook show` lists it.")],
    directory: CodebookFolder = None,
) -> None:
    """List every surface form of an entry."""
    with plainly():
        from flows.codebook.explain import describe_forms

        print(describe_forms(codebook(directory), entry))


@codebook_app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The folder of the codebook before.")],
    new: Annotated[Path, typer.Argument(help="The folder of the codebook after.")],
    corpus: Annotated[
        Path, typer.Option("--on", help="JSON Lines, a folder or a table, as `khitab code` reads them.")
    ],
) -> None:
    """List the sentences of a corpus whose frames change from one codebook to another."""
    with plainly():
        from collections import Counter

        counts: Counter[str] = Counter()
        for row in _changes(old, new, corpus):
            counts[f"{row['frame']} {row['change']}"] += 1
            words = " ← ".join("، ".join(row[side]) or "∅" for side in ("new", "old"))
            print(f"{_SIGNS[row['change']]} {row['frame']}  {row['id']}  {words}")
            print(f"    {' '.join(row['text'].split())}")
        print("; ".join(f"{name}: {count}" for name, count in sorted(counts.items())) or "Nothing changes.")


def _changes(old: Path, new: Path, corpus: Path) -> "Iterator[dict[str, Any]]":
    """Give what changes, document by document, with the document's id."""
    from flows.coding.difference import compare_codebooks
    from flows.documents import read_documents
    from flows.stream import Document, articles_of, chunks
    from flows.text.sentences import split

    before, after = codebook(old), codebook(new)
    for chunk in chunks(read_documents(corpus)):
        documents = [item for item in chunk if isinstance(item, Document)]
        changed = compare_codebooks(split(articles_of(documents)), before, after)
        for row in changed.iter_rows(named=True):
            yield row | {"id": documents[int(row["article_id"], 16)].id}
