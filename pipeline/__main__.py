"""The `lavra` command."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def run(arguments: Sequence[str]) -> int:
    """Run the command with these arguments and return its exit code."""
    from pipeline.cli import command  # noqa: PLC0415  # a worker imports this module without the command
    from pipeline.commands.options import Invocation  # noqa: PLC0415
    from pipeline.exits import exit_code_of  # noqa: PLC0415
    from pipeline.streams import use_utf8  # noqa: PLC0415

    use_utf8()
    invocation = Invocation(tuple(arguments), debug=bool(os.environ.get("LAVRA_DEBUG")))
    return exit_code_of(
        lambda: command().main(args=list(arguments), prog_name="lavra", standalone_mode=False, obj=invocation),
        debug=lambda: invocation.debug,
    )


def main() -> NoReturn:
    """Run the command line's command and exit."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
