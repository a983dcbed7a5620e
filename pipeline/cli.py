"""The command line: what may be asked, with its help. What is done lives in the modules each command imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pipeline.formats import ExportFormat, Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpus.records import JsonObject
    from db.store import Store

EXITS: Final = """
\b
Exit codes: 0 all loaded or unchanged; 2 usage or paths; 3 a tool is missing; 4 a table of ours is wrong;
5 the database; 6 some documents were set aside; 70 a bug of ours; 75 another run holds the lock;
130 interrupted, 143 by SIGTERM.
"""


@dataclass(slots=True)
class Invocation:
    """One call of the command: its arguments as typed, and whether tracebacks are wanted."""

    arguments: tuple[str, ...]
    debug: bool = False


def _examples(text: str) -> str:
    """Return an epilog whose lines stay lines (a backspace is the parser's mark for that)."""
    lines = text.strip("\n")
    return f"\b\nExamples:\n{lines}\n"


app: Final = typer.Typer(
    help="Brazilian official gazettes in, a clean and queryable database of acts out.",
    epilog=_examples("""
  lavra ingest gazettes/ --db acts.db
  lavra acts --db acts.db --type portaria --year 1996
  lavra export --db acts.db -o acts.jsonl
"""),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
schema_app: Final = typer.Typer(
    help="The schema: its version, check, upgrade.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.add_typer(schema_app, name="db")

Database = Annotated[
    str,
    typer.Option("--db", metavar="FILE|URL", envvar="LAVRA_DB", help="SQLite file, or URL of a database."),
]
Listing = Annotated[
    Format | None,
    typer.Option("--format", help="Default: a table on a terminal, TSV elsewhere."),
]
Disabled = Annotated[
    list[str] | None,
    typer.Option("--disable", metavar="RULE", help="Switch a repair rule off (see: lavra rules); may be given more than once."),
]
DATABASE: Final = "lavra.db"


def command() -> typer.core.TyperGroup:
    """Return the parsed command tree, to be run with an `Invocation` as its object."""
    made = typer.main.get_command(app)
    if not isinstance(made, typer.core.TyperGroup):
        raise TypeError(type(made))
    return made


def _version(wanted: bool) -> None:  # noqa: FBT001  # the parser calls it so
    if wanted:
        from pipeline.release import release  # noqa: PLC0415
        from pipeline.streams import output  # noqa: PLC0415

        output().write(f"lavra {release()}\n")
        raise typer.Exit


@app.callback()
def lavra(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  # its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the release and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks (also: LAVRA_DEBUG=1).")] = False,
) -> None:
    """Brazilian official gazettes in, a clean and queryable database of acts out."""
    if isinstance(context.obj, Invocation):
        context.obj.debug = context.obj.debug or debug


@app.command(
    epilog=_examples("""
  lavra ingest gazettes/ --db acts.db
  lavra ingest 'gazettes/2022-*/**/*.txt' extra.txt --db acts.db --report report.json
  lavra ingest /srv/gazettes --db postgresql://user@host/acts --jobs 4 --quiet
""")
    + EXITS,
)
def ingest(  # noqa: PLR0913  # one for each option
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, quoted patterns.")],
    *,
    db: Database = DATABASE,
    report: Annotated[
        str | None,
        typer.Option("--report", metavar="FILE.json", help="Write what came of every source."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", help="Worker processes. Default: the cores for more than 50 files, else 1."),
    ] = None,
    disable: Disabled = None,
    timeout: Annotated[float, typer.Option("--timeout", metavar="SECONDS", help="Time one document may take.")] = 600.0,
    max_megabytes: Annotated[float, typer.Option("--max-megabytes", metavar="MB", help="Larger files are refused.")] = 256.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell failures only: for cron.")] = False,
) -> int:
    """Read sources into the database.

    Each goes in whole or not at all; what this release has read already is not read again.
    """
    from pipeline.ingest import Request  # noqa: PLC0415
    from pipeline.ingest import ingest as run  # noqa: PLC0415
    from pipeline.progress import watcher  # noqa: PLC0415
    from pipeline.release import release  # noqa: PLC0415
    from pipeline.rules import switched_off  # noqa: PLC0415
    from pipeline.settings import Settings  # noqa: PLC0415
    from pipeline.summary import summarize  # noqa: PLC0415

    off = switched_off(disable)
    settings = Settings(release=release(off), disabled=off, jobs=jobs, seconds=timeout, max_bytes=int(max_megabytes * 2**20))
    request = Request(tuple(paths), db, report, _arguments(context))
    done = run(request, settings, watcher=watcher(quiet=quiet))
    if not quiet:
        summarize(done)
    return done.exit_code()


def _arguments(context: typer.Context) -> tuple[str, ...]:
    return context.obj.arguments if isinstance(context.obj, Invocation) else ()


@app.command(
    epilog=_examples("""
  lavra export --db acts.db > acts.jsonl
  lavra export --db acts.db --format csv -o acts.csv
""")
)
def export(
    *,
    db: Database = DATABASE,
    format: Annotated[ExportFormat, typer.Option("--format", help="JSON lines of all fields, or a CSV of the headers.")] = (  # noqa: A002
        ExportFormat.JSONL
    ),
    out: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Written whole or not at all; an older file is replaced."),
    ] = None,
) -> None:
    """Write all acts as JSON lines or CSV.

    They come in the order of sources and of their places in them.
    """
    from db.store import Store  # noqa: PLC0415
    from pipeline.export import export as write  # noqa: PLC0415

    with Store.open(db, create=False) as store:
        write(store.records(), format=format, file=out)


@app.command(
    epilog=_examples("""
  lavra show 12 --db acts.db
  lavra show gazette-1996-03-01.txt#2 --db acts.db
""")
)
def show(
    act: Annotated[str, typer.Argument(metavar="ACT", help="Its id, its URN, or SOURCE#ORDINAL.")],
    *,
    db: Database = DATABASE,
) -> None:
    """Show one act and where it is printed.

    For each value of its header: the printed form, its page and line, the rules that read it.
    """
    from db.store import Store  # noqa: PLC0415
    from pipeline.page import show as page  # noqa: PLC0415
    from pipeline.queries import raw_text  # noqa: PLC0415

    with Store.open(db, create=False) as store:
        record = store.record(store.find_act(act).id)
        page(record, raw=raw_text(store, record))


@app.command(
    epilog=_examples("""
  lavra sources --db acts.db
  lavra sources --db acts.db --format jsonl
""")
)
def sources(*, db: Database = DATABASE, format: Listing = None) -> None:  # noqa: A002
    """List the sources and how they went."""
    from pipeline.queries import SOURCE_COLUMNS, source_rows  # noqa: PLC0415

    _list(db, source_rows, SOURCE_COLUMNS, format=format, nothing="no sources yet: run `lavra ingest`")


@app.command(
    epilog=_examples("""
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
    epilog=_examples("""
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
    epilog=_examples("""
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
    """List what was repaired in a source.

    By which rule, where (span in code points of the raw text, line from 1), from what to what, how surely.
    """
    from pipeline.queries import REPAIR_COLUMNS, repair_rows  # noqa: PLC0415

    _list(
        db,
        lambda store: repair_rows(store, source, rules=rule or (), below=below),
        REPAIR_COLUMNS,
        format=format,
        nothing="no repair answers to that",
    )


@app.command(
    epilog=_examples("""
  lavra rules
  lavra rules --format tsv | grep typography
""")
)
def rules(*, format: Listing = None) -> None:  # noqa: A002
    """List the rules of repair.

    Each with the table or module it stands in, what it does, an example; any can be switched off by --disable.
    """
    from pipeline.listing import list_rows  # noqa: PLC0415
    from pipeline.rules import RULE_COLUMNS, rule_rows  # noqa: PLC0415

    list_rows(rule_rows(), RULE_COLUMNS, format=format, nothing="there are no rules")


@app.command(
    epilog=_examples("""
  lavra clean gazette.txt > repaired.txt
  lavra clean gazette.txt --diff
  lavra clean gazette.txt --html repairs.html
  lavra clean gazette.txt --disable words-context --disable municipality
""")
)
def clean(
    file: Annotated[str, typer.Argument(metavar="FILE", help="One source.")],
    *,
    disable: Disabled = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show repaired lines beside the raw ones instead.")] = False,
    html: Annotated[
        str | None, typer.Option("--html", metavar="OUT.html", help="Write a page with the repairs marked and explained instead.")
    ] = None,
) -> None:
    """Print the repaired text of a source.

    Characters are repaired, lines stay as they are; nothing is stored, no database is needed.
    """
    from pipeline.cleaning import clean as repaired  # noqa: PLC0415
    from pipeline.rules import switched_off  # noqa: PLC0415

    repaired(file, disabled=switched_off(disable), diff=diff, html=html)


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


@schema_app.command()
def current(*, db: Database = DATABASE) -> None:
    """Print the version of the database's schema."""
    from db.schema import current as read  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    output().write(f"{read(db) or 'empty'}\n")


@schema_app.command()
def check(*, db: Database = DATABASE) -> None:
    """Say whether the database fits this release; exit 5 where it does not."""
    from db.schema import HEAD  # noqa: PLC0415
    from db.schema import check as verify  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    verify(db)
    output().write(f"{HEAD}: as this release reads it\n")


@schema_app.command()
def upgrade(*, db: Database = DATABASE) -> None:
    """Bring the database to the schema of this release; make a copy of it first."""
    from db.schema import upgrade as bring  # noqa: PLC0415
    from pipeline.lock import locked  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    with locked(db):
        output().write(f"{bring(db)}\n")
