"""Raw and repaired text side by side: `lavra clean --diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.pages import PAGE_BREAK
from pipeline.streams import console, output
from pipeline.stretches import lines
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from corpus.spans import NormalizedText
    from pipeline.stretches import Line, Stretch

CONTEXT: Final = 1
"""Lines without repairs that are shown around those with some."""

DOUBTFUL: Final = 0.9
"""Confidence below which a repair has a colour of its own."""

PAGE: Final = "─ page ─"
"""What stands between the pages of a source."""

NARROWEST: Final = 10
"""Characters of a column, however narrow the terminal."""


def print_side_by_side(text: NormalizedText) -> None:
    """Print the lines in which something was repaired, raw on the left, repaired on the right.

    On a terminal colours tell what changed; elsewhere it stands in marks: `[-raw-]`, `{+repaired+}`.
    """
    page, told = console(), list(lines(text))
    plain = page.no_color or page.color_system is None
    for number, hunk in enumerate(_hunks(told)):
        if number:
            _print(page, "⋮", plain=plain)
        _print(page, _table(hunk, width=page.width, digits=len(str(len(told))), plain=plain), plain=plain)
    _print(page, summary(told), plain=plain)


def summary(told: Sequence[Line]) -> str:
    """Return how many repairs there are, in how many lines."""
    repairs = sum(len(stretch.corrections) for line in told for stretch in line.stretches)
    if not repairs:
        return "nothing was repaired"
    return f"{repairs} repairs in {sum(line.repaired for line in told)} of {len(told)} lines"


def _hunks(told: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the runs of lines to be shown: the repaired ones and those around them."""
    hunk: list[Line] = []
    shown = {at for at, line in enumerate(told) if line.repaired}
    shown = {near for at in shown for near in range(at - CONTEXT, at + CONTEXT + 1)} & set(range(len(told)))
    for at in sorted(shown):
        if hunk and told[at].number != hunk[-1].number + 1:
            yield hunk
            hunk = []
        hunk.append(told[at])
    if hunk:
        yield hunk


def _print(page: Console, shown: Table | str, *, plain: bool) -> None:
    """Print; where no terminal needs them, without the blanks that fill a column."""
    if not plain:
        page.print(shown)
        return
    with page.capture() as captured:
        page.print(shown)
    output().write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def _table(hunk: Sequence[Line], *, width: int, digits: int, plain: bool) -> Table:
    from rich.table import Table  # noqa: PLC0415  # only where it is shown

    half = max(NARROWEST, (width - digits - 5) // 2)
    quiet = "" if plain else "dim"
    table = Table.grid(padding=(0, 1))
    table.add_column(width=digits, justify="right", style=quiet)
    table.add_column(width=half, overflow="fold")
    table.add_column(width=1, style=quiet)
    table.add_column(width=half, overflow="fold")
    for line in hunk:
        mark = "│" if line.repaired else " "
        table.add_row(str(line.number), _side(line, plain=plain, raw=True), mark, _side(line, plain=plain, raw=False))
    return table


def _side(line: Line, *, plain: bool, raw: bool) -> Text:
    from rich.text import Text  # noqa: PLC0415

    side = Text()
    for stretch in line.stretches:
        if not stretch.corrections:
            side.append(_shown(stretch.value))
        elif told := visible(stretch.raw if raw else stretch.value):
            side.append(*_marked(told, raw=raw) if plain else (told, _style(stretch, raw=raw)))
    return side


def _shown(text: str) -> str:
    """Return text that was not repaired; where a page ends, a line of its own says so."""
    pages = [visible(page) for page in text.expandtabs(4).split(PAGE_BREAK)]
    return f"\n{PAGE}\n".join(pages).lstrip("\n")


def _marked(told: str, *, raw: bool) -> tuple[str, str]:
    return (f"[-{told}-]" if raw else f"{{+{told}+}}", "")


def _style(stretch: Stretch, *, raw: bool) -> str:
    if raw:
        return "red strike"
    return "bold yellow" if min(each.confidence for each in stretch.corrections) < DOUBTFUL else "bold green"
