"""`lavra ingest`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from pipeline.commands.options import DATABASE, Database, Disabled, Invocation, examples

app: Final = typer.Typer(rich_markup_mode=None)

EXITS: Final = """
\b
Exit codes: 0 all loaded or unchanged; 2 usage or paths; 3 a tool is missing; 4 a table of ours is wrong;
5 the database; 6 some documents were set aside; 70 a bug of ours; 75 another run holds the lock;
130 interrupted, 143 by SIGTERM.
"""


@app.command(
    epilog=examples("""
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
    max_memory: Annotated[float, typer.Option("--max-memory", metavar="MB", help="Memory a worker process may take.")] = 2048.0,
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
    settings = Settings(
        release=release(off),
        disabled=off,
        jobs=jobs,
        seconds=timeout,
        max_bytes=int(max_megabytes * 2**20),
        memory=int(max_memory * 2**20),
    )
    request = Request(tuple(paths), db, report, _arguments(context))
    done = run(request, settings, watcher=watcher(quiet=quiet))
    if not quiet:
        summarize(done)
    return done.exit_code()


def _arguments(context: typer.Context) -> tuple[str, ...]:
    return context.obj.arguments if isinstance(context.obj, Invocation) else ()
