"""What acts do to one another: `lavra graph` and `lavra status`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from corpus.errors import SettingsError
from pipeline.commands.options import DATABASE, Database, examples
from pipeline.formats import GraphDirection, GraphFormat, GraphSame, StatusFormat

app: Final = typer.Typer(rich_markup_mode=None)

Named = Annotated[str, typer.Argument(metavar="ACT", help="Its id, its URN, or SOURCE#ORDINAL.")]


@app.command(
    epilog=examples("""
  lavra graph 12 --db acts.db | dot -Tsvg > graph.svg
  lavra graph 12 --db acts.db --format mermaid --depth 2
  lavra graph gazette-1996-03-01.txt#2 --db acts.db --format json --direction in
""")
)
def graph(  # noqa: PLR0913 - the options of a command
    act: Named,
    *,
    db: Database = DATABASE,
    format: Annotated[GraphFormat, typer.Option("--format", help="What to write.")] = GraphFormat.DOT,  # noqa: A002
    depth: Annotated[int, typer.Option("--depth", metavar="N", help="How many references away to go.")] = 1,
    direction: Annotated[
        GraphDirection, typer.Option("--direction", help="Acts that refer to it (in), that it refers to (out), or both.")
    ] = GraphDirection.BOTH,
    same: Annotated[
        GraphSame, typer.Option("--same", help="Printings of one act as one node, or apart and tied.")
    ] = GraphSame.MERGED,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="Most nodes; a note tells what was left out.")] = 200,
) -> None:
    """Draw an act and the acts tied to it by references.

    What it cites, amends, revokes, regulates, answers, republishes, rectifies, and what does so to it. A reference that
    leads to no act of the database is a dashed leaf with the name it prints.
    """
    from db.graph import Direction, Same  # noqa: PLC0415
    from db.store import Store  # noqa: PLC0415
    from pipeline.graph_forms import drawn  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    with Store.open(db, create=False) as store:
        wanted = store.find_act(act).id
        found = store.graph(wanted, depth=depth, direction=Direction(direction.value), same=Same(same.value), limit=limit)
    output().write(drawn(found, format))


@app.command(
    epilog=examples("""
  lavra status 12 --db acts.db
  lavra status 12 --db acts.db --on 2022-12-31
  lavra status gazette-1996-03-01.txt#2 --db acts.db --on 2022-12-31 --format json
""")
)
def status(
    act: Named,
    *,
    db: Database = DATABASE,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day, as 2022-12-31; default: today.")] = None,
    format: Annotated[StatusFormat, typer.Option("--format", help="What to write.")] = StatusFormat.TEXT,  # noqa: A002
) -> None:
    """Say whether an act is in force on a day.

    As far as the database knows, with the acts and the printed references that show it. What is not sure is told as
    unknown. An act that was revoked stays so when the one that revoked it is revoked in its turn (LINDB, art. 2º, § 3º).
    """
    from datetime import date  # noqa: PLC0415

    from db.store import Store  # noqa: PLC0415
    from pipeline.status_page import as_json, told  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    try:
        day = date.today() if on is None else date.fromisoformat(on)  # noqa: DTZ011  # the day where the user is
    except ValueError as error:
        raise SettingsError(f"--on must be a day as 2022-12-31, not {on!r}") from error
    with Store.open(db, create=False) as store:
        found = store.status(store.find_act(act).id, on=day)
    output().write(as_json(found) if format is StatusFormat.JSON else told(found))
