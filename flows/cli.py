"""The `khitab` command. What a command needs is imported when it runs: help and mistakes answer at once."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from flows.cli_actors import actors_app
from flows.cli_codebook import codebook_app
from flows.cli_coding import code, evaluate
from flows.cli_explain import explain
from flows.cli_plain import plainly
from flows.cli_sources import sources_app
from flows.errors import UsageError
from flows.project import find_project, prepare_environment
from flows.settings import CompareParameters, GroupBy, IngestParameters, Language, NightlyParameters, Period

if TYPE_CHECKING:
    from flows.outcome import Outcome

Parameters = TypeVar("Parameters", bound=BaseModel)

app = typer.Typer(
    name="khitab",
    help="Read Arabic news, measure how it is framed and who is blamed, and write a dated report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(codebook_app, name="codebook")
app.add_typer(actors_app, name="actors")


def _hand_down_the_moment(context: typer.Context) -> None:
    context.obj = datetime.now(UTC).isoformat(timespec="seconds")


app.add_typer(sources_app, name="sources", callback=_hand_down_the_moment)


def _option(field: str, flag: str, metavar: str | None = None) -> Any:  # noqa: ANN401 -- typer's own type for an option
    """Give an option that says of itself what the parameter's model says, lest form and help differ."""
    of_model = NightlyParameters.model_fields[field]
    default = "" if of_model.default in (None, ()) else str(of_model.default)
    return typer.Option(flag, help=of_model.description, show_default=default or False, metavar=metavar)


ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project", help="The folder that holds seeds/; else KHITAB_PROJECT, else the current one."
    ),
]
SourceOption = Annotated[list[str] | None, _option("sources", "--source", "NAME")]
TimeoutOption = Annotated[float | None, _option("timeout_seconds", "--timeout-seconds")]
GroupByOption = Annotated[GroupBy | None, _option("group_by", "--group-by")]
PeriodOption = Annotated[Period | None, _option("period", "--period")]
OutletOption = Annotated[list[str] | None, _option("outlets", "--outlet", "OUTLET")]
SinceOption = Annotated[str | None, _option("since", "--since", "YYYY-MM-DD")]
UntilOption = Annotated[str | None, _option("until", "--until", "YYYY-MM-DD")]
LanguageOption = Annotated[Language | None, _option("language", "--language")]
DateOption = Annotated[str | None, _option("report_date", "--date", "YYYY-MM-DD")]
NameOption = Annotated[str | None, _option("name", "--name", "NAME")]

_FLAGS = {"sources": "--source", "outlets": "--outlet", "report_date": "--date"}


def _checked(model: type[Parameters], **options: object) -> Parameters:
    """Give the parameters that the options state; what is not stated keeps its default.

    Raises:
        UsageError: an option does not fit; one sentence for each.
    """
    try:
        return model.model_validate(
            {name: value for name, value in options.items() if value not in (None, [])}
        )
    except ValidationError as error:
        wrong = [_sentence(problem) for problem in error.errors(include_url=False)]
        raise UsageError(" ".join(wrong), "See the command's --help.") from error


def _sentence(problem: Any) -> str:  # noqa: ANN401 -- pydantic's own dictionary
    message = str(problem["msg"]).removeprefix("Value error, ")
    if not problem["loc"]:
        return f"{message[0].upper()}{message[1:]}."
    name = str(problem["loc"][0])
    flag = _FLAGS.get(name, "--" + name.replace("_", "-"))
    return f"{flag} {problem['input']}: {message[0].lower()}{message[1:]}."


def _run_flow(name: str, project_path: Path | None, parameters: BaseModel) -> None:
    """Run one of the three flows in this process and say what it came to."""
    project = find_project(project_path)
    prepare_environment(project, os.environ)
    # Prefect's log goes to its history; its console lines would cut through ours, with a traceback for a feed
    # that is down.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    from flows.outcome import in_plain_lines
    from flows.progress import is_terminal, log_plainly, waiting
    from flows.serve.server import server_for_a_run

    with waiting("Starting Prefect …"), server_for_a_run(project) as address:
        os.environ["PREFECT_API_URL"] = address
        from flows import nightly as walk  # takes as long as the server takes to start
    if not is_terminal():
        log_plainly()
    outcome: Outcome = getattr(walk, name)(parameters, return_state=True).result()
    for line in in_plain_lines(outcome):
        print(line)


@app.command()
def nightly(
    project: ProjectOption = None,
    source: SourceOption = None,
    timeout_seconds: TimeoutOption = None,
    group_by: GroupByOption = None,
    period: PeriodOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    language: LanguageOption = None,
    date: DateOption = None,
    name: NameOption = None,
) -> None:
    """Receive what is new, code it, compare, and write the report of the day."""
    with plainly():
        parameters = _checked(
            NightlyParameters,
            sources=source,
            timeout_seconds=timeout_seconds,
            group_by=group_by,
            period=period,
            outlets=outlet,
            since=since,
            until=until,
            language=language,
            report_date=date,
            name=name,
        )
        _run_flow("nightly", project, parameters)


@app.command()
def ingest(
    project: ProjectOption = None, source: SourceOption = None, timeout_seconds: TimeoutOption = None
) -> None:
    """Receive and store what is new, and stop there."""
    with plainly():
        parameters = _checked(IngestParameters, sources=source, timeout_seconds=timeout_seconds)
        _run_flow("ingest", project, parameters)


@app.command()
def report(
    project: ProjectOption = None,
    group_by: GroupByOption = None,
    period: PeriodOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    language: LanguageOption = None,
    date: DateOption = None,
    name: NameOption = None,
) -> None:
    """Compare what is stored and write a report; nothing is received."""
    with plainly():
        parameters = _checked(
            CompareParameters,
            group_by=group_by,
            period=period,
            outlets=outlet,
            since=since,
            until=until,
            language=language,
            report_date=date,
            name=name,
        )
        _run_flow("compare", project, parameters)


app.command()(code)
app.command()(evaluate)
app.command()(explain)


@app.command()
def serve(
    project: ProjectOption = None,
    port: Annotated[int, typer.Option(help="Where Prefect's interface listens.", min=1, max=65535)] = 4200,
    reports_port: Annotated[int, typer.Option(help="Where the reports are.", min=1, max=65535)] = 8300,
) -> None:
    """Run the schedule: Prefect and its interface, a worker, and the reports, on this machine only."""
    with plainly():
        from flows.serve.house import Ports
        from flows.serve.house import serve as serve_all

        found = find_project(project)
        prepare_environment(found, os.environ)
        serve_all(found, Ports(port, reports_port), lambda line: print(line, flush=True))


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
