"""Records out, to a file whole or not at all, or to standard output; how they are written is `db.exports`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, cast

from pipeline.atomic import check_writable, writing
from pipeline.formats import ExportFormat
from pipeline.streams import output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.records import JsonObject


def export(records: Iterable[JsonObject], *, format: ExportFormat, file: str | None) -> int:  # noqa: A002
    """Write records to `file`, whole or not at all, or to standard output; return how many.

    Raises `SettingsError` where the file cannot be written.
    """
    from db.exports import write_csv, write_jsonl  # noqa: PLC0415  # loads SQLAlchemy

    write = write_csv if format == ExportFormat.CSV else write_jsonl
    with _target(file) as stream:
        return write(records, stream)


@contextmanager
def _target(file: str | None) -> Iterator[TextIO]:
    """Give a text stream that writes line ends as they come: a CSV has its own."""
    if file is None:
        yield cast("TextIO", output())
        return
    check_writable(file)
    with writing(file) as stream:
        yield stream
