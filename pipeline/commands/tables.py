"""What is in an act's tables: `lavra tables`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from corpus.errors import SettingsError
from pipeline.commands.options import DATABASE, Database, examples

if TYPE_CHECKING:
    from typing import TextIO

app: Final = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples("""
  lavra tables 12 --db acts.db
  lavra tables 12 --db acts.db --xlsx tables.xlsx
  lavra tables gazette-1996-03-01.txt#2 --table 1 --csv --db acts.db > table.csv
""")
)
def tables(
    act: Annotated[str, typer.Argument(metavar="ACT", help="Its id, its URN, or SOURCE#ORDINAL.")],
    *,
    db: Database = DATABASE,
    table: Annotated[int | None, typer.Option("--table", metavar="N", help="Only this one of the act's tables, from 1.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="As CSV, numbers as plain decimals.")] = False,
    xlsx: Annotated[str | None, typer.Option("--xlsx", metavar="FILE", help="Into an Excel workbook, a sheet a table.")] = None,
) -> None:
    """Show the tables of an act and their equations.

    Cells that were repaired, are doubtful or contradict their equations are marked; the equations follow. Names of
    municipalities have their IBGE codes behind them. In a workbook marks are colours, and comments say why.
    """
    from db.store import Store  # noqa: PLC0415
    from pipeline.atomic import writing  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415
    from pipeline.tables_page import show, write_csv  # noqa: PLC0415

    if csv and xlsx is not None:
        raise SettingsError("--csv and --xlsx cannot be given together")
    with Store.open(db, create=False) as store:
        record = store.record(store.find_act(act).id)
    if xlsx is not None:
        from pipeline.tables_workbook import workbook  # noqa: PLC0415

        made = workbook(record, table=table)
        with writing(xlsx) as stream:
            stream.buffer.write(made)
    elif csv:
        write_csv(record, cast("TextIO", output()), table=table)
    else:
        show(record, table=table)
