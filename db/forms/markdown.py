"""An act as plain Markdown (CommonMark with pipe tables): for reading, mailing and pasting, not for reading back.

What the source has is shown as text: nothing in it is taken for markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from db.forms.reading import objects, rows_of, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.records import Json, JsonObject

SPECIAL: Final = regex.compile(r"([\\`*_\[\]<>|#~])|^(\s*+)([-+])(?=\s)|^(\s*+\d++)([.)])(?=\s)|(&)(?=#?\w++;)", regex.MULTILINE)
"""What Markdown would take for markup, and where."""

STEP: Final = "    "
"""Indent of a unit under another."""


def markdown(record: JsonObject) -> str:
    """Return the act as Markdown, with a last line break."""
    blocks = [*_head(record), *_opening(record), *_content(record), *_signed(record), *_annexes(record), *_alone(record)]
    return "\n\n".join(blocks) + "\n"


def escaped(value: str) -> str:
    r"""Return text as Markdown that shows it.

    >>> print(escaped("1. *a* < b & #x"))
    1\. \*a\* \< b & \#x
    """
    return SPECIAL.sub(_escape, value)


def _escape(found: regex.Match[str]) -> str:
    return "".join(f"\\{part}" if part in "\\`*_[]<>|#~-+.)&" else part for part in found.groups() if part)


def _head(record: JsonObject) -> Iterator[str]:
    number = text(record, "number_raw") or text(record, "number")
    kind = text(record, "type").replace("_", " ").capitalize() or "Ato"
    yield f"# {escaped(' nº '.join(filter(None, (kind, number))))}"
    facts = {
        "Issuer": text(record, "issuer"),
        "Date": text(record, "date"),
        "Place": text(record, "place"),
        "Section": " / ".join(filter(None, (text(record, "section"), text(record, "organ")))),
        "Published": _joined(record.get("publication")),
        "To": _joined(record.get("recipient")),
        "Subject": text(record, "subject"),
        "Source": f"{text(record, 'source')}, act {text(record, 'ordinal')}",
    }
    yield "\n".join(f"- {name}: {escaped(value)}" for name, value in facts.items() if value)
    if text(record, "summary"):
        yield f"> {escaped(text(record, 'summary'))}"


def _joined(value: Json) -> str:
    return ", ".join(str(part) for part in value.values() if part) if isinstance(value, dict) else ""


def _opening(record: JsonObject) -> Iterator[str]:
    if text(record, "preamble"):
        yield escaped(text(record, "preamble"))
    yield from (f"Considerando {escaped(recital)};" for recital in texts(record, "recitals"))
    if text(record, "enacting_formula"):
        yield f"**{escaped(text(record, 'enacting_formula'))}**"


def _content(record: JsonObject) -> Iterator[str]:
    provisions = objects(record, "provisions")
    yield from _units(provisions)
    yield from map(escaped, texts(record, "body"))
    if not provisions and not record.get("body"):
        yield from (f"**{escaped(text(item, 'label'))}**: {escaped(text(item, 'value'))}" for item in objects(record, "labelled"))


def _units(provisions: list[JsonObject]) -> Iterator[str]:
    """Give the units, with a heading where a group begins."""
    group: list[str] = []
    for node in provisions:
        path = texts(node, "group")
        same = next(
            (at for at, (old, new) in enumerate(zip(group, path, strict=False)) if old != new), min(len(group), len(path))
        )
        yield from (f"{'#' * min(6, depth + 2)} {escaped(name)}" for depth, name in enumerate(path) if depth >= same)
        group = path
        yield "\n\n".join(_unit(node, 0))


def _unit(node: JsonObject, depth: int) -> Iterator[str]:
    """Give a unit and those under it, as items of a list from the second level on."""
    label = text(node, "label_raw") or text(node, "number")
    line = escaped(" ".join(filter(None, (label, text(node, "text")))))
    indent = STEP * (depth - 1)
    yield f"{indent}- {line}" if depth else line
    if text(node, "quoted"):
        quoted = (f"{STEP * depth}> {escaped(each)}" for each in text(node, "quoted").split("\n"))
        yield f"\n{STEP * depth}>\n".join(quoted)
    for child in objects(node, "children"):
        yield from _unit(child, depth + 1)


def _signed(record: JsonObject) -> Iterator[str]:
    for item in objects(record, "signatories"):
        roles = ", ".join(texts(item, "roles"))
        yield f"**{escaped(text(item, 'name'))}**" + (f"  \n{escaped(roles)}" if roles else "")


def _annexes(record: JsonObject) -> Iterator[str]:
    for annex in objects(record, "annexes"):
        yield f"## {escaped(' – '.join(filter(None, (text(annex, 'label'), text(annex, 'title')))) or 'Anexo')}"
        yield from (escaped(line) for line in text(annex, "text").split("\n") if line.strip())
        yield from _units(objects(annex, "provisions"))
        same = (table for table in objects(record, "tables") if text(table, "annex") == text(annex, "label"))
        yield from map(_table, same)


def _alone(record: JsonObject) -> Iterator[str]:
    """Give the tables that stand in no annex."""
    labels = {text(annex, "label") for annex in objects(record, "annexes")}
    yield from (_table(table) for table in objects(record, "tables") if text(table, "annex") not in labels)


def _table(table: JsonObject) -> str:
    rows = rows_of(table)
    width = max([len(texts(table, "columns")), *map(len, rows)], default=0)
    columns = [*texts(table, "columns"), *[""] * width][:width]
    lines = [_row([*columns]), f"| {' | '.join(['---'] * width)} |", *(_row([*row, *[None] * width][:width]) for row in rows)]
    caption = text(table, "caption")
    return "\n".join([*([f"**{escaped(caption)}**", ""] if caption else []), *(lines if width else [])])


def _row(cells: list[Json]) -> str:
    told = (escaped(" ".join(str(cell).split())) if cell is not None else "" for cell in cells)
    return f"| {' | '.join(told)} |"
