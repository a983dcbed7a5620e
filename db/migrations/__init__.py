"""The schema step by step, as Alembic runs it; `db.schema` is the way in."""
