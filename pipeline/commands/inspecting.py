"""What is told of a file before it is read: `lavra inspect`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from pipeline.commands.options import Listing, examples

app: Final = typer.Typer(rich_markup_mode=None)


@app.command(
    "inspect",
    epilog=examples("""
  lavra inspect gazette.pdf
  lavra inspect gazette.pdf --pages
  lavra inspect gazette.pdf --page 3 --png seen.png
"""),
)
def inspect_file(  # noqa: PLR0913  # one for each option
    file: Annotated[str, typer.Argument(metavar="FILE", help="One source.")],
    *,
    pages: Annotated[bool, typer.Option("--pages", help="List the pages of a PDF, each with its text layer, instead.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Look at every page of a PDF; without it at some, evenly spread, where there are many.")
    ] = False,
    page: Annotated[int, typer.Option("--page", metavar="N", min=1, help="With --png: the page to draw.")] = 1,
    png: Annotated[
        str | None, typer.Option("--png", metavar="OUT.png", help="Draw what the reader sees on a page instead.")
    ] = None,
    format: Listing = None,  # noqa: A002
) -> None:
    """Tell what a file is and how it would be read.

    Its kind, reader, pages, text layers, language and damage; nothing is stored. A drawing has blocks in
    blue, numbered as they are read, ruled tables in green, furniture in grey, words in orange or red where
    the recognition was less than sure or unsure. Files of words with boxes (hOCR, ALTO, PAGE) are drawn too.
    """
    from pipeline.inspect_page import inspect  # noqa: PLC0415

    inspect(file, pages=pages, every=every or pages, page=page, png=png, format=format)
