"""What needs no database: `lavra clean` and the rules of repair."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from pipeline.commands.options import Disabled, Listing, examples

app: Final = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples("""
  lavra clean gazette.txt > repaired.txt
  lavra clean gazette.txt --diff
  lavra clean gazette.txt --html repairs.html
  lavra clean gazette.txt --disable words-context --disable municipality
""")
)
def clean(
    file: Annotated[str, typer.Argument(metavar="FILE", help="One source.")],
    *,
    disable: Disabled = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show repaired lines beside the raw ones instead.")] = False,
    html: Annotated[
        str | None, typer.Option("--html", metavar="OUT.html", help="Write a page with the repairs marked and explained instead.")
    ] = None,
) -> None:
    """Print the repaired text of a source.

    Characters are repaired, lines stay as they are; nothing is stored, no database is needed.
    """
    from pipeline.cleaning import clean as repaired  # noqa: PLC0415
    from pipeline.rules import switched_off  # noqa: PLC0415

    repaired(file, disabled=switched_off(disable), diff=diff, html=html)


@app.command(
    epilog=examples("""
  lavra rules
  lavra rules | grep typography
""")
)
def rules(*, format: Listing = None) -> None:  # noqa: A002
    """List the rules of repair.

    Each with the table or module it stands in and what it does (JSON lines: an example too). Any can be switched off by
    --disable.
    """
    from pipeline.listing import list_rows  # noqa: PLC0415
    from pipeline.rules import RULE_COLUMNS, rule_rows  # noqa: PLC0415

    list_rows(rule_rows(), RULE_COLUMNS, format=format, nothing="there are no rules")
