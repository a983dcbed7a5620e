"""`lavra db`: the schema of the database."""

from __future__ import annotations

from typing import Final

import typer

from pipeline.commands.options import DATABASE, Database

app: Final = typer.Typer(
    help="The schema: its version, check, upgrade.",
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
