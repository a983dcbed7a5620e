"""What `lavra inspect` tells of a file before anything is read into a database, and what it draws of a page."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.errors import DocumentError, SettingsError, UnreadableDocumentError
from corpus.pages import Taken
from extractors.readers.scans.settings import Scanning
from pipeline.listing import list_rows
from pipeline.reading import open_source
from pipeline.settings import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.pages import Box, Document
    from corpus.records import JsonObject
    from corpus.source import SourceDocument
    from extractors.readers.pdf_draw import Mark
    from extractors.readers.pdf_quality import Layer
    from extractors.readers.pdf_text import Judged, SeenPage
    from pipeline.formats import Format

COLUMNS: Final = ("what", "found")
PAGE_COLUMNS: Final = ("page", "width", "height", "text", "score", "words", "pictures")
MOST_PAGES: Final = 60
"""Pages of a PDF that are looked at where nobody asked for all: evenly spread, in well under a second."""

TOLD: Final = 12
"""Runs of page numbers that are told one by one."""

SAMPLE: Final = 100_000
"""Characters on which language and damage are told."""

FEWEST_WORDS: Final = 40
COMMON: Final = {
    "Portuguese": frozenset("de da do das dos e a o as os que em no na nos nas para com por ao à não um uma se".split()),
    "Spanish": frozenset("de la el los las y en del que por con para al no un una se su lo".split()),
    "English": frozenset("the of and to in a is that for it as was with be by on not or".split()),
    "French": frozenset("le la les de des du et à en un une que qui dans pour par sur au aux est".split()),
}
"""The commonest small words of a language."""

ENOUGH: Final = 0.15
"""Share of small words from which a text is prose of that language."""

DOUBTFUL: Final = 0.6
SURE: Final = 0.85
"""Confidence under which a word is drawn as unsure, and as less than sure."""

_WORD: Final = regex.compile(r"\p{L}+")


class Told(NamedTuple):
    """What was found: rows for a person, rows page by page (none for what has no pages of its own)."""

    rows: tuple[JsonObject, ...]
    pages: tuple[JsonObject, ...] = ()


def inspect(  # noqa: PLR0913  # one for each option
    path: str,
    *,
    pages: bool,
    every: bool,
    page: int,
    png: str | None,
    format: Format | None,  # noqa: A002
) -> None:
    """Print what a file is, or with `pages` its pages; instead of it with `png` draw one.

    Of a PDF of many pages some are looked at, evenly spread; with `every` all.

    Raises `SettingsError` for no file or one that cannot be written, `DocumentError` for a page there is not.
    """
    if not Path(path).is_file():
        raise SettingsError(f"{path}: {'this is no file' if Path(path).exists() else 'no such file'}")
    source = open_source(path, max_bytes=MAX_BYTES)
    if png is not None:
        _draw(source, path, page, png)
    elif pages:
        list_rows(told(source, every=every).pages, PAGE_COLUMNS, format=format, nothing="this file has no pages with text layers")
    else:
        list_rows(told(source, every=every).rows, COLUMNS, format=format, nothing="")


def told(source: SourceDocument, *, every: bool = False) -> Told:
    """Tell what a source is; what cannot be read is told as well, not raised."""
    from extractors.readers import READERS  # noqa: PLC0415
    from extractors.readers.sniff import kind, media_type  # noqa: PLC0415

    found = media_type(source.content) if source.content else "text/plain"
    has_reader = found in READERS.names()
    rows = [
        _row("file", f"{source.name}, {len(source.content):,} bytes"),
        _row("sha256", source.sha256),
        _row("kind", f"{kind(found).name} ({found})"),
        _row("reader", READERS.get(found).__module__.rsplit(".", 1)[-1] if has_reader else f"none: {kind(found).advice}"),
    ]
    if not has_reader:
        return Told(tuple(rows))
    try:
        more = _of_pdf(source, every=every) if found == "application/pdf" else _of_text(source)
    except DocumentError as error:
        return Told((*rows, _row("refused", str(error))))
    return Told((*rows, *more.rows), more.pages)


def _row(what: str, found: str) -> JsonObject:
    return {"what": what, "found": found}


def _of_text(source: SourceDocument) -> Told:
    from extractors.readers import read  # noqa: PLC0415

    document = read(source)
    rows = [_row("pages", str(len(document.pages)))]
    if document.encoding:
        rows.append(_row("encoding", document.encoding))
    notes = (_row("note", note) for _, note in document.notes)
    return Told((*rows, *notes, *_of_words(document.raw)))


def _of_pdf(source: SourceDocument, *, every: bool) -> Told:
    from extractors.readers.pdf_text import judged_pages, page_count  # noqa: PLC0415

    judged = tuple(judged_pages(source.content, most=None if every else MOST_PAGES))
    count = page_count(source.content) if len(judged) == MOST_PAGES else len(judged)
    looked = "" if count == len(judged) else f"; {len(judged)} of them looked at, evenly spread: --all looks at every one"
    text = "\n".join(each.text for each in judged if each.judgement.layer.is_read)
    sizes = dict.fromkeys(f"{each.width:.0f} x {each.height:.0f}" for each in judged)
    layers = dict.fromkeys(each.judgement.layer for each in judged)
    rows = [_row("pages", f"{count}{looked}"), _row("size", f"{', '.join([*sizes][:3])} points")]
    rows += [_row("text layer", f"{_on_pages(judged, layer)}: {layer.value}") for layer in layers]
    if not any(layer.is_read for layer in layers):
        rows.append(_row("note", "no page has text of its own to read: all are recognized (OCR), which takes seconds a page"))
    return Told((*rows, *_of_words(text)), tuple(map(_page_row, judged)))


def _page_row(page: Judged) -> JsonObject:
    score = page.judgement.score
    return {
        "page": page.number,
        "width": round(page.width),
        "height": round(page.height),
        "text": page.judgement.layer.value,
        "score": None if score is None else round(score, 2),
        "words": len(page.text.split()),
        "pictures": page.pictures,
    }


def _on_pages(judged: Sequence[Judged], layer: Layer) -> str:
    return _runs([each.number for each in judged if each.judgement.layer is layer])


def _runs(numbers: Sequence[int]) -> str:
    """Return page numbers, those in a row as from-to.

    >>> _runs([1, 2, 3, 7])
    'pages 1-3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    more = f" and {sum(len(range(run[0], run[-1] + 1)) for run in runs[TOLD:])} more" if len(runs) > TOLD else ""
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join('-'.join(map(str, run)) for run in runs[:TOLD])}{more}"


def _of_words(text: str) -> Iterator[JsonObject]:
    """Tell language and damage of a text."""
    from normalizers.damage import estimate  # noqa: PLC0415  # loads word frequencies
    from pipeline.surroundings import guess_year  # noqa: PLC0415

    sample = text[:SAMPLE]
    if not sample.strip():
        return
    yield _row("language", language(sample))
    damage = estimate(sample, year=guess_year(sample))
    yield _row("damage", f"about {damage:.1%} of the words")


def language(text: str) -> str:
    """Return the language of a text, by its small words.

    >>> language("Art. 1")
    'too few words to tell'
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < FEWEST_WORDS:
        return "too few words to tell"
    shares = {name: sum(word in common for word in words) / len(words) for name, common in COMMON.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= ENOUGH else "none that is known, or no prose"


def _draw(source: SourceDocument, path: str, number: int, png: str) -> None:
    if Path(png).exists() and Path(png).samefile(path):
        raise SettingsError(f"cannot write {png}: it is the source itself; name another file")
    picture = _picture(source, number)
    try:
        Path(png).write_bytes(picture)
    except OSError as error:
        raise SettingsError(f"cannot write {png}: {(error.strerror or str(error)).lower()}") from error


def _picture(source: SourceDocument, number: int) -> bytes:
    """Return a page with what its reader saw: over the page itself, or on white where there is nothing but words."""
    from extractors.readers import read  # noqa: PLC0415
    from extractors.readers.pdf_draw import drawn_page, drawn_scan, drawn_words  # noqa: PLC0415
    from extractors.readers.sniff import media_type  # noqa: PLC0415

    kind = media_type(source.content)
    if kind == "application/pdf":
        return drawn_page(source.content, number, _marks_of_pdf(source, number))
    document = read(source)
    if number > len(document.pages):
        raise UnreadableDocumentError(f"the file has no page {number}; it has {len(document.pages)}")
    if kind.startswith("image/"):
        return drawn_scan(source.content, number, [*_parts(_seen_on_scan(source, number)), *_marks(document, number)])
    page = document.pages[number - 1]
    if not page.words.spans:
        raise SettingsError("this page has no words with places to draw: only a PDF and files of words with boxes have")
    return drawn_words(page, _marks(document, number))


def _marks(document: Document, number: int) -> list[Mark]:
    """Return what of any document with words is to be drawn: words by how sure they are, furniture."""
    from extractors.readers.pdf_draw import Mark  # noqa: PLC0415

    furniture = [Mark(box, "grey", 3) for box in _furniture(document, number)]
    return [*furniture, *(Mark(box, "red" if sure < DOUBTFUL else "orange") for box, sure in _unsure(document, number))]


def _marks_of_pdf(source: SourceDocument, number: int) -> list[Mark]:
    """Return what is to be drawn on a PDF's page, blocks and tables too; a page that cannot be read gets no marks."""
    from extractors.readers import read  # noqa: PLC0415

    try:
        document = read(source)
        seen = _seen_on_pdf(source, document, number)
    except DocumentError:
        return []
    return [*_parts(seen), *(_marks(document, number) if number <= len(document.pages) else ())]


def _parts(seen: SeenPage) -> Iterator[Mark]:
    """Tell what a page falls into: blocks, numbered as they are read, and ruled tables."""
    from extractors.readers.pdf_draw import Mark  # noqa: PLC0415

    yield from (Mark(box, "blue", 2, str(at)) for at, box in enumerate(seen.blocks, start=1))
    yield from (Mark(box, "green", 3) for box in seen.tables)


def _seen_on_pdf(source: SourceDocument, document: Document, number: int) -> SeenPage:
    """Return what a page falls into, as whoever read it saw it; raises `DocumentError` for a page there is not."""
    from extractors.readers.pdf_text import seen_page  # noqa: PLC0415
    from extractors.readers.scans.pdf_pages import seen_picture  # noqa: PLC0415

    origin = document.pages[number - 1].origin if number <= len(document.pages) else None
    if origin is not None and origin.taken is Taken.OCR:
        return seen_picture(source.content, number, settings=Scanning())
    return seen_page(source.content, number)


def _seen_on_scan(source: SourceDocument, number: int) -> SeenPage:
    """Return what a page of an image file falls into; there must be such a page."""
    from extractors.readers.scans.pages import seen_scan  # noqa: PLC0415
    from extractors.readers.scans.rasters import frames  # noqa: PLC0415

    return seen_scan(next(islice(frames(source.content), number - 1, None)), settings=Scanning())


def _unsure(document: Document, number: int) -> Iterator[tuple[Box, float]]:
    """Tell the boxes of words that are not sure, and how sure they are; a reader without confidences is sure of all."""
    words = document.pages[number - 1].words
    for box, sure in zip(words.boxes, words.confidence, strict=True):
        if sure is not None and sure < SURE:
            yield box, sure


def _furniture(document: Document, number: int) -> Iterator[Box]:
    """Tell the boxes of the words that are taken for page furniture."""
    from pipeline.repair import repair  # noqa: PLC0415

    text, _ = repair(document.raw, furniture=document.furniture)
    for correction in text.corrections():
        if correction.layer == "furniture":
            for place in document.locate(correction.span):
                if place.page == number and place.box is not None:
                    yield place.box
