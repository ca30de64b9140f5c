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
_SIGNS = {"lost": "-", "gained": "+", "other words": "~", "otherwise": "~"}


@codebook_app.command()
def check(
    directory: Annotated[
        Path | None, typer.Argument(help="A folder of codebook files; else the one built in.")
    ] = None,
) -> None:
    """Check every entry: each problem with its file, or that there is none."""
    with plainly():
        from flows.codebook.load import load
        from flows.codebook.show import shortcomings, summarise

        known = load(directory)
        print(f"The codebook is sound: {summarise(known)}.")
        for sentence in shortcomings(known):
            print(sentence)


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
    words: Annotated[
        list[str], typer.Argument(metavar="WORD", help="A word or phrase as it is written, with all clitics.")
    ],
    directory: CodebookFolder = None,
) -> None:
    """Tell which entries a written word or phrase can match, and why one that looks similar does not."""
    with plainly():
        from flows.codebook import explain as explained

        known, phrase = codebook(directory), " ".join(words)
        print(explained.in_words(explained.explain(known, phrase)))
        if len(phrase.split()) > 1:
            from flows.coding.phrase import in_words, matches

            print("\n".join(["", in_words(matches(known, phrase))]))


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
    """List the sentences of a corpus whose frames or blame change from one codebook to another."""
    with plainly():
        from collections import Counter

        counts: Counter[str] = Counter()
        for row in _changes(old, new, corpus):
            counts[f"{row['what']} {row['change']}"] += 1
            words = " ← ".join(row[side] or "∅" for side in ("new", "old"))
            print(f"{_SIGNS[row['change']]} {row['what']}  {row['id']}  {words}")
            print(f"    {' '.join(row['text'].split())}")
        print("; ".join(f"{name}: {count}" for name, count in sorted(counts.items())) or "Nothing changes.")


def _changes(old: Path, new: Path, corpus: Path) -> "Iterator[dict[str, Any]]":
    """Give what changes, document by document, with the document's id."""
    from flows.coding.difference import compare_blame, compare_codebooks
    from flows.documents import read_documents
    from flows.stream import Document, articles_of, chunks
    from flows.text.sentences import split

    before, after = codebook(old), codebook(new)
    for chunk in chunks(read_documents(corpus)):
        documents = [item for item in chunk if isinstance(item, Document)]
        sentences = split(articles_of(documents))
        for row in compare_codebooks(sentences, before, after).iter_rows(named=True):
            words = {side: "، ".join(row[side]) for side in ("old", "new")}
            yield row | words | {"what": row["frame"], "id": documents[int(row["article_id"], 16)].id}
        for row in compare_blame(sentences, before, after).iter_rows(named=True):
            records = {side: _record(row[side]) for side in ("old", "new")}
            yield row | records | {"what": "blame", "id": documents[int(row["article_id"], 16)].id}


def _record(record: "dict[str, str | None] | None") -> str:
    """Give a blame record in a few words; nothing of none."""
    if record is None:
        return ""
    actor = f" = {record['target_actor']}" if record["target_actor"] else ""
    source = f", by {record['source']}" if record["source"] else ""
    return f"{record['target']}{actor} ({record['kind']}, {record['stance']}{source})"
