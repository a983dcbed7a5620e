"""What fits the repair to an archive's own scans: `lavra learn-confusions`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from pipeline.commands.options import examples

app: Final = typer.Typer(rich_markup_mode=None)


@app.command(
    "learn-confusions",
    epilog=examples("""
  lavra learn-confusions scan-1.txt typed-1.txt scan-2.txt typed-2.txt --out channel.csv
  lavra learn-confusions --simulate --out channel.csv
"""),
)
def learn_confusions(  # noqa: PLR0913  # one for each option
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[RAW TRUE]...", help="Pairs of files: a text as read, then as printed.")
    ] = None,
    *,
    out: Annotated[str, typer.Option("--out", "-o", metavar="TABLE", help="The table to be written, as CSV.")],
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Learn from pages drawn from our own texts and read by Tesseract.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="With --simulate: another seed wears the pages otherwise.")] = 1822,
    pages: Annotated[
        int | None, typer.Option("--pages", metavar="N", min=1, help="With --simulate: draw the first N pages only.")
    ] = None,
    cache: Annotated[
        str | None,
        typer.Option("--cache", metavar="FOLDER", help="With --simulate: keep what Tesseract read, for the next time."),
    ] = None,
) -> None:
    """Learn which glyphs OCR puts for which letters.

    Texts as read and as printed are aligned, their differences counted, and the shares written in
    the form of the table that the repair of words goes by.
    """
    from pipeline.learn.learning import Simulation, learn  # noqa: PLC0415  # loads the drawing and the lexicon

    learn(tuple(paths or ()), out=out, simulation=Simulation(seed, pages, cache) if simulate else None)
