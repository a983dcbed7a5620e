"""The review of doubtful values at a terminal: one after the other, the raw text beside, by keyboard alone."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

from corpus.errors import SettingsError
from db.corrections.desk import Wish
from pipeline.correcting import signed
from pipeline.line_index import LineIndex
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO

    from corpus.records import Json, JsonObject
    from db.store import Store

COLUMNS: Final = ("id", "source", "ordinal", "field", "value", "confidence", "problem", "line", "raw", "detail")
QUESTION: Final = "[a]ccept, [c]orrect, [s]kip, [q]uit? "
AROUND: Final = 1
"""Lines of the source that are shown before and after the value's own."""

LONGEST: Final = 160
"""Characters of a line of the source that are shown: those round the value."""

MOST: Final = 12
"""Lines of the source that are shown of one value."""


def queue(store: Store, *, below: float, limit: int | None) -> Iterator[JsonObject]:
    """Yield the queue with the line of each value and the text around it."""
    texts: dict[str, tuple[str, LineIndex]] = {}
    for row in store.desk.queue(below=below, limit=limit):
        sha256 = str(row["sha256"])
        if sha256 not in texts:
            texts = {sha256: _indexed(store.texts(sha256)[0])}
        raw, lines = texts[sha256]
        span = _span(row["span"])
        here: JsonObject = {"line": None if span is None else lines.at(span[0]), "context": marked(raw, span)}
        yield {**row, **here}


def _indexed(raw: str) -> tuple[str, LineIndex]:
    return raw, LineIndex(raw)


def _span(value: Json) -> tuple[int, int] | None:
    match value:
        case [int() as start, int() as end]:
            return start, end
        case _:
            return None


def marked(raw: str, span: tuple[int, int] | None) -> list[Json]:
    r"""Return the lines of the source round a stretch of it, the stretch between ⟦ and ⟧; none where there is no stretch.

    >>> marked("um\ndois 2\ntres\nquatro", (8, 9))
    ['um', 'dois ⟦2⟧', 'tres']
    """
    if span is None:
        return []
    start, end = span
    first, last = raw.rfind("\n", 0, start) + 1, raw.find("\n", max(end - 1, start))
    for _ in range(AROUND):
        first = raw.rfind("\n", 0, max(first - 1, 0)) + 1 if first else 0
        last = raw.find("\n", last + 1) if last >= 0 else last
    text = f"{raw[first:start]}⟦{raw[start:end]}⟧{raw[end : last if last >= 0 else len(raw)]}"
    lines = [_cut(line.rstrip("\r")) for line in text.split("\n")]
    return [*lines[: MOST - 1], "…", lines[-1]] if len(lines) > MOST else [*lines]


def _cut(line: str) -> str:
    """Return the part of a long line that is round its mark."""
    if len(line) <= LONGEST:
        return line
    middle = max(line.find("⟦" if "⟦" in line else "⟧"), 0)
    start = max(0, min(middle - LONGEST // 2, len(line) - LONGEST))
    return f"{'…' if start else ''}{line[start : start + LONGEST]}{'…' if start + LONGEST < len(line) else ''}"


def walk(store: Store, rows: Iterable[JsonObject], *, by: str | None, answers: TextIO, out: TextIO) -> Mapping[str, int]:
    """Ask about each row in turn; return how many were accepted, corrected and skipped.

    The end of `answers` quits. A value that the field does not take is told, and the question comes again.
    """
    if by is None:
        raise SettingsError("who says so? give --by NAME, or set LAVRA_BY")
    counts = Counter({"accepted": 0, "corrected": 0, "skipped": 0})
    for place, row in enumerate(rows, 1):
        out.write(_page(row, place))
        outcome = _asked(store, row, by=by, answers=answers, out=out)
        if outcome is None:
            break
        counts[outcome] += 1
    return counts


def _asked(store: Store, row: JsonObject, *, by: str, answers: TextIO, out: TextIO) -> str | None:
    """Ask about one row until it is settled; None for an end of it all."""
    while True:
        match _line(QUESTION, answers, out):
            case None | "q":
                return None
            case "s":
                return "skipped"
            case "a":
                store.desk.accept(str(row["id"]), str(row["field"]), signed(by=by, why="reviewed: right as read"))
                return "accepted"
            case "c":
                if _corrected(store, row, by=by, answers=answers, out=out):
                    return "corrected"
            case _:
                out.write("one of a, c, s, q\n")


def _corrected(store: Store, row: JsonObject, *, by: str, answers: TextIO, out: TextIO) -> bool:
    field = str(row["field"]) or _line("field: ", answers, out)
    value = _line("right is (nothing for none at all): ", answers, out) if field else None
    why = _line("why: ", answers, out) if value is not None else None
    if not field or value is None or why is None:
        return False
    try:
        wish = Wish("set", value) if value else Wish("null")
        store.desk.correct(str(row["id"]), field, wish, signed(by=by, why=why or "reviewed"))
    except SettingsError as error:
        out.write(f"{error}\n")
        return False
    return True


def _line(question: str, answers: TextIO, out: TextIO) -> str | None:
    out.write(question)
    out.flush()
    line = answers.readline()
    return line.strip() if line else None


def _shown(value: Json) -> str:
    """Return a value on a line: a list or an object as JSON, of a long one its beginning."""
    if value is None:
        return "(none)"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _page(row: JsonObject, place: int) -> str:
    """Return one doubtful value as it is shown."""
    told = [f"\n{place}.  {row['source']}#{row['ordinal']}  {row['field'] or '(the act)'}"]
    if row["problem"]:
        told.append(f"  problem: {row['problem']}: {row['detail']}")
    if row["field"]:
        told.append(f"  value:   {_shown(row['value'])}   sure {row['confidence']:.2f}")
    context = row["context"] if isinstance(row["context"], list) else []
    told += [f"  | {line}" for line in context]
    return "\n".join(visible(line) for line in "\n".join(told).split("\n")) + "\n"
