"""What a search found, shown: a list for a person, rows for a program."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final

from pipeline.formats import RowFormat
from pipeline.listing import cell
from pipeline.streams import complain, console, output
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from corpus.records import JsonObject
    from db.search import Answer, Hit

COLUMNS: Final = ("id", "type", "number", "year", "date", "issuer", "path", "score", "source", "ordinal", "key", "snippet")
"""Columns of TSV and CSV; what was found stands in the snippet between « and »."""

LONGEST: Final = 160
"""Characters of a summary or an issuer on a terminal."""


def show(answer: Answer, *, format: RowFormat | None, offset: int = 0) -> None:  # noqa: A002
    """Print an answer, in `format` or, without one, as a list on a terminal and as TSV elsewhere.

    JSON lines hold a `snippet` as it is printed and its `marks`, spans of code points. Counts come
    after the answers: in JSON lines as objects with `facet`, in TSV and CSV on standard error.
    What may have been meant is told on standard error, that no program takes it for an answer.
    """
    chosen = format or (RowFormat.TABLE if output().isatty() else RowFormat.TSV)
    if chosen == RowFormat.TABLE:
        _list(answer, offset)
    elif chosen == RowFormat.JSONL:
        _json_lines(answer)
    else:
        _rows(answer.hits, chosen)
    if answer.facets and chosen in {RowFormat.TSV, RowFormat.CSV}:
        for line in _counts(answer):
            complain(line)
    for line in _told(answer, offset):
        complain(line)


def _told(answer: Answer, offset: int) -> list[str]:
    """Return what is told beside the answers, a line each."""
    told = [f"near words that count too: {', '.join(answer.near)}"] if answer.near else []
    if not answer.hits:
        told.append("no more acts answer to that" if offset else "no act answers to that")
    if answer.meant:
        told.append(f"did you mean: {' / '.join(answer.meant)}")
    return [visible(line) for line in told]


def _counts(answer: Answer) -> list[str]:
    """Return the counts, a line a facet."""
    names = dict.fromkeys(facet.name for facet in answer.facets)
    told = {name: [each for each in answer.facets if each.name == name] for name in names}
    listed = {
        name: (f"{'-' if each.value is None else each.value} ({each.count})" for each in some) for name, some in told.items()
    }
    return [visible(f"{name}: {', '.join(values)}") for name, values in listed.items()]


def _json_lines(answer: Answer) -> None:
    stream = output()
    for hit in answer.hits:
        row = {**_row(hit), "snippet": hit.excerpt.text, "marks": [list(mark) for mark in hit.excerpt.marks]}
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    for facet in answer.facets:
        counted = {"facet": facet.name, "value": facet.value, "count": facet.count}
        stream.write(json.dumps(counted, ensure_ascii=False) + "\n")


def _row(hit: Hit) -> JsonObject:
    return {
        "id": hit.act_id, "key": hit.key, "source": hit.source, "ordinal": hit.ordinal, "type": hit.type, "number": hit.number,
        "suffix": hit.suffix, "year": hit.year, "date": hit.date, "issuer": hit.issuer, "summary": hit.summary,
        "path": hit.path, "score": hit.score, "snippet": hit.excerpt.marked("«", "»"),
    }  # fmt: skip


def _rows(hits: Sequence[Hit], form: RowFormat) -> None:
    """Write one line a hit: CSV by RFC 4180, or TSV with tabs and line breaks escaped."""
    stream = output()
    rows = ([_row(hit).get(column) for column in COLUMNS] for hit in hits)
    if form == RowFormat.TSV:
        stream.write("\t".join(COLUMNS) + "\n")
        for row in rows:
            stream.write("\t".join(map(cell, row)) + "\n")
        return
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    stream.write(written.getvalue())


def _list(answer: Answer, offset: int) -> None:
    """Print each hit as a heading, its summary and its snippet, with what was found in colour."""
    page = console()
    for at, hit in enumerate(answer.hits, start=offset + 1):
        for line in _lines(at, hit):
            page.print(line)
    for count in _counts(answer):
        page.print(count)


def _lines(at: int, hit: Hit) -> list[Text]:
    from rich.text import Text  # noqa: PLC0415  # only where a page is shown

    named = [
        hit.type,
        f"{hit.number or ''}{f'-{hit.suffix}' if hit.suffix else ''}",
        hit.date or str(hit.year or ""),
        hit.path or "",
    ]
    heading = Text(f"{at}. ")
    heading.append(visible(" ".join(each for each in named if each)), style="bold")
    heading.append(
        visible(f"  {_short(hit.issuer)}  [{hit.act_id}] {hit.source}#{hit.ordinal}".replace("    ", "  ")), style="dim"
    )
    told = [heading, Text(visible(f"   {_short(hit.summary)}"))] if hit.summary else [heading]
    snippet, start = Text("   "), 0
    for left, right in (*hit.excerpt.marks, (len(hit.excerpt.text),) * 2):
        snippet.append(visible(hit.excerpt.text[start:left]))
        snippet.append(visible(hit.excerpt.text[left:right]), style="bold yellow")
        start = right
    return [*told, snippet]


def _short(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
