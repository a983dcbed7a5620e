"""What output may look like; apart, so that parsing a command line loads nothing else."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How rows are told."""

    TABLE = "table"
    TSV = "tsv"
    JSONL = "jsonl"


class ExportFormat(StrEnum):
    """What an export is written as: one file of all acts, a folder with a file an act, or a folder with a file a table."""

    JSONL = "jsonl"
    CSV = "csv"
    AKN = "akn"
    MARKDOWN = "markdown"
    TABLES = "tables"
    PARQUET = "parquet"
