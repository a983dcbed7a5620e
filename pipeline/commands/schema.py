"""`lavra db`: the database as a whole: its schema, its hash, a copy of it."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from pipeline.commands.options import DATABASE, Database, examples

app: Final = typer.Typer(
    help="The database as a whole: schema, hash, copy.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.command()
def current(*, db: Database = DATABASE) -> None:
    """Print the version of the schema."""
    from db.schema import current as read  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    output().write(f"{read(db) or 'empty'}\n")


@app.command()
def check(*, db: Database = DATABASE) -> None:
    """Say whether the database fits this release.

    The exit code is 5 where it does not.
    """
    from db.schema import HEAD  # noqa: PLC0415
    from db.schema import check as verify  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    verify(db)
    output().write(f"{HEAD}: as this release reads it\n")


@app.command()
def upgrade(*, db: Database = DATABASE) -> None:
    """Bring the database to this release.

    Make a copy of it first.
    """
    from db.schema import upgrade as bring  # noqa: PLC0415
    from pipeline.lock import locked  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    with locked(db):
        output().write(f"{bring(db)}\n")


@app.command("hash", epilog=examples("  lavra db hash --db acts.db"))
def content_hash(*, db: Database = DATABASE) -> None:
    """Print a hash of what the acts say.

    SHA-256 of the sorted export, without release; ids and times are not in it. Two databases with the same hash
    say the same, whatever engine, machine or order of loading made them.
    """
    from db.store import Store  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    with Store.open(db, create=False) as store:
        output().write(f"{store.content_hash()}\n")


@app.command(
    epilog=examples("""
  lavra db copy acts.db postgresql://host/acts
  lavra db copy postgresql://host/acts acts.db
""")
)
def copy(
    origin: Annotated[str, typer.Argument(metavar="FROM", help="SQLite file, or URL of a database.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A database that is missing or empty.")],
) -> None:
    """Carry a database to another file, engine or machine.

    All of it, superseded readings and corrections too, in one transaction: the copy is whole or not there.
    """
    from db.store import Store  # noqa: PLC0415
    from pipeline.lock import locked  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    with Store.open(origin, create=False) as store, locked(target):
        counts = store.copy(target)
    output().write(f"{counts['sources']} sources, {counts['acts']} acts, {sum(counts.values())} rows\n")
