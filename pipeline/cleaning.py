"""The whole of `lavra clean`: one file, its characters repaired, its lines as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import SettingsError
from pipeline.atomic import check_writable, writing
from pipeline.reading import open_source
from pipeline.release import release
from pipeline.repair import cleaned
from pipeline.settings import MAX_BYTES
from pipeline.streams import output

if TYPE_CHECKING:
    from corpus.context import Context
    from corpus.pages import Document
    from corpus.spans import NormalizedText


def clean(path: str, *, disabled: frozenset[str], diff: bool, html: str | None) -> None:
    """Print the repaired text of one file; instead of it with `diff` both texts side by side, with `html` write a page.

    Raises `SettingsError` for no file or one that cannot be written, `DocumentError` for no text.
    """
    from extractors.readers import read  # noqa: PLC0415  # loads the readers

    if not Path(path).is_file():
        raise SettingsError(f"{path}: {'this is no file' if Path(path).exists() else 'no such file'}")
    if html is not None:
        check_writable(html)
        _refuse_source(path, html)
    document = read(open_source(path, max_bytes=MAX_BYTES))
    text, context = cleaned(document.raw, disabled=disabled)
    if html is not None:
        _write_page(html, document, text, context)
    if diff:
        from pipeline.side_by_side import print_side_by_side  # noqa: PLC0415

        print_side_by_side(text)
    elif html is None:
        output().write(text.value)


def _refuse_source(path: str, html: str) -> None:
    """Raise `SettingsError` where the page would take the place of the source."""
    if Path(html).exists() and Path(html).samefile(path):
        raise SettingsError(f"cannot write {html}: it is the source itself; name another file")


def _write_page(path: str, document: Document, text: NormalizedText, context: Context) -> None:
    from pipeline.repaired_page import repaired_page  # noqa: PLC0415

    page = repaired_page(document, text, damage=context.damage, release=release(context.disabled))
    with writing(path) as stream:
        stream.writelines(page)
