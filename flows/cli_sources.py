"""The commands that look after the list of sources. The clock is `khitab`'s own: it hands the moment down."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_plain import plainly
from flows.errors import SourcesError, SourceUnavailableError, UsageError
from flows.project import find_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.sources.registry import Source

sources_app = typer.Typer(
    help="Tell what the sources would bring, and find the feed or sitemap of a site.", no_args_is_help=True
)

_PAGES = 5
_TIMEOUT_SECONDS = 30.0

ProjectFolder = Annotated[
    Path | None,
    typer.Option(
        "--project", help="The folder that holds seeds/; else KHITAB_PROJECT, else the current one."
    ),
]
Timeout = Annotated[
    float, typer.Option("--timeout-seconds", help="How long one request may take in all.", min=1)
]


@sources_app.command()
def check(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Entries of sources.toml; else all.")
    ] = None,
    pages: Annotated[
        int, typer.Option(help="The most pages that each sitemap, list or full-text feed asks for.", min=1)
    ] = _PAGES,
    project: ProjectFolder = None,
    timeout_seconds: Timeout = _TIMEOUT_SECONDS,
) -> None:
    """Tell what each source would bring; nothing is stored."""
    with plainly():
        from flows.sources.check import Tally
        from flows.sources.receive import failed, receive, receive_in_parts
        from flows.sources.registry import read_sources
        from flows.storing.known import known_addresses, stored_ids

        seeds, fetched_at = find_project(project).seeds, str(context.obj)
        chosen = _chosen(read_sources(seeds), names or [])
        stored = stored_ids(seeds)
        known = known_addresses(seeds, fetched_at) if any(each.asks_for_pages for each in chosen) else {}
        unreached = 0
        for source in chosen:
            bound = min(source.max_items, pages) if source.asks_for_pages else source.max_items
            asked, tally = replace(source, max_pages=bound, is_trial=True), Tally(source, stored)
            if source.is_remote:
                try:
                    tally.take(
                        receive(
                            asked, seeds, timeout_seconds=timeout_seconds, fetched_at=fetched_at, known=known
                        )
                    )
                except SourceUnavailableError as error:
                    tally.take(failed(source, error, fetched_at))
                    unreached += 1
            else:
                for part in receive_in_parts(asked, seeds, fetched_at=fetched_at):
                    tally.take(part)
            print("\n".join(tally.lines()), end="\n\n", flush=True)
        if unreached == len(chosen):
            raise SourcesError("None of the sources could be reached.", "Check the network, then try again.")


def _chosen(sources: "Sequence[Source]", names: "Sequence[str]") -> "list[Source]":
    known = [source.name for source in sources]
    for name in names:
        if name not in known:
            raise UsageError(
                f"There is no source named {name} in seeds/sources.toml.", f"There are: {', '.join(known)}."
            )
    return [source for source in sources if not names or source.name in names]


@sources_app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The address of a site, a section, a feed or a sitemap.")],
    name: Annotated[str | None, typer.Option(help="What to call it; else the site's host name.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who publishes it; else what it says itself.")] = None,
    *,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="The site lies on this machine or a private network.")
    ] = False,
    project: ProjectFolder = None,
    timeout_seconds: Timeout = _TIMEOUT_SECONDS,
) -> None:
    """Find the feed or sitemap of a site and write its entry into sources.toml."""
    with plainly():
        from flows.sources.add import add_source
        from flows.sources.discover import discover
        from flows.sources.politeness import Manners
        from flows.sources.reading import Reading
        from flows.sources.registry import read_contact
        from flows.sources.visitor import Visitor

        seeds = find_project(project).seeds
        manners = Manners(
            timeout_seconds, read_contact(seeds), allow_private=allow_private, retry_delays_seconds=()
        )
        address = url if "://" in url else f"https://{url}"
        moment = str(context.obj)
        with Visitor(manners, moment) as visitor:
            found = discover(address, Reading(visitor.get, moment))
        entry = add_source(seeds, found, name, outlet, allow_private=allow_private)
        named = f", {found.title}" if found.title else ""
        print(f"Found a {found.kind}{named}, with {found.items} items now; written into sources.toml:\n")
        print(entry)
        if found.is_summary:
            print("Its texts are summaries, so full_text is set: the page of each new item is read too.")
        print("khitab sources check tells what it would bring.")
