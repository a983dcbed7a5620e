"""Alembic's entry: migrate over the connection that `db.schema` hands in, or one made from `-x url=...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context

from corpus.errors import SettingsError
from db.engine import engine_of, url_of, writes
from db.tables import METADATA
from db.tables.search import modelled

if TYPE_CHECKING:
    from sqlalchemy import Connection


def migrate() -> None:
    """Run the migrations that Alembic was asked for."""
    if context.is_offline_mode():
        raise SettingsError("migrations run on a database, not as a script: leave out --sql")
    given = context.config.attributes.get("connection")
    if given is not None:
        _over(given)
        return
    with writes(engine_of(url_of(context.get_x_argument(as_dictionary=True).get("url", "")))) as connection:
        _over(connection)


def _over(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=METADATA, include_name=modelled)
    context.run_migrations()


if __name__ == "env_py":  # the name under which Alembic loads this file
    migrate()
