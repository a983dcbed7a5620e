"""What is asked of the database: `lavra export`, `show` and the lists."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pipeline.commands.options import DATABASE, Database, Listing, Uncorrected, examples
from pipeline.formats import ExportFormat, Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpus.records import JsonObject
    from db.store import Store

app: Final = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples("""
  lavra export --db acts.db > acts.jsonl
  lavra export --db acts.db --format csv -o acts.csv
  lavra export --db acts.db --where type=portaria --where "year>=1996" --where issuer~saude
  lavra export --db acts.db --format akn -o acts-xml
  lavra export --db acts.db --format xlsx --where type=portaria -o tables.xlsx
""")
)
def export(  # noqa: PLR0913  # one for each option
    *,
    db: Database = DATABASE,
    format: Annotated[  # noqa: A002
        ExportFormat,
        typer.Option(
            "--format",
            help="One file: JSON lines of all fields, or a CSV of the heads. A file an act: Akoma Ntoso or Markdown. "
            "A file a table: tables (CSV) or Parquet. The tables of acts, a sheet each: xlsx.",
        ),
    ] = ExportFormat.JSONL,
    out: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|FOLDER", help="Written whole or not at all; an older file is replaced."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="CONDITION", help="Only such acts: FIELD and = != >= <= > < or ~ (holds); may be repeated."
        ),
    ] = None,
    mask_personal: Annotated[
        bool, typer.Option("--mask-personal", help="Mask the numbers of persons: CPF, RG, PIS, CNS, matrícula, ...")
    ] = False,
    uncorrected: Uncorrected = False,
) -> None:
    """Write acts to a file or a folder of files.

    They come in the order of sources and of their places in them.
    """
    from db.store import Store  # noqa: PLC0415
    from pipeline.export import export as write  # noqa: PLC0415

    with Store.open(db, create=False) as store:
        write(store, format=format, target=out, where=where or (), mask_personal=mask_personal, uncorrected=uncorrected)


@app.command(
    epilog=examples("""
  lavra show 12 --db acts.db
  lavra show gazette-1996-03-01.txt#2 --db acts.db
""")
)
def show(
    act: Annotated[str, typer.Argument(metavar="ACT", help="Its id, its URN, or SOURCE#ORDINAL.")],
    *,
    db: Database = DATABASE,
    uncorrected: Uncorrected = False,
) -> None:
    """Show one act and where it is printed.

    For each value of its header: the printed form, its page and line, the rules that read it.
    """
    from db.store import Store  # noqa: PLC0415
    from pipeline.page import show as page  # noqa: PLC0415
    from pipeline.queries import raw_text  # noqa: PLC0415

    with Store.open(db, create=False) as store:
        record = store.record(store.find_act(act).id, uncorrected=uncorrected)
        page(record, raw=raw_text(store, record))


@app.command(
    epilog=examples("""
  lavra sources --db acts.db
  lavra sources --db acts.db --format jsonl
""")
)
def sources(*, db: Database = DATABASE, format: Listing = None) -> None:  # noqa: A002
    """List the sources and how they went."""
    from pipeline.queries import SOURCE_COLUMNS, source_rows  # noqa: PLC0415

    _list(db, source_rows, SOURCE_COLUMNS, format=format, nothing="no sources yet: run `lavra ingest`")


@app.command(
    epilog=examples("""
  lavra acts --db acts.db --type portaria --year 1996
  lavra acts --db acts.db --issuer "secretaria de saude" --format jsonl
""")
)
def acts(
    *,
    db: Database = DATABASE,
    type: Annotated[str | None, typer.Option("--type", help="As stored: portaria, decreto, ...")] = None,  # noqa: A002
    year: Annotated[int | None, typer.Option("--year", help="Year of the act.")] = None,
    issuer: Annotated[
        str | None,
        typer.Option("--issuer", help="Part of the issuer's name, or its letters; case and accents do not count."),
    ] = None,
    format: Listing = None,  # noqa: A002
) -> None:
    """List the acts, all or those asked for."""
    from pipeline.queries import ACT_COLUMNS, act_rows  # noqa: PLC0415

    _list(
        db,
        lambda store: act_rows(store, type=type, year=year, issuer=issuer),
        ACT_COLUMNS,
        format=format,
        nothing="no act answers to that",
    )


@app.command(
    epilog=examples("""
  lavra problems --db acts.db
  lavra problems --db acts.db --format jsonl | head
""")
)
def problems(*, db: Database = DATABASE, format: Listing = None) -> None:  # noqa: A002
    """List the doubts about what was read.

    Sums that do not hold, dates that contradict each other, acts without a signature.
    """
    from pipeline.queries import PROBLEM_COLUMNS, problem_rows  # noqa: PLC0415

    _list(db, problem_rows, PROBLEM_COLUMNS, format=format, nothing="no problems")


@app.command(
    epilog=examples("""
  lavra repairs gazette-1996-03-01.txt --db acts.db
  lavra repairs 3fa9c1 --db acts.db --rule words-context --below 0.9
  lavra repairs 3fa9c1 --db acts.db --format tsv
""")
)
def repairs(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its name, its path, its id or the start of its sha256.")],
    *,
    db: Database = DATABASE,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="RULE", help="Only those of this rule; may be given more than once.")
    ] = None,
    below: Annotated[
        float | None, typer.Option("--below", metavar="CONFIDENCE", help="Only those less sure than this (0 to 1).")
    ] = None,
    format: Listing = None,  # noqa: A002
) -> None:
    """List the repairs of a source and what is left open.

    By which rule, where (span in code points of the raw text, line from 1), from what to what, how surely.
    What is open, such as a name that is read in several ways, has its code as the rule, and `doubt` as the layer.
    """
    from pipeline.listing import format_of  # noqa: PLC0415
    from pipeline.queries import DOUBT_COLUMNS, REPAIR_COLUMNS, doubt_rows, repair_rows  # noqa: PLC0415

    def repaired(store: Store) -> Iterable[JsonObject]:
        return repair_rows(store, source, rules=rule or (), below=below)

    def left_open(store: Store) -> Iterable[JsonObject]:
        return doubt_rows(store, source, rules=rule or (), below=below)

    if format_of(format) == Format.TABLE:
        _list(db, repaired, REPAIR_COLUMNS, format=format, nothing="no repair answers to that")
        _list(db, left_open, DOUBT_COLUMNS, format=format, nothing="nothing was left open")
    else:
        _list(db, lambda store: chain(repaired(store), left_open(store)), REPAIR_COLUMNS, format=format, nothing="")


def _list(
    db: str,
    rows: Callable[[Store], Iterable[JsonObject]],
    columns: Sequence[str],
    *,
    format: Format | None,  # noqa: A002
    nothing: str,
) -> None:
    from db.store import Store  # noqa: PLC0415
    from pipeline.listing import list_rows  # noqa: PLC0415

    with Store.open(db, create=False) as store:
        list_rows(rows(store), columns, format=format, nothing=nothing)
