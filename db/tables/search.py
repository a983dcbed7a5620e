"""What full-text search looks up, kept in step by triggers: whoever writes an act writes its index, in the same transaction.

SQLite: `acts_fts` and `provisions_fts` are FTS5 indexes (`unicode61 remove_diacritics 2`) without a
copy of the text; a provision's rowid there is its act's id times 2**20 plus its position.
PostgreSQL: `act_search` and `provision_search` hold a `tsvector` of the words without accents
(weights A to C: title, summary, body) and of their stems by the configuration `portuguese` (weight
D). Accents are folded by functions of our own, so that no extension is needed. Words that look
alike are found by trigrams: FTS5's, or `pg_trgm` where the server has it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import DDL, event
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import CLUSTERED, Base, filled_check


class SearchWord(Base):
    """A word of some act's text, folded: what a word that was mistyped, or damaged by OCR, may have meant.

    A word stays when the last act with it goes; what is suggested is looked up before.
    """

    __tablename__ = "search_words"
    __table_args__ = (*filled_check("word"), CLUSTERED)

    word: Mapped[str] = mapped_column(primary_key=True)


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

SQLITE: Final = (
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

POSTGRESQL: Final = (
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

NOT_MODELLED: Final = ("acts_fts", "provisions_fts", "words_fts", "act_search", "provision_search", "ix_search_words_trigrams")
"""Tables, and an index that not every server has, which the models do not know.

FTS5 puts tables of its own beside its own (`acts_fts_data`, ...).
"""


def modelled(name: str | None, kind: str, _parents: object) -> bool:
    """Whether Alembic is to compare what has this name with the models: all but what serves searching alone."""
    return name is None or not name.startswith(NOT_MODELLED) or kind not in {"table", "index"}


for _dialect, _statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
    for _statement in _statements:
        _made = DDL(_statement.replace("%", "%%"))  # type: ignore[no-untyped-call]  # SQLAlchemy's gap
        event.listen(Base.metadata, "after_create", _made.execute_if(dialect=_dialect))
