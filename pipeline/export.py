"""Acts out: to a file, standard output or a folder, whole or not at all. How they are written is the room `db`'s to say."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, cast

from corpus.errors import SettingsError
from pipeline.atomic import check_writable, writing
from pipeline.formats import ExportFormat
from pipeline.streams import output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.records import JsonObject
    from db.store import Store

SUFFIXES: Final = {ExportFormat.AKN: ".xml", ExportFormat.MARKDOWN: ".md"}
"""Forms of which each act is a file."""

DUMPS: Final = {ExportFormat.TABLES: "csv", ExportFormat.PARQUET: "parquet"}
"""Forms of which each table is a file, with a description of all beside them."""


def export(  # noqa: PLR0913  # one for each option
    store: Store,
    *,
    format: ExportFormat,  # noqa: A002
    target: str | None,
    where: Sequence[str] = (),
    mask_personal: bool = False,
    uncorrected: bool = False,
) -> int:
    """Write the acts that meet all conditions; return how many acts, or of a dump how many rows.

    With `mask_personal` the numbers of persons (CPF, RG, ...) go out masked. Raises `SettingsError`
    where the target cannot be written, a folder is needed and none is named, or a dump is asked for
    only a part, or masked.
    """
    if format in DUMPS:
        if mask_personal:
            told = "of texts in which no label tells whose number it is; --mask-personal goes with the formats of acts"
            raise SettingsError(f"--format {format} writes whole tables, {told}")
        if where or uncorrected:
            raise SettingsError(f"--format {format} writes whole tables; --where and --uncorrected go with the formats of acts")
        with _folder(target, format) as folder:
            return sum(store.dump(folder, form=DUMPS[format]).values())
    records: Iterable[JsonObject] = store.records(where=where, uncorrected=uncorrected)
    if mask_personal:
        from pipeline.masking import masked  # noqa: PLC0415  # loads the patterns of such numbers

        records = masked(records)
    if format == ExportFormat.XLSX:
        return _workbook(records, target)
    if format in SUFFIXES:
        with _folder(target, format) as folder:
            return _files(records, folder, format)
    return _stream(records, format, target)


def _stream(records: Iterable[JsonObject], form: ExportFormat, file: str | None) -> int:
    from db.exports import write_csv, write_jsonl  # noqa: PLC0415  # loads SQLAlchemy

    write = write_csv if form == ExportFormat.CSV else write_jsonl
    with _file(file) as stream:
        return write(records, stream)


def _workbook(records: Iterable[JsonObject], file: str | None) -> int:
    """Write the tables of all acts into one workbook."""
    from pipeline.tables_workbook import workbook_of  # noqa: PLC0415  # loads the writer of workbooks

    if file is None:
        raise SettingsError(f"--format {ExportFormat.XLSX} writes a file for spreadsheets: name it by -o")
    check_writable(file)
    made, count = workbook_of(records)
    with writing(file) as stream:
        stream.buffer.write(made)
    return count


def _files(records: Iterable[JsonObject], folder: Path, form: ExportFormat) -> int:
    from db.forms.akoma_ntoso import akoma_ntoso  # noqa: PLC0415  # loads lxml
    from db.forms.markdown import markdown  # noqa: PLC0415

    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007  # how many there were
        content = akoma_ntoso(record) if form == ExportFormat.AKN else markdown(record).encode()
        (folder / f"{file_name(record)}{SUFFIXES[form]}").write_bytes(content)
    return count


def file_name(record: JsonObject) -> str:
    """Return the name of an act's file, without its end: source, the beginning of its hash, and the act's place in it.

    >>> file_name({"source": "Diário 12.txt", "sha256": "0123456789abcdef", "ordinal": 7})
    'diario-12.txt-01234567-0007'
    """
    from db.forms.reading import slug  # noqa: PLC0415

    return f"{slug(str(record['source']))[:100]}-{str(record['sha256'])[:8]}-{record['ordinal']:0>4}"


@contextmanager
def _folder(target: str | None, form: ExportFormat) -> Iterator[Path]:
    """Give a folder that takes its name only when the block ends well."""
    if target is None:
        raise SettingsError(f"--format {form} writes a folder of files: name a new one by -o")
    final = Path(target).resolve()
    if final.exists() and (not final.is_dir() or any(final.iterdir())):
        raise SettingsError(f"cannot write {target}: it is there already and not an empty folder")
    check_writable(str(final / "any") if final.is_dir() else str(final))
    made = Path(tempfile.mkdtemp(prefix=f".{final.name[:80]}.", suffix=".tmp", dir=final.parent))
    try:
        yield made
        made.chmod(0o755)
        if final.is_dir():
            final.rmdir()
        made.replace(final)
    except OSError as error:
        raise SettingsError(f"cannot write {target}: {(error.strerror or str(error)).lower()}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _file(file: str | None) -> Iterator[TextIO]:
    """Give a text stream that writes line ends as they come: a CSV has its own."""
    if file is None:
        yield cast("TextIO", output())
        return
    check_writable(file)
    with writing(file) as stream:
        yield stream
