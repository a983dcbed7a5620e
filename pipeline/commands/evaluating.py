"""How good a database is: `lavra evaluate`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from pipeline.commands.options import DATABASE, Database, Listing, examples

app: Final = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples("""
  lavra evaluate gold/ --db acts.db
  lavra evaluate gold/*.json --records acts.jsonl --misses
  lavra evaluate gold/ --db acts.db --against last-year.db --report quality.html
  lavra evaluate --db acts.db --against last-year.db
""")
)
def evaluate(  # noqa: PLR0913  # one parameter for each option
    gold: Annotated[list[str] | None, typer.Argument(metavar="GOLD...", help="Gold records: JSON, JSON lines, folders.")] = None,
    *,
    db: Database = DATABASE,
    records: Annotated[str | None, typer.Option("--records", metavar="FILE", help="An export, instead of a database.")] = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="FILE|URL", help="An earlier run, a database or export, to compare with.")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every value that is not right, instead of the figures.")] = False,
    changes: Annotated[bool, typer.Option("--changes", help="List what was gained, lost or changed since --against.")] = False,
    report: Annotated[
        str | None, typer.Option("--report", metavar="FILE", help="Write all of it as a page, .md or .html.")
    ] = None,
    format: Listing = None,  # noqa: A002
) -> None:
    """Score a database or an export against gold records.

    By field, with counts, precision, recall and F1. Without gold, an earlier run stands in its place.
    """
    from pipeline.evaluate.report import CHANGE_COLUMNS, FIGURE_COLUMNS, MISS_COLUMNS  # noqa: PLC0415
    from pipeline.evaluate.run import check_report, write_report  # noqa: PLC0415
    from pipeline.evaluate.run import evaluate as run  # noqa: PLC0415
    from pipeline.listing import list_rows  # noqa: PLC0415

    if report is not None:
        check_report(report)
    evaluation = run(gold or (), records or db, against=against)
    if report is not None:
        write_report(evaluation, report)
    if misses:
        list_rows(evaluation.misses(), MISS_COLUMNS, format=format, nothing="every value is right")
    elif changes or not gold:
        list_rows(evaluation.turns(), CHANGE_COLUMNS, format=format, nothing="nothing was gained, lost or changed")
    else:
        list_rows(evaluation.figures(), FIGURE_COLUMNS, format=format, nothing="there is nothing to compare")
