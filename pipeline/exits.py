"""Exceptions to exits: one line on standard error, one exit code, no traceback unless asked for.

0  all loaded or unchanged          6  some documents were set aside
2  usage, paths, settings          70  a bug of ours
3  an outside tool is missing      75  another run holds the lock
4  a table of knowledge is wrong  130  interrupted (143 by SIGTERM)
5  the database                   141  nobody reads the output any more
"""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING, Final

from corpus.errors import GazetteError
from pipeline.streams import PipeClosedError, complain, output, silence

if TYPE_CHECKING:
    from collections.abc import Callable

BUG: Final = GazetteError.exit_code
INTERRUPTED: Final = 130


def exit_code_of(command: Callable[[], object], *, debug: Callable[[], bool]) -> int:
    """Run `command` and return the exit code: its own answer where that is a number, else by what it raises."""
    try:
        code = command()
        output().flush()
    except PipeClosedError:
        silence()
        return PipeClosedError.exit_code
    except KeyboardInterrupt:
        complain("lavra: interrupted")
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception as error:  # noqa: BLE001  # the one place where exceptions become exits
        if debug():
            traceback.print_exc(file=sys.stderr)
        message, told = _told(error)
        complain(message if _is_help(error) else f"lavra: {message}")
        return told
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> tuple[str, int]:
    """Return the line for an exception, and its exit code."""
    from typer import Abort  # noqa: PLC0415  # loaded already by whoever parsed the command line
    from typer.exceptions import TyperException  # noqa: PLC0415

    if isinstance(error, TyperException):
        return _usage(error), error.exit_code
    if isinstance(error, Abort):
        return "interrupted", INTERRUPTED
    message = " ".join(str(error).split())
    if isinstance(error, GazetteError) and error.exit_code != BUG:
        return message, error.exit_code
    return f"internal error: {type(error).__name__}: {message} (LAVRA_DEBUG=1 shows where; please report it)", BUG


def _usage(error: Exception) -> str:
    """Return what is wrong with the command line, and where its help is; for no command at all the help."""
    format_message: Callable[[], str] = getattr(error, "format_message", error.__str__)
    if _is_help(error):
        return format_message()
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "lavra")
    return f"{' '.join(format_message().split())} (see: {path} --help)"


def _is_help(error: Exception) -> bool:
    """Whether nothing was asked, so that the help is the answer."""
    return type(error).__name__ == "NoArgsIsHelpError"
