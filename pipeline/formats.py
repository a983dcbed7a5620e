"""What output may look like; apart, so that parsing a command line loads nothing else."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How rows are told."""

    TABLE = "table"
    TSV = "tsv"
    JSONL = "jsonl"


class RowFormat(StrEnum):
    """How rows are told where they may be a CSV too."""

    TABLE = "table"
    TSV = "tsv"
    JSONL = "jsonl"
    CSV = "csv"


class ExportFormat(StrEnum):
    """What an export is written as: one file of all acts, a folder with a file an act, or a folder with a file a table."""

    JSONL = "jsonl"
    CSV = "csv"
    AKN = "akn"
    MARKDOWN = "markdown"
    TABLES = "tables"
    PARQUET = "parquet"
    XLSX = "xlsx"


class GraphFormat(StrEnum):
    """What a graph is written as."""

    DOT = "dot"
    JSON = "json"
    MERMAID = "mermaid"


class GraphDirection(StrEnum):
    """`db.graph.Direction`, as an option."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


class GraphSame(StrEnum):
    """`db.graph.Same`, as an option."""

    MERGED = "merged"
    LINKED = "linked"


class StatusFormat(StrEnum):
    """What the status of an act is told as."""

    TEXT = "text"
    JSON = "json"
