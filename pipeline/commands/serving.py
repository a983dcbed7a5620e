"""The database in a browser: `lavra serve`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from pipeline.commands.options import DATABASE, Database, examples

app: Final = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples("""
  lavra serve --db acts.db --open
  lavra serve --db acts.db --port 8080
  lavra serve --db acts.db --check
""")
)
def serve(
    *,
    db: Database = DATABASE,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; any but this machine's own shows it to others.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0: any that is free.")] = 8001,
    browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Print the configuration as JSON, and serve nothing.")] = False,
) -> None:
    """Open the database in Datasette, read-only.

    Views, tables, facets, ready questions, SQL of one's own (extra `web`; SQLite files only). What is loaded meanwhile
    is seen.
    """
    from pipeline import serving  # noqa: PLC0415

    if check:
        serving.check(db)
    else:
        serving.serve(db, host=host, port=port, browser=browser)
