"""The command line: its commands, each of a module of `pipeline.commands`, in the order of the help."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from pipeline.commands import (
    answers,
    correcting,
    evaluating,
    graphing,
    ingest,
    inspecting,
    learning,
    schema,
    searching,
    serving,
    tables,
    texts,
)
from pipeline.commands.options import Invocation, examples

app: Final = typer.Typer(
    help="Brazilian official gazettes in, a clean and queryable database of acts out.",
    epilog=examples("""
  lavra ingest gazettes/ --db acts.db
  lavra acts --db acts.db --type portaria --year 1996
  lavra export --db acts.db -o acts.jsonl
"""),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
for part in (ingest, answers, correcting, searching, tables, graphing, serving, texts, inspecting, evaluating, learning):
    app.add_typer(part.app)
app.add_typer(schema.app, name="db")


def command() -> typer.core.TyperGroup:
    """Return the parsed command tree, to be run with an `Invocation` as its object."""
    made = typer.main.get_command(app)
    if not isinstance(made, typer.core.TyperGroup):
        raise TypeError(type(made))
    return made


def _version(wanted: bool) -> None:  # noqa: FBT001  # the parser calls it so
    if wanted:
        from pipeline.release import release  # noqa: PLC0415
        from pipeline.streams import output  # noqa: PLC0415

        output().write(f"lavra {release()}\n")
        raise typer.Exit


@app.callback()
def lavra(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  # its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the release and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks (also: LAVRA_DEBUG=1).")] = False,
) -> None:
    """Brazilian official gazettes in, a clean and queryable database of acts out."""
    if isinstance(context.obj, Invocation):
        context.obj.debug = context.obj.debug or debug
