"""The whole of `lavra ingest`: what is asked, the lock, the database, the run, the report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from corpus.errors import GazetteError, SettingsError
from pipeline.atomic import check_writable
from pipeline.discover import discover
from pipeline.lock import locked
from pipeline.opening import opened
from pipeline.reading import now, one_line, read_source
from pipeline.report import Report
from pipeline.run import Run, Stop
from pipeline.streams import complain
from pipeline.target import own_files, redacted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from pipeline.discover import Discovery
    from pipeline.opening import Unpack
    from pipeline.reading import Read
    from pipeline.run import Sink, Watcher
    from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks: paths, the database, where the report goes (None for nowhere)."""

    paths: Sequence[str]
    database: str
    report_file: str | None
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rooms:
    """What a run is made of: how a source is read, the database opened, an archive unpacked. Tests put stand-ins here."""

    read: Read
    open_store: Callable[[str], AbstractContextManager[Sink]]
    unpack: Unpack = opened


def open_store(target: str) -> AbstractContextManager[Sink]:
    """Open the database, making it where it is missing. Raises `StoreError`."""
    from db.store import Store  # noqa: PLC0415  # loads SQLAlchemy

    return Store.open(target)


OURS: Final = Rooms(read_source, open_store)


def ingest(request: Request, settings: Settings, *, watcher: Watcher, rooms: Rooms = OURS) -> Report:
    """Bring every source under the paths into the database; return the report, written where asked.

    Raises what ends a run before or in its middle (`SettingsError`, `LockHeldError`, `StoreError`);
    the report file is written then too. A run ended by a signal returns, and says so in its report.
    """
    if request.report_file is not None:
        check_writable(request.report_file)
    report = Report(settings.release, redacted(request.database), tuple(map(redacted, request.arguments)), now())
    start = perf_counter()
    try:
        _run(request, settings, report, watcher=watcher, rooms=rooms)
    except KeyboardInterrupt:
        report.stopped = report.stopped or "SIGINT"
    except Exception as error:
        report.error = report.error or one_line(str(error))
        report.error_code = report.error_code or (error.exit_code if isinstance(error, GazetteError) else GazetteError.exit_code)
        raise
    finally:
        report.finished_at = report.finished_at or now()
        report.seconds = perf_counter() - start
        if request.report_file is not None:
            report.write(request.report_file)
    if (wrong := report.discrepancy()) is not None:
        complain(f"lavra: internal error: {wrong}")
    return report


def _run(request: Request, settings: Settings, report: Report, *, watcher: Watcher, rooms: Rooms) -> None:
    found = discover(request.paths, exclude=_never_sources(request))
    report.expect(found)
    _refuse_nothing(found)
    stop = Stop()
    with locked(request.database), rooms.open_store(request.database) as store, stop.listening():
        Run(found, store, settings.sharing(len(found.files)), report, watcher, stop, rooms.read, rooms.unpack).go()


def _never_sources(request: Request) -> frozenset[str]:
    own = own_files(request.database)
    return own if request.report_file is None else own | {str(Path(request.report_file).absolute())}


def _refuse_nothing(found: Discovery) -> None:
    """Raise `SettingsError` where there is not one file to read, before a database is made."""
    if not found.files:
        told = "; ".join(f"{each.path}: {each.reason}" for each in found.unreached[:5])
        more = f"; and {len(found.unreached) - 5} more" if len(found.unreached) > 5 else ""  # noqa: PLR2004
        raise SettingsError(f"nothing to read: {told}{more}" if told else "nothing to read: name files or folders")
