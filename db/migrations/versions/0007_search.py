"""Full-text search over acts and provisions, kept in step by triggers, and the words that are there.

The words of acts that are there already are put in by `db.schema` afterwards: see `db.deriving`.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from typing import Final

from alembic import op

from db.migrations.making import CLUSTERED, make

revision: Final = "0007"
down_revision: Final = "0006"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Make the indexes, and fill them from the acts and provisions that are there."""
    make("search_words", "word:text", key="word", filled="word", options=CLUSTERED)
    bind = op.get_bind()
    sqlite = bind.dialect.name == "sqlite"
    for statement in (*_SQLITE, *_FILL_SQLITE) if sqlite else (*_POSTGRESQL, *_FILL_POSTGRESQL):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop them again."""
    bind = op.get_bind()
    for statement in _DROP_SQLITE if bind.dialect.name == "sqlite" else _DROP_POSTGRESQL:
        bind.exec_driver_sql(statement)
    op.drop_table("search_words")


_FIELDS: Final = ("type", "number", "issuer", "summary", "subject", "text")
"""Columns of `acts` that are searched, in the order of the index."""


def _of(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in ("id", *_FIELDS))


_LISTED: Final = ", ".join(_FIELDS)
_TOKENS: Final = "tokenize='unicode61 remove_diacritics 2'"
_PLACED: Final = "act_id, position, text"
_ACT_IN: Final = f"INSERT INTO acts_fts (rowid, {_LISTED}) VALUES ({_of('new')});"  # noqa: S608  # our names
_ACT_OUT: Final = f"INSERT INTO acts_fts (acts_fts, rowid, {_LISTED}) VALUES ('delete', {_of('old')});"  # noqa: S608  # our names
_PROVISION_IN: Final = "INSERT INTO provisions_fts (rowid, text) VALUES (new.act_id * 1048576 + new.position, new.text);"
_PROVISION_OUT: Final = (
    "INSERT INTO provisions_fts (provisions_fts, rowid, text) VALUES ('delete', old.act_id * 1048576 + old.position, old.text);"
)

_SQLITE: Final = (
    f"CREATE VIRTUAL TABLE acts_fts USING fts5({_LISTED}, content='acts', content_rowid='id', {_TOKENS})",
    f"CREATE TRIGGER acts_fts_in AFTER INSERT ON acts BEGIN {_ACT_IN} END",
    f"CREATE TRIGGER acts_fts_out AFTER DELETE ON acts BEGIN {_ACT_OUT} END",
    f"CREATE TRIGGER acts_fts_anew AFTER UPDATE OF id, {_LISTED} ON acts BEGIN {_ACT_OUT} {_ACT_IN} END",
    f"CREATE VIRTUAL TABLE provisions_fts USING fts5(text, content='', {_TOKENS})",
    f"CREATE TRIGGER provisions_fts_in AFTER INSERT ON provisions BEGIN {_PROVISION_IN} END",
    f"CREATE TRIGGER provisions_fts_out AFTER DELETE ON provisions BEGIN {_PROVISION_OUT} END",
    f"CREATE TRIGGER provisions_fts_anew AFTER UPDATE OF {_PLACED} ON provisions BEGIN {_PROVISION_OUT} {_PROVISION_IN} END",
    "CREATE VIRTUAL TABLE words_fts USING fts5(word, tokenize='trigram')",
    "CREATE TRIGGER words_fts_in AFTER INSERT ON search_words BEGIN INSERT INTO words_fts (word) VALUES (new.word); END",
)
"""Indexes and triggers of SQLite, beside the models' own."""

_BLANK: Final = r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u2000-\u206f]+"
_CAPITALS: Final = "ÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑ"
_ACT_DOCUMENT: Final = "lavra_document(concat_ws(' ', type, number, issuer), concat_ws(' ', summary, subject), text)"

_POSTGRESQL: Final = (
    rf"""CREATE FUNCTION lavra_folded(told text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT regexp_replace(lower(regexp_replace(normalize(told, NFD), '[\u0300-\u036f]+', '', 'g')), '{_BLANK}', ' ', 'g') $$""",
    rf"""CREATE FUNCTION lavra_lowered(told text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT regexp_replace(lower(translate(normalize(told, NFC), '{_CAPITALS}', '{_CAPITALS.lower()}')), '{_BLANK}', ' ', 'g') $$""",
    """CREATE FUNCTION lavra_document(title text, summary text, body text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE size integer := 400000;
BEGIN
  LOOP
    BEGIN
      RETURN setweight(to_tsvector('simple', lavra_folded(coalesce(left(title, size), ''))), 'A')
        || setweight(to_tsvector('simple', lavra_folded(coalesce(left(summary, size), ''))), 'B')
        || setweight(to_tsvector('simple', lavra_folded(coalesce(left(body, size), ''))), 'C')
        || setweight(to_tsvector('portuguese', lavra_lowered(left(concat_ws(' ', title, summary, body), size))), 'D');
    EXCEPTION WHEN program_limit_exceeded THEN
      size := size / 2;
    END;
  END LOOP;
END $$""",
    "CREATE TABLE act_search (act_id integer PRIMARY KEY REFERENCES acts (id) ON DELETE CASCADE, document tsvector NOT NULL)",
    "CREATE INDEX ix_act_search_document ON act_search USING gin (document)",
    """CREATE TABLE provision_search (act_id integer, position integer, document tsvector NOT NULL,
PRIMARY KEY (act_id, position),
FOREIGN KEY (act_id, position) REFERENCES provisions (act_id, position) ON DELETE CASCADE)""",
    "CREATE INDEX ix_provision_search_document ON provision_search USING gin (document)",
    f"""CREATE FUNCTION lavra_index_acts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO act_search (act_id, document) SELECT id, {_ACT_DOCUMENT} FROM fresh
  ON CONFLICT (act_id) DO UPDATE SET document = excluded.document;
  RETURN NULL;
END $$""",  # noqa: S608  # our names
    """CREATE FUNCTION lavra_index_provisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO provision_search (act_id, position, document) SELECT act_id, position, lavra_document('', '', text) FROM fresh
  ON CONFLICT (act_id, position) DO UPDATE SET document = excluded.document;
  RETURN NULL;
END $$""",
    *(
        f"CREATE TRIGGER lavra_index_{table}_{name} AFTER {event_} ON {table} REFERENCING NEW TABLE AS fresh "
        f"FOR EACH STATEMENT EXECUTE FUNCTION lavra_index_{table}()"
        for table in ("acts", "provisions")
        for name, event_ in (("in", "INSERT"), ("anew", "UPDATE"))
    ),
    """DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX ix_search_words_trigrams ON search_words USING gin (word gin_trgm_ops);
EXCEPTION WHEN feature_not_supported OR undefined_file OR insufficient_privilege OR undefined_object THEN
  RAISE NOTICE 'pg_trgm is not there: words that look alike are found more slowly';
END $$""",
)
"""Tables, functions and triggers of PostgreSQL, beside the models' own."""


_FILL_SQLITE: Final = (
    "INSERT INTO acts_fts (acts_fts) VALUES ('rebuild')",
    "INSERT INTO provisions_fts (rowid, text) SELECT act_id * 1048576 + position, text FROM provisions",
)
_FILL_POSTGRESQL: Final = (
    f"INSERT INTO act_search (act_id, document) SELECT id, {_ACT_DOCUMENT} FROM acts",  # noqa: S608  # our names
    "INSERT INTO provision_search SELECT act_id, position, lavra_document('', '', text) FROM provisions",
)
_DROP_SQLITE: Final = (
    *(f"DROP TRIGGER {name}_fts_{what}" for name in ("acts", "provisions") for what in ("in", "out", "anew")),
    "DROP TRIGGER words_fts_in",
    *(f"DROP TABLE {name}_fts" for name in ("acts", "provisions", "words")),
)
_DROP_POSTGRESQL: Final = (
    *(f"DROP TRIGGER lavra_index_{table}_{what} ON {table}" for table in ("acts", "provisions") for what in ("in", "anew")),
    "DROP FUNCTION lavra_index_acts()",
    "DROP FUNCTION lavra_index_provisions()",
    "DROP TABLE provision_search",
    "DROP TABLE act_search",
    "DROP FUNCTION lavra_document(text, text, text)",
    "DROP FUNCTION lavra_lowered(text)",
    "DROP FUNCTION lavra_folded(text)",
)
