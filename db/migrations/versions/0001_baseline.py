"""The first schema: runs, sources, acts and all that belongs to them.

Frozen: what changes later is a migration of its own.

Revision ID: 0001
Revises: nothing
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from db.migrations.making import CLUSTERED, NUMBERED, make, make_unique_where

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

_POSITION: Final = {"position": "position >= 0"}
_SPAN: Final = {"span": "span_start >= 0 AND span_start <= span_end"}
_CONFIDENCE: Final = {"confidence": "confidence BETWEEN 0 AND 1"}
_YEAR: Final = {"year": "year BETWEEN 1000 AND 9999"}
_DATE: Final = {"date": "date LIKE '____-__-__'"}


def upgrade() -> None:
    """Make all tables."""
    _sources()
    _acts()
    _parts()
    _provisions()
    _tables()
    _references()
    _trace()
    op.bulk_insert(sa.table("meta", sa.column("key"), sa.column("value")), [{"key": "application", "value": "lavra"}])


def downgrade() -> None:
    """Drop all tables, children first."""
    for name in _DROP_ORDER:
        op.drop_table(name)


def _sources() -> None:
    """Make the tables of runs and sources."""
    make("meta", "key:text value:text", key="key", options=CLUSTERED)
    make(
        "runs",
        "id:int release:text arguments:text started_at:text finished_at:text? exit_code:int?",
        key="id",
        filled="release",
        checks={"finished": "(finished_at IS NULL) = (exit_code IS NULL)"},
        options=NUMBERED,
    )
    make(
        "run_counts", "run_id:int name:text count:int", key="run_id name", foreign=(("run_id", "runs", "id"),), options=CLUSTERED
    )
    make(
        "sources",
        "id:int sha256:text name:text size:int media_type:text? reader:text? encoding:text? damage:real "
        "status:text release:text loaded_at:text run_id:int error:text? error_code:text?",
        key="id",
        foreign=(("run_id", "runs", "id"),),
        unique=("sha256",),
        filled="error name release",
        checks={
            "damage": "damage BETWEEN 0 AND 1",
            "error_code": "(error IS NULL) = (error_code IS NULL)",
            "failed": "status <> 'failed' OR (reader IS NULL AND error IS NOT NULL)",
            "loaded": "status <> 'loaded' OR reader IS NOT NULL",
            "sha256": "length(sha256) = 64 AND sha256 = lower(sha256)",
            "size": "size >= 0",
            "status": "status IN ('loaded', 'failed', 'superseded')",
        },
        indexes=(
            "run_id",
            "status",
        ),
        options=NUMBERED,
    )
    make(
        "source_names",
        "source_id:int path:text name:text state:text first_seen:text",
        key="source_id path",
        foreign=(("source_id", "sources", "id"),),
        filled="name path",
        checks={"state": "state IN ('current', 'failed', 'past')"},
        indexes=("path",),
        options=CLUSTERED,
    )
    make_unique_where("uq_source_names_current", "source_names", "path", "state = 'current'")
    make_unique_where("uq_source_names_failed", "source_names", "path", "state = 'failed'")
    make("source_texts", "source_id:int raw:text repaired:text", key="source_id", foreign=(("source_id", "sources", "id"),))
    make(
        "pages",
        "source_id:int number:int span_start:int span_end:int width:real? height:real?",
        key="source_id number",
        foreign=(("source_id", "sources", "id"),),
        checks={**_SPAN, "number": "number >= 1", "size": "width > 0 AND height > 0"},
        options=CLUSTERED,
    )


def _acts() -> None:
    """Make the tables of acts' headers."""
    make(
        "acts",
        "id:int source_id:int ordinal:int line_start:int? line_end:int? type:text number:text? number_suffix:text? "
        "number_raw:text? year:int? issuer:text? issuer_acronym:text? issuer_folded:text? acronym_folded:text? "
        "section:text? organ:text? place:text? date:text? summary:text? subject:text? preamble:text? "
        "enacting_formula:text? process:text? term:text? urn:text? confidence:real text:text",
        key="id",
        foreign=(("source_id", "sources", "id"),),
        unique=("source_id ordinal",),
        filled="issuer number number_suffix urn",
        checks={
            **_CONFIDENCE,
            **_DATE,
            **_YEAR,
            "lines": (
                "(line_start IS NULL) = (line_end IS NULL)"
                " AND (line_start IS NULL OR (line_start >= 1 AND line_start <= line_end))"
            ),
            "ordinal": "ordinal >= 1",
            "type": "type <> '' AND type = lower(type)",
        },
        indexes=(
            "date",
            "issuer",
            "type year number",
            "urn",
            "year",
        ),
        options=NUMBERED,
    )
    make(
        "publications",
        "act_id:int gazette:text? edition:text? date:text?",
        key="act_id",
        foreign=(("act_id", "acts", "id"),),
        checks=_DATE,
        indexes=("edition",),
        options=CLUSTERED,
    )
    make(
        "recipients",
        "act_id:int name:text? role:text? organization:text?",
        key="act_id",
        foreign=(("act_id", "acts", "id"),),
        options=CLUSTERED,
    )
    make(
        "protocols",
        "act_id:int number:text? year:int? date:text? time:text?",
        key="act_id",
        foreign=(("act_id", "acts", "id"),),
        checks={**_DATE, **_YEAR, "time": "time LIKE '__:__'"},
        options=CLUSTERED,
    )


def _parts() -> None:
    """Make the tables of lists in an act."""
    make(
        "recitals",
        "act_id:int position:int text:text",
        key="act_id position",
        foreign=(("act_id", "acts", "id"),),
        checks=_POSITION,
    )
    make(
        "paragraphs",
        "act_id:int position:int text:text",
        key="act_id position",
        foreign=(("act_id", "acts", "id"),),
        checks=_POSITION,
    )
    make(
        "labelled",
        "act_id:int position:int label:text value:text",
        key="act_id position",
        foreign=(("act_id", "acts", "id"),),
        checks=_POSITION,
        indexes=("label",),
        options=CLUSTERED,
    )
    make(
        "parties",
        "act_id:int position:int name:text part:text? cnpj:text? cpf:text?",
        key="act_id position",
        foreign=(("act_id", "acts", "id"),),
        checks=_POSITION,
        indexes=(
            "cnpj",
            "cpf",
            "name",
        ),
        options=CLUSTERED,
    )
    make(
        "signatories",
        "act_id:int position:int name:text",
        key="act_id position",
        foreign=(("act_id", "acts", "id"),),
        checks=_POSITION,
        indexes=("name",),
        options=CLUSTERED,
    )
    make(
        "signatory_roles",
        "act_id:int signatory:int position:int role:text",
        key="act_id signatory position",
        foreign=(("act_id signatory", "signatories", "act_id position"),),
        checks=_POSITION,
        options=CLUSTERED,
    )


def _provisions() -> None:
    """Make the tables of provisions and annexes."""
    make(
        "annexes",
        "act_id:int position:int label:text? title:text? text:text?",
        key="act_id position",
        foreign=(("act_id", "acts", "id"),),
        checks=_POSITION,
    )
    make(
        "provisions",
        "act_id:int position:int parent:int? annex:int? path:text pointer:text kind:text number:text? "
        "label_raw:text? text:text quoted:text?",
        key="act_id position",
        foreign=(
            ("act_id", "acts", "id"),
            ("act_id annex", "annexes", "act_id position"),
            ("act_id parent", "provisions", "act_id position"),
        ),
        unique=("act_id path",),
        filled="number path pointer",
        checks={
            **_POSITION,
            "kind": "kind IN ('artigo', 'paragrafo', 'inciso', 'alinea', 'item', 'clausula')",
            "parent": "parent < position",
        },
        indexes=(
            "ix_provisions_annex=act_id annex",
            "ix_provisions_parent=act_id parent",
        ),
    )
    make(
        "provision_groups",
        "act_id:int provision:int position:int heading:text",
        key="act_id provision position",
        foreign=(("act_id provision", "provisions", "act_id position"),),
        checks=_POSITION,
        options=CLUSTERED,
    )


def _tables() -> None:
    """Make the tables of tables."""
    make(
        "act_tables",
        "act_id:int position:int annex:text? caption:text?",
        key="act_id position",
        foreign=(("act_id", "acts", "id"),),
        checks=_POSITION,
        options=CLUSTERED,
    )
    make(
        "table_columns",
        "act_id:int table_position:int position:int name:text",
        key="act_id table_position position",
        foreign=(("act_id table_position", "act_tables", "act_id position"),),
        checks=_POSITION,
        options=CLUSTERED,
    )
    make(
        "table_rows",
        "act_id:int table_position:int position:int total:bool",
        key="act_id table_position position",
        foreign=(("act_id table_position", "act_tables", "act_id position"),),
        checks=_POSITION,
        options=CLUSTERED,
    )
    make(
        "table_cells",
        "act_id:int table_position:int row_position:int position:int value:text?",
        key="act_id table_position row_position position",
        foreign=(("act_id table_position row_position", "table_rows", "act_id table_position position"),),
        checks=_POSITION,
        options=CLUSTERED,
    )


def _references() -> None:
    """Make the tables of references and amounts."""
    make(
        "act_references",
        "act_id:int position:int type:text number:text? suffix:text? year:int? date:text? issuer:text? relation:text raw:text",
        key="act_id position",
        foreign=(("act_id", "acts", "id"),),
        filled="number suffix type",
        checks={
            **_DATE,
            **_POSITION,
            **_YEAR,
            "relation": "relation IN ('cites', 'amends', 'revokes', 'answers', 'regulates', 'republishes', 'rectifies')",
        },
        indexes=("type number year",),
        options=CLUSTERED,
    )
    make(
        "amounts",
        "act_id:int position:int value:text cents:big? currency:text in_words:text? raw:text",
        key="act_id position",
        foreign=(("act_id", "acts", "id"),),
        filled="currency",
        checks={**_POSITION, "value": "value LIKE '%_.__'"},
        indexes=("currency cents",),
        options=CLUSTERED,
    )


def _trace() -> None:
    """Make the tables of repairs, problems and provenance."""
    make(
        "repairs",
        "source_id:int position:int layer:text rule:text span_start:int span_end:int raw:text before:text "
        "value:text pointer:text? confidence:real cost:real witnesses:text",
        key="source_id position",
        foreign=(("source_id", "sources", "id"),),
        filled="layer rule",
        checks={**_CONFIDENCE, **_POSITION, **_SPAN},
        indexes=("rule",),
    )
    make(
        "act_repairs",
        "act_id:int position:int source_id:int repair:int",
        key="act_id position",
        foreign=(
            ("act_id", "acts", "id"),
            ("source_id repair", "repairs", "source_id position"),
        ),
        checks=_POSITION,
        indexes=("ix_act_repairs_repair=source_id repair",),
        options=CLUSTERED,
    )
    make(
        "problems",
        "source_id:int position:int act_id:int? code:text pointer:text span_start:int? span_end:int? detail:text",
        key="source_id position",
        foreign=(
            ("act_id", "acts", "id"),
            ("source_id", "sources", "id"),
        ),
        filled="code",
        checks={
            **_POSITION,
            "span": (
                "(span_start IS NULL) = (span_end IS NULL)"
                " AND (span_start IS NULL OR (span_start >= 0 AND span_start <= span_end))"
            ),
        },
        indexes=(
            "act_id",
            "code",
        ),
    )
    make(
        "provenance",
        "act_id:int pointer:text position:int span_start:int span_end:int raw:text page:int x0:real? top:real? "
        "x1:real? bottom:real? rule:text repaired_by:text? confidence:real derived:text?",
        key="act_id pointer",
        foreign=(("act_id", "acts", "id"),),
        unique=("act_id position",),
        filled="rule",
        checks={**_CONFIDENCE, **_POSITION, **_SPAN, "box": "x0 <= x1 AND top <= bottom", "page": "page >= 1"},
        indexes=("rule",),
        options=CLUSTERED,
    )


_DROP_ORDER: Final = (
    "table_cells", "provision_groups", "table_rows", "table_columns", "signatory_roles", "provisions", "signatories",
    "recitals", "recipients", "publications", "provenance", "protocols", "problems", "parties", "paragraphs", "labelled",
    "annexes", "amounts", "act_tables", "act_repairs", "act_references", "source_texts", "source_names", "repairs",
    "pages", "acts", "sources", "run_counts", "runs", "meta",
)  # fmt: skip
