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
    ocr_language: Annotated[
        str,
        typer.Option("--ocr-language", metavar="CODE", help="Data of Tesseract for scans: por, por+lat."),
    ] = "por",
    ocr_engine: Annotated[
        str,
        typer.Option("--ocr-engine", metavar="NAME", help="pytesseract, or tesserocr where it is installed: faster."),
    ] = "pytesseract",
    ocr_dpi: Annotated[int, typer.Option("--ocr-dpi", metavar="DOTS", help="Dots an inch at which scans are read.")] = 300,
    ocr_timeout: Annotated[float, typer.Option("--ocr-timeout", metavar="SECONDS", help="Time OCR of a page may take.")] = 120.0,
    ocr_cache: Annotated[
        str | None,
        typer.Option("--ocr-cache", metavar="FOLDER", envvar="LAVRA_OCR_CACHE", help="Keep what OCR read there."),
    ] = None,
    spacy_model: Annotated[
        str | None,
        typer.Option("--spacy-model", metavar="NAME", help="An installed model to ask where people and bodies stay open."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell failures only: for cron.")] = False,
) -> int:
    """Read sources into the database.

    Each goes in whole or not at all; what this release has read already is not read again.
    """
    from extractors.readers.scans.settings import Scanning  # noqa: PLC0415
    from pipeline.ingest import Request  # noqa: PLC0415
    from pipeline.ingest import ingest as run  # noqa: PLC0415
    from pipeline.progress import watcher  # noqa: PLC0415
    from pipeline.release import release  # noqa: PLC0415
    from pipeline.rules import switched_off  # noqa: PLC0415
    from pipeline.settings import Settings  # noqa: PLC0415
    from pipeline.summary import summarize  # noqa: PLC0415

    off = switched_off(disable)
    scans = Scanning(language=ocr_language, dpi=ocr_dpi, engine=ocr_engine, seconds=ocr_timeout, cache=ocr_cache)
    settings = Settings(
        release=release(off, scans=scans.mark, model=_mark(spacy_model)),
        disabled=off,
        jobs=jobs,
        seconds=timeout,
        max_bytes=int(max_megabytes * 2**20),
        memory=int(max_memory * 2**20),
        scans=scans,
        spacy_model=spacy_model,
    )
    request = Request(tuple(paths), db, report, _arguments(context))
    done = run(request, settings, watcher=watcher(quiet=quiet))
    if not quiet:
        summarize(done)
    return done.exit_code()


def _mark(model: str | None) -> str:
    """Return what tells a model from others, "" for none; raises `SettingsError` where it is not installed."""
    if model is None:
        return ""
    from extractors.fields.people import model_mark  # noqa: PLC0415  # loads spaCy

    return model_mark(model)


def _arguments(context: typer.Context) -> tuple[str, ...]:
    return context.obj.arguments if isinstance(context.obj, Invocation) else ()
