"""The command that sets out why a sentence is coded as it is."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_plain import CodebookFolder, codebook, plainly
from flows.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from flows.coding.blame.explanation import PartySeen
    from flows.explained import SentenceSeen


def explain(
    text: Annotated[
        str, typer.Argument(metavar="SENTENCE|-", help="A text; - reads it from standard input.")
    ],
    published: Annotated[
        str | None,
        typer.Option(help="The day, month or year of publication, by which titles name their bearer."),
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print one JSON object a sentence.")] = False,  # noqa: FBT002 -- a flag is a parameter
    directory: CodebookFolder = None,
) -> None:
    """Tell why a sentence is coded as it is: cues, parties, what weighed, and the lines that decided."""
    with plainly():
        import json

        from flows.codebook.places import read_places
        from flows.explained import as_json, explain_text, in_lines

        said = _read() if text == "-" else text
        seen = explain_text(said, codebook(directory), read_places(directory), _date(published))
        if json_output:
            for sentence in seen:
                print(json.dumps(as_json(sentence), ensure_ascii=False), flush=True)
        elif sys.stdout.isatty():
            _show(seen)
        else:
            for line in in_lines(seen):
                print(line, flush=True)


def _read() -> str:
    """Read standard input.

    Raises:
        UsageError: it is not UTF-8.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("What stands on standard input is not UTF-8.", "Give it as UTF-8.") from error


def _date(published: str | None) -> str | None:
    """Check a stated date.

    Raises:
        UsageError: it is none.
    """
    from flows.sources.dates import read_date

    read = None if published is None else read_date(published)
    if published is not None and read is None:
        raise UsageError(f"--published {published} is no date.", "Write 2025-12-25, 2016-12 or 2016.")
    return read


def _show(seen: "Iterable[SentenceSeen]") -> None:
    """Set an explanation out in tables."""
    from rich.console import Console

    console = Console(highlight=False)
    for sentence in seen:
        _show_sentence(console, sentence)


def _show_sentence(console: "Console", sentence: "SentenceSeen") -> None:
    from rich.text import Text

    from flows.explained import mention_in_words, record_in_words, weighed

    blame = sentence.blame
    console.rule(Text(" ".join(blame.text.split())))
    told = [blame.gate, *(f"  {weighed(each)}" for each in (() if blame.read else blame.gate_weights))]
    told += [f"frame {mention_in_words(mention)}" for mention in sentence.mentions]
    console.print(Text("\n".join(told)))
    for table in _tables(sentence):
        console.print(table)
    shared = "\n  ".join(weighed(each) for each in blame.shared)
    if shared:
        console.print(Text(f"All parties begin with\n  {shared}", "dim"))
    records = [record_in_words(record) for record in blame.records]
    console.print(Text("\n".join(records) or "nobody is blamed", "bold"))


def _tables(sentence: "SentenceSeen") -> "Iterator[Table]":
    """Give the tables of the cues and of the parties, where there are any."""
    from rich.text import Text

    from flows.explained import isolated

    if sentence.blame.cues:
        table = _table("cue", "entry", "role frame", "kind", "what the rules made of it")
        for cue in sentence.blame.cues:
            places = (f"{cue.id}\n{cue.place}", f"{cue.frame}\n{cue.frame_place}")
            table.add_row(*map(Text, (isolated(cue.text), *places, cue.kind, cue.outcome)))
        yield table
    if sentence.blame.parties:
        table = _table("party", "actor", "verdict", "for and against")
        for party in sentence.blame.parties:
            table.add_row(*_party_cells(party))
        yield table


def _party_cells(party: "PartySeen") -> "list[Text]":
    from rich.text import Text

    from flows.explained import isolated, weighed

    verdict = Text("blamed" if party.blamed else "not blamed", "bold red" if party.blamed else "bold")
    verdict.append(f"\n{party.reason}", "default")
    weights = Text("" if party.score is None else f"comes to {party.score:+.2f}")
    for each in (*party.speaks_for, *party.speaks_against):
        weights.append(f"\n{weighed(each)}", "green" if each.weight > 0 else "red")
    actor = Text(party.actor or "no actor")
    actor.append(f"\n{party.place}" if party.place else "", "dim")
    return [Text(f"{isolated(party.text)}\n({party.found_as})"), actor, verdict, weights]


def _table(*headings: str) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, show_lines=True)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
